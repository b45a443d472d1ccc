"""Fixing a text until a second run over it would change nothing, where the rooms that find, judge and fix meet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summitalign.model.finding import Decision, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span

if TYPE_CHECKING:
    from summitalign.fix.apply import Retraced
    from summitalign.terms.page import SourceEvidence
    from summitalign.terms.scan import Scanner

MAX_ROUNDS = 6
"""Times that a fixed text is judged again before it counts as unstable."""
MAX_DEPTH = 3
"""Times that a fixed text with withheld fixes is fixed anew, to see whether they stay withheld."""


class Find(Protocol):
    """Finds and judges the wrong forms of a text; see `terms.find.find_terms`."""

    def __call__(
        self,
        text: str,
        evidence: "SourceEvidence | None" = None,
        is_held: Callable[[Span], bool] | None = None,
        touched: Sequence[Span] | None = None,
    ) -> tuple[Finding, ...]:
        """Return the findings in order."""


@dataclass(frozen=True, slots=True)
class Settling:
    """How one document is fixed: what finds its wrong forms, and what its originals say."""

    source: str
    """Its path or name."""
    find: Find
    evidence: Callable[[str], "SourceEvidence"]
    """Returns what the originals say of a text; a fixed one aligns better than one with the errors."""
    scanner: "Scanner"

    def settle(self, text: str, held: Mapping[Span, str], depth: int = 0) -> Outcome:
        """Fix until the fixed text gives the same answers.

        What the originals say is asked again of the fixed text, and carried back to the places of the first.
        """
        evidence = self.evidence(text)
        withheld = dict(held)
        for _ in range(MAX_ROUNDS):
            outcome, is_whole = self._round(text, evidence, withheld)
            if not is_whole:
                continue
            if outcome.after == text:
                return outcome
            trace = _trace(outcome)
            seen, disturbed = self._second(outcome, trace, withheld)
            if not disturbed and (len(withheld) == len(held) or self._stays(outcome, trace, held, depth)):
                return outcome
            if not disturbed or seen.moved(trace.span) == evidence:  # the fixes disturb each other
                _withhold(outcome, disturbed, withheld)
            evidence = seen.moved(trace.span)
        problem = "a second run would change the fixed text again; nothing is applied"
        return Outcome(self.source, outcome.findings, text, text, problem=problem)

    def _round(self, text: str, evidence: "SourceEvidence", withheld: dict[Span, str]) -> tuple[Outcome, bool]:
        """Apply what is safe and not withheld; False with it where more has to be withheld first."""
        from summitalign.fix.anchors import LINKED, in_headings, lost_links, with_links
        from summitalign.fix.guard import hold_back, safe_fixes

        found = hold_back(self.find(text, evidence, withheld.__contains__), withheld)
        touching = in_headings(text, found)
        if touching:
            found, stuck = with_links(text, found)
            withheld |= dict.fromkeys(stuck, LINKED)
        findings, after = safe_fixes(text, hold_back(found, withheld))
        outcome = Outcome(self.source, findings, text, after, touches_headings=bool(touching))
        if touching and (lost := lost_links(text, findings, after)):
            withheld |= dict.fromkeys(lost, LINKED)
            return outcome, False
        return outcome, True

    def _second(
        self, outcome: Outcome, trace: "Retraced", withheld: Mapping[Span, str]
    ) -> tuple["SourceEvidence", list[Span]]:
        """Run over the fixed text; returns what the originals say of it, and where it would be changed again."""
        from summitalign.fix.guard import HARMFUL, hold_back, safe_fixes
        from summitalign.terms.page import SourceEvidence
        from summitalign.terms.settled import is_settled

        after, move = outcome.after, trace.span
        if is_settled(outcome, trace.placed(), trace.span, self.scanner):
            return SourceEvidence(), []
        seen = self.evidence(after)
        # What would have changed the structure, however far away, may not do so in the fixed text.
        is_open = any(finding.reason == HARMFUL for finding in outcome.findings)
        found = self.find(after, seen, lambda span: move(span) in withheld, None if is_open else trace.placed())
        still = {finding.span: "" for finding in found if move(finding.span) in withheld} if withheld else {}
        again, later = safe_fixes(after, hold_back(found, still))
        if later == after:
            return seen, []
        return seen, [move(finding.span) for finding in again if finding.decision is Decision.APPLY]

    def _stays(self, outcome: Outcome, trace: "Retraced", held: Mapping[Span, str], depth: int) -> bool:
        """Say whether a run that knows nothing of what was withheld here leaves the fixed text as it is."""
        if depth >= MAX_DEPTH:
            return False
        wanted = [finding.span for finding in self.find(outcome.after) if trace.span(finding.span) in held]
        return self.settle(outcome.after, dict.fromkeys(wanted, ""), depth + 1).after == outcome.after


def _trace(outcome: Outcome) -> "Retraced":
    from summitalign.fix.apply import Retraced, edits_of

    return Retraced(edits_of(finding for finding in outcome.findings if finding.decision is Decision.APPLY))


def _withhold(outcome: Outcome, disturbed: Sequence[Span], withheld: dict[Span, str]) -> None:
    """Withhold the fixes beside the places that would change again; all of them where none is known."""
    from summitalign.fix.guard import UNSTABLE, beside

    applied = [finding.span for finding in outcome.findings if finding.decision is Decision.APPLY]
    withheld |= dict.fromkeys(beside(outcome.findings, disturbed) if disturbed else applied, UNSTABLE)
