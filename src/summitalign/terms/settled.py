"""Telling without a second look at all of it that a fixed text needs no further fix."""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from summitalign.model.finding import Decision, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.terms.scan import Hit, Scanner
from summitalign.terms.switches import UNUSED_DISABLE, UNUSED_ENABLE


def is_settled(outcome: Outcome, touched: Sequence[Span], move: Callable[[Span], Span], scanner: Scanner) -> bool:
    """Say whether a second run over a fixed text surely finds nothing to apply; False where it has to be tried.

    `touched` are the stretches that are new, and `move` says where a span of the fixed text stood before. Where every
    finding was applied for what it is, and not for what stands elsewhere on the page, only a changed block can hold a
    new hit; where there are patterns, which may look at any part of a text, the hits of both texts are compared.
    A switch that nothing uses is never applied, and what it closes stays closed.
    """
    if not all(_is_switch(finding) or _is_plain(finding, scanner) for finding in outcome.findings):
        return False
    after = outcome.after
    blocks = _blocks(after, touched)
    if not scanner.has_patterns:
        return not any(scanner.hits(block.of(after)) for block in blocks)
    known = {_identity(hit, hit.span) for hit in scanner.hits(outcome.before)}
    starts = [block.start for block in blocks]
    for hit in scanner.hits(after):
        at = bisect_right(starts, hit.span.end) - 1
        if (at >= 0 and hit.span.start < blocks[at].end) or _identity(hit, move(hit.span)) not in known:
            return False
    return True


def _identity(hit: Hit, span: Span) -> tuple[Span, str, str]:
    return span, hit.form.text, hit.form.entry.id if hit.form.entry else ""


def _is_switch(finding: Finding) -> bool:
    return finding.code in (UNUSED_DISABLE, UNUSED_ENABLE)


def _is_plain(finding: Finding, scanner: Scanner) -> bool:
    entry = scanner.glossary.index.get(finding.term)
    if finding.decision is not Decision.APPLY or entry is None or entry.is_ambiguous or len(entry.use) > 1:
        return False
    return any(wrong.text == finding.found for wrong in entry.wrong)


def _blocks(text: str, touched: Sequence[Span]) -> list[Span]:
    """Return the stretches between blank lines that hold some spans, in order, each once."""
    found: list[Span] = []
    for span in touched:
        if found and span.end <= found[-1].end:
            continue
        start, end = text.rfind("\n\n", 0, span.start), text.find("\n\n", span.end)
        found.append(Span(max(start, 0), end if end >= 0 else len(text)))
    return found
