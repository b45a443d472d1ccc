"""Cutting the prose of a document into sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from summitalign.markdown.sentence_ends import STAND_IN, sentence_ends
from summitalign.markdown.shown import PARTING, Piece, pieces
from summitalign.model.document import Document, Link, RegionKind, Segment, SegmentKind
from summitalign.model.span import Span

_LEFT = frozenset(
    {RegionKind.LINK_TARGET, RegionKind.REFERENCE_LABEL, RegionKind.FOOTNOTE_LABEL, RegionKind.ATTRIBUTES}
)
"""What is not shown, and belongs to what stands before it."""
_LONGEST_LINK = 400
"""Code points of a link that is never cut; a longer one was never closed."""


def sentences(document: Document) -> tuple[Segment, ...]:
    """Cut the prose of all blocks into SENTENCE segments, in document order; ids count from `t1`.

    They hold all prose of the blocks but white space, each code point once. None reaches over the border of a block,
    a cell or a block of code; links, code and what else is no prose stay whole. The parent is the innermost segment
    around, its section where there is no other. Takes time in proportion to the text.
    """
    parents, whole = _Parents(document.segments), _Whole(document.links)
    found: list[Segment] = []
    for run in _runs(document):
        for span in run.sentences(whole):
            parent = parents.of(span)
            name = f"t{len(found) + 1}"
            nothing = Span(span.start, span.start)
            found.append(Segment(name, SegmentKind.SENTENCE, 0, "", nothing, span, parent))
    return tuple(found)


@dataclass(slots=True)
class _Parents:
    """The segments around places that ascend."""

    segments: Sequence[Segment]
    _next: int = 0
    _open: list[Segment] = field(default_factory=list)

    def of(self, span: Span) -> str | None:
        """Return the id of the innermost segment around a sentence."""
        while self._next < len(self.segments) and self.segments[self._next].span.start <= span.start:
            self._open.append(self.segments[self._next])
            self._next += 1
        while self._open and self._open[-1].span.end < span.end:
            self._open.pop()
        return self._open[-1].id if self._open else None


def _runs(document: Document) -> Iterator["_Run"]:
    """Yield the stretches that no sentence crosses."""
    borders = sorted({place for one in document.segments for place in (one.span.start, one.span.end)})
    found: list[Piece] = []
    at = 0
    for piece in pieces(document, Span(0, len(document.text))):
        start, end = piece.span.start, piece.span.end
        while at < len(borders) and borders[at] < end:
            if piece.is_words and start < borders[at]:
                found.append(_part(piece, start, borders[at]))
                start = borders[at]
            yield _Run.of(document.text, found)
            found, at = [], at + 1
        if piece.shown == PARTING:
            yield _Run.of(document.text, found)
            found = []
        else:
            found.append(_part(piece, start, end) if piece.is_words else piece)
    yield _Run.of(document.text, found)


def _part(piece: Piece, start: int, end: int) -> Piece:
    if (start, end) == (piece.span.start, piece.span.end):
        return piece
    return Piece(piece.kind, Span(start, end), " ")


def _letters(text: str, piece: Piece) -> str:
    if piece.kind is RegionKind.PROSE:
        return piece.span.of(text)
    return piece.shown if piece.kind is RegionKind.ENTITY or piece.shown in ("", "\n") else STAND_IN


@dataclass(slots=True)
class _Whole:
    """The links of a document, none of which is cut; places that are asked for ascend."""

    links: Sequence[Link]
    _next: int = 0
    _reach: int = 0

    def holds(self, left: int, right: int) -> bool:
        """Say whether a link reaches from before one place to behind the other."""
        while self._next < len(self.links) and self.links[self._next].span.start < left:
            link = self.links[self._next].span
            if len(link) <= _LONGEST_LINK:
                self._reach = max(self._reach, link.end)
            self._next += 1
        return self._reach > right


@dataclass(frozen=True, slots=True)
class _Run:
    """Pieces that follow each other in one block."""

    text: str
    pieces: Sequence[Piece]
    shown: str
    """What the pieces show, with a stand-in for each that has no marks of its own."""
    starts: Sequence[int]
    """Offset in `shown` at which each piece begins."""

    @classmethod
    def of(cls, text: str, found: Sequence[Piece]) -> "_Run":
        """Join pieces."""
        parts = [_letters(text, one) for one in found]
        starts = list(accumulate(map(len, parts), initial=0))
        return cls(text, found, "".join(parts), starts[:-1])

    def sentences(self, whole: _Whole) -> Iterator[Span]:
        """Yield the sentences, as they stand in the text."""
        if not self.shown.strip():
            return
        spans: list[Span] = []
        places = [0, *sentence_ends(self.shown), len(self.shown)]
        for start, end in pairwise(places):
            words = self.shown[start:end]
            first, last = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
            left, right = self._start(first), self._end(last)
            if spans and whole.holds(spans[-1].end, left):
                spans[-1] = Span(spans[-1].start, right)
            else:
                spans.append(Span(left, right))
        yield from self._widened(spans)

    def _start(self, place: int) -> int:
        piece, inside = self._at(place)
        return piece.span.start + (inside if piece.is_words else 0)

    def _end(self, place: int) -> int:
        piece, inside = self._at(place - 1)
        return piece.span.start + inside + 1 if piece.is_words else piece.span.end

    def _at(self, place: int) -> tuple[Piece, int]:
        """Return the piece that shows a place, and the offset in it."""
        number = bisect_right(self.starts, place) - 1
        return self.pieces[number], place - self.starts[number]

    def _widened(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield the sentences with the marks around them that are not shown: emphasis, brackets of links, tags."""
        last = 0
        for number, span in enumerate(spans):
            following = spans[number + 1].start if number + 1 < len(spans) else len(self.text)
            start = self._widened_start(span.start, last)
            last = self._widened_end(Span(start, span.end), following)
            yield Span(start, last)

    def _widened_start(self, start: int, least: int) -> int:
        number = self._numbers(start)
        while number > 0:
            piece = self.pieces[number - 1]
            if not _is_mark(self.text, piece) or piece.span.end != start or piece.span.start < least:
                break
            start, number = piece.span.start, number - 1
        return start

    def _widened_end(self, span: Span, most: int) -> int:
        end, number = span.end, self._numbers(span.end)
        while number < len(self.pieces):
            piece = self.pieces[number]
            if piece.shown or piece.span.start != end or piece.span.end > most:
                break
            is_closing = piece.kind in _LEFT or (_is_mark(self.text, piece) and self._closes(piece, span))
            if not is_closing:
                break
            end, number = piece.span.end, number + 1
        return end

    def _numbers(self, place: int) -> int:
        """Return the number of the first piece that begins at a place of the text or behind it."""
        return bisect_left(self.pieces, place, key=lambda piece: piece.span.start)

    def _closes(self, mark: Piece, span: Span) -> bool:
        """Say whether a mark closes what was opened in a sentence."""
        source = mark.span.of(self.text)
        if mark.kind is RegionKind.HTML_TAG:
            return source.startswith("</")
        if source.endswith("["):  # of a link or an image that begins, though one before it began in the same way
            return False
        inside = self.pieces[self._numbers(span.start) : self._numbers(span.end)]
        return sum(piece.kind is mark.kind and piece.span.of(self.text) == source for piece in inside) % 2 == 1


def _is_mark(text: str, piece: Piece) -> bool:
    """Say whether a piece marks up the words beside it, and is no mark of a block."""
    if piece.shown:
        return False
    source = piece.span.of(text)
    return piece.kind is RegionKind.HTML_TAG or (piece.kind is RegionKind.MARKUP and not source.strip("*_~[]!\\`"))
