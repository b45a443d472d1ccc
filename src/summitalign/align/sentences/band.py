"""The part of the grid that is looked at: for every border between left lines some borders between right lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Columns `low[i]` to `high[i]` of every row i, neither of which ever falls; its cells are numbered row by row."""

    low: Ints
    """First column of every row: one row more than there are left lines."""
    high: Ints
    """Last column of every row."""
    begins: Ints
    """Number of the first cell of every row; one entry more for the end."""
    rows: Ints
    """Row of every cell."""
    columns: Ints
    """Column of every cell."""

    @classmethod
    def between(cls, low: Ints, high: Ints) -> Band:
        """Make a band of its borders."""
        import numpy as np

        widths = high - low + 1
        begins = np.concatenate([[0], np.cumsum(widths)])
        rows = np.repeat(np.arange(len(low)), widths)
        return cls(low, high, begins, rows, np.arange(begins[-1]) - begins[rows] + low[rows])

    @classmethod
    def around(cls, first: Ints, last: Ints, others: int, margin: int) -> Band:
        """Take `margin` columns on both sides of those that a path goes through in each row, `first` to `last`."""
        import numpy as np

        low = np.clip(np.minimum.accumulate(first[::-1])[::-1] - margin, 0, others)
        high = np.clip(np.maximum.accumulate(last) + margin, 0, others)
        low[0], high[-1] = 0, others
        return cls.between(low, high)

    @classmethod
    def whole(cls, count: int, others: int) -> Band:
        """Take the whole grid of `count` by `others` lines."""
        import numpy as np

        return cls.between(np.zeros(count + 1, np.int64), np.full(count + 1, others, np.int64))

    @property
    def count(self) -> int:
        """Number of left lines."""
        return len(self.low) - 1

    @property
    def others(self) -> int:
        """Number of right lines."""
        return int(self.high[-1])

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.rows)

    def turned(self) -> Band:
        """Return the same cells with rows and columns exchanged."""
        import numpy as np

        borders = np.arange(self.others + 1)
        return Band.between(
            np.searchsorted(self.high, borders, "left"), np.searchsorted(self.low, borders, "right") - 1
        )

    def cells(self, rows: Ints, columns: Ints) -> Ints:
        """Return the numbers of cells, -1 for those outside."""
        import numpy as np

        row = np.clip(rows, 0, self.count)
        inside = (rows >= 0) & (rows <= self.count) & (columns >= self.low[row]) & (columns <= self.high[row])
        return np.where(inside, self.begins[row] + columns - self.low[row], -1)
