"""Which words of one document translate which of the other, as far as is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.sentences.known import Known

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

HIT = 0.5
"""Share of the words with a known translation that find it on the other side, before the documents are asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Translations:
    """A sparse table of pairs (left word, right word), sorted by left word, then right word."""

    rows: Ints
    columns: Ints
    ahead: Floats
    """p(right | left)."""
    back: Floats
    """p(left | right)."""
    left_hits: Floats
    """For every left word how probable it is that a counterpart translates it, 0..1; 0 without translations."""
    right_hits: Floats
    literal: float
    """Share of all words with translations that find one: how literal the translation is, 0..1."""

    @classmethod
    def first(cls, known: Known, sizes: tuple[int, int]) -> Translations:
        """Make a table of what is known of so many left and right words."""
        import numpy as np

        rows, columns, weights = known
        left_hits, right_hits = np.zeros(sizes[0]), np.zeros(sizes[1])
        left_hits[rows], right_hits[columns] = HIT, HIT
        back = weights / np.bincount(columns, weights, sizes[1])[columns]
        return cls(rows, columns, weights, back, left_hits, right_hits, HIT)
