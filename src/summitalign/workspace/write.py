"""Writing files so that a reader meets the old content or the new, never a part of either."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from summitalign.errors import WriteError
from summitalign.workspace.encodings import UTF8, encode, shown
from summitalign.workspace.lock import locked_folder, sync_folder, temporary_name

Content = bytes | IO[bytes]
"""What is written: bytes, or a file that is copied from its beginning, as it may be larger than the memory."""
BeforeReplace = Callable[[Path], None]
"""Is told the real path when all is ready, and may still refuse by raising."""


def real_path(path: str | Path) -> Path:
    """Return where a path leads; raises OSError or RuntimeError for a circle of symbolic links.

    From Python 3.13 on, `resolve` returns a circle as it stands.
    """
    real = Path(path).resolve()
    try:
        real.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise
    return real


def write_text(path: str | Path, text: str, *, has_bom: bool = False, expected: bytes | None = None) -> None:
    """Replace a file's content with a text in UTF-8, or create it: see `write_bytes`."""
    write_bytes(path, encoded(text, has_bom, UTF8, os.fspath(path)), expected=expected)


def update_text(path: str | Path, renew: Callable[[], str]) -> None:
    """Replace a file's content with what `renew` makes of it as it is then, or create it with its folder.

    `renew` reads the file itself, while no other run of the program writes in the folder: so each keeps what the
    others have added. Raises WriteError as `write_bytes` does, also where another program has changed the file.
    """
    place = os.fspath(path)
    make_folder(Path(path).parent)
    with _reported(place):
        target = real_path(path)
        with locked_folder(target.parent, place):
            if target.exists() and not stat.S_ISREG(target.stat().st_mode):
                raise WriteError("is a device or a pipe, not a file", place=place)
            if target.exists() and not os.access(target, os.W_OK):
                raise WriteError("is read-only", place=place)
            before = target.read_bytes() if target.exists() else None
            _replace(target, encoded(renew(), False, UTF8, place), before, None, place)
        sync_folder(target.parent)


def encoded(text: str, has_bom: bool, encoding: str, place: str) -> bytes:
    """Return a text as bytes; raises WriteError for a character that the encoding does not have."""
    try:
        return encode(text, has_bom, encoding)
    except UnicodeEncodeError as error:
        reason = f"{error.reason}: {text[error.start]!a}" if encoding != UTF8 else error.reason
        raise WriteError(f"cannot be written as {shown(encoding)}: {reason}", place=place) from error


def write_bytes(
    path: str | Path,
    data: Content,
    *,
    expected: bytes | None = None,
    before_replace: BeforeReplace | None = None,
    is_one_of_many: bool = False,
) -> None:
    """Replace a file's content at once, or create it.

    Permissions are kept, and a symbolic link stays one: the file it leads to is replaced. Other names of the same
    file (hard links) keep the old content. With `expected`, what is no regular file, or no longer holds those bytes,
    is left alone. Where `is_one_of_many` the caller syncs the folder when all are written, else each file costs a wait
    for the disk more. Raises WriteError with the file untouched; no temporary file is left behind, whatever stops the
    write, short of killing the process.
    """
    place = os.fspath(path)
    with _reported(place):
        info = Path(path).stat() if Path(path).exists() else None
        # The name that a pipe such as /dev/stdout resolves to is that of no file.
        target = Path(path) if info is not None and not stat.S_ISREG(info.st_mode) else real_path(path)
        if info is None or stat.S_ISREG(info.st_mode):
            if info is not None and not os.access(target, os.W_OK):
                # Replacing needs only a writable folder; a file that is marked read-only is meant to stay.
                raise WriteError("is read-only", place=place)
            _check_writable(target.parent, place)
            with locked_folder(target.parent, place):
                _replace(target, data, expected, before_replace, place)
            if not is_one_of_many:
                sync_folder(target.parent)
        elif expected is not None:
            raise WriteError("is a device or a pipe, not a file", place=place)
        else:
            with target.open("wb") as file:  # it has no old content to protect
                _copy(data, file)


def check_output(path: str | Path, *, makes_folder: bool = False) -> None:
    """Raise WriteError for a file that surely cannot be written, with nothing created and nothing changed.

    `makes_folder` says that the write will make the folders that are missing.
    """
    place = os.fspath(path)
    with _reported(place):
        # The name that a pipe such as /dev/stdout resolves to is that of no file.
        info = Path(path).stat() if Path(path).exists() else None
        folder = real_path(path).parent
        if info is not None and stat.S_ISDIR(info.st_mode):
            raise WriteError("is a folder, not a file", place=place)
        if info is not None and not os.access(path, os.W_OK):
            raise WriteError("is read-only", place=place)
        if info is not None and not stat.S_ISREG(info.st_mode):
            return
        if makes_folder:
            check_folder_output(folder)
        elif not folder.is_dir():
            raise WriteError(f"cannot be written: there is no folder {folder}", place=place)
        else:
            _check_writable(folder, place)


def _check_writable(folder: Path, place: str) -> None:
    """Raise WriteError for a folder that takes no new file: a file is replaced as a whole, with a new one."""
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(f"cannot be written: the folder {folder} is read-only", place=place)


def check_folder_output(path: str | Path) -> None:
    """Raise WriteError for a folder that surely cannot be made or written in, with nothing created."""
    place = os.fspath(path)
    with _reported(place):
        real = real_path(path)
        nearest = next(folder for folder in (real, *real.parents) if folder.exists())
        if not nearest.is_dir():
            raise WriteError(f"cannot be written: {nearest} is a file, not a folder", place=place)
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise WriteError(f"cannot be written: the folder {nearest} is read-only", place=place)


def make_folder(path: str | Path) -> None:
    """Create a folder and those above it where they are missing; raises WriteError."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"the folder cannot be made: {error.strerror or error}", place=os.fspath(path)) from error


@contextlib.contextmanager
def _reported(place: str) -> Iterator[None]:
    """Turn what the system says into one line for people."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(f"cannot be written: {reason}", place=place) from error


def _replace(
    target: Path, data: Content, expected: bytes | None, before_replace: BeforeReplace | None, place: str
) -> None:
    # In the same folder, so that the replacement is one rename on one file system.
    temporary = target.with_name(temporary_name(os.urandom(8).hex()))
    try:
        _write_new(temporary, data, target.stat() if target.exists() else None, target)
        if before_replace is not None:
            before_replace(target)
        if expected is not None:  # last, as what comes before may wait for the disk while somebody saves
            _check_unchanged(target, expected, place)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _write_new(temporary: Path, data: Content, info: os.stat_result | None, target: Path) -> None:
    with temporary.open("xb") as file:
        if info is not None and hasattr(os, "fchmod"):
            if (info.st_uid, info.st_gid) != (os.getuid(), os.getgid()):
                # Only the superuser may give a file away; for everyone else the group is worth a try.
                with contextlib.suppress(OSError):
                    os.fchown(file.fileno(), info.st_uid, info.st_gid)
            _copy_attributes(target, file.fileno())
            os.fchmod(file.fileno(), stat.S_IMODE(info.st_mode))
        _copy(data, file)
        file.flush()
        os.fsync(file.fileno())


def _copy(data: Content, file: IO[bytes]) -> None:
    if isinstance(data, bytes):
        file.write(data)
    else:
        data.seek(0)
        shutil.copyfileobj(data, file)


def _copy_attributes(target: Path, descriptor: int) -> None:
    """Carry over what the system keeps beside the permissions, such as access lists; where it can."""
    if not hasattr(os, "listxattr"):
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(target):
            with contextlib.suppress(OSError):
                os.setxattr(descriptor, name, os.getxattr(target, name))


def _check_unchanged(target: Path, expected: bytes, place: str) -> None:
    try:
        is_same = target.read_bytes() == expected
    except FileNotFoundError:
        is_same = False
    if not is_same:
        raise WriteError("changed on disk since it was read, and was left alone", place=place, hint="run it again")
