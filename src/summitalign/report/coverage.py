"""How much of a document has a counterpart, in characters of its prose."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate

from summitalign.model.alignment import Alignment, Tier
from summitalign.model.document import Document, RegionKind, Segment
from summitalign.model.span import Span

_LONE, _JOINED = 1, 2
_RUNS = {kind: re.compile(bytes((kind,)) + b"+") for kind in (_LONE, _JOINED)}


@dataclass(frozen=True, slots=True)
class Covered:
    """What of the prose of one document has a counterpart.

    Spans count code points of prose: 0 is the first one of the document, code and markup are passed over.
    """

    joined: tuple[Span, ...] = ()
    """What has one: of several segments around a place the innermost decides."""
    alone: tuple[Span, ...] = ()
    """What took part and has none."""

    @property
    def share(self) -> float | None:
        """Return the part (0..1) that has a counterpart; None where no prose took part."""
        done, left = _length(self.joined), _length(self.alone)
        return done / (done + left) if done + left else None

    @property
    def size(self) -> int:
        """Count the characters that took part."""
        return _length(self.joined) + _length(self.alone)

    @property
    def done(self) -> int:
        """Count the characters that have a counterpart."""
        return _length(self.joined)


def source_covered(alignment: Alignment) -> Covered:
    """Tell what of the source has a counterpart in the target.

    A bead counts that is certain or likely: a weak one is a guess to look at, and counting it would make a poor
    alignment look like a full translation.
    """
    joined = {name for bead in alignment.beads if bead.tier is not Tier.WEAK for name in bead.source}
    return _covered(alignment.source, alignment.source_segments, joined)


def target_covered(alignment: Alignment) -> Covered:
    """Tell what of the target has a counterpart in the source, as `source_covered` does of the source."""
    joined = {name for bead in alignment.beads if bead.tier is not Tier.WEAK for name in bead.target}
    return _covered(alignment.target, alignment.target_segments, joined)


def union(parts: Sequence[Covered]) -> Covered:
    """Tell what of one document has a counterpart in any of several others."""
    if len(parts) == 1:
        return parts[0]
    marks = bytearray(max((span.end for part in parts for span in (*part.joined, *part.alone)), default=0))
    for kind, spans in (
        (_LONE, [span for part in parts for span in part.alone]),
        (_JOINED, [span for part in parts for span in part.joined]),
    ):
        for span in spans:
            marks[span.start : span.end] = bytes((kind,)) * len(span)
    return _read(marks)


def prose_length(document: Document) -> int:
    """Count the code points of prose."""
    return sum(len(region.span) for region in document.regions if region.kind is RegionKind.PROSE)


def _covered(document: Document, segments: Sequence[Segment], joined: AbstractSet[str]) -> Covered:
    # The inner one is painted over the outer one.
    ordered = sorted(segments, key=lambda segment: (segment.span.start, -segment.span.end))
    marks = bytearray(prose_length(document))
    for place, segment in zip(_in_prose(document, ordered), ordered, strict=True):
        marks[place.start : place.end] = bytes((_JOINED if segment.id in joined else _LONE,)) * len(place)
    return _read(marks)


def _in_prose(document: Document, segments: Sequence[Segment]) -> Iterable[Span]:
    """Yield the spans of segments, counted in code points of prose."""
    prose = [region.span for region in document.regions if region.kind is RegionKind.PROSE]
    starts = [span.start for span in prose]
    before = list(accumulate(map(len, prose), initial=0))

    def place(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        return before[number] + min(offset - starts[number], len(prose[number])) if number >= 0 else 0

    return (Span(place(segment.span.start), place(segment.span.end)) for segment in segments)


def _read(marks: bytearray) -> Covered:
    joined, alone = (
        tuple(Span(*found.span()) for found in _RUNS[kind].finditer(marks)) for kind in (_JOINED, _LONE)
    )  # fmt: skip
    return Covered(joined, alone)


def _length(spans: Iterable[Span]) -> int:
    return sum(map(len, spans))
