"""Headings that links lead to: an edit must not take their anchor away."""

import re
from collections.abc import Sequence

from summitalign.fix.apply import apply_edits, edits_of
from summitalign.markdown.parse import parse
from summitalign.model.document import LinkKind, SegmentKind
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span

_TO_ANCHOR = re.compile(r"\]\(<?#|href=[\"']?#|^\[[^\]]+\]:\s*<?#", re.MULTILINE)

_MARKS = ("](#", "](<#", "href=", "]:")
"""One of these stands in every such link; looking for them takes a hundredth of the time."""


def anchored(text: str, findings: Sequence[Finding]) -> frozenset[Span]:
    """Return the spans of the APPLY findings in headings whose generated anchor a link of the document leads to.

    Applied, they would change the anchor, and the link would lead nowhere.
    """
    applied = [finding for finding in findings if finding.decision is Decision.APPLY]
    if not applied or not any(mark in text for mark in _MARKS) or not _TO_ANCHOR.search(text):
        return frozenset()
    document = parse(text)
    wanted = {link.identity for link in document.links if link.kind is LinkKind.ANCHOR}
    after = parse(apply_edits(text, edits_of(applied)))
    kept = {f"#{segment.anchor}" for segment in after.segments if segment.kind is SegmentKind.SECTION}
    lost = [
        segment.title_span
        for segment in document.segments
        if segment.kind is SegmentKind.SECTION and f"#{segment.anchor}" in wanted - kept
    ]
    return frozenset(f.span for f in applied if any(title.overlaps(f.span) for title in lost))
