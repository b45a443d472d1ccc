"""The changes that findings make, as marks on a stretch of a document's text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summitalign.model.finding import Decision, Edit, Finding
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """One change, applied or suggested, with its reason."""

    span: Span
    """What is struck out; empty for an insertion."""
    wrong: str
    """The text of `span`."""
    right: str
    """What stands, or should stand, instead."""
    is_applied: bool
    reason: str
    name: str
    """`fix-` and the finding's number in its document; empty on all but the finding's first mark."""


def marks_of(text: str, findings: Iterable[Finding]) -> tuple[Mark, ...]:
    """Turn findings into marks in text order; skipped findings and overlapping marks leave none.

    Where two marks overlap the applied one stays, then the earlier one.
    """
    marks = [mark for number, finding in enumerate(findings, 1) for mark in _marks(text, number, finding)]
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (not mark.is_applied, mark.span)):
        # The kept marks are in order and apart, so only the two neighbours can be in the way.
        place = bisect_right(kept, mark.span, key=lambda other: other.span)
        if not any(_collide(mark.span, other.span) for other in kept[max(place - 1, 0) : place + 1]):
            kept.insert(place, mark)
    return tuple(kept)


def _marks(text: str, number: int, finding: Finding) -> Iterator[Mark]:
    if finding.decision is Decision.SKIP or not (finding.fix or finding.use):
        return
    right = finding.use[0] if finding.use else ""
    edits = finding.fix.edits if finding.fix else (Edit(finding.span, right),)
    for place, edit in enumerate(sorted(edits, key=lambda edit: edit.span)):
        yield Mark(
            span=edit.span,
            wrong=edit.span.of(text),
            right=edit.replacement,
            is_applied=finding.decision is Decision.APPLY,
            reason=finding.reason or finding.message,
            name="" if place else f"fix-{number}",
        )


def _collide(one: Span, other: Span) -> bool:
    return one.overlaps(other) or one == other
