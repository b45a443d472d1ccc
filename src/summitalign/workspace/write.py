"""Writing files so that a reader meets the old content or the new, never a part of either."""

import contextlib
import os
import secrets
import stat
from pathlib import Path

from summitalign.errors import WriteError
from summitalign.workspace.read import encode


def write_text(path: str | Path, text: str, *, has_bom: bool = False, expected: bytes | None = None) -> None:
    """Replace a file's content at once, or create it; line ends are written as they stand in `text`.

    Permissions are kept, and a symbolic link stays one: the file it leads to is replaced. With `expected`, what
    is no regular file, or no longer holds those bytes, is left alone. Raises WriteError with the file untouched; no
    temporary file is left behind, whatever stops the write.
    """
    place = os.fspath(path)
    try:
        data = encode(text, has_bom)
        info = Path(path).stat() if Path(path).exists() else None
        # The name that a pipe such as /dev/stdout resolves to is that of no file.
        target = Path(path) if info is not None and not stat.S_ISREG(info.st_mode) else Path(path).resolve()
        if info is not None and not stat.S_ISREG(info.st_mode):
            if expected is not None:
                raise WriteError("is a device or a pipe, not a file", place=place)
            target.write_bytes(data)  # it has no old content to protect
        else:
            _replace(target, data, info, expected, place)
    except UnicodeEncodeError as error:
        raise WriteError(f"cannot be written as UTF-8: {error.reason}", place=place) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
        reason = getattr(error, "strerror", None) or str(error)
        raise WriteError(f"cannot be written: {reason}", place=place) from error


def make_folder(path: str | Path) -> None:
    """Create a folder and those above it where they are missing; raises WriteError."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"the folder cannot be made: {error.strerror or error}", place=os.fspath(path)) from error


def _replace(target: Path, data: bytes, info: os.stat_result | None, expected: bytes | None, place: str) -> None:
    if info is not None and not os.access(target, os.W_OK):
        # Replacing needs only a writable folder; a file that is marked read-only is meant to stay.
        raise WriteError("is read-only", place=place)
    # Hidden, so that a walk at the same time does not take it for a document; in the same folder, so that the
    # replacement is one rename on one file system.
    temporary = target.with_name(f".summitalign-{secrets.token_hex(8)}.tmp")
    try:
        _write_new(temporary, data, info)
        if expected is not None:
            _check_unchanged(target, expected, place)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _write_new(temporary: Path, data: bytes, info: os.stat_result | None) -> None:
    with temporary.open("xb") as file:
        if info is not None and hasattr(os, "fchmod"):
            if (info.st_uid, info.st_gid) != (os.getuid(), os.getgid()):
                # Only the superuser may give a file away; for everyone else the group is worth a try.
                with contextlib.suppress(OSError):
                    os.fchown(file.fileno(), info.st_uid, info.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(info.st_mode))
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _check_unchanged(target: Path, expected: bytes, place: str) -> None:
    try:
        is_same = target.read_bytes() == expected
    except FileNotFoundError:
        is_same = False
    if not is_same:
        raise WriteError("changed on disk since it was read, and was left alone", place=place, hint="run it again")


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; systems that cannot open a folder go without."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
