"""What a run did to a file, and how to take it back: edits in one text become edits in a later one."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summitalign.fix.apply import apply_edits
from summitalign.model.finding import Decision, Edit, Finding
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Change:
    """One edit of a text: at `start` stood `found`, and `put` took its place."""

    start: int
    """Code points from the beginning of the text before the run."""
    found: str
    put: str
    term: str = ""
    """Id of the term entry; for what only follows a fix, such as a link, the wrong form stands on a second line."""
    is_part: bool = False
    """True where it belongs to a fix that another change counts for: of a fix in several places one counts."""

    @property
    def end(self) -> int:
        """One past the last code point of `found`."""
        return self.start + len(self.found)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a run did to one file: enough to restore the bytes before from the bytes after."""

    path: str
    """Relative to the folder of the journal, with `/`; absolute where the file lies outside of it."""
    before: str
    """SHA-256 of the file before the run, in hexadecimal digits."""
    after: str
    encoding: str
    has_bom: bool
    changes: tuple[Change, ...]
    """In order, without overlap."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def changes_of(before: str, findings: Iterable[Finding]) -> tuple[Change, ...]:
    """Return the changes that applying the APPLY findings to a text makes, each once and in order."""
    edits: dict[Edit, str] = {}
    chief = set[Edit]()
    for finding in findings:
        if finding.decision is not Decision.APPLY or finding.fix is None:
            continue
        joint = frozenset(finding.fix.joint)  # a label may stand in ten thousand places
        own = (edit for edit in finding.fix.edits if finding.span.overlaps(edit.span))
        chief.add(next(own, finding.fix.edits[0]))
        for edit in finding.fix.edits:
            edits[edit] = f"{finding.term}\n{_form(finding)}" if edit.span in joint else finding.term
    ordered = sorted(edits.items(), key=lambda item: item[0].span)
    return tuple(
        Change(edit.span.start, edit.span.of(before), edit.replacement, term, edit not in chief)
        for edit, term in ordered
    )


def fix_count(changes: Iterable[Change]) -> int:
    """Count the fixes that some changes are, as a run counts what it writes."""
    return sum(not change.is_part for change in changes)


def _form(finding: Finding) -> str:
    """Return the wrong form for which a finding is fixed, which may stand in another document."""
    return next((each.value for each in finding.evidence if each.kind == "heading" and not each.weight), finding.found)


def made(text: str, changes: Sequence[Change]) -> str:
    """Return the text with the changes made; raises ValueError where it does not hold what they replace."""
    edits = []
    for change in changes:
        span = Span(change.start, change.end)
        if span.of(text) != change.found:
            raise ValueError(f'at {change.start} stands "{span.of(text)}", not "{change.found}"')
        edits.append(Edit(span, change.put))
    return apply_edits(text, edits)


def inverse(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that take `changes` back, as edits of the text that they led to."""
    turned, shift = [], 0
    for change in changes:
        turned.append(replace(change, start=change.start + shift, found=change.put, put=change.found))
        shift += len(change.put) - len(change.found)
    return tuple(turned)


def still_to_undo(record: FileRecord, undone: Sequence[FileRecord], now: str) -> tuple[Change, ...] | None:
    """Return the changes that take back what is left of a record, in the text whose digest is `now`.

    `undone` are the records of runs that took changes back, whichever they were. None where they do not lead from
    the record's result to `now`: somebody else has changed the file.
    """
    steps = _steps(record.after, now, [item for item in undone if item.path == record.path])
    if steps is None:
        return None
    left = [_Place(change) for change in inverse(record.changes)]
    for step in steps:
        left = [place.after(step) for place in left]
    return tuple(place.change for place in left if place.is_made)


def passes_by(record: FileRecord, others: Sequence[FileRecord], now: str) -> bool:
    """Say whether the others lead to `now` from where the record began.

    It was noted then and never made, as the run was killed or another one came first; or it has been taken back, and
    others came later.
    """
    return _steps(record.before, now, [item for item in others if item.path == record.path]) is not None


def chosen(changes: Sequence[Change], terms: Sequence[str]) -> tuple[Change, ...]:
    """Return those of the changes that belong to one of the terms: its id, or a form of it; all for no terms."""
    if not terms:
        return tuple(changes)
    return tuple(
        change
        for change in changes
        if not {*change.term.split("\n"), change.found.strip(), change.put.strip()}.isdisjoint(terms)
    )


def _steps(start: str, end: str, records: Sequence[FileRecord]) -> list[FileRecord] | None:
    """Return the fewest records that lead from one state of a file to another; None where none do."""
    known: dict[str, list[FileRecord]] = {start: []}
    pending = [start]
    while pending and end not in known:
        state = pending.pop(0)
        for record in records:
            if record.before == state and record.after not in known:
                known[record.after] = [*known[state], record]
                pending.append(record.after)
    return known.get(end)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a change of a run stands in a later text, and whether it is made there."""

    change: Change
    """What takes it back, where it is made; else what takes that back."""
    is_made: bool = True

    def after(self, step: FileRecord) -> "_Place":
        """Return the place in the text that a step led to; the step may take back this change, or make it again."""
        shift, is_turned = 0, False
        for other in step.changes:
            if (other.start, other.found, other.put) == (self.change.start, self.change.found, self.change.put):
                is_turned = True
            elif other.end <= self.change.start:
                shift += len(other.put) - len(other.found)
        moved = replace(self.change, start=self.change.start + shift)
        if is_turned:
            return _Place(replace(moved, found=moved.put, put=moved.found), not self.is_made)
        return _Place(moved, self.is_made)
