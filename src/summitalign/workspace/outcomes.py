"""Outcomes of earlier runs, a row a document, in one SQLite file of the user's cache.

Any number of processes may use it at once, and any of them may be killed. Nothing depends on it: whatever is wrong
with it, the run goes on without. A row says what it belongs to and carries a check of its own, so that a file that was
damaged is found out and set aside, and never believed.
"""

import contextlib
import os
import sqlite3
import struct
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from summitalign.errors import InputError
from summitalign.workspace.row import Row

FILE = "outcomes-1.db"
"""Name in the cache folder; the number is that of the form of its tables."""
MOST_BYTES = 512 * 1024 * 1024
"""Bound of the file: then what was not asked for longest goes, and if that is not enough, nothing more is kept."""
_MOST_CONTEXTS = 24
_PATIENCE = 2.0
"""Seconds to wait for another run that is writing; then this one keeps nothing more."""
_PAGE = 4096
_ASKED_AT_ONCE = 500
_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH))
_TABLES = """
CREATE TABLE IF NOT EXISTS contexts (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS outcomes (
  context INTEGER NOT NULL, name BLOB NOT NULL, stamp BLOB NOT NULL, seen INTEGER NOT NULL, digest BLOB NOT NULL,
  grade INTEGER NOT NULL, content BLOB NOT NULL, mark BLOB NOT NULL, PRIMARY KEY (context, name)
) WITHOUT ROWID;
"""
_COLUMNS = "name, stamp, seen, digest, grade, content, mark"

Tell = Callable[[str], None]


class _DamagedError(Exception):
    """A row does not say what was written."""


class Outcomes:
    """The rows of one context: all that outcomes depend on beside the document.

    `tell` hears once what keeps the rows from being used. Connections are opened for each call only: processes are
    forked between calls, and none may inherit one.
    """

    def __init__(self, folder: Path, context: str, tell: Tell) -> None:
        """Name the file and the context; nothing is opened yet."""
        self._place, self._context, self._tell = folder / FILE, context.encode(), tell
        self.is_usable = True
        """Whether it is still worth asking."""

    def find(self, names: Sequence[str]) -> dict[str, Row]:
        """Return what is known of some documents, by their names."""
        found: dict[str, Row] = {}
        with self._opened(is_read=True) as base:
            if base is not None:
                for start in range(0, len(names), _ASKED_AT_ONCE):
                    found |= self._found(base, names[start : start + _ASKED_AT_ONCE])
        return found if self.is_usable else {}

    def _found(self, base: sqlite3.Connection, names: Sequence[str]) -> dict[str, Row]:
        places = ",".join("?" * len(names))
        asked = (
            f"SELECT {_COLUMNS} FROM outcomes WHERE context = (SELECT id FROM contexts WHERE key = ?)"
            f" AND name IN ({places})"
        )
        rows = base.execute(asked, (self._context, *map(os.fsencode, names)))
        return {os.fsdecode(values[0]): self._row(values) for values in rows}

    def put(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Keep what is known now of some documents, all of it or nothing."""
        with self._opened() as base:
            if base is None:
                return
            with base:
                base.execute("BEGIN IMMEDIATE")
                asked = "INSERT INTO contexts (key, used) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET used = ?"
                base.execute(asked, (self._context, now := _now(base), now))
                (number,) = base.execute("SELECT id FROM contexts WHERE key = ?", (self._context,)).fetchone()
                base.executemany(
                    f"INSERT OR REPLACE INTO outcomes (context, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    ((number, *self._values(os.fsencode(name), row)) for name, row in rows),
                )

    def keep_only(self, names: Iterable[str]) -> None:
        """Drop what is known of all documents but some."""
        with self._opened() as base:
            if base is None:
                return
            with base:
                base.execute("BEGIN IMMEDIATE")
                which = "context = (SELECT id FROM contexts WHERE key = ?)"
                known = {name for (name,) in base.execute(f"SELECT name FROM outcomes WHERE {which}", (self._context,))}
                gone = known.difference(map(os.fsencode, names))
                base.executemany(
                    f"DELETE FROM outcomes WHERE {which} AND name = ?", ((self._context, name) for name in gone)
                )

    def tidy(self) -> None:
        """Note that the context was used, and drop those that were not for longest, where there are too many."""
        with self._opened() as base:
            if base is None:
                return
            with base:
                base.execute("BEGIN IMMEDIATE")
                base.execute("UPDATE contexts SET used = ? WHERE key = ?", (_now(base), self._context))
                numbers = [number for (number,) in base.execute("SELECT id FROM contexts ORDER BY used DESC")]
                while numbers and (
                    len(numbers) > _MOST_CONTEXTS or (len(numbers) > 1 and _used(base) > MOST_BYTES * 0.9)
                ):
                    dropped = numbers.pop()
                    base.execute("DELETE FROM outcomes WHERE context = ?", (dropped,))
                    base.execute("DELETE FROM contexts WHERE id = ?", (dropped,))
            base.execute("PRAGMA incremental_vacuum")

    @contextmanager
    def _opened(self, *, is_read: bool = False) -> Iterator[sqlite3.Connection | None]:
        """Open the file; None where it is not to be used. Whatever goes wrong with it ends here."""
        base = None
        if self.is_usable and not (is_read and not self._place.exists()):
            try:
                base = _connected(self._place)
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
        try:
            yield base
        except (sqlite3.Error, OSError, _DamagedError) as error:
            self._give_up(error)
        finally:
            if base is not None:
                base.close()

    def _give_up(self, error: Exception) -> None:
        """Use the file no more in this run, and say why."""
        self.is_usable = False
        code = sqlite3.SQLITE_CORRUPT if isinstance(error, _DamagedError) else getattr(error, "sqlite_errorcode", None)
        if code is not None and code & 0xFF in _DAMAGED:
            self._tell(_set_aside(self._place))
        else:
            self._tell(f"the cache {self._place} cannot be used ({error}); this run goes on without")

    def _row(self, values: Sequence[Any]) -> Row:
        name, stamp, seen, digest, grade, content, mark = values
        try:
            row = Row(bytes(stamp), int(seen), bytes(digest), int(grade), bytes(content))
            is_whole = self._mark(bytes(name), row) == mark
        except (TypeError, ValueError, struct.error):
            is_whole = False
        if not is_whole:
            raise _DamagedError(name)
        return row

    def _values(self, name: bytes, row: Row) -> tuple[object, ...]:
        return name, row.stamp, row.seen, row.digest, row.grade, row.content, self._mark(name, row)

    def _mark(self, name: bytes, row: Row) -> bytes:
        head = struct.pack("<qqqq", len(name), len(row.stamp), row.seen, row.grade)
        return sha256(b"".join((self._context, head, name, row.stamp, row.digest, row.content))).digest()[:8]


def measure_rows(folder: Path) -> tuple[int, int]:
    """Return how many contexts and rows are kept in a cache folder; raises InputError for a damaged file."""
    place = folder / FILE
    if not place.exists():
        return 0, 0
    try:
        with closing(_connected(place)) as base:
            (contexts,) = base.execute("SELECT count(*) FROM contexts").fetchone()
            (rows,) = base.execute("SELECT count(*) FROM outcomes").fetchone()
            return int(contexts), int(rows)
    except (sqlite3.Error, OSError) as error:
        hint = "summitalign cache clear removes it"
        raise InputError(f"cannot be read: {error}", place=str(place), hint=hint) from error


def _connected(place: Path) -> sqlite3.Connection:
    is_new = not place.exists()
    if is_new:
        place.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):  # rows hold names and words of documents: they are the user's own
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    base = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None)
    try:
        if is_new:
            base.execute("PRAGMA auto_vacuum = INCREMENTAL")
            base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute(f"PRAGMA max_page_count = {MOST_BYTES // _PAGE}")
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'outcomes'").fetchone():
            base.execute("PRAGMA journal_mode = WAL")  # the one that made the file was ended before it came to this
            base.executescript(_TABLES)
    except BaseException:
        base.close()
        raise
    return base


def _now(base: sqlite3.Connection) -> int:
    """Return a time after all that are noted, whatever the clock says: a run must not be the first to be dropped."""
    (latest,) = base.execute("SELECT max(used) FROM contexts").fetchone()
    return max(time.time_ns(), (latest or 0) + 1)


def _used(base: sqlite3.Connection) -> int:
    """Return the bytes that rows take; pages that are free do not count."""
    (pages,), (free,) = (base.execute(f"PRAGMA {what}").fetchone() for what in ("page_count", "freelist_count"))
    return int(pages - free) * _PAGE


def _set_aside(place: Path) -> str:
    """Put a damaged file where nobody reads it, and say so."""
    aside = place.with_name(f"{place.name}.damaged")
    try:
        place.replace(aside)
        for end in ("-wal", "-shm"):
            place.with_name(place.name + end).unlink(missing_ok=True)
    except OSError as error:
        return f"the cache {place} is damaged and not used; it cannot be set aside: {error.strerror or error}"
    return f"the cache {place} is damaged; it was set aside as {aside.name}, and this run goes on without"
