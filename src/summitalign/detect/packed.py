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
        self._halves = int.from_bytes(self._fields.pack(*[0x7FFFFFFF] * size), "little")

    def pack(self, row: Iterable[int]) -> int:
        """Put a row into an integer; struct.error for a number that does not fit."""
        return int.from_bytes(self._fields.pack(*row), "little")

    def total(self, rows: Iterable[int]) -> tuple[int, ...]:
        """Add up packed rows; zeros where there is none."""
        return self._fields.unpack(sum(rows).to_bytes(self._fields.size, "little"))

    def add_to(self, places: Iterable[int], number: int) -> int:
        """Return what adds a number, which may be negative, to some places of a packed row."""
        return sum(number << 32 * place for place in places)

    def halved(self, packed: int) -> int:
        """Halve all numbers of a packed row, rounded down."""
        return packed >> 1 & self._halves
