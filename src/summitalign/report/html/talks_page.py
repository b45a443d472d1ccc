"""What stands on the page of talks: every talk of every agenda, and the sections of recaps that speak of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from summitalign.model.alignment import Tier
from summitalign.report.html.cards import DocumentCard, TalkLine, Told
from summitalign.report.html.shell import SiteCards


@dataclass(frozen=True, slots=True)
class TalkView:
    """A talk, and what the targets of all pairs say of it."""

    line: TalkLine
    told: tuple[tuple[DocumentCard, Told], ...]

    @property
    def is_told(self) -> bool:
        """Say whether a recap speaks of it; one that might is a guess to look at."""
        return any(one.tier is not Tier.WEAK for _, one in self.told)


@dataclass(frozen=True, slots=True)
class Day:
    """The talks of a day, or of another section of an agenda."""

    title: str
    talks: tuple[TalkView, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """One source document with talks."""

    card: DocumentCard
    days: tuple[Day, ...]
    count: int
    told: int
    """Talks that a recap speaks of."""


@dataclass(frozen=True, slots=True)
class TalksView:
    """Everything the page shows."""

    agendas: tuple[Agenda, ...]


def view_talks(cards: SiteCards) -> TalksView:
    """Lay out the page."""
    return TalksView(tuple(_agendas(cards)))


def _agendas(cards: SiteCards) -> Iterator[Agenda]:
    known = {card.path: card for card in cards.documents}
    for card in cards.documents:
        pairs = [pair for pair in cards.pairs if pair.source == card.path and pair.talks]
        if not pairs:
            continue
        told: dict[str, list[tuple[DocumentCard, Told]]] = {}
        lines: dict[str, TalkLine] = {}
        for pair in pairs:
            for line in pair.talks:
                lines.setdefault(line.segment, replace(line, told=()))
                told.setdefault(line.segment, []).extend((known[pair.target], one) for one in line.told)
        talks = [TalkView(line, tuple(told[name])) for name, line in lines.items()]
        days = (Day(title, tuple(inside)) for title, inside in groupby(talks, lambda talk: talk.line.day))
        yield Agenda(card, tuple(days), len(talks), sum(talk.is_told for talk in talks))
