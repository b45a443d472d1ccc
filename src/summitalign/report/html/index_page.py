"""What stands on the first page: the documents, the pairs, and their totals."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from summitalign.model.alignment import Tier
from summitalign.model.finding import Decision
from summitalign.report.corpus import CorpusReport, DocumentReport, PairReport
from summitalign.report.html.titles import corrected_title

_LEAST_SHARE = 0.01
"""Part (0..1) of a document from which one of its languages is listed."""
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
    title: str
    """Corrected."""
    shares: tuple[Share, ...]
    applied: int
    suggested: int
    pages: tuple[str, ...]
    """Paths of the pairs that it takes part in."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in the table of pairs."""

    report: PairReport
    source_title: str
    """Corrected; empty where the target's title alone tells the pair from all others."""
    target_title: str
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
    titles = {document.document.source: corrected_title(document) for document in report.documents}
    documents = tuple(_line(document, titles, colours, report.pairs, paths) for document in report.documents)
    main = Counter(document.detection.tag for document in report.documents)
    parts = tuple((tag, count / len(report.documents)) for tag, count in main.most_common())
    return IndexView(
        documents=documents,
        pairs=tuple(_pair_lines(report.pairs, titles, paths)),
        languages=_shares(parts, colours),
        applied=sum(line.applied for line in documents),
        suggested=sum(line.suggested for line in documents),
    )


def _pair_lines(pairs: Sequence[PairReport], titles: Mapping[str, str], paths: Sequence[str]) -> Iterator[PairLine]:
    seen = Counter(titles[pair.target.document.source] for pair in pairs)
    for pair, path in zip(pairs, paths, strict=True):
        target = titles[pair.target.document.source]
        source = titles[pair.source.document.source] if seen[target] > 1 else ""
        yield PairLine(pair, source, target, path, _tiers(pair))


def _line(
    document: DocumentReport,
    titles: Mapping[str, str],
    colours: dict[str, int],
    pairs: Sequence[PairReport],
    paths: Sequence[str],
) -> DocumentLine:
    name = document.document.source
    return DocumentLine(
        report=document,
        title=titles[name],
        shares=_shares(_worth_listing(document.detection.shares), colours),
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


def _worth_listing(parts: Sequence[tuple[str, float]]) -> Sequence[tuple[str, float]]:
    """Leave out languages of a word or two, unless there are no others."""
    return [part for part in parts if part[1] >= _LEAST_SHARE] or parts


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
