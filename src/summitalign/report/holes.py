"""Segments that lie in others: what an outer one has of its own."""

from collections.abc import Iterator, Sequence
from itertools import islice

from summitalign.model.document import Segment
from summitalign.model.span import Span


def holes_of(segments: Sequence[Segment]) -> dict[str, tuple[Span, ...]]:
    """Find for each segment the others inside it, which are shown by themselves.

    The segments are in order of their start, an outer one before its inner ones.
    """
    holes = {}
    for place, outer in enumerate(segments):
        inside = []
        for inner in islice(segments, place + 1, None):
            if inner.span.start >= outer.span.end:
                break
            if outer.span.contains(inner.span) and len(inner.span) < len(outer.span):
                inside.append(inner.span)
        holes[outer.id] = tuple(inside)
    return holes


def outside(start: int, end: int, holes: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of `start`..`end` without the holes, which are in order."""
    for hole in holes:
        if hole.end <= start or hole.start >= end:
            continue
        if hole.start > start:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if start < end:
        yield Span(start, end)
