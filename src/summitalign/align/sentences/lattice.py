"""Chains of beads through a band: which beads fit, and the best chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.monotone import Block
from summitalign.align.sentences.band import Band

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int32]

MOST = 7
"""Lines of both sides that a bead may have."""
SHAPES = tuple(
    sorted(((a, b) for a in range(1, MOST) for b in range(1, MOST + 1 - a)), key=lambda one: (sum(one), one))
)
"""Left and right lines of the beads."""
Gaps = tuple["Floats", "Floats"]
"""What it scores to leave out each left and each right line."""


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The beads of a band: each is known by its shape and the cell where it ends."""

    band: Band
    shapes: tuple[tuple[int, int], ...]
    before: Places
    """[shape, cell]: where the bead begins that ends at the cell; the number of cells, which stands for none."""
    after: Places
    """[shape, cell]: where the bead ends that begins at the cell."""

    @classmethod
    def of(cls, band: Band, shapes: tuple[tuple[int, int], ...] = SHAPES) -> Lattice:
        """Find the beads that fit into a band, whose corners are in it too."""
        import numpy as np

        before = np.full((len(shapes), band.size), band.size, np.int32)
        after = before.copy()
        for number, (a, b) in enumerate(shapes):
            start = band.cells(band.rows - a, band.columns - b)
            # What the words say is known from differences along a row, so the corners have to be in the band.
            corners = (band.cells(band.rows, band.columns - b) >= 0) & (band.cells(band.rows - a, band.columns) >= 0)
            ends = np.flatnonzero((start >= 0) & corners)
            before[number, ends] = start[ends]
            after[number, start[ends]] = ends
        return cls(band, shapes, before, after)

    def best(self, beads: Floats, gaps: Gaps) -> list[Block]:
        """Find the chain with the highest sum of scores: of beads by [shape, cell], and of lines left out."""
        import numpy as np

        band = self.band
        total, ended = np.full(band.size + 1, -np.inf), np.full(band.size + 1, -np.inf)
        skipped = np.concatenate([[0.0], np.cumsum(gaps[1])])
        for row in range(band.count + 1):
            cells = slice(int(band.begins[row]), int(band.begins[row + 1]))
            if row:
                ended[cells] = (total[self.before[:, cells]] + beads[:, cells]).max(axis=0)
                here, above = shared(band, row)
                ended[here] = np.maximum(ended[here], ended[above] + gaps[0][row - 1])
            else:
                ended[0] = 0.0
            slope = skipped[band.low[row] : band.high[row] + 1]
            total[cells] = np.maximum.accumulate(ended[cells] - slope) + slope
        return self._trace(beads, total, ended)

    def _trace(self, beads: Floats, total: Floats, ended: Floats) -> list[Block]:
        import numpy as np

        band = self.band
        blocks = []
        row, column, may_skip = band.count, band.others, True
        while row or column:
            cell = int(band.begins[row]) + column - int(band.low[row])
            if may_skip and total[cell] > ended[cell] + 1e-9:
                column -= 1
                continue
            arrive = total[self.before[:, cell]] + beads[:, cell]
            number = int(np.argmax(arrive))
            if arrive[number] >= ended[cell] - 1e-9 and np.isfinite(arrive[number]):
                a, b = self.shapes[number]
                row, column, may_skip = row - a, column - b, True
                blocks.append(Block(row, a, column, b))
            elif row:
                row, may_skip = row - 1, False
            else:
                column -= 1
        return blocks[::-1]


def shared(band: Band, row: int) -> tuple[slice, slice]:
    """Return the cells of a row that have one above them, and those above."""
    low, high = int(band.low[row]), min(int(band.high[row - 1]), int(band.high[row]))
    start = int(band.begins[row])
    above = int(band.begins[row - 1]) + low - int(band.low[row - 1])
    size = max(0, high - low + 1)
    return slice(start, start + size), slice(above, above + size)
