"""Paragraphs inside a row that stand level, and their sentences: found by the sentences that correspond."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from summitalign.align.units import blocks_of
from summitalign.model.alignment import Alignment, Bead, Tier
from summitalign.model.document import Segment
from summitalign.model.span import Span
from summitalign.report.html.blocks import Block
from summitalign.report.html.order import Level, in_order
from summitalign.report.html.sides import PageSide

_ENOUGH = 0.5
"""Part (0..1) of the smaller side's paragraphs that have to be joined, for a row to be read by them."""


_Group = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """Sentences that correspond; one side is empty where there is no counterpart."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class PartView:
    """Paragraphs of a row that stand level."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    source_lang: str
    target_lang: str
    is_heading: bool
    has_marks: bool
    sentences: tuple[SentenceRow, ...]
    """Empty where there is but one on either side."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block of a document with what stands behind it, up to the next."""

    span: Span
    is_heading: bool


class Paragraphs:
    """The paragraphs of both sides, and what joins them."""

    def __init__(self, source: PageSide, target: PageSide, sentences: Alignment) -> None:
        """Cut both sides, and count for each two pieces how many sentences they share."""
        self._sides = _Cut(source, sentences.source_segments), _Cut(target, sentences.target_segments)
        self._beads = sentences.beads
        self._shared: dict[int, Counter[int]] = defaultdict(Counter)
        self._beads_of: dict[int, list[Bead]] = defaultdict(list)
        own, other = self._sides
        for bead in sentences.beads:
            for one in {own.piece_of[name] for name in bead.source if name in own.piece_of}:
                self._beads_of[one].append(bead)
                for two in {other.piece_of[name] for name in bead.target if name in other.piece_of}:
                    self._shared[one][two] += 1

    def parts(self, source: Sequence[Segment], target: Sequence[Segment]) -> tuple[PartView, ...]:
        """Return the parts of a row; none where its two sides are not told paragraph by paragraph."""
        own, other = self._sides
        left = [number for segment in source for number in own.of_segment[segment.id]]
        right = [number for segment in target for number in other.of_segment[segment.id]]
        groups, titles = self._groups(left, right), self._titles(left, right)
        groups += self._silent(left, right, [*titles, *groups])
        joined = sum(len(group[0]) for group in groups), sum(len(group[1]) for group in groups)
        bare = len(left) - len(titles), len(right) - len(titles)
        if not left or not right or (min(bare) and not _is_enough(joined, bare)):
            return ()
        levels, rest = in_order([*titles, *groups], len(left), len(right))
        return tuple(self._view(level, left, right) for level in (*levels, *rest))

    def _titles(self, left: Sequence[int], right: Sequence[int]) -> list[_Group]:
        own, other = self._sides
        if left and right and own.pieces[left[0]].is_heading and other.pieces[right[0]].is_heading:
            return [((0,), (0,))]
        return []

    def _groups(self, left: Sequence[int], right: Sequence[int]) -> list[_Group]:
        """Join what shares sentences, by the places of both sides; only the best partners of each count."""
        own, other = self._sides
        place = {number: at for at, number in enumerate(right) if not other.pieces[number].is_heading}
        edges = {
            (at, place[partner]): count
            for at, number in enumerate(left)
            if not own.pieces[number].is_heading
            for partner, count in self._shared[number].items()
            if partner in place
        }
        best: tuple[Counter[int], Counter[int]] = Counter(), Counter()
        for edge, count in edges.items():
            for side in (0, 1):
                best[side][edge[side]] = max(best[side][edge[side]], count)
        return _components([edge for edge, count in edges.items() if count in (best[0][edge[0]], best[1][edge[1]])])

    def _silent(self, left: Sequence[int], right: Sequence[int], groups: Sequence[_Group]) -> Iterator[_Group]:
        """Yield pairs of what has no sentences, code for one, where it stands between the same neighbours."""
        own, other = self._sides
        joined = {at: group for group in groups for at in group[0]}, {at: group for group in groups for at in group[1]}
        waiting = {
            (before, number): at for at, before, number in _behind(right, joined[1]) if not other.sentences([right[at]])
        }
        for at, before, number in _behind(left, joined[0]):
            if (before, number) in waiting and not own.sentences([left[at]]):
                yield (at,), (waiting[before, number],)

    def _view(self, level: Level, left: Sequence[int], right: Sequence[int]) -> PartView:
        own, other = self._sides
        source, target = [left[at] for at in level.source], [right[at] for at in level.target]
        return PartView(
            source=own.blocks(source),
            target=other.blocks(target),
            source_lang=own.lang(source),
            target_lang=other.lang(target),
            is_heading=any(own.pieces[one].is_heading for one in source)
            or any(other.pieces[one].is_heading for one in target),
            has_marks=own.has_marks(source) or other.has_marks(target),
            sentences=tuple(self._sentences(source, target)),
        )

    def _sentences(self, source: Sequence[int], target: Sequence[int]) -> Iterator[SentenceRow]:
        own, other = self._sides
        left, right = own.sentences(source), other.sentences(target)
        if not left or not right or len(left) == len(right) == 1:
            return
        places = {one.id: at for at, one in enumerate(left)}, {one.id: at for at, one in enumerate(right)}
        beads = list({id(bead): bead for number in source for bead in self._beads_of[number]}.values())
        inside = [bead for bead in beads if places[0].keys() >= {*bead.source} and places[1].keys() >= {*bead.target}]
        groups = [
            (tuple(places[0][name] for name in bead.source), tuple(places[1][name] for name in bead.target))
            for bead in inside
        ]
        levels, rest = in_order(groups, len(left), len(right))
        for level in (*levels, *rest):
            yield SentenceRow(
                own.text(left[at] for at in level.source),
                other.text(right[at] for at in level.target),
                inside[level.group].tier if level.group >= 0 else None,
            )


class _Cut:
    """One side, cut into pieces; pieces are known by their numbers, in document order."""

    def __init__(self, side: PageSide, sentences: Sequence[Segment]) -> None:
        self.side = side
        blocks = blocks_of(side.document).segments
        starts = [block.span.start for block in blocks]
        self.of_segment: dict[str, list[int]] = {}
        self.pieces: list[_Piece] = []
        for segment in side.segments:
            first = len(self.pieces)
            for span in side.own_spans(segment):
                inside = blocks[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]
                self.pieces += _cut(span, inside, side.document.text)
            self.of_segment[segment.id] = list(range(first, len(self.pieces)))
        self._all = sentences
        self._order = sorted(range(len(self.pieces)), key=lambda number: self.pieces[number].span.start)

    @cached_property
    def piece_of(self) -> dict[str, int]:
        """Return the number of the piece that holds each sentence."""
        return {sentence.id: number for number, held in self._held.items() for sentence in held}

    @cached_property
    def _held(self) -> dict[int, list[Segment]]:
        starts = [self.pieces[number].span.start for number in self._order]
        held: dict[int, list[Segment]] = defaultdict(list)
        for sentence in self._all:
            at = bisect_right(starts, sentence.span.start) - 1
            if at >= 0 and sentence.span.start < self.pieces[self._order[at]].span.end:
                held[self._order[at]].append(sentence)
        return held

    def sentences(self, numbers: Sequence[int]) -> list[Segment]:
        """Return the sentences of some pieces, in order."""
        return [sentence for number in numbers for sentence in self._held.get(number, ())]

    def blocks(self, numbers: Sequence[int]) -> tuple[Block, ...]:
        """Compose some pieces."""
        return tuple(block for one in numbers for block in self.side.manuscript.blocks(self.pieces[one].span))

    def text(self, sentences: Iterator[Segment]) -> tuple[Block, ...]:
        """Compose some sentences."""
        return tuple(block for one in sentences for block in self.side.manuscript.blocks(one.span))

    def lang(self, numbers: Sequence[int]) -> str:
        """Return the language of some pieces: that of the first."""
        return self.side.lang(self.pieces[numbers[0]].span) if numbers else ""

    def has_marks(self, numbers: Sequence[int]) -> bool:
        """Say whether a term is changed in some pieces."""
        return any(self.side.manuscript.marks_in(self.pieces[one].span) for one in numbers)


def _cut(span: Span, blocks: Sequence[Segment], text: str) -> Iterator[_Piece]:
    """Cut a stretch where its blocks begin; what stands before the first belongs to it, what stands between to none
    but the one before.
    """
    edges = [span.start, *(block.span.start for block in blocks[1:]), span.end]
    for number, (start, end) in enumerate(pairwise(edges)):
        piece = Span(start, end)
        if piece.of(text).strip():
            yield _Piece(piece, is_heading=number < len(blocks) and is_heading(blocks[number]))


def is_heading(block: Segment) -> bool:
    """Say whether a block is the heading of a section."""
    return block.kind == "section" or (block.level > 0 and block.kind == "paragraph")


def _behind(pieces: Sequence[int], joined: Mapping[int, _Group]) -> Iterator[tuple[int, _Group | None, int]]:
    """Yield the pieces that nothing joins, each with the group before it and how many stand between."""
    before, number = None, 0
    for at in range(len(pieces)):
        if at in joined:
            before, number = joined[at], 0
        else:
            yield at, before, number
            number += 1


def _is_enough(joined: tuple[int, int], bare: tuple[int, int]) -> bool:
    smaller = 0 if bare[0] <= bare[1] else 1
    return joined[smaller] >= _ENOUGH * bare[smaller]


def _components(edges: Sequence[tuple[int, int]]) -> list[_Group]:
    """Join what hangs together by edges between two sides."""
    groups: list[tuple[set[int], set[int]]] = []
    for left, right in edges:
        touched = [group for group in groups if left in group[0] or right in group[1]]
        merged = {left}.union(*(group[0] for group in touched)), {right}.union(*(group[1] for group in touched))
        groups = [group for group in groups if group not in touched] + [merged]
    return [(tuple(sorted(left)), tuple(sorted(right))) for left, right in groups]
