"""Where to look: cuts long texts into parts, and finds the likely path through each, coarse to fine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summitalign.align.monotone import Block
from summitalign.align.sentences.band import Band
from summitalign.align.sentences.forward_backward import posteriors
from summitalign.align.sentences.lattice import Gaps, Lattice
from summitalign.align.sentences.likelihood import explained, halves
from summitalign.align.sentences.pair import Pair
from summitalign.align.sentences.translations import Translations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SHAPES = ((1, 1), (1, 2), (2, 1))
_PRIORS = (-0.3, -2.0, -2.0)
"""Log-priors of these shapes, nats."""
_GAP = -3.0
"""What a line without counterpart costs here: less than later, so that no path is ruled out."""
_WORDS = 0.5
_CELLS = 100_000
"""Cells of the grid above which lines are first taken together."""
_STEP = 4
"""Lines that are taken together then."""
_ROUGH = 8
"""Such blocks by which the path between them may be off."""
MARGIN = 12
"""Lines by which the path may be off."""
_LONG = 400
"""Lines of a part from which it is cut, so that its tables stay small."""
_SURE = 0.999
_APART = 100
"""Lines between two cuts at least."""


class Part(NamedTuple):
    """Lines of both sides that are aligned with each other only: from a number on and before another."""

    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Guided:
    """A part, and the band of cells around the likely path through it."""

    part: Part
    band: Band


def guide(pair: Pair, part: Part, table: Translations) -> list[Guided]:
    """Find the likely path through a part, and cut the part where that is sure."""
    own = pair.part(*part)
    sizes = own.sides[0].count, own.sides[1].count
    if not all(sizes):
        return []
    lattice, beads, gaps = _scored(own, _rough_band(own, table), table)
    chain = lattice.best(beads, gaps)
    cuts = [(0, 0), sizes]
    if max(sizes) > _LONG:
        found = posteriors(lattice, beads, gaps).beads[_SHAPES.index((1, 1))]
        cuts[1:1] = _cuts(chain, lattice.band, found)
    guided = []
    for (row, column), (end, stop) in pairwise(cuts):
        inside = [
            one._replace(source=one.source - row, target=one.target - column)
            for one in chain
            if row <= one.source < end
        ]
        place = Part((part.rows[0] + row, part.rows[0] + end), (part.columns[0] + column, part.columns[0] + stop))
        guided.append(Guided(place, around(inside, (end - row, stop - column), MARGIN)))
    return guided


def _cuts(chain: Sequence[Block], band: Band, found: Floats) -> list[tuple[int, int]]:
    """Return the borders behind beads of one line each that are sure, as are their neighbours; not too many."""
    import numpy as np

    if not chain:  # a text that has nothing to do with the other
        return []
    ends = np.array([(one.source + one.sources, one.target + one.targets) for one in chain])
    singles = np.array([one.sources == one.targets == 1 for one in chain])
    sure = singles & (found[band.cells(ends[:, 0], ends[:, 1])] >= _SURE)
    cuts: list[tuple[int, int]] = []
    for number in np.flatnonzero(sure[:-2] & sure[1:-1] & sure[2:]) + 1:
        last = cuts[-1] if cuts else (0, 0)
        row, column = (int(place) for place in ends[number])
        if max(row - last[0], column - last[1]) >= _APART:
            cuts.append((row, column))
    return cuts


def _rough_band(pair: Pair, table: Translations) -> Band:
    """Return the cells that are looked at first: all, or those around a path between blocks of lines."""
    count, others = (side.count for side in pair.sides)
    if (count + 1) * (others + 1) <= _CELLS:
        return Band.whole(count, others)
    blocks = pair.blocks(_STEP)
    lattice, beads, gaps = _scored(blocks, _rough_band(blocks, table), table)
    chain = [Block(*(number * _STEP for number in block)) for block in lattice.best(beads, gaps)]
    return around(chain, (count, others), _ROUGH * _STEP)


def _scored(pair: Pair, band: Band, table: Translations) -> tuple[Lattice, Floats, Gaps]:
    """Score beads by words and lengths only."""
    import numpy as np

    lattice = Lattice.of(band, _SHAPES)
    ahead, back = halves(pair.sides, table)
    across = band.turned()
    forward = explained(ahead, band, (1, 2), None, None)
    backward = explained(back, across, (1, 2), None, None)[:, across.cells(band.columns, band.rows)]
    own, other = (np.concatenate([[0.0], np.cumsum(lines.lengths)]) for lines in pair.lines)
    own *= other[-1] / own[-1]
    beads = np.full(lattice.before.shape, -np.inf)
    for number, (a, b) in enumerate(_SHAPES):
        ends = np.flatnonzero(lattice.before[number] < band.size)
        rows, columns = band.rows[ends], band.columns[ends]
        words = forward[a - 1, ends] - forward[a - 1, ends - b]
        words += backward[b - 1, ends] - backward[b - 1, band.cells(rows - a, columns)]
        left, right = own[rows] - own[rows - a], other[columns] - other[columns - b]
        far = np.log(right / left)
        beads[number, ends] = _PRIORS[number] + 0.5 * _WORDS * words - 2.0 * np.minimum(far * far, 8.0)
    return lattice, beads, (np.full(band.count, _GAP), np.full(band.others, _GAP))


def around(chain: Sequence[Block], sizes: tuple[int, int], margin: int) -> Band:
    """Return the cells that are no more than `margin` columns from a path through so many left and right lines."""
    import numpy as np

    count, others = sizes
    points = [(0, 0)]
    for block in chain:
        points += [(block.source, block.target), (block.source + block.sources, block.target + block.targets)]
    points = [(min(row, count), min(column, others)) for row, column in (*points, sizes)]
    first, last = np.full(count + 1, others, np.int64), np.zeros(count + 1, np.int64)
    for (row, column), (end, stop) in pairwise(points):
        rows = np.arange(row, end + 1)
        between = column + (rows - row) * (stop - column) / max(1, end - row)
        # Left lines are left out before right ones, so the way over a gap is along its corner.
        first[rows] = np.minimum(first[rows], column)
        last[rows] = np.maximum(last[rows], np.ceil(between).astype(np.int64))
        last[end] = max(last[end], stop)
    return Band.around(first, last, others, margin)
