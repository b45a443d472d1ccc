"""What stands on the page of the glossary: every entry, and where it was met in the run."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitalign.model.finding import Decision
from summitalign.model.term import Glossary, TermEntry
from summitalign.report.html.cards import HitLine, TermCount
from summitalign.report.html.shell import SiteCards

_HITS_SHOWN = 40
"""Occurrences listed for an entry; the rest is counted."""
_NEVER_MET_SHOWN = 2000
"""Entries listed that were not met; the rest is counted."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """A term entry and its occurrences."""

    name: str
    """Its id on the page."""
    term: str
    entry: TermEntry | None
    """None for a repair that needs no entry."""
    hits: tuple[HitLine, ...]
    """The first of them: corrected, then to review, then left alone; of each those with an original first."""
    count: TermCount

    @property
    def total(self) -> int:
        """Count all occurrences."""
        return self.count.applied + self.count.suggested + self.count.skipped

    @property
    def title(self) -> str:
        """Name it by its right forms."""
        return " / ".join(self.entry.use) if self.entry else self.term


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Everything the page shows."""

    glossary: Glossary | None
    met: tuple[EntryView, ...]
    """Most occurrences first."""
    never_met: tuple[EntryView, ...]
    never_met_count: int
    """All of them, listed or not."""


def view_glossary(cards: SiteCards, glossary: Glossary | None) -> GlossaryView:
    """Lay out the page."""
    hits: defaultdict[str, list[HitLine]] = defaultdict(list)
    counts: defaultdict[str, list[TermCount]] = defaultdict(list)
    for card in cards.documents:
        for hit in card.hits:
            hits[hit.term].append(hit)
        for count in card.counts:
            counts[count.term].append(count)
    entries = {entry.id: entry for entry in glossary.entries} if glossary else {}
    terms = [*entries, *sorted(set(counts) - set(entries))]
    views = [_entry(place, term, entries, hits[term], counts[term]) for place, term in enumerate(terms, 1)]
    met = sorted((view for view in views if view.total), key=lambda view: (-view.total, view.term))
    never = [view for view in views if not view.total]
    return GlossaryView(glossary, tuple(met), tuple(never[:_NEVER_MET_SHOWN]), len(never))


def _entry(
    place: int, term: str, entries: Mapping[str, TermEntry], hits: Sequence[HitLine], counts: Sequence[TermCount]
) -> EntryView:
    decisions = list(Decision)
    ordered = sorted(hits, key=lambda hit: (decisions.index(hit.decision), not hit.original))
    slug = re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")
    return EntryView(
        name=f"term-{place}-{slug}".rstrip("-"),
        term=term,
        entry=entries.get(term),
        hits=tuple(ordered[:_HITS_SHOWN]),
        count=TermCount(
            term,
            sum(count.applied for count in counts),
            sum(count.suggested for count in counts),
            sum(count.skipped for count in counts),
        ),
    )
