"""Line alignments as hunalign's ladder: a rung a line, `source<TAB>target<TAB>score`, lines counted from 0.

A bead reaches from its rung to the next one, on both sides; the last rung stands behind the last lines.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from summitalign.errors import InputError
from summitalign.model.bead_list import BeadList, Place, PlainBead
from summitalign.report.bead_numbers import NumberedBead
from summitalign.report.data_lines import data_lines

_RUNG = re.compile(r"(\d{1,9})\t(\d{1,9})(?:\t.*)?")
_MOST_LINES = 100_000
"""Lines from a rung to the next one: more are a slip of the pen, and would fill the memory."""


def ladder_rows(beads: Iterable[NumberedBead]) -> Iterator[str]:
    """Yield the rungs of beads that hold every line once; the posterior is the score.

    A bead has no gaps here, so a line without a counterpart that stands inside one, such as a blank one, goes with it.
    Raises InputError for beads that cross.
    """
    rows = list(beads)
    lines = max((row.sources[-1] + 1 for row in rows if row.sources), default=0)
    others = max((row.targets[-1] + 1 for row in rows if row.targets), default=0)
    source = target = 0
    for row in sorted((row for row in rows if row.sources and row.targets), key=lambda row: row.sources):
        if row.sources[0] < source or row.targets[0] < target:
            raise InputError("counterparts cross, and a ladder has no way to say so", hint="--format beads has one")
        yield from _gap((source, target), (row.sources[0], row.targets[0]))
        yield f"{row.sources[0]}\t{row.targets[0]}\t{row.posterior:.4g}"
        source, target = row.sources[-1] + 1, row.targets[-1] + 1
    yield from _gap((source, target), (lines, others))
    yield f"{lines}\t{others}\t0"


def _gap(here: tuple[int, int], there: tuple[int, int]) -> Iterator[str]:
    """Yield a rung for every line between two beads: none of them has a counterpart."""
    yield from (f"{number}\t{here[1]}\t0" for number in range(here[0], there[0]))
    yield from (f"{there[0]}\t{number}\t0" for number in range(here[1], there[1]))


def read_ladder(text: str, name: str) -> BeadList:
    """Read a ladder; raises InputError with the line that is no rung, or that steps back."""
    rungs: list[tuple[int, int]] = []
    for number, line in data_lines(text):
        row = _RUNG.fullmatch(line)
        if row is None:
            hint = "a rung is two line numbers and a score, with tabs between them"
            raise InputError("is not a rung of a ladder", place=name, line=number, hint=hint)
        rung = int(row[1]), int(row[2])
        if rungs and (rung[0] < rungs[-1][0] or rung[1] < rungs[-1][1]):
            raise InputError("steps back: the rungs of a ladder ascend", place=name, line=number)
        last = rungs[-1] if rungs else rung
        if max(rung[0] - last[0], rung[1] - last[1]) > _MOST_LINES:
            raise InputError(f"is more than {_MOST_LINES:,} lines behind the rung before", place=name, line=number)
        rungs.append(rung)
    steps = (PlainBead(_places(a[0], b[0]), _places(a[1], b[1])) for a, b in pairwise(rungs))
    return BeadList(tuple(bead for bead in steps if bead.source or bead.target))


def _places(start: int, end: int) -> tuple[Place, ...]:
    return tuple(Place(number, number) for number in range(start + 1, end + 1))
