"""Findings as people read them: the place, what is done and why, and the line with the spot marked."""

from collections.abc import Iterator

from summitalign.model.finding import Decision, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import LineIndex, Span
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import visible, width

_AROUND = 60
"""Code points of the line shown on each side of a finding; paragraphs are often one very long line."""
_ROLES = {Decision.APPLY: Role.APPLY, Decision.SUGGEST: Role.SUGGEST, Decision.SKIP: Role.FAINT}


def finding_blocks(
    outcome: Outcome, paint: Paint = plain, is_written: bool = False, with_skipped: bool = False
) -> Iterator[str]:
    """Yield one block of three lines a finding, in order; skipped findings only where asked for.

    Places are those of the text before the fixes. What has been written is `applied`, and needs no excerpt.
    """
    lines = LineIndex.build(outcome.before)
    for finding in outcome.findings:
        if finding.decision is Decision.SKIP and not with_skipped:
            continue
        is_done = is_written and finding.decision is Decision.APPLY
        head = _head(outcome.source, finding, "applied" if is_done else finding.decision.value, lines, paint)
        yield head if is_done else "\n".join((head, *_excerpt(outcome.before, finding, lines, paint)))


def _head(path: str, finding: Finding, done: str, lines: LineIndex, paint: Paint) -> str:
    line, column = lines.position(finding.span.start)
    place = paint(f"{visible(path)}:{line}:{column}:", Role.PLACE)
    decision = paint(done, _ROLES[finding.decision])
    right = " or ".join(f'"{paint(visible(form), Role.RIGHT)}"' for form in finding.use)
    wrong = paint(visible(finding.found), Role.WRONG)
    note = f"  ({visible(finding.note)})" if finding.note else ""
    return f'{place} {decision}  "{wrong}" -> {right}  {visible(finding.reason)}{note}'


def _excerpt(text: str, finding: Finding, lines: LineIndex, paint: Paint) -> tuple[str, str]:
    """Return the line that the finding begins on and a line that marks it; long lines are cut around it."""
    number = lines.line(finding.span.start)
    row = lines.line_span(number)
    row = Span(row.start, row.start + len(row.of(text).rstrip("\r\n")))
    # A form may run over a line end: what stands on the first line is marked.
    spot = Span(finding.span.start, max(finding.span.start, min(finding.span.end, row.end)))
    start, end = max(row.start, spot.start - _AROUND), min(row.end, spot.end + _AROUND)
    before = ("…" if start > row.start else "") + visible(text[start : spot.start])
    after = visible(text[spot.end : end]) + ("…" if end < row.end else "")
    inside = visible(spot.of(text))
    gutter = f"{number:5} | "
    marker = " " * (len(gutter) + width(before)) + paint("^" * max(1, width(inside)), Role.WRONG)
    return f"{paint(gutter, Role.FAINT)}{before}{paint(inside, Role.WRONG)}{after}", marker


def count_findings(outcome: Outcome, decision: Decision) -> int:
    """Count the findings of one decision."""
    return sum(finding.decision is decision for finding in outcome.findings)
