"""The journal of writing runs: what each did to which file, so that it can be taken back.

It lies in the folder `.summitalign` of the project, a file a run, a JSON object a line. What a run is about to do to a
file is on the disk before the file is replaced; whether it came to that, the digests say.
"""

import contextlib
import json
import os
import secrets
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from summitalign.errors import JournalError, UsageError
from summitalign.fix.journal import Change, FileRecord
from summitalign.version import __version__
from summitalign.workspace.lock import remove_leftovers, sync_folder
from summitalign.workspace.read import MAX_BYTES

FOLDER = ".summitalign"
KEPT_RUNS = 50
"""Runs that are kept; the oldest go first."""
FIX, UNDO = "fix-terms", "undo"
"""What a run may have been."""
_SCHEMA = "summitalign/run/1"
_MARKERS = (FOLDER, "glossary.yml", ".git")
"""What a project's folder holds."""
_KEYS = ("path", "before", "after", "encoding")
_HINT = "--no-journal writes without one, and cannot be undone"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the past."""

    id: str
    """Time in UTC, and four random digits: `20261121T014500Z-3f9a`."""
    kind: str
    """FIX or UNDO."""
    time: int
    """Nanoseconds since 1970."""
    of: str = ""
    """Id of the run that this one took back; empty for FIX."""
    records: tuple[FileRecord, ...] = ()
    """In the order of the run; the last may not have come to its write where the run was killed."""
    done: frozenset[str] = frozenset()
    """Paths of the records whose files are known to have been written."""
    kept: frozenset[str] = frozenset()
    """Of a run of UNDO: the files that it was to restore, and has told that they were left alone."""


def working_directory() -> Path:
    """Return the resolved working directory; raises UsageError where it has been removed."""
    try:
        return Path.cwd().resolve()
    except OSError as error:
        raise UsageError(f"the working directory cannot be used: {error.strerror}") from error


def project_folder(paths: Sequence[str]) -> Path:
    """Return the folder whose journal notes what happens to the documents under `paths`.

    Where the first of them lies below the working directory it is the nearest folder upward from there that holds a
    journal, a glossary or a repository, or else the working directory itself; otherwise the same is looked for upward
    from the path.
    """
    here = working_directory()
    first = Path(paths[0] if paths else ".").resolve()
    start = here if first.is_relative_to(here) else (first if first.is_dir() else first.parent)
    return next((folder for folder in (start, *start.parents) if _is_project(folder)), start)


def journal_folder(paths: Sequence[str]) -> Path:
    """Return the project folder whose journal may tell of the documents under `paths`.

    It is the folder that a run over the same paths would write its journal to, if one is there, or else the nearest
    folder with a journal upward from the first path.
    """
    project = project_folder(paths)
    start = Path(paths[0] if paths else ".").resolve()
    return next((folder for folder in (project, start, *start.parents) if _runs_folder(folder).is_dir()), project)


def _is_project(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return any((folder / name).exists() for name in _MARKERS)
    return False


def _runs_folder(project: Path) -> Path:
    return project / FOLDER / "runs"


@dataclass(slots=True)
class Journal:
    """The journal of one run, made when the run is about to write its first file."""

    project: Path
    """Resolved folder that the paths in the journal are relative to."""
    kind: str = FIX
    of: str = ""
    id: str = field(default_factory=lambda: f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}")
    _descriptor: int | None = None
    _tidied: set[Path] = field(default_factory=set)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for folder in self._tidied:
            sync_folder(folder)
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def path_of(self, target: Path) -> str:
        """Return the path of a file as records name it."""
        return target.relative_to(self.project).as_posix() if target.is_relative_to(self.project) else str(target)

    def tidy(self, folder: Path) -> None:
        """Remove what killed runs left in a folder that this run is about to write to, and sync it at the end."""
        if folder not in self._tidied:
            self._tidied.add(folder)
            remove_leftovers(folder)

    def note(self, record: FileRecord) -> None:
        """Put on the disk what is about to be done to a file; raises JournalError, after which it must not be done."""
        self._append({"file": _file_row(record)}, is_lasting=True)

    def done(self, path: str) -> None:
        """Note that a file was replaced. Not needed to undo it, so that it cannot fail."""
        with contextlib.suppress(JournalError):
            self._append({"done": path}, is_lasting=False)

    def kept(self, path: str) -> None:
        """Note that a file was not restored, so that the next undo need not stop at it. Cannot fail either."""
        with contextlib.suppress(JournalError):
            self._append({"kept": path}, is_lasting=False)

    def _append(self, row: dict[str, Any], *, is_lasting: bool) -> None:
        place = str(_runs_folder(self.project) / f"{self.id}.jsonl")
        try:
            if self._descriptor is None:
                self._descriptor = self._begin(Path(place))
            _write_row(self._descriptor, row)
            if is_lasting:
                os.fsync(self._descriptor)
        except OSError as error:
            reason = error.strerror or str(error)
            raise JournalError(f"the journal cannot be written: {reason}", place=place, hint=_HINT) from error

    def _begin(self, path: Path) -> int:
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = self.project / FOLDER / ".gitignore"
        if not ignore.exists():
            # What people have rejected belongs to the project, and may be committed; so do the schemas for editors.
            ignore.write_text("*\n!rejected*.json\n!*.schema.json\n", encoding="utf-8")
        _forget(path.parent, KEPT_RUNS - 1)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o666)
        header = {"schema": _SCHEMA, "id": self.id, "kind": self.kind, "of": self.of, "version": __version__}
        try:
            _write_row(descriptor, header | {"time": time.time_ns()})
            sync_folder(path.parent)
        except BaseException:
            os.close(descriptor)
            path.unlink(missing_ok=True)
            raise
        return descriptor


def _write_row(descriptor: int, row: dict[str, Any]) -> None:
    """Append a line as a whole, or nothing of it: what has begun is cut off again where the disk is full."""
    text = json.dumps(row, separators=(",", ":"), ensure_ascii=False) + "\n"
    data = text.encode("utf-8", "surrogateescape")  # a path may hold bytes that are no text
    size = os.fstat(descriptor).st_size
    try:
        while data:
            data = data[os.write(descriptor, data) :]
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _forget(folder: Path, kept: int) -> None:
    names = sorted(path.name for path in folder.glob("*.jsonl"))
    for name in names[: max(0, len(names) - kept)]:
        with contextlib.suppress(OSError):
            (folder / name).unlink()


def read_runs(project: Path) -> tuple[Run, ...]:
    """Return the runs of a project's journal, the oldest first; raises JournalError.

    A last line that was cut off, by a crash or a full disk, is passed over: its file was never replaced.
    """
    folder = _runs_folder(project)
    try:
        paths = sorted(folder.glob("*.jsonl"))
        runs = [run for path in paths if (run := _read_run(path)) is not None]
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalError(f"the journal cannot be read: {reason}", place=str(error.filename or folder)) from error
    return tuple(sorted(runs, key=lambda run: run.time))


def _read_run(path: Path) -> Run | None:
    info = path.stat()
    if path.is_symlink() or not stat.S_ISREG(info.st_mode) or info.st_size > MAX_BYTES:
        raise JournalError("is no journal: a link, no file, or too large", place=str(path), hint="remove it")
    if not info.st_size:  # ended before its first line was on the disk, and so before any file was replaced
        return None
    rows = list(_rows(path.read_bytes()))
    header = rows[0] if rows else {}
    if header.get("schema") != _SCHEMA:
        hint = "remove it to undo other runs; this one can then not be undone"
        raise JournalError("is damaged, or was written by a newer version", place=str(path), hint=hint)
    with contextlib.suppress(KeyError, TypeError, ValueError):
        records = tuple(_record(row["file"]) for row in rows if "file" in row)
        done, kept = (frozenset(str(row[key]) for row in rows if key in row) for key in ("done", "kept"))
        return Run(str(header["id"]), str(header["kind"]), int(header["time"]), str(header["of"]), records, done, kept)
    raise JournalError("is no journal of a run", place=str(path), hint="remove it; the run can then not be undone")


def _rows(data: bytes) -> Iterator[dict[str, Any]]:
    for line in data.split(b"\n"):
        with contextlib.suppress(ValueError):
            row = json.loads(line.decode("utf-8", "surrogateescape"))
            if isinstance(row, dict):
                yield row


def _file_row(record: FileRecord) -> dict[str, Any]:
    """Return a record for the journal: equal changes in one list, with all their places, as most documents repeat."""
    places: dict[tuple[str, str, str, bool], list[int]] = {}
    for change in record.changes:
        places.setdefault((change.found, change.put, change.term, change.is_part), []).append(change.start)
    row: dict[str, Any] = {key: getattr(record, key) for key in _KEYS}
    changes = [[*key, starts, *([True] if is_part else [])] for (*key, is_part), starts in places.items()]
    return row | {"has_bom": record.has_bom, "changes": changes}


def _record(row: dict[str, Any]) -> FileRecord:
    changes = [
        Change(int(start), str(found), str(put), str(term), is_part == [True])
        for found, put, term, starts, *is_part in row["changes"]
        for start in starts
    ]
    path, before, after, encoding = (str(row[key]) for key in _KEYS)
    ordered = tuple(sorted(changes, key=lambda change: (change.start, change.end)))
    return FileRecord(path, before, after, encoding, row["has_bom"] is True, ordered)
