"""What is left of the findings of a document once its safe fixes are written."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from summitalign.model.finding import Decision, Edit, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span


def remaining(outcome: Outcome) -> Outcome:
    """Return the document as it is after the write, with the findings that are not applied, at their new places."""
    made = [finding for finding in outcome.findings if finding.decision is Decision.APPLY]
    edits = sorted((edit for finding in made if finding.fix for edit in finding.fix.edits), key=lambda edit: edit.span)
    move = _Move(edits)
    left = tuple(move.finding(finding) for finding in outcome.findings if finding.decision is not Decision.APPLY)
    return replace(outcome, findings=left, before=outcome.after)


class _Move:
    """Carries places of the text before some edits over to the text after them."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [edit.span.end for edit in edits]
        self._shifts = [0, *accumulate(len(edit.replacement) - len(edit.span) for edit in edits)]

    def finding(self, finding: Finding) -> Finding:
        fix = finding.fix
        edits = tuple(replace(edit, span=self._span(edit.span)) for edit in fix.edits) if fix else ()
        joint = tuple(map(self._span, fix.joint)) if fix else ()
        moved = replace(fix, edits=edits, joint=joint) if fix else None
        return replace(finding, span=self._span(finding.span), fix=moved)

    def _span(self, span: Span) -> Span:
        # Edits do not overlap what they leave, so one shift holds for both ends.
        return span.shifted(self._shifts[bisect_right(self._ends, span.start)])
