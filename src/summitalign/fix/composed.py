"""Two outcomes of a document, one after the other, as one."""

from dataclasses import replace

from summitalign.fix.apply import Retraced, edits_of
from summitalign.model.finding import Decision, Edit, Finding
from summitalign.model.outcome import Outcome


def composed(first: Outcome, second: Outcome) -> Outcome:
    """Return the outcome that leads from the text before the first to that after the second.

    It holds what was applied only, with the places of the text before. Raises ValueError where the second does not
    begin where the first ends.
    """
    if first.after != second.before:
        raise ValueError(f"the outcomes of {first.source} do not follow each other")
    made = _applied(first)
    trace = Retraced(edits_of(made))
    carried = [_moved(finding, trace) for finding in _applied(second)]
    findings = tuple(sorted((*made, *carried), key=lambda finding: finding.span))
    return replace(second, findings=findings, before=first.before)


def _applied(outcome: Outcome) -> list[Finding]:
    return [finding for finding in outcome.findings if finding.decision is Decision.APPLY and finding.fix]


def _moved(finding: Finding, trace: Retraced) -> Finding:
    edits = edits_of([finding])
    fix = replace(finding.fix, edits=tuple(Edit(trace.span(edit.span), edit.replacement) for edit in edits), joint=())  # type: ignore[type-var]
    return replace(finding, span=trace.span(finding.span), fix=fix)
