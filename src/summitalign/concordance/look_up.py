"""A concordance: where a word stands, and what stands on the other side."""

from collections.abc import Iterable
from dataclasses import dataclass

from summitalign.concordance.candidates import Candidate, Marker, candidates
from summitalign.concordance.folding import Folding
from summitalign.concordance.search import Found, Hit, Query, search
from summitalign.model.memory import TranslationUnit
from summitalign.model.span import Span
from summitalign.model.term import Glossary


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with the word."""

    hit: Hit
    marks: tuple[Span, ...]
    """Where candidates stand in the text of the other side, in order."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """All that is known of a word."""

    found: Found
    candidates: tuple[Candidate, ...]
    lines: tuple[Line, ...]
    """In the order of the memories, at most MOST_HITS."""


def look_up(units: Iterable[tuple[str, TranslationUnit]], query: Query, glossary: Glossary | None) -> Concordance:
    """Look for a word in units, each with the path of its memory, and count its translations."""
    folding = Folding()
    found = search(units, query, folding)
    ranked = candidates(found, glossary, folding)
    marker = Marker(ranked, folding)
    return Concordance(found, ranked, tuple(Line(hit, marker.marks(hit)) for hit in found.hits))
