"""Two texts to be aligned, and what they have told of themselves so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.sentences.borders import Lines
from summitalign.align.sentences.translations import Translations
from summitalign.align.sentences.words import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two texts, left and right."""

    sides: tuple[Side, Side]
    lines: tuple[Lines, Lines]
    vectors: tuple[Floats, Floats] | None = None
    """A vector of length 1 for every line, if a model was asked; of zeros for a blank line."""

    def part(self, rows: tuple[int, int], columns: tuple[int, int]) -> Pair:
        """Return some of the left and of the right lines: from the first number on and before the second."""
        left, right = (side.part(*place) for side, place in zip(self.sides, (rows, columns), strict=True))
        own, other = (lines.part(*place) for lines, place in zip(self.lines, (rows, columns), strict=True))
        vectors = self.vectors and (self.vectors[0][slice(*rows)], self.vectors[1][slice(*columns)])
        return Pair((left, right), (own, other), vectors)

    def picked(self, rows: Ints, columns: Ints) -> Pair:
        """Return the left and right lines of some numbers only."""
        left, right = (side.picked(numbers) for side, numbers in zip(self.sides, (rows, columns), strict=True))
        own, other = (lines.picked(numbers) for lines, numbers in zip(self.lines, (rows, columns), strict=True))
        return Pair((left, right), (own, other), self.vectors and (self.vectors[0][rows], self.vectors[1][columns]))

    def blocks(self, size: int) -> Pair:
        """Return both texts with every `size` neighbouring lines taken for one; of their edges only lengths count."""
        left, right = (side.blocks(size) for side in self.sides)
        own, other = (lines.blocks(size) for lines in self.lines)
        return Pair((left, right), (own, other))


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What two documents have told of themselves, the same for all their parts."""

    table: Translations
    priors: Mapping[tuple[int, int], float]
    """Share of every bead shape."""
    ratio: float
    """Code points of the right side for one of the left."""
    gaps: float
    """Share of the lines without counterpart."""
    likeness: tuple[float, float, float] | None = None
    """How alike the vectors of counterparts are, those of other lines, and by how much that varies."""
