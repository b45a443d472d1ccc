"""What a run said of documents that follow each other, kept as one row: while no file changes, nothing else is asked.

A sheet is believed where the system says of each of its files what it said when the file was read, and every one had
been changed last well before that (`stamps.tells`). If one differs, all its documents go by their own rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from os import fsencode
from typing import TYPE_CHECKING
from zlib import crc32

from summitalign.workspace import stamps
from summitalign.workspace.row import Row

if TYPE_CHECKING:
    from summitalign.workspace.outcomes import Outcomes

_BORDER = 0xFF
"""A sheet ends with one name of so many, and one: by the names, so that a file more or less changes one sheet only."""
_MOST = 2048
"""Documents of a sheet at most."""
_AT_ONCE = 16
"""Sheets that are read at once, each some ten kilobytes."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Documents of a run that share a sheet, by their numbers."""

    start: int
    end: int


def stretches(names: Sequence[str]) -> Iterator[Stretch]:
    """Part the documents of a run."""
    start = 0
    for number, name in enumerate(names, 1):
        if not crc32(fsencode(name)) & _BORDER or number - start == _MOST:
            yield Stretch(start, number)
            start = number
    if start < len(names):
        yield Stretch(start, len(names))


class Sheets:
    """The sheets of one run."""

    def __init__(self, names: Sequence[str], rows: "Outcomes", form: str) -> None:
        """Name the documents of a run, where sheets are kept, and all that they depend on beside what rows do."""
        self._names, self.rows, self._form = names, rows, form
        self._proofs: dict[str, tuple[bytes, int]] = {}

    def find(self, parts: Sequence[Stretch]) -> Iterator[bytes | None]:
        """Yield the content of the sheet of each part; None where there is none for the files as they are."""
        for start in range(0, len(parts), _AT_ONCE):
            some = parts[start : start + _AT_ONCE]
            rows = self.rows.find([self._key(part) for part in some])
            for part in some:
                row = rows.get(self._key(part))
                yield row.content if row is not None and self._is_same(part, row) else None

    def _is_same(self, part: Stretch, row: Row) -> bool:
        names = self._names[part.start : part.end]
        return row.digest == _digest(names) and b"".join(map(stamps.stamp_of, names)) == row.stamp

    def prove(self, name: str, stamp: bytes, seen: int) -> None:
        """Note what the system said of a document's file, at `seen` or later and before it was read."""
        self._proofs[name] = stamp, seen

    def read(self, part: Stretch) -> bytes | None:
        """Return the content of the sheet of a part, whatever its files are by now; None where there is none."""
        row = self.rows.find([self._key(part)]).get(self._key(part))
        return row.content if row is not None else None

    def proven(self, part: Stretch) -> Row | None:
        """Return what a sheet of a part, which is done, is kept under; None where not every file is proven."""
        names = self._names[part.start : part.end]
        proofs = [self._proofs.pop(name, (b"", 0)) for name in names]
        if not all(stamps.tells(*proof) for proof in proofs):
            return None
        return Row(b"".join([stamp for stamp, _ in proofs]), min(seen for _, seen in proofs), _digest(names))

    def put(self, sheets: Sequence[tuple[Stretch, Row]]) -> None:
        """Keep some sheets."""
        if sheets:
            self.rows.put([(self._key(part), row) for part, row in sheets])

    def _key(self, part: Stretch) -> str:
        # No name of a file holds a zero.
        return f"\0{self._form}\0{self._names[part.start]}"


def _digest(names: Sequence[str]) -> bytes:
    return sha256(b"\0".join(map(fsencode, names))).digest()
