"""XML for memories: text that any reader accepts, and a reader that follows nothing."""

import re
from collections.abc import Iterator
from typing import IO, ClassVar
from xml.parsers import expat

from summitalign.errors import InputError
from summitalign.model.memory import TranslationUnit

# XML 1.0, 2.2: what no document may hold, even escaped.
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHUNK = 1 << 16
"""Bytes that are read at once."""
_LONGEST = 8 << 20
"""Bytes of a tag or a comment: expat before 2.6 reads one that has not ended from its head again with every chunk."""
_DEEPEST = 200
"""Elements inside each other that are followed; memories have ten."""


def text(value: str) -> str:
    """Escape a text for the content of an element; what XML cannot hold is dropped."""
    if not value.isprintable():
        # A bare carriage return would be read as a line feed.
        value = _UNHELD.sub("", value).replace("&", "&amp;").replace("\r", "&#13;")
    elif "&" in value:
        value = value.replace("&", "&amp;")
    return value.replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """Quote a text as the value of an attribute, line ends and tabs kept."""
    escaped = text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{escaped}"'


class UnitReader:
    """Gathers units from the elements and texts that `read_xml` tells it; a form of memory is a subclass."""

    form: ClassVar[str]
    """Its name; in lower case that of the outermost element."""

    def __init__(self) -> None:
        """Begin without units."""
        self._units: list[TranslationUnit] = []

    def take(self) -> list[TranslationUnit]:
        """Return the units that are whole, and forget them."""
        ready, self._units = self._units, []
        return ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of an element, its name without a prefix."""

    def end(self, name: str) -> None:
        """Take note of the end of an element."""

    def data(self, value: str) -> None:
        """Take note of text."""


def read_xml(file: IO[bytes], place: str, reader: UnitReader) -> Iterator[TranslationUnit]:
    """Read a file bit by bit, and yield the units that are whole after each; codes of other formats are left out.

    Nothing outside of the file is read, and no entities but those of XML itself are known. Raises InputError with the
    line where it is no XML or of another form, declares entities, nests without end, has an endless tag, or is in an
    unknown encoding.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise InputError("nests deeper than any memory", place=place, line=parser.CurrentLineNumber)
        name = name.rpartition(" ")[2]
        if depth == 1 and name != reader.form.lower():
            raise InputError(f"is XML, but no {reader.form}: its root is <{name}>", place=place, line=1)
        reader.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name.rpartition(" ")[2])

    def refuse(_name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            hint = "delete the part of the DOCTYPE in brackets"
            raise InputError("declares entities or a DTD of its own", place=place, line=1, hint=hint)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.data, refuse
    for _ in _fed(parser, file, place):
        yield from reader.take()


def _fed(parser: expat.XMLParserType, file: IO[bytes], place: str) -> Iterator[None]:
    """Feed a file to a parser bit by bit, and yield after each; raises InputError as `read_xml` does."""
    read = 0
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
            read += len(chunk)
            if read - parser.CurrentByteIndex > _LONGEST:
                raise InputError("has a tag longer than any memory", place=place, line=parser.CurrentLineNumber)
            yield
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        what = expat.errors.messages.get(error.code, str(error))
        raise InputError(f"is no XML: {what}", place=place, line=error.lineno) from error
    except ValueError as error:  # what expat says of GBK, Shift JIS and their like
        message = f"is no XML that can be read: {error}"
        raise InputError(message, place=place, line=1, hint="save it as UTF-8") from error
    yield
