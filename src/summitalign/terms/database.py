"""Many byte strings found by Hyperscan: several bytes at a time, and from a database that can be kept between runs."""

from collections.abc import Sequence
from threading import Lock

MOST_KEYS = 30_000
"""Strings up to which a database is made: 18,000 take 0.4 seconds and 45 MB to compile."""
_CROWD = 128
"""Bytes to a match from which all of them count as one: to place each would take longer than to look at them all."""


def compile_database(keys: Sequence[bytes]) -> bytes:
    """Return the database of some strings, which fits this version of Hyperscan and this processor.

    None of them may be empty or hold a NUL, at which they would be cut off.
    """
    import hyperscan

    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    numbers = list(range(len(keys)))
    made.compile(expressions=list(keys), ids=numbers, elements=len(keys), flags=[0] * len(keys), literal=True)
    return bytes(hyperscan.dumpb(made))


class Database:
    """Finds many byte strings in one pass, those that overlap included."""

    is_even = True

    def __init__(self, keys: Sequence[bytes], content: bytes) -> None:
        """Take up what `compile_database` made of the strings; raises ValueError where it does not fit."""
        import hyperscan

        try:
            self._database = hyperscan.loadb(content, hyperscan.HS_MODE_BLOCK)
            self._database.scratch = hyperscan.Scratch(self._database)
        except hyperscan.error as error:
            raise ValueError(f"no database of this program: {error}") from error
        self._lengths = [len(key) for key in keys]
        self._enough = hyperscan.ScanTerminated
        self._lock = Lock()  # Hyperscan lets other threads run, but not search with the same working memory

    def matches(self, data: bytes) -> list[tuple[int, int, int]]:
        """Return (number of the string, first byte, end byte) of the matches, by first bytes.

        Bytes that hold more than one in `_CROWD` are given as one match.
        """
        found: list[tuple[int, int, int]] = []
        lengths, most = self._lengths, len(data) // _CROWD + 1

        def note(number: int, _start: int, end: int, _flags: int, _context: object) -> bool:
            found.append((number, end - lengths[number], end))
            return len(found) > most

        try:
            with self._lock:
                self._database.scan(data, match_event_handler=note)
        except self._enough:
            return [(found[0][0], 0, len(data))]
        found.sort(key=_place)
        return found


def _place(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], match[2]
