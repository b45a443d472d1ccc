"""What stands on the page of the glossary: every entry, and where it was met in the run."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitalign.model.document import Document, RegionKind
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.model.term import TermEntry
from summitalign.report.corpus import CorpusReport, DocumentReport
from summitalign.report.html.pair_page import lang_at

_CONTEXT = 40
"""Code points shown on either side of an occurrence."""
_HITS_SHOWN = 60
"""Occurrences listed for an entry; the rest is counted."""
_UNREAD = frozenset(
    {
        RegionKind.MARKUP,
        RegionKind.LINK_TARGET,
        RegionKind.HTML_TAG,
        RegionKind.HTML_COMMENT,
        RegionKind.ATTRIBUTES,
    }
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence, in its line."""

    path: str
    line: int
    href: str
    """Where it stands on a page of the site; empty where no page shows it."""
    lang: str
    before: str
    after: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class EntryView:
    """A term entry and its occurrences."""

    name: str
    """Its id on the page."""
    term: str
    entry: TermEntry | None
    """None for a repair that needs no entry."""
    hits: tuple[Hit, ...]
    """The first of them: corrected, then to review, then left alone."""
    counts: tuple[tuple[Decision, int], ...]
    """How many occurrences were corrected, are to be reviewed, or were left alone; all three."""

    @property
    def total(self) -> int:
        """Count all occurrences."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """Everything the page shows."""

    met: tuple[EntryView, ...]
    """Most occurrences first."""
    never_met: tuple[EntryView, ...]


def view_glossary(report: CorpusReport, pages: Mapping[str, str]) -> GlossaryView:
    """Lay out the page; `pages` leads from a document's path to the page that shows it."""
    found: defaultdict[str, list[tuple[DocumentReport, int, Finding]]] = defaultdict(list)
    for document in report.documents:
        for number, finding in enumerate(document.findings, 1):
            if finding.term:  # a comment that switches nothing off belongs to none
                found[finding.term].append((document, number, finding))
    entries = {entry.id: entry for entry in report.glossary.entries} if report.glossary else {}
    terms = [*entries, *sorted(set(found) - set(entries))]
    views = [_entry(place, term, entries.get(term), found[term], pages) for place, term in enumerate(terms, 1)]
    met = sorted((view for view in views if view.total), key=lambda view: (-view.total, view.term))
    return GlossaryView(tuple(met), tuple(view for view in views if not view.total))


def _entry(
    place: int,
    term: str,
    entry: TermEntry | None,
    found: Sequence[tuple[DocumentReport, int, Finding]],
    pages: Mapping[str, str],
) -> EntryView:
    decisions = list(Decision)
    ordered = sorted(found, key=lambda hit: decisions.index(hit[2].decision))
    slug = re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")
    return EntryView(
        name=f"term-{place}-{slug}".rstrip("-"),
        term=term,
        entry=entry,
        hits=tuple(_hit(*hit, pages) for hit in ordered[:_HITS_SHOWN]),
        counts=tuple((decision, sum(hit[2].decision is decision for hit in found)) for decision in decisions),
    )


def _hit(report: DocumentReport, number: int, finding: Finding, pages: Mapping[str, str]) -> Hit:
    document = report.document
    line = document.lines.line_span(document.lines.line(finding.span.start))
    before = Span(max(line.start, finding.span.start - _CONTEXT), finding.span.start)
    after = Span(finding.span.end, max(finding.span.end, min(line.end, finding.span.end + _CONTEXT)))
    page = pages.get(document.source, "")
    return Hit(
        path=document.source,
        line=document.lines.line(finding.span.start),
        href=f"{page}-fix-{number}" if page and finding.decision is not Decision.SKIP else page.split("#")[0],
        lang=lang_at(report.detection, finding.span),
        before=("…" if before.start > line.start else "") + readable(document, before).lstrip(" |"),
        after=readable(document, after).rstrip(" |\r\n") + ("…" if after.end < line.end else ""),
        finding=finding,
    )


def readable(document: Document, span: Span) -> str:
    """Return the text of a span without its markup; table cells keep a bar between them."""
    first = max(bisect_right(document.regions, span.start, key=lambda region: region.span.start) - 1, 0)
    last = bisect_left(document.regions, span.end, key=lambda region: region.span.start)
    pieces = []
    for region in document.regions[first:last]:
        piece = document.text[max(region.span.start, span.start) : min(region.span.end, span.end)]
        if region.kind not in _UNREAD:
            pieces.append(piece.strip("`") if region.kind is RegionKind.CODE else piece)
        elif "|" in piece:
            pieces.append(" | ")
    return "".join(pieces)
