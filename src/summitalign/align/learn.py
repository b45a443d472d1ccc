"""Learn from an alignment which words translate which (an IBM model 1 step with the lexicon as prior)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.monotone import Block
from summitalign.align.translation import Side, Translations, cells, lookup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_TRUST = 3.0
"""Occurrences that the known translations count for."""
_DISCOUNT = 3.0
"""Occurrences held back from a row, so that a word seen once proves little."""
_PSEUDO = 4.0
_HIT = 0.6
_LEAST = 0.05
"""Share of an occurrence below which a pair is noise."""


@dataclass(frozen=True, slots=True, eq=False)
class _Bead:
    left: Ints
    right: Ints


def relearn(
    known: Translations, current: Translations, left: Side, right: Side, chain: Sequence[Block]
) -> Translations:
    """Re-estimate translations and hit rates from beads between two sides."""
    import numpy as np

    beads = [bead for bead in (_bead(left, right, block) for block in chain) if len(bead.left) and len(bead.right)]
    columns = _sums(cells(current, right)[1], current.weights, len(right.words))
    keys: list[Ints] = [known.keys]
    weights: list[Floats] = [_TRUST * known.weights]
    hits = _Hits.empty(left, right)
    for bead in beads:
        pairs = bead.left[:, None] * len(right.words) + bead.right[None, :]
        table = lookup(current, pairs)
        hits.add(bead, table, columns, left, right)
        chance = right.frequency[bead.right][None, :]
        smooth = table + chance + 1e-4
        share = smooth / (smooth.sum(axis=0, keepdims=True) + 0.5 * len(bead.left) * chance)
        useful = share >= _LEAST
        keys.append(pairs[useful])
        weights.append(share[useful])
    unique, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    merged = _sums(inverse, np.concatenate(weights), len(unique))
    rows = unique // max(1, len(right.words))
    merged = merged / (_sums(rows, merged, len(left.words))[rows] + _DISCOUNT)
    supported = Translations(unique, merged, np.zeros(0), np.zeros(0))
    own, other = cells(supported, right)
    left_hits, right_hits = np.zeros(len(left.words)), np.zeros(len(right.words))
    left_hits[own], right_hits[other] = hits.left_rates()[own], hits.right_rates()[other]
    return Translations(unique, merged, left_hits, right_hits)


def _sums(places: Ints, weights: Floats, size: int) -> Floats:
    import numpy as np

    return np.asarray(np.bincount(places, weights, size), dtype=np.float64)


def _bead(left: Side, right: Side, block: Block) -> _Bead:
    import numpy as np

    def words(side: Side, first: int, size: int) -> Ints:
        begin, end = np.searchsorted(side.lines, (first, first + size))
        return side.ids[begin:end]

    return _Bead(words(left, block.source, block.sources), words(right, block.target, block.targets))


@dataclass(frozen=True, slots=True, eq=False)
class _Hits:
    """Running sums: how often a word found a translation in its bead, of how many times."""

    left: Floats
    left_seen: Floats
    right: Floats
    right_seen: Floats

    @classmethod
    def empty(cls, left: Side, right: Side) -> _Hits:
        import numpy as np

        n, m = len(left.words), len(right.words)
        return cls(np.zeros(n), np.zeros(n), np.zeros(m), np.zeros(m))

    def add(self, bead: _Bead, table: Floats, columns: Floats, left: Side, right: Side) -> None:
        """Count one bead, `table` the weights of its word pairs."""
        import numpy as np

        forward = table.mean(axis=0) / right.frequency[bead.right]
        np.add.at(self.right, bead.right, forward / (forward + 1.0))
        np.add.at(self.right_seen, bead.right, 1.0)
        reverse = (table / np.maximum(columns[bead.right], 1e-9)[None, :]).mean(axis=1) / left.frequency[bead.left]
        np.add.at(self.left, bead.left, reverse / (reverse + 1.0))
        np.add.at(self.left_seen, bead.left, 1.0)

    def left_rates(self) -> Floats:
        """Return the hit rate of every left word."""
        return _rate(self.left, self.left_seen)

    def right_rates(self) -> Floats:
        """Return the hit rate of every right word."""
        return _rate(self.right, self.right_seen)


def _rate(hits: Floats, seen: Floats) -> Floats:
    import numpy as np

    return np.asarray(np.clip((hits + _PSEUDO * _HIT) / (seen + _PSEUDO), 0.0, 0.95))
