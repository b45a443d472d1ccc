"""What vectors of a model say of beads, calibrated on the two documents themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitalign.align.sentences.borders import Lines
from summitalign.align.sentences.lattice import Lattice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PART = 0.5
"""Part of the log-likelihood ratio that counts: a model reads the same words that are compared anyway."""
_MOST = 6.0
"""The most that vectors say for or against a bead, nats."""
_ASKED = 1000
"""Lines of a side from which it is learned what likeness is worth."""
_FEW = 5
_LEAST = 0.03
"""The least standard deviation of a likeness."""


def likeness_of(vectors: tuple[Floats, Floats]) -> tuple[float, float, float] | None:
    """Return how alike counterparts are, how alike other lines are, and the standard deviation; None if too few tell.

    A cosine means nothing by itself: some models give 0.9 to any two texts. Lines that are each other's nearest are
    taken for counterparts, all other pairs for others.
    """
    import numpy as np

    own, other = (one[np.any(one != 0.0, axis=1)][:_ASKED] for one in vectors)
    if min(len(own), len(other)) < _FEW:
        return None
    alike = own @ other.T
    rows = np.arange(len(own))
    columns = alike.argmax(axis=1)
    mutual = alike.argmax(axis=0)[columns] == rows
    true = alike[rows[mutual], columns[mutual]]
    is_other = np.ones(alike.shape, np.bool_)
    is_other[rows, columns] = False
    false = alike[is_other]
    spread = float(np.sqrt(0.5 * (true.var() + false.var())))
    return float(true.mean()), float(false.mean()), max(spread, _LEAST)


def meaning_term(
    vectors: tuple[Floats, Floats], lines: tuple[Lines, Lines], lattice: Lattice, likeness: tuple[float, float, float]
) -> Floats:
    """Score beads by the likeness of their sides, each the mean of its lines by length: [shape, cell at the end]."""
    import numpy as np

    true, false, spread = likeness
    band = lattice.band
    sums = [
        np.vstack([np.zeros((1, one.shape[1])), np.cumsum(one * edges.lengths[:, None], axis=0)])
        for one, edges in zip(vectors, lines, strict=True)
    ]
    found = np.zeros(lattice.before.shape)
    for number, (a, b) in enumerate(lattice.shapes):
        ends = np.flatnonzero(lattice.before[number] < band.size)
        rows, columns = band.rows[ends], band.columns[ends]
        left, right = _units(sums[0], a), _units(sums[1], b)
        alike = np.einsum("ij,ij->i", left[rows - a], right[columns - b])
        # The ratio of two normal densities of the same spread.
        ratio = (true - false) / spread**2 * (alike - 0.5 * (true + false))
        found[number, ends] = np.clip(_PART * ratio, -_MOST, _MOST)
    return found


def _units(sums: Floats, size: int) -> Floats:
    """Return the direction of every window of lines."""
    import numpy as np

    found = sums[size:] - sums[:-size]
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.where(length > 0.0, length, 1.0))
