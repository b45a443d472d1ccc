"""Reading documents: UTF-8 with or without a byte order mark, line ends kept as they are."""

import os
import stat
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from summitalign.errors import InputError, UsageError
from summitalign.model.document import Document

MAX_BYTES = 64 * 1024 * 1024
"""A larger file is no document that a person wrote, and parsing it would take minutes."""
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
"""In this order: the mark of UTF-32 begins with that of UTF-16."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a file says, and how it says it."""

    text: str
    """Decoded, without a byte order mark, line ends as in the file."""
    has_bom: bool = False
    encoding: str = "utf-8"


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
    try:
        with Path(path).open("rb") as file:
            info = os.fstat(file.fileno())
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError as error:
        raise InputError("is a folder, not a document", place=place) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=place) from error
    if len(data) > MAX_BYTES:
        size = f" ({info.st_size / 1024 / 1024:.0f} MiB)" if stat.S_ISREG(info.st_mode) else ""
        raise InputError(f"is larger than {MAX_BYTES // 1024 // 1024} MiB{size}", place=place)
    return data


def read_stdin(name: str) -> Input:
    """Read standard input to its end and give it a name; raises UsageError where it is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed", place=name)
    return Input(name, sys.stdin.buffer.read())


def decode(data: bytes, place: str) -> SourceText:
    """Decode UTF-8 strictly; raises InputError naming line and byte for anything else."""
    wide = next((name for mark, name in _WIDE_BOMS.items() if data.startswith(mark)), None)
    if wide:
        raise InputError(f"is {wide} text, not UTF-8", place=place, hint=_convert_hint(wide))
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise InputError(f"looks binary: NUL byte at offset {nul}", place=f"{place}:{line}")
    has_bom = data.startswith(_BOM)
    body = data[len(_BOM) :] if has_bom else data
    try:
        return SourceText(body.decode("utf-8"), has_bom)
    except UnicodeDecodeError as error:
        offset = error.start + (len(_BOM) if has_bom else 0)
        line = data.count(b"\n", 0, offset) + 1
        raise InputError(
            f"is not UTF-8: byte 0x{data[offset]:02x} at offset {offset}",
            place=f"{place}:{line}",
            hint=_convert_hint(_guess(data)),
        ) from error


def _guess(data: bytes) -> str:
    """Name the encoding that old Chinese documents are in, if it fits; guessing further would mislead.

    The test is by GB 2312, its narrow core: GB18030 itself takes nearly any bytes, such as those of Latin-1.
    """
    try:
        data.decode("gb2312")
    except UnicodeDecodeError:
        return "ENCODING"
    return "GB18030"


def _convert_hint(encoding: str) -> str:
    return f"convert it first, for example: iconv -f {encoding} -t UTF-8"


def encode(text: str, has_bom: bool = False) -> bytes:
    """Return the bytes that `decode` reads as `text`."""
    return (_BOM if has_bom else b"") + text.encode("utf-8")


def read_text(path: str | Path) -> str:
    """Read a UTF-8 text without its byte order mark; raises InputError."""
    return read_document_text(path).text


def read_document_text(path: str | Path) -> SourceText:
    """Read a UTF-8 text and what has to be known to write it back; raises InputError."""
    return decode(read_bytes(path), os.fspath(path))


def parse_input(source: Input) -> Document:
    """Read and parse one document; raises InputError."""
    return parse_text(decode(source.read(), source.name), source.name)


def parse_text(source: SourceText, name: str) -> Document:
    """Parse a text that was read, and note its byte order mark."""
    from summitalign import api

    document = api.parse(source.text, name)
    return replace(document, has_bom=True) if source.has_bom else document
