"""XML with the place of every text, read without ever following a document type definition."""

from dataclasses import dataclass, field
from itertools import accumulate
from xml.parsers import expat

from summitalign.errors import InputError
from summitalign.model.span import Span
from summitalign.schedules.values import Value

MAX_DEPTH = 100
"""Elements in each other; schedules need ten."""


@dataclass(slots=True)
class Element:
    """An element; it is built up while it is read, and left alone from then on."""

    name: str
    """Without its namespace."""
    attributes: dict[str, str]
    start: int
    inner: int
    """Offset behind the opening tag."""
    end: int = 0
    text: list[str] = field(default_factory=list)
    content_end: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """Where it stands, its tags included."""
        return Span(self.start, max(self.start, self.end))

    def all(self, name: str) -> list["Element"]:
        """Return the children of a name."""
        return [child for child in self.children if child.name == name]

    def value(self) -> Value | None:
        """Return the own text with its place; None where it is blank."""
        text = "".join(self.text)
        return Value(text.strip(), Span(self.inner, max(self.inner, self.content_end))) if text.strip() else None

    def child(self, name: str) -> Value | None:
        """Return the text of the first child of a name that says something."""
        return next((found for child in self.all(name) if (found := child.value())), None)

    def string(self, name: str) -> str:
        """Return the text of a child; empty where there is none."""
        found = self.child(name)
        return found.text if found else ""


def read_xml(text: str, source: str) -> Element:
    """Read a text to its root element; raises InputError with the line for what is broken or declares entities."""
    return _Reader(text, source).read()


class _Reader:
    """Builds the tree from the events of expat, which alone tell the places."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self.data = text.encode("utf-8", "replace")
        # Code points before each byte: a byte that continues a character counts nothing.
        starts = (byte & 0xC0 != 0x80 for byte in self.data)
        self.places = None if text.isascii() else list(accumulate(starts, initial=0))
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        # An entity may hold a file of this machine, or a thousand copies of another: none is ever followed.
        self.parser.EntityDeclHandler = self._refuse
        self.stack: list[Element] = []
        self.root: Element | None = None

    def read(self) -> Element:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise InputError(f"is not valid XML: {reason}", place=self.source, line=error.lineno) from error
        if self.root is None:
            raise InputError("is not valid XML: no element found", place=self.source)
        return self.root

    def _at(self) -> int:
        index = self.parser.CurrentByteIndex
        return index if self.places is None else self.places[index]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self._error(f"is nested deeper than {MAX_DEPTH} levels")
        start = self._at()
        found = self.data.find(b">", self._behind_attributes()) + 1
        inner = found if self.places is None else self.places[found]
        element = Element(name.rpartition(":")[2], attributes, start, inner, content_end=inner)
        if self.stack:
            self.stack[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self.stack.append(element)

    def _behind_attributes(self) -> int:
        """Return a byte of the opening tag behind its last quoted value, which may hold a `>`."""
        at = self.parser.CurrentByteIndex
        while True:
            close = self.data.find(b">", at)
            marks = [mark for quote in (b'"', b"'") if (mark := self.data.find(quote, at, close)) >= 0]
            if not marks:
                return at
            first = min(marks)
            at = self.data.find(self.data[first : first + 1], first + 1) + 1

    def _end(self, name: str) -> None:  # noqa: ARG002 - expat hands it over
        element = self.stack.pop()
        at = self._at()
        # Of `<x/>` the end has the place of the beginning.
        close = self.data.find(b">", self.parser.CurrentByteIndex) + 1
        element.end = element.inner if at <= element.start else close if self.places is None else self.places[close]
        if not element.children:
            element.content_end = max(element.inner, at)

    def _characters(self, data: str) -> None:
        if self.stack:
            self.stack[-1].text.append(data)

    def _refuse(self, name: str, *_: object) -> None:
        raise self._error(f"declares the entity `{name}`, which is not followed", hint="write what it stands for")

    def _error(self, problem: str, hint: str = "") -> InputError:
        return InputError(problem, place=self.source, line=self.parser.CurrentLineNumber, hint=hint)
