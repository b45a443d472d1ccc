"""How probable each bead of a lattice is: the sum over all chains that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.sentences.lattice import Gaps, Lattice, shared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Posteriors:
    """Probabilities, 0..1."""

    beads: Floats
    """[shape, cell at the end]."""
    left: Floats
    """That a left line has no counterpart."""
    right: Floats
    total: float
    """Logarithm of the sum over all chains, nats."""


def posteriors(lattice: Lattice, beads: Floats, gaps: Gaps) -> Posteriors:
    """Compute the posteriors of all beads and gaps; scores are read as log-probabilities.

    Between two beads the left lines are left out before the right ones: counted in every order, one chain with many
    lines left out would pass for many.
    """
    import numpy as np

    with np.errstate(divide="ignore"):
        reached, ended = _ahead(lattice, beads, gaps)
        left, ending = _behind(lattice, beads, gaps)
    band = lattice.band
    sum_ = float(reached[band.size - 1])
    found = reached[lattice.before] + beads
    found += ending[None, :-1] - sum_
    np.exp(found, out=found)
    skipped = np.zeros(band.count)
    for row in range(1, band.count + 1):
        here, above = shared(band, row)
        skipped[row - 1] = np.exp(ended[above] + gaps[0][row - 1] + ending[here] - sum_).sum()
    step = np.flatnonzero(band.columns[:-1] + 1 == band.columns[1:])
    flow = np.exp(reached[step] + gaps[1][band.columns[step]] + left[step + 1] - sum_)
    other = np.bincount(band.columns[step], flow, band.others)
    return Posteriors(found, skipped, np.asarray(other, dtype=np.float64), sum_)


def _ahead(lattice: Lattice, beads: Floats, gaps: Gaps) -> tuple[Floats, Floats]:
    """Sum up the chains to every cell, and those of them that leave out no right line at the end."""
    import numpy as np

    band = lattice.band
    total, ended = np.full(band.size + 1, -np.inf), np.full(band.size + 1, -np.inf)
    skipped = np.concatenate([[0.0], np.cumsum(gaps[1])])
    for row in range(band.count + 1):
        cells = slice(int(band.begins[row]), int(band.begins[row + 1]))
        if row:
            ended[cells] = _sum(total[lattice.before[:, cells]] + beads[:, cells])
            here, above = shared(band, row)
            ended[here] = np.logaddexp(ended[here], ended[above] + gaps[0][row - 1])
        else:
            ended[0] = 0.0
        slope = skipped[band.low[row] : band.high[row] + 1]
        total[cells] = np.logaddexp.accumulate(ended[cells] - slope) + slope
    return total, ended


def _behind(lattice: Lattice, beads: Floats, gaps: Gaps) -> tuple[Floats, Floats]:
    """Sum up the chains from every cell on: those that leave out no left line first, and all."""
    import numpy as np

    band = lattice.band
    left, all_ = np.full(band.size + 1, -np.inf), np.full(band.size + 1, -np.inf)
    # What begins a bead: its score and all that follows it; the last column stands for none.
    onward = np.full((len(lattice.shapes), band.size + 1), -np.inf)
    skipped = np.concatenate([[0.0], np.cumsum(gaps[1])])
    numbers = np.arange(len(lattice.shapes))[:, None]
    for row in range(band.count, -1, -1):
        cells = slice(int(band.begins[row]), int(band.begins[row + 1]))
        begun = _sum(onward[numbers, lattice.after[:, cells]])
        if row == band.count:
            begun[-1] = 0.0
        slope = skipped[band.low[row] : band.high[row] + 1]
        left[cells] = np.logaddexp.accumulate((begun + slope)[::-1])[::-1] - slope
        all_[cells] = left[cells]
        if row < band.count:
            here, above = shared(band, row + 1)
            all_[above] = np.logaddexp(all_[above], all_[here] + gaps[0][row])
        onward[:, cells] = beads[:, cells] + all_[cells]
    return left, all_


def _sum(scores: Floats) -> Floats:
    """Add up the rows of a table of logarithms."""
    import numpy as np

    best = scores.max(axis=0)
    best[~np.isfinite(best)] = 0.0
    return np.asarray(np.log(np.exp(scores - best).sum(axis=0)) + best)
