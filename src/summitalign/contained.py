"""Fixing the texts that stand in other files: found and proven as Markdown, and written as the file writes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summitalign.fix.apply import apply_edits, edits_of
from summitalign.fix.guard import HARMFUL, hold_back
from summitalign.formats.proof import is_proven
from summitalign.formats.reading import Reading
from summitalign.model.finding import Decision, Edit, Finding, Fix
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span

if TYPE_CHECKING:
    from summitalign.model.explanation import Explanation

_MOST_PROOFS = 64
"""Times that parts of the fixes are proven to find the guilty ones; then the rest is withheld unseen."""
CROSSES = "more than words stand between the ends of it in the file"
_Made = tuple[tuple[Finding, ...], str]
Make = Callable[[Mapping[Span, str]], _Made]
"""Makes the fixes of a text, but for those at some spans; returns all findings and the new text."""


def fix_contained(
    reading: Reading, source: str, settle: Callable[[Mapping[Span, str]], Outcome], held: Mapping[Span, str]
) -> Outcome:
    """Fix the texts of a file in memory; the outcome is one of the file, as `Fixer.fix_text` gives it.

    `settle` fixes the text that was read, with the findings at some spans held back.
    """
    problems: list[str] = []

    def make(withheld: Mapping[Span, str]) -> _Made:
        outcome = settle(withheld)
        problems[:] = [outcome.problem] if outcome.problem else []
        return outcome.findings, outcome.after

    findings, after = _proven(reading, source, make, _inside(reading, held))
    # The anchors of its headings are not those that links from other documents go by.
    return Outcome(source, findings, reading.raw, after, problem="".join(problems))


def accepted_contained(
    reading: Reading, source: str, findings: Sequence[Finding], held: Mapping[Span, str]
) -> tuple[tuple[Finding, ...], str]:
    """Make the fixes that a person has decided on, as `fix.accepted.accepted` does, in a file."""
    from summitalign.fix.accepted import accepted

    wanted = [_read(reading, finding) for finding in findings]
    made = [finding for finding in wanted if finding is not None]
    return _proven(reading, source, lambda reasons: accepted(reading.text, made, reasons), _inside(reading, held))


def respelt_contained(reading: Reading, finding: Finding, respell: Callable[[str, Finding], Finding]) -> Finding:
    """Give a finding of a file another right form; `respell` does so in a text."""
    inner = _read(reading, finding)
    return finding if inner is None else _written(reading, respell(reading.text, inner)) or finding


def explained_contained(reading: Reading, explanations: Sequence["Explanation"]) -> "tuple[Explanation, ...]":
    """Return explanations of a text as those of the file."""
    placed = [(each, reading.raw_span(each.span)) for each in explanations]
    return tuple(replace(each, span=span) for each, span in placed if span is not None)


def _proven(reading: Reading, source: str, make: Make, held: dict[Span, str]) -> _Made:
    """Make fixes until the file, with them written into it, is proven; what is in the way is withheld."""
    while True:
        findings, after = make(held)
        wanted = [finding for finding in findings if finding.decision is Decision.APPLY]
        why = reading.obstacle or CROSSES
        stuck = {each.span: why for each in wanted if reading.obstacle or _written_fix(reading, each) is None}
        if not stuck:
            stuck = dict.fromkeys(_harmful(reading, source, wanted, after), HARMFUL)
        if not stuck:
            return _written_all(reading, findings)
        if held.keys() >= stuck.keys():  # what makes the fixes does not listen: nothing is made
            return _written_all(reading, hold_back(findings, {each.span: HARMFUL for each in wanted}))
        held |= stuck


def _harmful(reading: Reading, source: str, wanted: Sequence[Finding], after: str) -> list[Span]:
    """Return the spans of the findings to be withheld, so that the file is proven with the others."""
    if not wanted or _holds(reading, source, wanted, after):
        return []
    found: list[Span] = []
    pending, left = [list(wanted)], _MOST_PROOFS
    while pending:
        some, left = pending.pop(), left - 1
        if left >= 0 and _holds(reading, source, some):
            continue
        if len(some) == 1 or left < 0:
            found += (finding.span for finding in some)
        else:
            middle = len(some) // 2
            pending += [some[:middle], some[middle:]]
    return found or [finding.span for finding in wanted]


def _holds(reading: Reading, source: str, findings: Sequence[Finding], after: str | None = None) -> bool:
    text = apply_edits(reading.text, edits_of(findings))
    placed = [made for finding in findings if (made := _written(reading, finding)) is not None]
    return after in (None, text) and is_proven(reading, source, text, apply_edits(reading.raw, edits_of(placed)))


def _written_all(reading: Reading, findings: Sequence[Finding]) -> _Made:
    placed = tuple(made for finding in findings if (made := _written(reading, finding)) is not None)
    applied = (finding for finding in placed if finding.decision is Decision.APPLY)
    return placed, apply_edits(reading.raw, edits_of(applied))


def _written(reading: Reading, finding: Finding) -> Finding | None:
    """Return a finding of the text as one of the file; None where it stands in no file."""
    span = reading.raw_span(finding.span)
    return None if span is None else replace(finding, span=span, fix=_written_fix(reading, finding))


def _written_fix(reading: Reading, finding: Finding) -> Fix | None:
    """Return the fix of a finding as one of the file; None where it would touch more than texts."""
    if finding.fix is None:
        return None
    together, edits, joint = frozenset(finding.fix.joint), list[Edit](), list[Span]()
    for edit in finding.fix.edits:
        written = reading.raw_edits(edit)
        if not written:
            return None
        edits += written
        edits += (grown for each in written for grown in reading.growing(each))
        joint += (each.span for each in written if edit.span in together)
    return replace(finding.fix, edits=tuple(edits), joint=tuple(joint))


def _read(reading: Reading, finding: Finding) -> Finding | None:
    """Undo `_written`."""
    span = reading.text_span(finding.span)
    if span is None or finding.fix is None:
        return None if span is None else replace(finding, span=span)
    # What grows with a title is told anew.
    edits = tuple(made for edit in finding.fix.edits if (made := reading.text_edit(edit)) is not None)
    joint = tuple(place for each in finding.fix.joint if (place := reading.text_span(each)) is not None)
    return replace(finding, span=span, fix=replace(finding.fix, edits=edits, joint=joint)) if edits else None


def _inside(reading: Reading, held: Mapping[Span, str]) -> dict[Span, str]:
    placed = ((reading.text_span(span), reason) for span, reason in held.items())
    return {span: reason for span, reason in placed if span is not None}
