"""The encodings that documents come in: what the bytes say themselves, what is declared, and the way back to bytes."""

import contextlib
import re
from dataclasses import dataclass, replace

from summitalign.errors import InputError, UsageError

UTF8 = "utf-8"
NAMES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312", "big5", "cp950", "big5hkscs")
"""Names for `--encoding`; they are those of Python's codecs too."""
_ALIASES = {"utf8": UTF8, "utf16": "utf-16-le", "utf-16": "utf-16-le", "cp936": "gbk", "big5-hkscs": "big5hkscs"}
_SHOWN = {"gb18030": "GB18030", "gbk": "GBK", "gb2312": "GB2312", "big5": "Big5", "cp950": "CP950"}
_MARKS = (
    (b"\xef\xbb\xbf", UTF8),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks, in this order: the mark of UTF-32 begins with that of UTF-16."""
_FIRST_BYTES = frozenset(mark[:1] for mark, _ in _MARKS)


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a file says, and how it says it."""

    text: str
    """Decoded, without a byte order mark, line ends as in the file."""
    has_bom: bool = False
    encoding: str = UTF8
    """One of NAMES."""


def encoding_named(name: str) -> str:
    """Return the encoding that a person means; raises UsageError for one that is not read here."""
    key = name.strip().lower().replace("_", "-")
    found = _ALIASES.get(key, key)
    if found not in NAMES:
        raise UsageError(f"no such encoding: {name}", place="--encoding", hint=f"one of {', '.join(NAMES)}")
    return found


def shown(encoding: str) -> str:
    """Return the name of an encoding as people write it."""
    return _SHOWN.get(encoding, encoding.upper())


def encode(text: str, has_bom: bool = False, encoding: str = UTF8) -> bytes:
    """Return the bytes that `decode` reads as `text`; raises UnicodeEncodeError for what they cannot say."""
    return (f"\ufeff{text}" if has_bom else text).encode(encoding)


def can_encode(text: str, encoding: str) -> bool:
    """Say whether an encoding has all characters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def decode(data: bytes, place: str, declared: str = "", *, is_only_read: bool = False) -> SourceText:
    """Decode a document strictly; raises InputError naming line and byte for what cannot be read.

    A byte order mark decides first, then what was declared. What is neither marked, declared nor UTF-8 is taken for
    GB18030 or Big5 where that is beyond doubt. In UTF-16 that `is_only_read`, half a character is no error: it is
    replaced by U+FFFD.
    """
    if not declared and data[:1] not in _FIRST_BYTES and b"\0" not in data:  # nearly every document
        with contextlib.suppress(UnicodeDecodeError):
            return SourceText(data.decode())
    mark, encoding = _marked(data) if data[:1] in _FIRST_BYTES else (b"", "")
    encoding = encoding or declared or UTF8
    if encoding == "utf-32":
        raise InputError("is UTF-32 text, not UTF-8", place=place, hint=_convert_hint("UTF-32"))
    try:
        if is_only_read and encoding.startswith("utf-16"):
            whole = _strict(data, mark, encoding, place, "surrogatepass")
            return replace(whole, text=re.sub("[\ud800-\udfff]", "\ufffd", whole.text))
        return _strict(data, mark, encoding, place)
    except UnicodeDecodeError as error:
        if not mark and not declared:
            from summitalign.detect.encodings import certain_encoding

            certain = certain_encoding(data)
            if certain:
                return _strict(data, b"", certain, place)
        raise _undecodable(
            data, error.start + len(mark), place, encoding, is_declared=bool(mark or declared)
        ) from error


def _marked(data: bytes) -> tuple[bytes, str]:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))


def decode_utf8(data: bytes, place: str) -> SourceText:
    """Decode what has to be UTF-8, such as a glossary; raises InputError as `decode` does."""
    try:
        found = decode(data, place)
    except InputError as error:
        hint = _save_hint("ENCODING") if error.hint else ""
        raise InputError(error.message, place=error.path, line=error.line, hint=hint) from error
    if found.encoding != UTF8:
        name = shown(found.encoding)
        raise InputError(f"is {name} text, not UTF-8", place=place, hint=_save_hint(name))
    return found


def _strict(data: bytes, mark: bytes, encoding: str, place: str, errors: str = "strict") -> SourceText:
    if not encoding.startswith("utf-16"):  # whose ASCII has NUL bytes
        nul = data.find(b"\0")
        if nul >= 0:
            line = data.count(b"\n", 0, nul) + 1
            raise InputError(f"looks binary: NUL byte at offset {nul}", place=place, line=line)
    text = (data[len(mark) :] if mark else data).decode(encoding, errors)
    if encoding != UTF8 and "\0" in text:
        raise InputError("looks binary: NUL character", place=place, line=text.count("\n", 0, text.find("\0")) + 1)
    return SourceText(text, bool(mark), encoding)


def check_way_back(content: SourceText, data: bytes, place: str) -> None:
    """Raise InputError where a text would not be written back as the bytes it was read from.

    The old Chinese standards hold some characters twice, and decoders take either code.
    """
    if content.encoding != UTF8 and encode(content.text, content.has_bom, content.encoding) != data:
        name = shown(content.encoding)
        raise InputError(
            f"holds codes that {name} would not write back as they are, and was left alone",
            place=place,
            hint=f"name the exact encoding with --encoding, or convert it first: iconv -f {name} -t UTF-8",
        )


def _undecodable(data: bytes, offset: int, place: str, encoding: str, *, is_declared: bool) -> InputError:
    width = 2 if encoding.startswith("utf-16") else 1
    line = data[:offset].decode(encoding, "replace").count("\n") + 1 if width == 2 else data.count(b"\n", 0, offset) + 1
    byte = f"byte 0x{data[offset]:02x}" if offset < len(data) else "the end"
    hint = "" if is_declared else _undeclared_hint(data)
    return InputError(f"is not {shown(encoding)}: {byte} at offset {offset}", place=place, line=line, hint=hint)


def _undeclared_hint(data: bytes) -> str:
    """Name the encoding that old Chinese documents are in, if the text that comes out looks like one; else none.

    That bytes can be decoded says nothing: those of Korean and Japanese standards are codes of GB 2312 too.
    """
    from summitalign.detect.encodings import likely_encoding

    likely = likely_encoding(data)
    name = shown(likely) if likely else "ENCODING"
    return f"{_convert_hint(name)}; or, for detect and fix-terms: --encoding {likely or name}"


def _save_hint(encoding: str) -> str:
    return f"save it as UTF-8 in the editor, or convert it: iconv -f {encoding} -t UTF-8"


def _convert_hint(encoding: str) -> str:
    return f"convert it first, for example: iconv -f {encoding} -t UTF-8"
