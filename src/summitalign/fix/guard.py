"""Proof before a write: the structure of a fixed text is that of the original, or the fix is withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from summitalign.fix.apply import Retraced, apply_edits, edits_of
from summitalign.markdown.structure import outline, structure
from summitalign.model.finding import Applicability, Decision, Finding, Fix
from summitalign.model.span import Span

_REASON = "applied, it would change the structure of the document"
UNSTABLE = "applied, it would change how the text beside it is read"
LINKED = "a link leads to this heading, and would lead nowhere if it changed"


def safe_fixes(text: str, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], str]:
    """Apply the APPLY findings that keep the structure; return all findings and the new text.

    A finding whose edit breaks the structure (it ends in `C++` beside `**`, say) is withheld: it
    comes back as SUGGEST with the reason. With k harmful findings among n, k * log2(n) parses find them.
    """
    wanted = [finding for finding in findings if finding.decision is Decision.APPLY]
    if not wanted:
        return tuple(findings), text
    before = _Proof(text)
    harmful = set(_harmful(wanted, before))
    kept = [finding for finding in wanted if finding not in harmful]
    if kept and not before.holds(kept):
        harmful, kept = set(wanted), []
    after = apply_edits(text, edits_of(kept))
    return tuple(_withheld(finding, _REASON) if finding in harmful else finding for finding in findings), after


class _Proof:
    """The structure of a text, and whether it outlives the edits of some findings."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._structure = structure(text)
        self._outline = outline(text)

    def holds(self, findings: Sequence[Finding]) -> bool:
        edits = edits_of(findings)
        after = apply_edits(self._text, edits)
        return structure(after) == self._structure and outline(after, Retraced(edits).span) == self._outline


def _harmful(findings: Sequence[Finding], before: _Proof) -> list[Finding]:
    """Find by halves the findings that alone change the structure."""
    if before.holds(findings):
        return []
    if len(findings) == 1:
        return list(findings)
    middle = len(findings) // 2
    return [*_harmful(findings[:middle], before), *_harmful(findings[middle:], before)]


def beside(findings: Sequence[Finding], places: Sequence[Span]) -> frozenset[Span]:
    """Return the spans of the APPLY findings that lie nearest to each place, on either side."""
    applied = [finding.span for finding in findings if finding.decision is Decision.APPLY]
    chosen: set[Span] = set()
    for place in places:
        chosen.update(span for span in applied if span.overlaps(place))
        chosen.update([span for span in applied if span.end <= place.start][-1:])
        chosen.update([span for span in applied if span.start >= place.end][:1])
    return frozenset(chosen)


def hold_back(findings: Sequence[Finding], reasons: Mapping[Span, str]) -> tuple[Finding, ...]:
    """Turn the APPLY findings at the given spans into suggestions, and say why."""
    return tuple(
        _withheld(finding, reasons[finding.span])
        if finding.decision is Decision.APPLY and finding.span in reasons
        else finding
        for finding in findings
    )


def _withheld(finding: Finding, reason: str) -> Finding:
    fix = Fix(finding.fix.edits, Applicability.SUGGEST) if finding.fix else None
    return replace(finding, decision=Decision.SUGGEST, reason=reason, fix=fix)
