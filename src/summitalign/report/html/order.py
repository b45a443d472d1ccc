"""In which order joined things stand when two sides are read level with each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Things of two sides that stand level, by their numbers; one side is empty where there is no counterpart."""

    source: Numbers
    target: Numbers
    group: int = -1
    """Number of the group that joins them; -1 where nothing does."""


def in_order(
    groups: Sequence[tuple[Numbers, Numbers]], sources: int, targets: int
) -> tuple[tuple[Level, ...], tuple[Level, ...]]:
    """Put groups and single things in the order of the target; return the levels, and source things left over.

    Both sides are numbered from 0 in their own order. A thing stands in a level for each of its groups, or in one of
    its own. A group stands where its first target thing does. A lone source thing stands in its place where both
    orders agree, and is left over where they do not.
    """
    rows = [
        (min(target), Level(source, target, number))
        for number, (source, target) in enumerate(groups)
        if source and target
    ]
    joined = {number for _, row in rows for number in row.source}, {number for _, row in rows for number in row.target}
    rows += [(number, Level((), (number,))) for number in range(targets) if number not in joined[1]]
    ordered = [row for _, row in sorted(rows, key=lambda entry: entry[0])]
    lone = [Level((number,), ()) for number in range(sources) if number not in joined[0]]
    places = [number for row in ordered for number in row.source]
    if places == sorted(places):
        return tuple(_merged(ordered, lone)), ()
    return tuple(ordered), tuple(lone)


def _merged(rows: Sequence[Level], lone: Sequence[Level]) -> Iterator[Level]:
    """Put lone source levels before the first level whose source stands behind them."""
    waiting = list(lone)
    for row in rows:
        while row.source and waiting and waiting[0].source[0] < row.source[0]:
            yield waiting.pop(0)
        yield row
    yield from waiting
