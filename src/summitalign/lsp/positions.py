"""Offsets of a text as positions of the protocol, and back: lines from 0, and in a line units of an encoding."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from lsprotocol import types

from summitalign.model.span import LineIndex, Span

_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}
"""How a text is encoded to count its units, and the bytes of one unit; of UTF-32 a unit is a code point."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the offsets of one text are to a client."""

    text: str
    lines: LineIndex
    encoding: str
    """`utf-8`, `utf-16` or `utf-32`, as was agreed with the client."""

    @classmethod
    def of(cls, text: str, encoding: str) -> Self:
        """Index a text."""
        return cls(text, LineIndex.build(text), encoding)

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset, in code points."""
        line = self.lines.line(offset)
        return types.Position(line - 1, self._units(self.text[self.lines.starts[line - 1] : offset]))

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; behind the end of a line or of the text, it is that end.

        One that lies inside of a character counts as the begin of it.
        """
        if position.line >= len(self.lines.starts):
            return len(self.text)
        line = self.lines.line_span(position.line + 1)
        row = line.of(self.text).rstrip("\r\n")
        return line.start + self._code_points(row, position.character)

    def span(self, place: types.Range) -> Span:
        """Return the span of a range; one that ends before it begins is taken the other way round."""
        start, end = sorted((self.offset(place.start), self.offset(place.end)))
        return Span(start, end)

    def _units(self, piece: str) -> int:
        if self.encoding not in _CODECS or piece.isascii():
            return len(piece)
        codec, size = _CODECS[self.encoding]
        return len(piece.encode(codec, "surrogatepass")) // size

    def _code_points(self, row: str, units: int) -> int:
        if self.encoding not in _CODECS or row.isascii():
            return min(units, len(row))
        if self._units(row) <= units:
            return len(row)
        # No code point has less than one unit, so the answer lies in the first `units` of them.
        low, high = 0, min(units, len(row))
        while low < high:
            middle = (low + high + 1) // 2
            if self._units(row[:middle]) <= units:
                low = middle
            else:
                high = middle - 1
        return low


def changed(text: str, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: str) -> str:
    """Make the changes that a client tells of, one after the other: of a part of the text, or all of it anew."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            span = Positions.of(text, encoding).span(change.range)
            text = text[: span.start] + change.text + text[span.end :]
        else:
            text = change.text
    return text
