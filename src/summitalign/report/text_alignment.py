"""An alignment as people read it: the beads in order, then what has no counterpart."""

from collections.abc import Iterator, Sequence

from summitalign.model.alignment import Alignment, Bead
from summitalign.model.document import Document, Segment
from summitalign.report.lines import own_lines
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import clip, pad, visible, width

_SIDE = 48
"""Columns of one side of a bead."""


def alignment_rows(
    alignment: Alignment, source_language: str, target_language: str, paint: Paint = plain, with_evidence: bool = False
) -> Iterator[str]:
    """Yield the lines of the report on one alignment; a bead of several segments takes a line each."""
    source, target = alignment.source, alignment.target
    names = f"{visible(source.source)} ({source_language}) <-> {visible(target.source)} ({target_language})"
    yield paint(names, Role.STRONG)
    for bead in alignment.beads:
        yield from _bead_rows(alignment, bead, paint)
        if with_evidence:
            for item in bead.evidence:
                yield paint(f"            {item.weight:+.2f}  {item.kind}: {visible(item.value)}", Role.FAINT)
    joined_sources = {name for bead in alignment.beads for name in bead.source}
    joined_targets = {name for bead in alignment.beads for name in bead.target}
    yield from _lone_rows(source, alignment.source_segments, joined_sources, paint)
    yield from _lone_rows(target, alignment.target_segments, joined_targets, paint)


def _bead_rows(alignment: Alignment, bead: Bead, paint: Paint) -> Iterator[str]:
    sources = _labels(alignment.source, alignment.source_segments, bead.source)
    targets = _labels(alignment.target, alignment.target_segments, bead.target)
    for number in range(max(len(sources), len(targets))):
        left = sources[number] if number < len(sources) else ""
        right = targets[number] if number < len(targets) else ""
        sure = f"{bead.tier.value:8}{bead.posterior:.2f}" if number == 0 else " " * 12
        yield f"  {paint(sure, Role.FAINT)}  {pad(left, _SIDE)}  {right}".rstrip()


def _lone_rows(document: Document, segments: Sequence[Segment], joined: set[str], paint: Paint) -> Iterator[str]:
    lone = [segment.id for segment in segments if segment.id not in joined]
    if lone:
        yield paint(f"  only in {visible(document.source)}:", Role.SUGGEST)
        for label in _labels(document, segments, lone):
            yield f"    {label}"


def _labels(document: Document, segments: Sequence[Segment], names: Sequence[str]) -> list[str]:
    known = {segment.id: segment for segment in segments}
    return [segment_label(document, known[name]) for name in names if name in known]


def segment_label(document: Document, segment: Segment) -> str:
    """Name a segment by its lines and its title, or the beginning of its text."""
    first, last = own_lines(document.text, document.lines, segment.span)
    lines = f"{first}-{last}" if last > first else f"{first}"
    title = segment.title or " ".join(segment.span.of(document.text)[:200].split())
    place = f"{lines:>9}  "
    return place + clip(visible(title), _SIDE - width(place))
