"""Reading documents and other files: whole, within a limit, line ends kept as they are."""

import contextlib
import os
import re
import stat
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summitalign.errors import InputError, UsageError
from summitalign.formats.kinds import is_read_only
from summitalign.workspace.encodings import UTF8, SourceText, decode, decode_utf8
from summitalign.workspace.remote import is_remote, read_remote

if TYPE_CHECKING:
    from summitalign.model.document import Document

MAX_BYTES = 64 * 1024 * 1024
"""A larger file is no document that a person wrote, and parsing it would take minutes."""
# Without O_NONBLOCK a named pipe that nobody writes to is waited for without end; files do not care.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_HANDED_OVER = re.compile(r"/dev/(?:fd/\d+|stdin|null)|/proc/(?:self|\d+)/fd/\d+")
"""What a shell puts in the place of `<(command)`, and names of standard input: streams that end by themselves."""
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_PIECE = 1024 * 1024
"""Bytes asked for at once where a file does not say how long it is."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read: a file, or bytes that came another way."""

    name: str
    """The path as it was given, or the name of standard input."""
    data: bytes | None = None
    """The content where it is already at hand; None where the file is to be read."""

    def read(self) -> bytes:
        """Return the content; raises InputError for a file that cannot be read."""
        return read_bytes(self.name) if self.data is None else self.data


def read_bytes(path: str | Path) -> bytes:
    """Read a file; raises InputError where there is none, it is no file, or it is larger than MAX_BYTES."""
    place = os.fspath(path)
    if is_remote(place):
        return read_remote(place, MAX_BYTES)
    try:
        # Not open(): its buffer and a limit on read() cost more than half the time for a file of usual size.
        descriptor = os.open(path, _FLAGS)
        try:
            info = os.fstat(descriptor)
            if not stat.S_ISREG(info.st_mode):
                _check_stream(place, info.st_mode)
                os.set_blocking(descriptor, True)
            data = _read_all(descriptor, info.st_size if stat.S_ISREG(info.st_mode) else 0)
        finally:
            os.close(descriptor)
    except IsADirectoryError as error:
        raise InputError("is a folder, not a document", place=place) from error
    except (OSError, ValueError) as error:
        with contextlib.suppress(OSError, ValueError):
            _check_stream(place, os.stat(path).st_mode)  # noqa: PTH116 - a socket cannot be opened
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=place) from error
    if len(data) > MAX_BYTES:
        size = f" ({info.st_size / 1024 / 1024:.0f} MiB)" if stat.S_ISREG(info.st_mode) else ""
        raise InputError(f"is larger than {MAX_BYTES // 1024 // 1024} MiB{size}", place=place)
    return data


def _check_stream(place: str, mode: int) -> None:
    """Raise InputError for what is no file, unless it is a stream that was handed over."""
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "")
    if kind and not _HANDED_OVER.fullmatch(place):
        raise InputError(f"is {kind}, not a file", place=place, hint="`-` reads standard input")


def _read_all(descriptor: int, size: int) -> bytes:
    """Read to the end, or past MAX_BYTES; `size` is what the file says, 0 where it does not say."""
    # One byte more than the file should have: where it has not grown, a single call is all.
    data = os.read(descriptor, min(size, MAX_BYTES) + 1)
    if len(data) == size > 0:
        return data
    pieces, count = [data], len(data)
    while data and count <= MAX_BYTES:
        data = os.read(descriptor, _PIECE)
        pieces.append(data)
        count += len(data)
    return b"".join(pieces)


def read_stdin(name: str) -> Input:
    """Read standard input to its end and give it a name; raises UsageError where it is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed", place=name)
    return Input(name, sys.stdin.buffer.read())


def read_text(path: str | Path) -> str:
    """Read a UTF-8 text without its byte order mark; raises InputError."""
    return read_document_text(path).text


def read_document_text(path: str | Path) -> SourceText:
    """Read a UTF-8 text and what has to be known to write it back; raises InputError."""
    return decode_utf8(read_bytes(path), os.fspath(path))


def parse_input(source: Input) -> "Document":
    """Read one document: a schedule, a notebook or the like as what it is, else as Markdown; raises InputError."""
    from summitalign import api

    if is_read_only(source.name):
        return api.parse_docx(source.read(), source.name)
    content = decode(_whole(source), source.name)
    read = api.parse_schedule(content.text, source.name) or api.parse_contained(content.text, source.name)
    return _as_written(read, content) if read is not None else parse_text(content, source.name)


def _whole(source: Input) -> bytes:
    """Return the content, of a calendar with the letters put together that its folds cut in two."""
    from summitalign.schedules.read import CALENDARS

    if not source.name.lower().endswith(CALENDARS):
        return source.read()
    from summitalign.schedules.icalendar import whole_letters

    return whole_letters(source.read())


def parse_as_text(source: Input) -> "Document":
    """Read one document as Markdown, whatever its name says; raises InputError."""
    return parse_text(decode(source.read(), source.name), source.name)


def parse_text(source: SourceText, name: str) -> "Document":
    """Parse a text that was read, and note how its file says it."""
    from summitalign import api

    return _as_written(api.parse(source.text, name), source)


def _as_written(document: "Document", source: SourceText) -> "Document":
    if source.has_bom or source.encoding != UTF8:
        return replace(document, has_bom=source.has_bom, encoding=source.encoding)
    return document
