"""What the shared pages say of one document, the occurrences of its terms included."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from summitalign.markdown.scripts import is_east
from summitalign.markdown.shown import shown_text
from summitalign.model.alignment import Alignment
from summitalign.model.document import Document, RegionKind, Segment
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.report.corpus import DocumentReport, PairReport
from summitalign.report.html.cards import DocumentCard, HitLine, TermCount
from summitalign.report.html.names import lang_at, pair_path
from summitalign.report.html.titles import corrected_title

_CONTEXT = 40
"""Code points shown on either side of an occurrence."""
_REACH = 400
"""Code points of a document that are looked at for these, as markup is not shown."""
_PASSAGE = 240
"""Code points of the original that are shown at most."""
_HITS_SHOWN = 20
"""Occurrences of an entry in one document that are kept for each decision; all are counted."""
_UNREAD = frozenset(
    {
        RegionKind.MARKUP,
        RegionKind.LINK_TARGET,
        RegionKind.HTML_TAG,
        RegionKind.HTML_COMMENT,
        RegionKind.ATTRIBUTES,
    }
)


def card_of(report: DocumentReport, is_source: bool, pairs: Sequence[PairReport] = ()) -> DocumentCard:
    """Sum up a document; `pairs` are those that it is the target of."""
    counts: defaultdict[str, Counter[Decision]] = defaultdict(Counter)
    hits = []
    for number, finding in enumerate(report.findings, 1):
        if not finding.term:  # a comment that switches nothing off belongs to no entry
            continue
        counts[finding.term][finding.decision] += 1
        if counts[finding.term][finding.decision] <= _HITS_SHOWN:
            hits.append(_hit(report, number, finding, pairs))
    return DocumentCard(
        path=report.document.source,
        title=corrected_title(report),
        language=report.detection.tag,
        shares=report.detection.shares,
        is_source=is_source,
        applied=report.count(Decision.APPLY),
        suggested=report.count(Decision.SUGGEST),
        problem=report.problem,
        talks=len(report.document.talks),
        counts=tuple(
            TermCount(term, found[Decision.APPLY], found[Decision.SUGGEST], found[Decision.SKIP])
            for term, found in counts.items()
        ),
        hits=tuple(hits),
    )


def _hit(report: DocumentReport, number: int, finding: Finding, pairs: Sequence[PairReport]) -> HitLine:
    document = report.document
    before, after = _context(document, finding.span)
    page = pair_path(pairs[0].source.document.source, document.source) if pairs else ""
    original = next(((pair, text) for pair in pairs if (text := _original(pair, finding))), None)
    return HitLine(
        term=finding.term,
        decision=finding.decision,
        path=document.source,
        line=document.lines.line(finding.span.start),
        href=f"{page}#target-fix-{number}" if page and finding.decision is not Decision.SKIP else page,
        lang=lang_at(report.detection, finding.span),
        before=before,
        found=finding.found,
        right=finding.use[0] if finding.use and finding.decision is not Decision.SKIP else "",
        after=after,
        reason=finding.reason,
        original=original[1] if original else "",
        original_lang=lang_at(original[0].source.detection, Span(0, 0)) if original else "",
    )


def _context(document: Document, span: Span) -> tuple[str, str]:
    """Return what stands before and behind a span in its line, as a reader sees it, and shortened."""
    line = document.lines.line_span(document.lines.line(span.start))
    first, last = max(line.start, span.start - _REACH), max(span.end, min(line.end, span.end + _REACH))
    before = readable(document, Span(first, span.start)).lstrip(" |")
    after = readable(document, Span(span.end, last)).rstrip(" |\r\n")
    text = before + span.of(document.text) + after
    shown = _around(text, Span(len(before), len(text) - len(after)))
    is_begun, goes_on = shown.start > 0 or first > line.start, shown.end < len(text) or last < line.end
    before, after = before[shown.start :], after[: len(after) - (len(text) - shown.end)]
    return f"…{before.lstrip()}" if is_begun else before, f"{after.rstrip()}…" if goes_on else after


def _original(pair: PairReport, finding: Finding) -> str:
    """Return what the source says in the place of a finding: its sentence, or where its section names the term."""
    document = pair.source.document
    if pair.sentences is not None:
        sentences = _counterparts(pair.sentences, finding.span)
        if sentences:
            return _shortened(" ".join(shown_text(document, one.span) for one in sentences))
    for segment in _counterparts(pair.alignment, finding.span):
        text = shown_text(document, segment.span).replace("\n", " ")
        for form in finding.use:
            at = text.lower().find(form.lower())
            if at >= 0:
                shown = _around(text, Span(at, at + len(form)))
                return ("…" if shown.start else "") + shown.of(text).strip() + ("…" if shown.end < len(text) else "")
    return ""


def _around(text: str, span: Span) -> Span:
    """Return a span with what stands around it, and no word cut in two unless it is a very long one."""
    start, end = max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)
    first = next((at for at in range(start, span.start) if not _is_in_word(text, at)), start)
    last = next((at for at in range(end, span.end, -1) if not _is_in_word(text, at)), end)
    return Span(first, last)


def _is_in_word(text: str, place: int) -> bool:
    """Say whether a place has letters of one word on both sides; between Chinese characters a text may be cut."""
    if not 0 < place < len(text):
        return False
    return all(letter.isalnum() and not is_east(letter) for letter in text[place - 1 : place + 1])


def _counterparts(alignment: Alignment, span: Span) -> tuple[Segment, ...]:
    """Return the source segments joined to the innermost target segment that a span begins in."""
    starts = [segment.span.start for segment in alignment.target_segments]
    at = bisect_right(starts, span.start) - 1
    # An outer segment stands before its inner ones, so the first that holds the place is the innermost.
    holder = next((one for one in reversed(alignment.target_segments[: at + 1]) if span.start < one.span.end), None)
    beads = (bead for bead in alignment.beads if holder and holder.id in bead.target)
    names = {name for bead in beads for name in bead.source}
    return tuple(one for one in alignment.source_segments if one.id in names)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _PASSAGE:
        return text
    end = next((at for at in range(_PASSAGE, _PASSAGE - _CONTEXT, -1) if not _is_in_word(text, at)), _PASSAGE)
    return text[:end].rstrip() + "…"


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
