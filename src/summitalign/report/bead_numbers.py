"""Alignments of lines as numbers: which lines of one file correspond to which of the other."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summitalign.model.alignment import Alignment
from summitalign.model.document import Document, Segment
from summitalign.report.lines import split_lines


@dataclass(frozen=True, slots=True)
class NumberedBead:
    """Lines of two files that correspond, counted from 0; one side may be empty."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    posterior: float
    """0..1; 0 for an empty side."""


def numbered_beads(alignment: Alignment) -> Iterator[NumberedBead]:
    """Yield beads that hold every line of both files once; a line without a counterpart has one of its own.

    Source lines stand in their order, target lines without a counterpart as early as their neighbours allow.
    """
    source = _line_numbers(alignment.source, alignment.source_segments)
    target = _line_numbers(alignment.target, alignment.target_segments)
    joined = sorted(
        (_numbers(bead.source, source), _numbers(bead.target, target), bead.posterior) for bead in alignment.beads
    )
    free_sources = _free(alignment.source, (row[0] for row in joined))
    free_targets = _free(alignment.target, (row[1] for row in joined))
    for sources, targets, posterior in joined:
        while free_sources and sources and free_sources[0] < sources[0]:
            yield NumberedBead((free_sources.popleft(),), (), 0.0)
        while free_targets and targets and free_targets[0] < targets[0]:
            yield NumberedBead((), (free_targets.popleft(),), 0.0)
        yield NumberedBead(sources, targets, posterior)
    yield from (NumberedBead((number,), (), 0.0) for number in free_sources)
    yield from (NumberedBead((), (number,), 0.0) for number in free_targets)


def _line_numbers(document: Document, segments: Sequence[Segment]) -> Mapping[str, int]:
    return {segment.id: document.lines.line(segment.span.start) - 1 for segment in segments}


def _numbers(names: Sequence[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[name] for name in names))


def _free(document: Document, taken: Iterator[tuple[int, ...]]) -> deque[int]:
    joined = {number for row in taken for number in row}
    return deque(number for number in range(len(split_lines(document.text))) if number not in joined)
