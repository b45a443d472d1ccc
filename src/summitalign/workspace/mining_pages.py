"""Described pages on disk: a run that was broken off, or is made again, does not read them twice."""

import contextlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from summitalign.mining.pages import Page, Shown
from summitalign.workspace.cache import cache_folder

_FORMAT = 6
"""Of what is kept of a page."""
_MARK = 4
"""Bytes of the check before each content."""
_MOST_BYTES = 1 << 30
"""Size from which the kept pages are thrown away."""


class StoreLostError(Exception):
    """The kept pages cannot be used any more; says why, and what becomes of them."""


class PageStore:
    """Pages by the digest of their documents, in the user's cache.

    Every use raises StoreLostError where the database is damaged, full, or held by another run for a minute.
    """

    def __init__(self, *, is_temporary: bool = False) -> None:
        """Open the store; where nothing may be kept, or it `is_temporary`, one that lasts as long as the run."""
        self._open = contextlib.ExitStack()
        folder = None if is_temporary else cache_folder()
        if folder is None:
            try:
                temporary = TemporaryDirectory(prefix="summitalign-", ignore_cleanup_errors=True)
            except OSError as error:
                raise StoreLostError(f"no temporary folder can be made ({error.strerror or error})") from error
            folder = Path(self._open.enter_context(temporary))
        self._place = folder / f"mining{_FORMAT}.sqlite"
        with self._told():
            self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        self._place.parent.mkdir(parents=True, exist_ok=True)
        if self._place.exists() and self._place.stat().st_size > _MOST_BYTES:
            self._place.unlink()
        with contextlib.suppress(FileExistsError):  # pages hold the text of documents: they are the user's own
            os.close(os.open(self._place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        connection = self._open.enter_context(contextlib.closing(sqlite3.connect(self._place, timeout=60)))
        connection.execute("CREATE TABLE IF NOT EXISTS pages (digest TEXT PRIMARY KEY, content BLOB)")
        connection.commit()
        return connection

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            self._open.close()  # Windows renames no file that is open
            if type(error) is sqlite3.DatabaseError:
                raise StoreLostError(_set_aside(self._place)) from error
            # Full, held, not to be reached, or closed: others may use it.
            raise StoreLostError(f"the cache {self._place} cannot be used ({error})") from error
        except OSError as error:
            self._open.close()
            raise StoreLostError(f"the cache {self._place} cannot be used ({error.strerror})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open:
            if kind is None:
                self.commit()
            else:  # what was done stays done, if it can; what broke the run off goes on, as Ctrl-C
                with contextlib.suppress(StoreLostError):
                    self.commit()

    def holds(self, digest: str) -> bool:
        """Say whether something is kept."""
        with self._told():
            row = self._connection.execute("SELECT 1 FROM pages WHERE digest = ?", (digest,)).fetchone()
        return row is not None

    def content(self, digest: str) -> bytes | None:
        """Return what is kept; None where nothing is."""
        with self._told():
            row = self._connection.execute("SELECT content FROM pages WHERE digest = ?", (digest,)).fetchone()
            if row is None:
                return None
            content = bytes(row[0])
            if _marked(content[_MARK:]) != content:
                raise sqlite3.DatabaseError("a page is not what was written")
        return content[_MARK:]

    def pages(self, digests: Iterable[tuple[str, str]]) -> Iterator[Page]:
        """Yield kept pages, each with the name of its document."""
        for digest, name in digests:
            content = self.content(digest)
            if content is not None:
                yield unpacked(content, name)

    def keep(self, digest: str, content: bytes) -> None:
        """Keep a packed page, or what was found on one."""
        with self._told():
            self._connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?)", (digest, _marked(content)))

    def commit(self) -> None:
        """Make what was kept last."""
        with self._told():
            self._connection.commit()


def _set_aside(place: Path) -> str:
    """Put a damaged file where nobody reads it, and say what became of it."""
    aside = place.with_name(f"{place.name}.damaged")
    try:
        place.replace(aside)
    except OSError as error:
        return f"the cache {place} is damaged; it cannot be set aside ({error.strerror or error})"
    return f"the cache {place} is damaged; it was set aside as {aside.name}"


def _marked(content: bytes) -> bytes:
    """Return a content behind a check of its own: the database has none."""
    return zlib.crc32(content).to_bytes(_MARK, "big") + content


def digest_of(data: bytes) -> str:
    """Return the name under which a document's page is kept."""
    return blake2b(data, digest_size=16).hexdigest()


def packed(page: Page) -> bytes:
    """Return a page as bytes, without what is only needed beside its document."""
    links = [[link.start, link.end, sorted(link.keys)] for link in page.links]
    content = [page.text, page.places, page.written, links, page.headings, page.called, page.is_east]
    return zlib.compress(json.dumps(content).encode(), 1)


def unpacked(content: bytes, name: str) -> Page:
    """Return the page of packed bytes."""
    text, places, written, links, headings, called, is_east = json.loads(zlib.decompress(content))
    return Page(
        name, text, places, written, tuple(Shown(start, end, frozenset(keys)) for start, end, keys in links),
        tuple((start, end) for start, end in headings), called=tuple(called), is_east=is_east,
    )  # fmt: skip
