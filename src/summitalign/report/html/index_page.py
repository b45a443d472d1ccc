"""What stands on the first page: the documents, the pairs, and their totals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from summitalign.model.alignment import Tier
from summitalign.model.finding import Decision
from summitalign.report.corpus import CorpusReport, DocumentReport, PairReport

_COLOURS = 7
"""Languages with a colour of their own; the last colour is for all others."""


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

    report: DocumentReport
    shares: tuple[Share, ...]
    applied: int
    suggested: int
    pages: tuple[str, ...]
    """Paths of the pairs that it takes part in."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in the table of pairs."""

    report: PairReport
    path: str
    tiers: tuple[tuple[Tier, int], ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """Everything the first page shows."""

    documents: tuple[DocumentLine, ...]
    pairs: tuple[PairLine, ...]
    languages: tuple[Share, ...]
    """Main language of the documents, as parts of their number."""
    applied: int
    suggested: int


def view_index(report: CorpusReport, paths: Sequence[str]) -> IndexView:
    """Lay out the first page; `paths` are the pages of the pairs, in order."""
    colours = _colours(report.documents)
    documents = tuple(_line(document, colours, report.pairs, paths) for document in report.documents)
    main = Counter(document.detection.tag for document in report.documents)
    parts = tuple((tag, count / len(report.documents)) for tag, count in main.most_common())
    return IndexView(
        documents=documents,
        pairs=tuple(PairLine(pair, path, _tiers(pair)) for pair, path in zip(report.pairs, paths, strict=True)),
        languages=_shares(parts, colours),
        applied=sum(line.applied for line in documents),
        suggested=sum(line.suggested for line in documents),
    )


def _line(
    document: DocumentReport, colours: dict[str, int], pairs: Sequence[PairReport], paths: Sequence[str]
) -> DocumentLine:
    name = document.document.source
    return DocumentLine(
        report=document,
        shares=_shares(document.detection.shares, colours),
        applied=document.count(Decision.APPLY),
        suggested=document.count(Decision.SUGGEST),
        pages=tuple(
            path
            for pair, path in zip(pairs, paths, strict=True)
            if name in (pair.source.document.source, pair.target.document.source)
        ),
    )


def _tiers(pair: PairReport) -> tuple[tuple[Tier, int], ...]:
    counts = Counter(bead.tier for bead in pair.alignment.beads)
    return tuple((tier, counts[tier]) for tier in Tier if counts[tier])


def _shares(parts: Sequence[tuple[str, float]], colours: dict[str, int]) -> tuple[Share, ...]:
    ends = accumulate(part for _, part in parts)
    return tuple(
        Share(tag, 100 * part, 100 * (end - part), colours.get(tag, _COLOURS))
        for (tag, part), end in zip(parts, ends, strict=True)
    )


def _colours(documents: Sequence[DocumentReport]) -> dict[str, int]:
    """Give each language a colour that is the same in every bar: the most written language gets the first."""
    totals: Counter[str] = Counter()
    for document in documents:
        for tag, part in document.detection.shares:
            totals[tag] += part  # type: ignore[assignment]  # a Counter of floats
    ranked = sorted(totals, key=lambda tag: (-totals[tag], tag))
    return {tag: min(place, _COLOURS) for place, tag in enumerate(ranked)}
