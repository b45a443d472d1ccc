"""Line alignments as `[0,1]:[2]:0.97`, the form that aligners of sentences and their scorers read."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from summitalign.model.alignment import Alignment
from summitalign.model.document import Document, Segment
from summitalign.report.lines import split_lines


def bead_lines(alignment: Alignment) -> Iterator[str]:
    """Yield one bead a line, lines of the files counted from 0, the posterior behind them.

    Every line of both files stands in exactly one bead: one without a counterpart faces an empty side.
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
            yield _row([free_sources.popleft()], [], 0.0)
        while free_targets and targets and free_targets[0] < targets[0]:
            yield _row([], [free_targets.popleft()], 0.0)
        yield _row(sources, targets, posterior)
    yield from (_row([number], [], 0.0) for number in free_sources)
    yield from (_row([], [number], 0.0) for number in free_targets)


def _line_numbers(document: Document, segments: Sequence[Segment]) -> Mapping[str, int]:
    return {segment.id: document.lines.line(segment.span.start) - 1 for segment in segments}


def _numbers(names: Sequence[str], numbers: Mapping[str, int]) -> list[int]:
    return sorted(numbers[name] for name in names)


def _free(document: Document, taken: Iterator[list[int]]) -> deque[int]:
    joined = {number for row in taken for number in row}
    return deque(number for number in range(len(split_lines(document.text))) if number not in joined)


def _row(sources: Sequence[int], targets: Sequence[int], posterior: float) -> str:
    return f"[{','.join(map(str, sources))}]:[{','.join(map(str, targets))}]:{posterior:.4g}"
