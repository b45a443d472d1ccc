"""Offsets of a text as positions of the protocol, and back: lines from 0, and in a line units of an encoding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
        return types.Position(line - 1, _units(self.text[self.lines.starts[line - 1] : offset], self.encoding))

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
        return line.start + _column(line.of(self.text), position, self.encoding)

    def span(self, place: types.Range) -> Span:
        """Return the span of a range; one that ends before it begins is taken the other way round."""
        start, end = sorted((self.offset(place.start), self.offset(place.end)))
        return Span(start, end)


def changed(text: str, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: str) -> str:
    """Make the changes that a client tells of, one after the other: of a part of the text, or all of it anew."""
    rows = _rows(text)
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            _splice(rows, change, encoding)
        else:
            rows = _rows(change.text)
    return "".join(rows)


def _rows(text: str) -> list[str]:
    """Return the lines of a text with their ends; the last one has none."""
    index = LineIndex.build(text)
    return [text[start:end] for start, end in pairwise((*index.starts, index.length))]


def _splice(rows: list[str], change: types.TextDocumentContentChangePartial, encoding: str) -> None:
    """Change the lines of a text; what is far from the change is not looked at, as an editor may send a thousand."""
    places = (_row(rows, change.range.start, encoding), _row(rows, change.range.end, encoding))
    (first, start), (last, end) = sorted(places)
    # Where a CR and an LF come together or part, a line more or less ends: those around are cut anew too.
    low, high = max(0, first - 1), min(len(rows), last + 2)
    text = "".join((*rows[low:first], rows[first][:start], change.text, rows[last][end:], *rows[last + 1 : high]))
    fresh = _rows(text)
    rows[low:high] = fresh if high == len(rows) else fresh[:-1]


def _row(rows: Sequence[str], position: types.Position, encoding: str) -> tuple[int, int]:
    """Return the line of a position, from 0, and the offset in it."""
    if position.line >= len(rows):
        return len(rows) - 1, len(rows[-1])
    return position.line, _column(rows[position.line], position, encoding)


def _column(row: str, position: types.Position, encoding: str) -> int:
    """Return the offset of a position in its line; at most that of the line's end."""
    return _code_points(row.rstrip("\r\n"), position.character, encoding)


def _units(piece: str, encoding: str) -> int:
    if encoding not in _CODECS or piece.isascii():
        return len(piece)
    codec, size = _CODECS[encoding]
    return len(piece.encode(codec, "surrogatepass")) // size


def _code_points(row: str, units: int, encoding: str) -> int:
    if encoding not in _CODECS or row.isascii():
        return min(units, len(row))
    if _units(row, encoding) <= units:
        return len(row)
    # No code point has less than one unit, so the answer lies in the first `units` of them.
    low, high = 0, min(units, len(row))
    while low < high:
        middle = (low + high + 1) // 2
        if _units(row[:middle], encoding) <= units:
            low = middle
        else:
            high = middle - 1
    return low
