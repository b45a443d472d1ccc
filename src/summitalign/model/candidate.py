"""An entry that is proposed for a glossary, with what speaks for it."""

from dataclasses import dataclass

from summitalign.model.term import TermEntry


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place of a form, with the words around it."""

    source: str
    """Path of the document."""
    line: int
    """From 1."""
    before: str
    found: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that seems to stand for a name."""

    wrong: str
    right: tuple[str, ...]
    """The likeliest first."""
    kind: str
    """How the form came about: `literal`, `sound`, `split`; `facing` where only originals speak for it."""
    score: float
    """Probability that the form is a wrong form of the name, 0..1."""
    is_ambiguous: bool
    reason: str
    """Why it is ambiguous; empty where it is not."""
    documents: int
    """Documents that hold the form."""
    occurrences: int
    named: int
    """Documents that hold the form and the first right form."""
    entry: TermEntry
    contexts: tuple[Sighting, ...] = ()
    originals: tuple[Sighting, ...] = ()
    """Places of the right form in passages of originals that face the wrong one."""
    signs: tuple[tuple[str, float], ...] = ()
    """What was seen, and what it weighs in nats, the weightiest first."""
    grounds: str = ""
    """What was counted, in words, where nothing but counts speaks for the form."""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A name with several renderings, or a rendering of several names."""

    name: str
    """The name, or the rendering."""
    variants: tuple[str, ...]
    """The renderings, or the names."""
    places: tuple[Sighting, ...]
    """The first place of each rendering; of the one that stands for several names."""
    is_one_name: bool
    """True where one name is rendered in several ways."""
    documents: int
