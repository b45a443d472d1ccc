"""Which items, paragraphs, rows and sentences of two aligned sections surely correspond."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summitalign.align.correspond import correspond
from summitalign.align.engine import Aligner
from summitalign.align.features import Features, describe, weighted_length
from summitalign.align.score import length_scores
from summitalign.align.tokens import Token, TokenKind, names, numbers
from summitalign.align.units import Candidates, sentence_spans
from summitalign.align.weights import CERTAIN
from summitalign.model.alignment import Alignment, Tier
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.span import Span

_BLOCKS = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM, SegmentKind.ROW, SegmentKind.CELL})
_TELLING = frozenset(
    {TokenKind.LATIN, TokenKind.CODE, TokenKind.NUMBER, TokenKind.LINK, TokenKind.VIDEO, TokenKind.TERM}
)
"""Kinds of tokens that a translation keeps in their place; words of the lexicon are too vague for that."""
_UNLIKE = -2.0
"""Worth of two lengths below which the one is hardly a translation of the other, nats."""
_WHOLE = 0.75
"""Share of the sections of both documents in likely beads from which the one translates the other."""
_TOGETHER = 64
"""Pairs whose lengths are compared at once."""
_Section = tuple[Span, Span, bool]
"""A section of the source, the one of the target that corresponds to it, and whether that is certain."""


@dataclass(frozen=True, slots=True)
class InnerPassage:
    """A stretch of the source and the stretch of the target that surely translates it."""

    source: Span
    target: Span
    is_sentence: bool
    """False for a block: a paragraph, heading, item, row or cell."""


def inner_passages(aligner: Aligner, alignment: Alignment, places: Sequence[int]) -> tuple[InnerPassage, ...]:
    """Align what lies inside those aligned sections that hold some of the `places`, offsets of the target in order.

    Only a translation is read so: a recap does not keep what stands where. Sections of one build go block by block,
    unless lengths or names say otherwise; of others only what certainly corresponds is returned.
    """
    source, target = alignment.source, alignment.target
    if not keeps_places(alignment):
        return ()
    sections = [
        (source.segment(bead.source[0]).span, target.segment(bead.target[0]).span, bead.tier is Tier.CERTAIN)
        for bead in alignment.beads
        if bead.tier is not Tier.WEAK and len(bead.source) == len(bead.target) == 1
    ]
    held = [section for section in sections if _holds(section[1], places)]
    if not held:
        return ()
    inner = _Inner.of(aligner, source, target, held)
    return tuple(passage for section in held for passage in inner.passages(*section))


def keeps_places(alignment: Alignment) -> bool:
    """Say whether a document tells everything where its source does, as a translation, or retells it."""
    if ("order", "kept") not in alignment.signature.parameters or alignment.source.talks or alignment.target.talks:
        return False
    # A recap that tells of half its original in the same order leaves out much of the one or adds to the other.
    more = max(len(alignment.source_segments), len(alignment.target_segments))
    sure = sum(len(bead.source) + len(bead.target) for bead in alignment.beads if bead.tier is not Tier.WEAK) / 2.0
    return sure >= _WHOLE * more


def _holds(span: Span, places: Sequence[int]) -> bool:
    return bisect_left(places, span.start) < bisect_left(places, span.end)


@dataclass(frozen=True, slots=True)
class _Inner:
    """The blocks of two documents, described."""

    source: Document
    target: Document
    own: Mapping[str, Features]
    """By the ids of the blocks."""
    other: Mapping[str, Features]
    scale: float
    """Length of the target's blocks for one of the source's."""

    @classmethod
    def of(cls, aligner: Aligner, source: Document, target: Document, sections: Sequence[_Section]) -> "_Inner":
        """Describe all blocks of the source, and those of some sections of the target."""
        described = aligner.describe_source(source, Candidates(_blocks_of(source)), has_shape=False)
        own = {one.segment.id: one for one in described}
        blocks = [block for _, span, _ in sections for block in _blocks_in(target, span)]
        other = {one.segment.id: one for one in describe(target, blocks, aligner.resources, has_shape=False)}
        length = sum(own[block.id].length for span, _, _ in sections for block in _blocks_in(source, span))
        length_back = sum(one.length for one in other.values())
        return cls(source, target, own, other, length_back / length if length and length_back else 1.0)

    def passages(self, source: Span, target: Span, is_certain: bool) -> Iterator[InnerPassage]:
        """Yield what surely corresponds in two sections."""
        own = _described(_blocks_in(self.source, source), self.own)
        other = _described(_blocks_in(self.target, target), self.other)
        if self._is_parallel(own, other):
            pairs = list(zip(own, other, strict=True))
        else:
            pairs = list(_certain(own, other)) if is_certain else []
        for one, two in pairs:
            yield InnerPassage(one.segment.span, two.segment.span, is_sentence=False)
            yield from self._sentences(one.segment.span, two.segment.span)

    def _is_parallel(self, own: Sequence[Features], other: Sequence[Features]) -> bool:
        """Say whether two sections are built alike, and nothing in them speaks against reading them side by side."""
        if [_shape(one.segment) for one in own] != [_shape(two.segment) for two in other]:
            return False
        lengths = [one.length for one in own], [two.length for two in other]
        kept = [{token for token in one.tokens if token.kind in _TELLING} for one in (*own, *other)]
        return _are_alike(*lengths, self.scale) and _are_in_place(kept[: len(own)], kept[len(own) :])

    def _sentences(self, source: Span, target: Span) -> Iterator[InnerPassage]:
        """Yield the sentences of two blocks that have as many, of fitting lengths and with the names in place."""
        own, other = sentence_spans(self.source.text, source), sentence_spans(self.target.text, target)
        if len(own) != len(other) or len(own) < 2:
            return
        texts = [one.of(self.source.text) for one in own], [two.of(self.target.text) for two in other]
        lengths = [[weighted_length(text) for text in side] for side in texts]
        kept = [[_names_in(text) for text in side] for side in texts]
        if _are_alike(lengths[0], lengths[1], self.scale) and _are_in_place(*kept):
            for one, two in zip(own, other, strict=True):
                yield InnerPassage(one, two, is_sentence=True)


def _blocks_of(document: Document) -> tuple[Segment, ...]:
    return tuple(segment for segment in document.segments if segment.kind in _BLOCKS)


def _blocks_in(document: Document, span: Span) -> tuple[Segment, ...]:
    """Return the blocks that lie in a section, in document order."""
    first = bisect_left(document.segments, span.start, key=lambda segment: segment.span.start)
    last = bisect_left(document.segments, span.end, key=lambda segment: segment.span.start)
    return tuple(segment for segment in document.segments[first:last] if segment.kind in _BLOCKS)


def _described(blocks: Sequence[Segment], known: Mapping[str, Features]) -> list[Features]:
    """Return what is known of some blocks; the ones around them are counted among these, not among all."""
    places = {block.id: number for number, block in enumerate(blocks)}
    return [replace(known[block.id], parent=places.get(block.parent or "")) for block in blocks]


def _shape(segment: Segment) -> tuple[SegmentKind, int]:
    return segment.kind, segment.level


def _are_alike(own: Sequence[float], other: Sequence[float], scale: float) -> bool:
    """Say whether lengths go along with each other, pair by pair."""
    import numpy as np

    left, right = np.array(own) * np.sqrt(scale), np.array(other) / np.sqrt(scale)
    ranges = (slice(start, start + _TOGETHER) for start in range(0, len(own), _TOGETHER))
    return all(bool((length_scores(left[part], right[part]).diagonal() > _UNLIKE).all()) for part in ranges)


def _are_in_place(own: Sequence[set[Token]], other: Sequence[set[Token]]) -> bool:
    """Say whether every name and number that both sides hold stands at one place at least in both."""
    places, places_back = _places(own), _places(other)
    return all(places[token] & places_back[token] for token in places.keys() & places_back.keys())


def _places(held: Sequence[set[Token]]) -> dict[Token, set[int]]:
    places: dict[Token, set[int]] = {}
    for number, tokens in enumerate(held):
        for token in tokens:
            places.setdefault(token, set()).add(number)
    return places


def _names_in(text: str) -> set[Token]:
    found = {Token(TokenKind.LATIN, name) for name in names(text)}
    return found | {Token(TokenKind.NUMBER, number) for number in numbers(text)}


def _certain(own: Sequence[Features], other: Sequence[Features]) -> Iterator[tuple[Features, Features]]:
    """Yield the blocks of two sections that certainly correspond one to one."""
    matches, _ = correspond(own, other)
    for match in matches:
        if match.posterior >= CERTAIN and len(match.sources) == len(match.targets) == 1:
            yield own[match.sources[0]], other[match.targets[0]]
