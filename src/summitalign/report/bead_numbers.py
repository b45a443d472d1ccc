"""Alignments of lines or sentences as numbers: which of one file correspond to which of the other."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summitalign.model.alignment import Alignment, Unit
from summitalign.model.document import Document, Segment
from summitalign.report.lines import split_lines


@dataclass(frozen=True, slots=True)
class NumberedBead:
    """Lines or sentences of two files that correspond, counted from 0; one side may be empty."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    posterior: float
    """0..1; 0 for an empty side."""


def numbered_beads(alignment: Alignment) -> Iterator[NumberedBead]:
    """Yield beads that hold every line of both files once; a line without a counterpart has one of its own.

    Source lines stand in their order, target lines without a counterpart as early as their neighbours allow. Sentences
    are numbered as they stand, and none of them is blank.
    """
    is_lines = alignment.signature.unit != Unit.SENTENCE
    source, sources = _numbering(alignment.source, alignment.source_segments, is_lines=is_lines)
    target, targets = _numbering(alignment.target, alignment.target_segments, is_lines=is_lines)
    joined = sorted(
        (_numbers(bead.source, source), _numbers(bead.target, target), bead.posterior) for bead in alignment.beads
    )
    free_sources = _free(sources, (row[0] for row in joined))
    free_targets = _free(targets, (row[1] for row in joined))
    for own, other, posterior in joined:
        while free_sources and own and free_sources[0] < own[0]:
            yield NumberedBead((free_sources.popleft(),), (), 0.0)
        while free_targets and other and free_targets[0] < other[0]:
            yield NumberedBead((), (free_targets.popleft(),), 0.0)
        yield NumberedBead(own, other, posterior)
    yield from (NumberedBead((number,), (), 0.0) for number in free_sources)
    yield from (NumberedBead((), (number,), 0.0) for number in free_targets)


def _numbering(document: Document, segments: Sequence[Segment], *, is_lines: bool) -> tuple[Mapping[str, int], int]:
    """Return the number of each segment, and how many numbers there are."""
    if not is_lines:
        return {segment.id: number for number, segment in enumerate(segments)}, len(segments)
    lines = {segment.id: document.lines.line(segment.span.start) - 1 for segment in segments}
    return lines, len(split_lines(document.text))


def _numbers(names: Sequence[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[name] for name in names))


def _free(count: int, taken: Iterator[tuple[int, ...]]) -> deque[int]:
    joined = {number for row in taken for number in row}
    return deque(number for number in range(count) if number not in joined)
