"""Finding a word in the units of memories."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from summitalign.concordance.folding import Folding
from summitalign.model.memory import TranslationUnit
from summitalign.model.span import Span

MOST_HITS = 5_000
"""Hits that are kept; what comes after them is only counted."""
_MOST_OTHERS = 8_000
"""Other units that are kept, to tell what is usual; thinned out evenly when there are more."""
_WORD = "0-9a-z_\u00df-\u024f\u0370-\u052f"


class Side(StrEnum):
    """The side of a unit that a word was found on."""

    SOURCE = "source"
    TARGET = "target"

    @property
    def other(self) -> "Side":
        """Return the other side."""
        return Side.TARGET if self is Side.SOURCE else Side.SOURCE


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds the word."""

    memory: str
    """Path of the memory."""
    unit: TranslationUnit
    side: Side
    """Where the word stands; the source, if on both."""
    spans: tuple[Span, ...]
    """Where the word stands in the text of that side, in order."""

    @property
    def text(self) -> str:
        """Return the text that holds the word."""
        return self.unit.source if self.side is Side.SOURCE else self.unit.target

    @property
    def translation(self) -> str:
        """Return the text of the other side."""
        return self.unit.target if self.side is Side.SOURCE else self.unit.source


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    word: str
    sides: tuple[Side, ...] = (Side.SOURCE, Side.TARGET)
    is_exact: bool = False
    """True to tell cases, widths and writings apart, and to find no plurals."""


class Matcher:
    """Finds a word in texts."""

    def __init__(self, word: str, folding: Folding, *, is_exact: bool) -> None:
        """Prepare the pattern of a word: blanks in it match any, and a Latin one ends where the word does."""
        self._folding = None if is_exact else folding
        shown = word if is_exact else folding.fold(word)
        inner = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", shown.strip()) if part)
        border = _WORD + ("A-Z" if is_exact else "")
        plural = "(?:s|es)?" if not is_exact and re.search(r"[a-z]{3}\Z", shown) else ""
        before = rf"(?<![{border}])" if re.match(f"[{border}]", shown) else ""
        behind = rf"(?![{border}])" if re.search(rf"[{border}]\Z", shown) else ""
        self._pattern = re.compile(f"{before}{inner}{plural}{behind}")

    def find(self, text: str) -> tuple[Span, ...]:
        """Return where the word stands in a text."""
        folded = self._folding.fold(text) if self._folding is not None else text
        return tuple(Span(*found.span()) for found in self._pattern.finditer(folded))


@dataclass(slots=True)
class Found:
    """What a search has come upon."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    """The first ones, at most MOST_HITS."""
    counts: Counter[str] = field(default_factory=Counter)
    """Units with the word, by memory."""
    units: int = 0
    """All units that were read."""
    others: dict[Side, list[str]] = field(default_factory=lambda: {Side.SOURCE: [], Side.TARGET: []})
    """Texts of units without the word, evenly taken, by their side."""

    @property
    def count(self) -> int:
        """Return the number of units with the word."""
        return self.counts.total()


def search(units: Iterable[tuple[str, TranslationUnit]], query: Query, folding: Folding) -> Found:
    """Look for a word in units, each with the path of its memory; the memory needed does not grow with them."""
    matcher = Matcher(query.word, folding, is_exact=query.is_exact)
    found, step = Found(query), 1
    for path, unit in units:
        found.units += 1
        hit = next(_hits(path, unit, matcher, query.sides), None)
        if hit is not None:
            found.counts[path] += 1
            if len(found.hits) < MOST_HITS:
                found.hits.append(hit)
        elif found.units % step == 0:
            found.others[Side.SOURCE].append(unit.source)
            found.others[Side.TARGET].append(unit.target)
            if len(found.others[Side.SOURCE]) >= _MOST_OTHERS:
                step *= 2
                for texts in found.others.values():
                    del texts[::2]
    return found


def _hits(path: str, unit: TranslationUnit, matcher: Matcher, sides: Iterable[Side]) -> Iterator[Hit]:
    for side in sides:
        spans = matcher.find(unit.source if side is Side.SOURCE else unit.target)
        if spans:
            yield Hit(path, unit, side, spans)
