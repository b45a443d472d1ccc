"""Rows of numbers kept in one integer each, so that rows are added up as fast as single numbers.

A word has a score for each of some forty languages, and a document thousands of words: added number by number, that
is most of the time that detection takes. A sum of integers is also exact, so the order of the words cannot show.
"""

from collections.abc import Iterable
from struct import Struct


class Packing:
    """Packs rows of one length, of whole numbers from 0, whose sums stay below 2 ** 32."""

    def __init__(self, size: int) -> None:
        """Prepare for rows of `size` numbers."""
        self._fields = Struct(f"<{size}I")

    def pack(self, row: Iterable[int]) -> int:
        """Put a row into an integer; struct.error for a number that does not fit."""
        return int.from_bytes(self._fields.pack(*row), "little")

    def total(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Add up packed rows; zeros where there is none."""
        return self._fields.unpack(sum(rows).to_bytes(self._fields.size, "little"))
