"""Learn from the beads of two documents: which words translate which (expectation maximisation)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.monotone import Block
from summitalign.align.sentences.known import Known
from summitalign.align.sentences.translations import Translations
from summitalign.align.sentences.words import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

TRUST = 3.0
"""Occurrences that the known translations count for."""
HELD = 2.0
"""Occurrences held back from a word, so that few prove little."""
PSEUDO = 4.0
"""Occurrences that the hit rate of the document counts for in that of a word."""
USUAL = 0.6
"""Hit rate of words with a translation before the document is asked."""
DOCUMENT = 100.0
"""Occurrences that it counts for."""
MOST = 0.95
"""The highest hit rate."""
LEAST = 0.05
"""Share of an occurrence below which a pair is noise."""
FLOOR = 1e-4
MOST_PAIRS = 4_000_000
"""Pairs of words of a bead above which it teaches nothing: each word has too many to choose from, and memory ends."""
Weighted = tuple[Block, float]
"""A bead and its posterior."""


def relearn(known: Known, current: Translations, sides: tuple[Side, Side], beads: Sequence[Weighted]) -> Translations:
    """Re-estimate translations and hit rates from beads with their posteriors.

    A step of IBM model 1 (Brown et al. 1993) with the known translations as pseudo-counts. Unlike there, the share of
    a pair is also taken against chance, so that frequent words do not collect what fits nothing; and of each pair of
    words the bead that says most for it is left out, as a bead must not be its own witness: otherwise a first guess
    confirms itself, the sooner the shorter the documents are.
    """
    import numpy as np

    left, right = sides
    width = max(1, len(right.words))
    hits = _Rates.empty(len(left.words)), _Rates.empty(width)
    keys: list[Ints] = [known[0] * width + known[1]]
    weights: list[Floats] = [TRUST * known[2]]
    for bead in _bags(current, sides, beads):
        hits[0].add(bead.own, bead.back.mean(axis=1) / left.frequency[bead.own], bead.weight)
        hits[1].add(bead.other, bead.ahead.mean(axis=0) / right.frequency[bead.other], bead.weight)
        found, share = _shares(bead, right)
        keys.append(found)
        weights.append(share)
    unique, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    seen = np.concatenate(weights)
    merged = np.asarray(np.bincount(inverse, seen, len(unique)), dtype=np.float64)
    most, first = np.zeros(len(unique)), len(known[0])
    np.maximum.at(most, inverse[first:], seen[first:])
    merged -= most
    kept = merged > FLOOR
    rows, columns = np.divmod(unique[kept], width)
    ahead = merged[kept] / (np.bincount(rows, merged[kept], len(left.words))[rows] + HELD)
    back = ahead / np.maximum(np.bincount(columns, ahead, width)[columns], 1e-9)
    left_hits, right_hits = np.zeros(len(left.words)), np.zeros(len(right.words))
    left_hits[rows], right_hits[columns] = hits[0].rates()[rows], hits[1].rates()[columns]
    literal = 0.5 * (hits[0].usual() + hits[1].usual())
    return Translations(rows, columns, ahead, back, left_hits, right_hits, literal)


@dataclass(frozen=True, slots=True, eq=False)
class _Bag:
    """The words of a bead, and how each left one translates into each right one."""

    own: Ints
    other: Ints
    keys: Ints
    ahead: Floats
    back: Floats
    weight: float


def _bags(current: Translations, sides: tuple[Side, Side], beads: Sequence[Weighted]) -> Iterator[_Bag]:
    import numpy as np

    left, right = sides
    width = max(1, len(right.words))
    # One entry more, so that what is behind the last key is found to be something else.
    keys = np.append(current.rows * width + current.columns, -1)
    ahead, back = np.append(current.ahead, 0.0), np.append(current.back, 0.0)
    for block, weight in beads:
        own = left.ids[left.borders[block.source] : left.borders[block.source + block.sources]]
        other = right.ids[right.borders[block.target] : right.borders[block.target + block.targets]]
        if 0 < len(own) * len(other) <= MOST_PAIRS:
            pairs = own[:, None] * width + other[None, :]
            place = np.searchsorted(keys[:-1], pairs)
            is_known = keys[place] == pairs
            yield _Bag(own, other, pairs, ahead[place] * is_known, back[place] * is_known, weight)


def _shares(bead: _Bag, right: Side) -> tuple[Ints, Floats]:
    """Return the pairs of words of a bead, and how many occurrences of the right word go to each."""
    import numpy as np

    chance = right.frequency[bead.other][None, :]
    smooth = bead.ahead + chance + FLOOR
    share = smooth / (smooth.sum(axis=0, keepdims=True) + 0.5 * len(bead.own) * chance)
    useful = share >= LEAST
    keys, places = np.unique(bead.keys[useful], return_inverse=True)
    weights = bead.weight * np.bincount(places, share[useful], len(keys))
    return np.asarray(keys, dtype=np.int64), np.asarray(weights, dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Rates:
    """How often words found a translation in their bead, of how many times."""

    hits: Floats
    times: Floats

    @classmethod
    def empty(cls, size: int) -> _Rates:
        import numpy as np

        return cls(np.zeros(size), np.zeros(size))

    def add(self, words: Ints, odds: Floats, weight: float) -> None:
        """Count the words of one bead, `odds` how much likelier each is there than by chance."""
        import numpy as np

        np.add.at(self.hits, words, weight * odds / (odds + 1.0))
        np.add.at(self.times, words, weight)

    def usual(self) -> float:
        """Return the hit rate of the document, drawn towards the usual one."""
        is_known = self.hits > 0.0
        return float((self.hits[is_known].sum() + DOCUMENT * USUAL) / (self.times[is_known].sum() + DOCUMENT))

    def rates(self) -> Floats:
        """Return the hit rate of every word, drawn towards that of the document."""
        import numpy as np

        return np.asarray(np.clip((self.hits + PSEUDO * self.usual()) / (self.times + PSEUDO), 0.0, MOST))
