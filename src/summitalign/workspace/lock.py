"""Folders that are written in: one writer at a time, nothing left of a killed one, names that last."""

import contextlib
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from summitalign.errors import WriteError

if sys.platform != "win32":
    import fcntl

PATIENCE = 20.0
"""Seconds to wait for another run, which holds a folder for a few milliseconds a file."""
_PAUSE = 0.01
_TEMPORARY = re.compile(r"\.summitalign-[0-9a-f]{16}\.tmp")


def temporary_name(token: str) -> str:
    """Return the name of a temporary file; hidden, so that no walk takes it for a document."""
    return f".summitalign-{token}.tmp"


@contextmanager
def locked_folder(folder: Path, place: str) -> Iterator[bool]:
    """Keep other runs of the program from writing in a folder; they wait.

    Yields False where the system or the file system has no such locks. The lock ends with the process, however that
    ends. Raises WriteError where another run holds it for longer than PATIENCE.
    """
    descriptor = _opened(folder)
    if descriptor is None:
        yield False
        return
    try:
        yield _lock(descriptor, place)
    finally:
        os.close(descriptor)


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files that killed runs left in a folder.

    A living run holds the lock as long as its temporary file exists, so what is found under the lock is nobody's.
    Raises WriteError as `locked_folder` does.
    """
    with locked_folder(folder, str(folder)) as is_locked, contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries if is_locked else ():
            if entry.name.startswith(".") and _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108 - what a scan of the folder returned


def sync_folder(folder: Path) -> None:
    """Make new and changed names in a folder last; systems that cannot open a folder go without."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _opened(folder: Path) -> int | None:
    if sys.platform == "win32":
        return None
    try:
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def _lock(descriptor: int, place: str) -> bool:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                hint = "run it again when the other run has ended"
                raise WriteError(
                    "another run of summitalign is writing in this folder", place=place, hint=hint
                ) from None
            time.sleep(_PAUSE)
        except OSError:  # some network file systems have none
            return False
        else:
            return True
