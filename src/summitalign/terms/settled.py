"""Telling without a second look at all of it that a fixed text needs no further fix."""

from collections.abc import Sequence

from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.terms.scan import Scanner


def is_settled(after: str, touched: Sequence[Span], findings: Sequence[Finding], scanner: Scanner) -> bool:
    """Say whether a second run over a fixed text surely finds nothing to apply; False where it has to be tried.

    `touched` are the stretches that are new, `findings` all those of the text before. Where every finding was
    applied for what it is, and not for what stands elsewhere on the page, only a changed block can hold a new hit.
    """
    if scanner.has_patterns or not all(_is_plain(finding, scanner) for finding in findings):
        return False
    return not any(scanner.hits(block.of(after)) for block in _blocks(after, touched))


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
