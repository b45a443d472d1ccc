"""Find counterparts that stand in another order: lines that a chain in order had to leave out on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from summitalign.align.monotone import Block
from summitalign.align.sentences.band import Band
from summitalign.align.sentences.features import bead_terms
from summitalign.align.sentences.lattice import Lattice
from summitalign.align.sentences.pair import Pair, Shared
from summitalign.align.sentences.score import score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST = 40_000
"""Product of the numbers of lines left out above which they are not compared: the texts have little in common."""
_PRIOR = -2.0
"""Log-odds that a line left out on the left is the one left out on the right, words and lengths aside; nats."""


def moved(
    pair: Pair, shared: Shared, weights: Mapping[str, float], lines: tuple[Sequence[int], Sequence[int]]
) -> list[tuple[Block, float, float]]:
    """Join lines left out of a chain, one by one, each with score and posterior; those likelier wrong stay alone."""
    import numpy as np

    rows, columns = (np.array(numbers, dtype=np.int64) for numbers in lines)
    if not len(rows) or not len(columns) or len(rows) * len(columns) > _MOST:
        return []
    odds = _odds(pair.picked(rows, columns), shared, weights)
    # A line has one counterpart at most: a pair stands against all others of its row and its column, and against none.
    shares = np.exp(np.clip(odds, None, 500.0))
    rivals = 1.0 + shares.sum(axis=0, keepdims=True) + shares.sum(axis=1, keepdims=True) - shares
    posteriors = shares / rivals
    found = []
    for row, column in np.argwhere(posteriors > 0.5):
        block = Block(int(rows[row]), 1, int(columns[column]), 1)
        found.append((block, float(odds[row, column]), float(posteriors[row, column])))
    return found


def _odds(pair: Pair, shared: Shared, weights: Mapping[str, float]) -> Floats:
    """Return the log-odds of every pair of lines against leaving out both."""
    import numpy as np

    band = Band.whole(pair.sides[0].count, pair.sides[1].count)
    lattice = Lattice.of(band, ((1, 1),))
    beads, gaps = score(pair, lattice, shared, weights)
    words = next(found for _, found in bead_terms(pair, lattice, shared))
    # Without a place to speak for it, a pair has to be proven by its words.
    beads = np.where(words > 0.0, beads, -np.inf)
    found = beads[0].reshape(band.count + 1, band.others + 1)[1:, 1:]
    return np.asarray(_PRIOR + found - gaps[0][:, None] - gaps[1][None, :])
