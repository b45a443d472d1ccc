"""The finding that a verdict makes of a hit, with the edits that repair it."""

from collections.abc import Sequence
from dataclasses import replace

from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.span import Span
from summitalign.terms.broken import BLANKS, between
from summitalign.terms.forms import FormKind
from summitalign.terms.page import Page
from summitalign.terms.scan import Hit
from summitalign.terms.spacing import spaced
from summitalign.terms.verdict import Verdict

_CODES = {FormKind.SPLIT: "term/split-latin", FormKind.STOP: "term/identifier-stop"}
_MARKS = ("*", "_", "~")
_APPLICABILITY = {
    Decision.APPLY: Applicability.SAFE,
    Decision.SUGGEST: Applicability.SUGGEST,
    Decision.SKIP: Applicability.DISPLAY,
}


def touching(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Let only one of two neighbours put the blank between them: the one that is applied, else the left one."""
    done: list[Finding] = []
    for finding in findings:
        left = done[-1] if done else None
        if left is None or left.span.end != finding.span.start or not _has_one_edit(left, finding):
            done.append(finding)
            continue
        text, following = _replacement(left), _replacement(finding)
        is_double = text.endswith(" ") and following.startswith(" ")
        keeps_left = left.decision is Decision.APPLY or finding.decision is not Decision.APPLY
        if is_double and not keeps_left:
            done[-1] = _respelt(left, text[:-1])
        done.append(_respelt(finding, following[1:]) if is_double and keeps_left else finding)
    return tuple(done)


def _has_one_edit(*findings: Finding) -> bool:
    return all(finding.fix is not None and len(finding.fix.edits) == 1 for finding in findings)


def _replacement(finding: Finding) -> str:
    return finding.fix.edits[0].replacement if finding.fix else ""


def _respelt(finding: Finding, replacement: str) -> Finding:
    if finding.fix is None:
        return finding
    return replace(finding, fix=replace(finding.fix, edits=(Edit(finding.fix.edits[0].span, replacement),)))


def make_finding(page: Page, hit: Hit, verdict: Verdict, is_spaced: bool) -> Finding:
    """Say what is wrong at a hit, what is to be done, and the edits that do it."""
    entry = hit.form.entry
    return Finding(
        code=_CODES.get(hit.form.kind, "term/mistranslated"),
        span=hit.span,
        found=hit.span.of(page.text),
        use=verdict.use,
        term=entry.id if entry else "identifier-stop",
        decision=verdict.decision,
        reason=verdict.reason,
        evidence=verdict.evidence,
        fix=Fix(_edits(page.text, hit, verdict.use[0], is_spaced), _APPLICABILITY[verdict.decision]),
        note=entry.note if entry else "",
    )


def _edits(text: str, hit: Hit, right: str, is_spaced: bool) -> tuple[Edit, ...]:
    """Put the right form in place of a hit; of a broken form, in place of its chief piece, and take the others away.

    So what stands between the pieces stays: a line break where it was, emphasis on what it was on.
    """
    if not hit.parts or not between(text, hit.parts).strip(BLANKS):
        return (spaced(text, hit.span, right, is_spaced),)
    chief = max(hit.parts, key=lambda part: (len(part), _is_marked(text, part)))
    return tuple(spaced(text, part, right, is_spaced) if part is chief else Edit(part, "") for part in hit.parts)


def _is_marked(text: str, part: Span) -> bool:
    """Say whether a piece stands between marks of emphasis, which would embrace nothing without it."""
    return text[max(part.start - 1, 0) : part.start] in _MARKS and text[part.end : part.end + 1] in _MARKS
