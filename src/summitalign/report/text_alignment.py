"""An alignment as people read it: the beads in order, then what has no counterpart, and what it comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from summitalign.model.alignment import Alignment, Bead, Tier
from summitalign.model.document import Document, Segment
from summitalign.report.alignment_parts import alone, heading, summary
from summitalign.report.lines import own_lines
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import clip, pad, visible, width

_SIDE = 48
"""Columns of one side of a bead, where there is no terminal to fill."""
_MOST_SIDE = 90
_LEAST = 20
"""Columns that a label has in the narrowest terminal."""
_BESIDE = 80
"""Columns of a terminal from which the sides of a bead stand beside each other; below, one under the other."""
_SURE = 12
"""Columns of tier and posterior."""
_GAP = "  "
_TIERS = {Tier.CERTAIN: Role.APPLY, Tier.LIKELY: Role.PLACE, Tier.WEAK: Role.SUGGEST}
_MOST = 400
"""Code points of a segment that are looked at for its label."""


@dataclass(frozen=True, slots=True)
class View:
    """How an alignment is shown."""

    paint: Paint = plain
    with_evidence: bool = False
    columns: int | None = None
    """Width of the terminal, which no bead exceeds; None for none."""

    @property
    def is_stacked(self) -> bool:
        """Say whether the sides of a bead stand one under the other."""
        return self.columns is not None and self.columns < _BESIDE

    @property
    def side(self) -> int:
        """Return the columns of one side of a bead."""
        if self.columns is None:
            return _SIDE
        room = self.columns - _SURE - 2 * len(_GAP)
        return max(_LEAST, room if self.is_stacked else min(_MOST_SIDE, (room - len(_GAP)) // 2))


def alignment_rows(alignment: Alignment, languages: tuple[str, str], view: View) -> Iterator[str]:
    """Yield the lines of the report on one alignment; a bead of several segments takes a line each.

    `languages` are those of the source and of the target.
    """
    source, target = alignment.source, alignment.target
    names = f"{visible(source.source)} ({languages[0]}) <-> {visible(target.source)} ({languages[1]})"
    yield view.paint(names, Role.STRONG)
    if view.with_evidence:
        yield from (view.paint(row, Role.FAINT) for side in (source, target) for row in _remark_rows(side))
    own, other = (
        _Side(document, {segment.id: segment for segment in segments})
        for document, segments in ((source, alignment.source_segments), (target, alignment.target_segments))
    )
    for bead in alignment.beads:
        yield from _bead_rows(bead, own, other, view)
        if view.with_evidence:
            yield from _evidence_rows(bead, view)
    for side, lone in zip((own, other), alone(alignment), strict=True):
        if lone:
            yield view.paint(f"  {heading(alignment, visible(side.document.source))}:", Role.SUGGEST)
            yield from (f"    {side.label(segment.id, view.side)}" for segment in lone)
    yield view.paint(f"  {summary(alignment)}", Role.FAINT)


@dataclass(frozen=True, slots=True)
class _Side:
    """One document of the two."""

    document: Document
    segments: Mapping[str, Segment]

    def label(self, name: str, columns: int) -> str:
        """Name a segment by its lines and its title, or the beginning of its text."""
        segment, text = self.segments[name], self.document.text
        first, last = own_lines(text, self.document.lines, segment.span)
        lines = f"{first}-{last}" if last > first else f"{first}"
        title = segment.title or " ".join(segment.span.of(text)[:_MOST].split())
        place = f"{lines:>9}  "
        return place + clip(visible(title), columns - width(place))


def _remark_rows(document: Document) -> Iterator[str]:
    for remark in document.remarks:
        yield f"  {visible(document.source)}:{document.lines.line(remark.span.start)}: {visible(remark.message)}"


def _bead_rows(bead: Bead, own: _Side, other: _Side, view: View) -> Iterator[str]:
    left = [own.label(name, view.side) for name in bead.source]
    right = [other.label(name, view.side) for name in bead.target]
    sure = view.paint(f"{bead.tier.value:8}{bead.posterior:.2f}", _TIERS[bead.tier])
    if view.is_stacked:
        rows = [*left, *right]
        marks = [sure, *[" " * _SURE] * (len(left) - 1), f"{'<->':>{_SURE}}", *[" " * _SURE] * (len(right) - 1)]
    else:
        rows = [f"{pad(a, view.side)}{_GAP}{b}" for a, b in zip_longest(left, right, fillvalue="")]
        marks = [sure, *[" " * _SURE] * (len(rows) - 1)]
    for mark, row in zip(marks, rows, strict=True):
        yield f"{_GAP}{mark}{_GAP}{row}".rstrip()


def _evidence_rows(bead: Bead, view: View) -> Iterator[str]:
    for item in bead.evidence:
        value = visible(item.value)
        if view.columns is not None:
            value = clip(value, max(_LEAST, view.columns - _SURE - width(item.kind) - 10))
        yield view.paint(f"{' ' * _SURE}{item.weight:+6.2f}  {item.kind}: {value}", Role.FAINT)
