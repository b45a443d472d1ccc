"""Line alignments as `[0,1]:[2]:0.97`, the form that aligners of sentences and their scorers read."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summitalign.errors import InputError
from summitalign.model.bead_list import BeadList, Place, PlainBead
from summitalign.report.bead_numbers import NumberedBead
from summitalign.report.data_lines import data_lines

_SIDE = r"\[\s*((?:\d{1,9}\s*,\s*)*(?:\d{1,9})?)\s*\]"
_ROW = re.compile(rf"\s*{_SIDE}\s*:\s*{_SIDE}\s*(?::.*)?")


def bead_rows(beads: Iterable[NumberedBead]) -> Iterator[str]:
    """Yield one bead a line, lines of the files counted from 0, the posterior behind them."""
    for bead in beads:
        yield f"{_side(bead.sources)}:{_side(bead.targets)}:{bead.posterior:.4g}"


def read_beads(text: str, name: str) -> BeadList:
    """Read beads, one a line; what stands behind a second colon is of no account.

    Blank lines and lines that begin with `#` say nothing. Raises InputError with the line that is no bead.
    """
    beads = []
    for number, line in data_lines(text):
        row = _ROW.fullmatch(line)
        if row is None:
            raise InputError("is not a bead", place=name, line=number, hint="a bead reads [0,1]:[2] or [0,1]:[2]:0.97")
        beads.append(PlainBead.of(_places(row[1]), _places(row[2])))
    return BeadList(tuple(beads))


def _side(numbers: Sequence[int]) -> str:
    return f"[{','.join(map(str, numbers))}]"


def _places(side: str) -> set[Place]:
    numbers = (int(number) + 1 for number in side.split(",") if number.strip())
    return {Place(number, number) for number in numbers}
