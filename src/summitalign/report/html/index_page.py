"""What stands on the first page: totals, a picture of the whole, the pairs, the gaps and the documents."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from summitalign.model.alignment import Tier
from summitalign.report.html.cards import DocumentCard, Gap, GapLine, PairCard, Stretch
from summitalign.report.html.shell import SiteCards

_LEAST_SHARE = 0.01
"""Part (0..1) of a document from which one of its languages is listed."""
_COLOURS = 7
"""Languages with a colour of their own; the last colour is for all others."""
_GAPS_SHOWN = 500
"""Sections that are listed as not translated; the rest is counted."""
_STEPS = (0.5, 0.75, 0.9, 0.995)
"""Coverage (0..1) from which a square of the picture is of the next shade."""


@dataclass(frozen=True, slots=True)
class Share:
    """One piece of a share bar."""

    tag: str
    percent: float
    start: float
    """Where the piece begins, in percent of the bar."""
    colour: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in the table of documents."""

    card: DocumentCard
    shares: tuple[Share, ...]
    pages: tuple[str, ...]
    """Paths of the pairs that it takes part in."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in the table of pairs."""

    card: PairCard
    source: DocumentCard
    target: DocumentCard
    is_doubled: bool
    """True where another pair has a target of the same title, so that the source is to be named too."""
    paths: tuple[tuple[Tier | str, str], ...]
    """State and outline, as SVG writes it, of the parts of the source."""
    missing: int
    left: int


@dataclass(frozen=True, slots=True)
class Square:
    """A source document in the picture of the whole."""

    title: str
    path: str
    href: str
    """Its page; empty where it is in no pair."""
    step: int
    """0 for one without a partner, then 1 to 5 by how much of it is covered."""
    percent: float | None


@dataclass(frozen=True, slots=True)
class Folder:
    """The source documents of one folder."""

    path: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """Everything the first page shows."""

    documents: tuple[DocumentLine, ...]
    pairs: tuple[PairLine, ...]
    folders: tuple[Folder, ...]
    languages: tuple[Share, ...]
    """Main language of the documents, as parts of their number."""
    target_languages: tuple[str, ...]
    coverage: float | None
    """Part (0..1) of all prose of the sources that has a counterpart."""
    applied: int
    suggested: int
    gaps: tuple[tuple[GapLine, PairLine], ...]
    gap_count: int
    """All of them, listed or not."""

    @property
    def lone_count(self) -> int:
        """Count the documents that are in no pair."""
        return sum(not line.pages for line in self.documents)

    @property
    def square_count(self) -> int:
        """Count the squares of the picture."""
        return sum(len(folder.squares) for folder in self.folders)


def view_index(cards: SiteCards) -> IndexView:
    """Lay out the first page."""
    colours = _colours(cards.documents)
    known = {card.path: card for card in cards.documents}
    pages: dict[str, list[str]] = {}
    for pair in cards.pairs:
        for name in (pair.source, pair.target):
            pages.setdefault(name, []).append(pair.path)
    main = Counter(card.language for card in cards.documents)
    parts = tuple((tag, count / len(cards.documents)) for tag, count in main.most_common())
    lines = tuple(_pair_lines(cards.pairs, known))
    gaps = [(gap, line) for line in lines for gap in line.card.gaps]
    squares = tuple(_squares(cards))
    return IndexView(
        documents=tuple(
            DocumentLine(card, _shares(_worth_listing(card.shares), colours), tuple(pages.get(card.path, ())))
            for card in cards.documents
        ),
        pairs=lines,
        folders=tuple(Folder(name, tuple(inside)) for name, inside in groupby(squares, lambda one: _folder(one.path))),
        languages=_shares(parts, colours),
        target_languages=tuple(sorted({line.target.language for line in lines})),
        coverage=cards.coverage,
        applied=sum(card.applied for card in cards.documents),
        suggested=sum(card.suggested for card in cards.documents),
        gaps=tuple(sorted(gaps, key=lambda gap: -gap[0].letters)[:_GAPS_SHOWN]),
        gap_count=len(gaps),
    )


def _pair_lines(pairs: Sequence[PairCard], known: Mapping[str, DocumentCard]) -> Iterator[PairLine]:
    seen = Counter(known[pair.target].title for pair in pairs)
    for pair in pairs:
        target = known[pair.target]
        kinds = Counter(gap.kind for gap in pair.gaps)
        yield PairLine(
            card=pair,
            source=known[pair.source],
            target=target,
            is_doubled=seen[target.title] > 1,
            paths=tuple(_paths(pair.strip)),
            missing=kinds[Gap.MISSING],
            left=kinds[Gap.LEFT],
        )


def _paths(strip: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """Yield one outline for each state: a table of a thousand pairs has a thousand strips."""
    for state in (*(tier.value for tier in Tier), "lone"):
        pieces = [f"M{one.start} 0H{one.end}V8H{one.start}Z" for one in strip if one.state == state]
        if pieces:
            yield state, "".join(pieces)


def _squares(cards: SiteCards) -> Iterator[Square]:
    """Yield the source documents, each with the pair that covers most of it."""
    best: dict[str, PairCard] = {}
    for pair in cards.pairs:
        if pair.source not in best or (pair.source_coverage or 0.0) > (best[pair.source].source_coverage or 0.0):
            best[pair.source] = pair
    sources = (card for card in cards.documents if card.is_source or card.path in best)
    for card in sorted(sources, key=lambda card: (_folder(card.path), card.path)):
        found = best.get(card.path)
        share = (found.source_coverage or 0.0) if found else None
        step = 0 if share is None else 1 + sum(share >= edge for edge in _STEPS)
        yield Square(card.title, card.path, found.path if found else "", step, share)


def _folder(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[0]


def _worth_listing(parts: Sequence[tuple[str, float]]) -> Sequence[tuple[str, float]]:
    """Leave out languages of a word or two, unless there are no others."""
    return [part for part in parts if part[1] >= _LEAST_SHARE] or parts


def _shares(parts: Sequence[tuple[str, float]], colours: dict[str, int]) -> tuple[Share, ...]:
    ends = accumulate(part for _, part in parts)
    return tuple(
        Share(tag, 100 * part, 100 * (end - part), colours.get(tag, _COLOURS))
        for (tag, part), end in zip(parts, ends, strict=True)
    )


def _colours(documents: Sequence[DocumentCard]) -> dict[str, int]:
    """Give each language a colour that is the same in every bar: the most written language gets the first."""
    totals: Counter[str] = Counter()
    for document in documents:
        for tag, part in document.shares:
            totals[tag] += part  # type: ignore[assignment]  # a Counter of floats
    ranked = sorted(totals, key=lambda tag: (-totals[tag], tag))
    return {tag: min(place, _COLOURS) for place, tag in enumerate(ranked)}
