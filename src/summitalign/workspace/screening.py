"""Leaving findings out of a run: other terms, lines that have not changed, what is known, what is too much."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summitalign.model.finding import Decision, Finding, Left
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.workspace.baseline import Baseline, keys_of, match

if TYPE_CHECKING:
    from summitalign.workspace.since import Changes

_LATER = "left for a later run: this one makes no more fixes"
_LEFT_OUT = "left out of this run"

Refit = Callable[[Mapping[Span, str]], Outcome]
"""Fixes a document again with the findings at some spans held back, each for a reason."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a screen took out of the findings of one document."""

    held: Mapping[Span, str] = field(default_factory=dict)
    """The safe fixes that must not be made, with the reason: left out altogether, or suggested."""
    findings: tuple[Finding, ...] = ()
    """All that do not count."""
    known: int = 0
    """How many of them the baseline or a remembered rejection knows."""
    stale: int = 0
    """Findings in the baseline that are not found any more."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Decides which findings of a run count; the others are neither reported nor applied."""

    terms: frozenset[str] | None = None
    """Ids of the only entries that count; None for all."""
    changes: "Changes | None" = None
    """The only lines that count; None for all."""
    baseline: Baseline | None = None
    rejected: Baseline = field(default_factory=lambda: Baseline(""))
    """What people have rejected for good; entries of it that match nothing are not told."""

    @property
    def is_open(self) -> bool:
        """Say whether every finding counts, and a document without any needs no look."""
        return self.terms is None and self.changes is None and not (self.baseline or self.rejected.known)

    @property
    def book(self) -> Baseline:
        """The file in which further rejections belong."""
        return self.baseline or self.rejected

    def sift(self, outcome: Outcome, refit: Refit) -> tuple[Outcome, LeftOut]:
        """Take out of an outcome what does not count.

        Where that is a safe fix, the document is fixed again without it: what only that fix would prove must not be
        made either, and a second run has to come to the same answers.
        """
        if self.is_open:
            return outcome, LeftOut()
        known, stale = self._known(outcome)
        dropped, held = known | set(self._elsewhere(outcome)), self._half_changed(outcome)
        if held:
            outcome = refit(held)
        # Without a rival that is held, a fix may become sure that was only suggested before.
        while made := _made_in(outcome, dropped):
            held |= dict.fromkeys(made, _LEFT_OUT)
            outcome = refit(held)
        left_out = tuple(finding for finding in outcome.findings if finding.span in dropped)
        if left_out:
            kept = tuple(finding for finding in outcome.findings if finding.span not in dropped)
            outcome = replace(outcome, findings=kept)
        return outcome, LeftOut(held, left_out, len(known), stale)

    def _known(self, outcome: Outcome) -> tuple[set[Span], int]:
        """Return where known findings stand, and how many entries of the baseline match none."""
        books = [book.of(outcome.source) if book and book.known else None for book in (self.rejected, self.baseline)]
        if not any(books):
            return set(), 0
        keys = keys_of(outcome.before, outcome.findings)
        spans: set[Span] = set()
        stale = 0
        for book in books:
            if book:
                is_known, stale = match(book, keys)
                spans.update(found.span for found, known in zip(outcome.findings, is_known, strict=True) if known)
        return spans, stale if books[1] else 0

    def _elsewhere(self, outcome: Outcome) -> Iterator[Span]:
        if self.terms is not None:
            yield from (finding.span for finding in outcome.findings if finding.term not in self.terms)
        if self.changes is not None:
            is_changed = self.changes.within(outcome.source, outcome.before)
            yield from (finding.span for finding in outcome.findings if not is_changed(finding.span))

    def _half_changed(self, outcome: Outcome) -> dict[Span, str]:
        """Return the safe fixes that would also change a line that has not changed, with the reason not to make them.

        Made, they would bring the other findings of that line into the next run.
        """
        if self.changes is None:
            return {}
        is_changed = self.changes.within(outcome.source, outcome.before)
        reason = f"a part of it stands on a line that has not changed since {self.changes.ref}"
        return {
            finding.span: reason
            for finding in outcome.findings
            if finding.decision is Decision.APPLY and finding.fix is not None
            if not all(is_changed(edit.span) for edit in finding.fix.edits)
        }


def _made_in(outcome: Outcome, spans: Container[Span]) -> list[Span]:
    return [found.span for found in outcome.findings if found.decision is Decision.APPLY and found.span in spans]


def limit(outcome: Outcome, left_out: LeftOut, most: int, refit: Refit) -> Outcome:
    """Let an outcome make its first `most` fixes only; the others are suggested, for a later run."""
    from summitalign.fix.guard import hold_back

    held = dict(left_out.held)
    reported = {finding.span for finding in outcome.findings}
    while len(wanted := [found.span for found in outcome.findings if found.decision is Decision.APPLY]) > most:
        later = dict.fromkeys(wanted[most:], _LATER)
        if not most:
            outcome = replace(outcome, findings=hold_back(outcome.findings, later), after=outcome.before)
            break
        held |= later
        fitted = refit(held)
        outcome = replace(fitted, findings=tuple(found for found in fitted.findings if found.span in reported))
    # What rests on a fix that is held is no longer safe, and is a suggestion as any other.
    findings = (replace(each, left=Left.LATER) if each.reason == _LATER else each for each in outcome.findings)
    return replace(outcome, findings=tuple(findings))
