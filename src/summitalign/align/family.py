"""What parents and children say: the sections of corresponding sections correspond."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summitalign.align.features import Features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PSEUDO = 4.0
"""Pairs that the usual rate counts for."""
_USUAL = 0.9
"""Share of true pairs of sections inside others whose parents correspond too."""


def parent_scores(sources: Sequence[Features], targets: Sequence[Features], match: Floats) -> Floats:
    """Score pairs by whether their parents correspond, nats; 0 where one has no parent.

    `match` are soft correspondences, 0..1. That the parents correspond is a trial, as a shared token is: how often
    it is true of the right pairs, the documents say. So titles that repeat, such as ten examples, are told apart.
    """
    import numpy as np

    own, other = _parents(sources), _parents(targets)
    has = (own >= 0)[:, None] & (other >= 0)[None, :]
    if not has.any():
        return np.zeros(match.shape)
    together = np.where(has, match[np.ix_(own, other)], 0.0)
    # Squared, as pairs that could as well be others say nothing of the rate.
    sure = match * match * has
    rate = ((sure * together).sum() + _PSEUDO * _USUAL) / (sure.sum() + _PSEUDO)
    chance = (together.sum() + 0.5) / (has.sum() + 1.0)
    rate = float(np.clip(rate, chance, 0.97))
    found, missed = np.log(rate / chance), np.log((1.0 - rate) / (1.0 - chance))
    # Where no counterpart of the parents is known, there is nothing to miss.
    known = np.maximum(match.sum(axis=1)[own][:, None] * has, match.sum(axis=0)[other][None, :] * has)
    return np.asarray(np.where(has, found * together + missed * np.clip(known - together, 0.0, 1.0), 0.0))


def children_scores(sources: Sequence[Features], targets: Sequence[Features], match: Floats) -> Floats:
    """Score pairs of parents by how many of their children correspond, nats; 0 where none do.

    Never speaks against a pair: children are left out, moved and merged more often than parents. A heading with
    nothing but sections below it has little else to be known by.
    """
    import numpy as np

    own, other = _holds(sources), _holds(targets)
    sizes = own.sum(axis=1)[:, None] * other.sum(axis=1)[None, :]
    if not sizes.any():
        return np.zeros(match.shape)
    together = np.clip(own @ match @ other.T / np.sqrt(np.maximum(sizes, 1.0)), 0.0, 1.0)
    parents = np.sqrt((own.sum(axis=1) > 0).sum() * (other.sum(axis=1) > 0).sum() * match.size)
    chance = (together.sum() + 0.5) / (parents + 1.0)
    found = np.log(max(_USUAL, chance) / chance)
    return np.asarray(np.where(sizes > 0, found * together, 0.0))


def _holds(segments: Sequence[Features]) -> Floats:
    """Return which segment encloses which, parents x children."""
    import numpy as np

    found = np.zeros((len(segments), len(segments)))
    for child, one in enumerate(segments):
        if one.parent is not None:
            found[one.parent, child] = 1.0
    return found


def _parents(segments: Sequence[Features]) -> NDArray[np.int64]:
    import numpy as np

    return np.array([-1 if one.parent is None else one.parent for one in segments], dtype=np.int64)
