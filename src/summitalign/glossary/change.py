"""One change to a glossary text: what is spliced, what the file must say afterwards, and what stands against it."""

from dataclasses import dataclass

from summitalign.glossary.sheet import Sheet
from summitalign.glossary.splice import Splice
from summitalign.model.term import TermEntry


@dataclass(frozen=True, slots=True)
class Change:
    """Splices, and the entries that the file must hold after them."""

    splice: Splice | None
    """None where the layout of the text cannot be changed safely."""
    entries: tuple[TermEntry, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed, each in its own way; the result keeps what the first says."""

    what: str
    sides: tuple[str, ...]
    """What the base and each side say, with places."""


def entries_of(sheet: Sheet) -> tuple[TermEntry, ...]:
    """Return the entries of a file, with ids that are not yet unique."""
    return tuple(draft.entry for draft in sheet.drafts)
