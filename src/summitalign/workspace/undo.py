"""Taking back what a run wrote: file by file, each exactly as it was or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summitalign.errors import InputError, SummitalignError, UsageError, WriteError
from summitalign.fix.journal import (
    Change,
    FileRecord,
    chosen,
    digest,
    fix_count,
    inverse,
    made,
    passes_by,
    still_to_undo,
)
from summitalign.workspace.encodings import decode, encode
from summitalign.workspace.journal import FIX, UNDO, Journal, Run, journal_folder, read_runs
from summitalign.workspace.read import read_bytes
from summitalign.workspace.write import write_bytes

LAST = "last"
"""What stands for the last run with anything left to undo."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a person wants back."""

    paths: tuple[str, ...] = ()
    """Files and folders; empty for every file of the run."""
    terms: tuple[str, ...] = ()
    """Ids or wrong forms of terms; empty for all."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of one file of the run."""

    name: str
    """Path for people: from the working directory where it lies below."""
    count: int = 0
    """Fixes that were taken back."""
    problem: SummitalignError | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done with one file: write `changes` over `data`, or say what stands in the way."""

    target: Path
    record: FileRecord
    changes: tuple[Change, ...] = ()
    data: bytes = b""
    is_whole: bool = False
    """Whether the bytes before the run have to come out."""
    problem: SummitalignError | None = None

    @property
    def is_empty(self) -> bool:
        return not self.changes and self.problem is None


class History:
    """The runs of a project, as its journal has them."""

    def __init__(self, paths: Sequence[str]) -> None:
        """Read the journal that tells of `paths`; raises JournalError."""
        self.project = journal_folder(paths)
        self.runs = read_runs(self.project)
        self._noted: dict[str, list[tuple[Run, FileRecord]]] = {}
        """For each path in the journal: what every run did there, the oldest first."""
        for run in self.runs:
            for record in run.records:
                self._noted.setdefault(record.path, []).append((run, record))

    def named(self, name: str) -> Run | None:
        """Return the run whose id begins with `name`, or ends with it behind the time; None where none does.

        Raises UsageError where several do.
        """
        found = [run for run in self.runs if run.id.startswith(name) or run.id.endswith(f"-{name}")]
        if len(found) > 1:
            ids = ", ".join(run.id for run in found)
            raise UsageError(f"several runs begin so: {ids}", place=f"--undo {name}", hint="write more of the id")
        return found[0] if found else None

    def knows(self, path: str) -> bool:
        """Say whether a run has written the file at a path, which may be gone by now."""
        target = Path(path).resolve()
        below = target.relative_to(self.project).as_posix() if target.is_relative_to(self.project) else ""
        return below in self._noted or str(target) in self._noted

    def last(self, request: Request) -> Run | None:
        """Return the last run of fix-terms that has anything left to undo among the files and terms asked for.

        A file that has changed since is told once; it must not stand before the earlier runs for ever.
        """
        for run in reversed(self.runs):
            told = self._told(run, request)
            if run.kind == FIX and any(
                plan.changes or (plan.problem and plan.record.path not in told) for plan in self._plans(run, request)
            ):
                return run
        return None

    def _told(self, run: Run, request: Request) -> set[str]:
        """Return the files of a run that an undo has left alone and told of, but for those that are named."""
        named = {Path(path).resolve() for path in request.paths}
        told = {path for other in self.runs if other.of == run.id for path in other.kept}
        return {path for path in told if self.project / path not in named}

    def with_terms(self, terms: Sequence[str]) -> Iterator[Run]:
        """Yield the runs that have changed anything of some terms: by id, right form or wrong form."""
        for run in self.runs:
            if any(chosen(record.changes, terms) for record in run.records):
                yield run

    def terms(self) -> list[str]:
        """Return the ids of the terms that the runs have changed, in the order of the alphabet."""
        changes = (change for run in self.runs for record in run.records for change in record.changes)
        return sorted({change.term.partition("\n")[0] for change in changes} - {""})

    def listed(self, request: Request) -> Iterator[Run]:
        """Yield the runs that have written what is asked for, with the records of that, the last first."""
        wanted = {Path(path).resolve() for path in request.paths}
        for run in reversed(self.runs):
            records = tuple(
                replace(record, changes=changes)
                for record in run.records
                if not wanted or not wanted.isdisjoint((target := self.project / record.path, *target.parents))
                if (changes := chosen(record.changes, request.terms))
            )
            if records:
                yield replace(run, records=records)

    def journal(self, run: Run) -> Journal:
        """Return the journal for taking back a run: that is a run of its own, so that it can be undone."""
        return Journal(self.project, UNDO, run.id)

    def undo(self, run: Run, request: Request, journal: Journal) -> Iterator[Restored]:
        """Take back what a run did, and yield what became of each file that has anything to take back.

        Raises JournalError where the journal cannot be written.
        """
        taking_back = Run(journal.id, UNDO, 0, run.id)
        failed = set[Path]()
        told = {path for other in self.runs if other.of == run.id for path in other.kept}
        for plan in self._plans(run, request):
            if plan.is_empty or plan.target in failed:
                continue
            if plan.problem is not None and plan.record.path not in told:
                journal.kept(plan.record.path)
            # The record before this one is found only by way of what is noted now.
            done = _done(plan, journal, lambda record: self._noted[record.path].append((taking_back, record)))
            if done.problem is not None:
                failed.add(plan.target)
            yield done

    def _plans(self, run: Run, request: Request) -> Iterator[_Plan]:
        wanted = {Path(path).resolve() for path in request.paths}
        for path in dict.fromkeys(record.path for record in run.records):
            target = self.project / path
            if wanted and wanted.isdisjoint((target, *target.parents)):
                continue
            own = [record for by, record in self._noted[path] if by.id == run.id]
            for record in reversed(own):  # a file may have been written twice: its links, then its terms
                yield self._plan(run, record, target, request)

    def _plan(self, run: Run, record: FileRecord, target: Path, request: Request) -> _Plan:
        plan = _Plan(target, record)
        try:
            self._check_place(target, request)
            plan = replace(plan, data=read_bytes(target))
            changes = self._left(run, record, digest(plan.data))
        except (InputError, WriteError) as error:
            place = _shown(target)
            return replace(plan, problem=WriteError(error.message, place=place, hint=error.hint))
        picked = chosen(changes, request.terms)
        # Between an undo and its own undoing others may have come, which leave other bytes.
        is_only = run.kind == FIX and sum(by.id == run.id for by, _ in self._noted[record.path]) == 1
        is_whole = picked == changes and (is_only or digest(plan.data) == record.after)
        return replace(plan, changes=picked, is_whole=is_whole)

    def _check_place(self, target: Path, request: Request) -> None:
        """Raise WriteError for a file that this journal has no business with: a journal may come from anybody."""
        if not target.exists():
            raise WriteError("is no longer there")
        if target.resolve() != target:
            raise WriteError("is reached through a symbolic link now, and was left alone")
        if not request.paths and not target.is_relative_to(self.project):
            raise WriteError(
                f"lies outside of {self.project}, the folder of the journal", hint="name it: --undo RUN PATH"
            )

    def _left(self, run: Run, record: FileRecord, now: str) -> tuple[Change, ...]:
        """Return what of a record is left to undo in the file as it is; raises WriteError where that is not known."""
        left = self._changes_left(run, record, now)
        if left is None:
            # Of two runs at once the one that began first may have come to a file last.
            fixes = [(by, other) for by, other in self._noted[record.path] if by.kind == FIX and other is not record]
            others = [(by, other) for by, other in fixes if by.time > run.time or other.before == record.after]
            later = [by for by, other in others if self._changes_left(by, other, now)]  # a hint has to work
            later.sort(key=lambda by: record.path in by.done)
            hint = f"undo the later run first: --undo {later[-1].id}" if later else ""
            end = "" if record.path in run.done else ", which was stopped before it was done with it"
            raise WriteError(f"has changed since the run {run.id}{end}, and was left alone", hint=hint)
        return left

    def _changes_left(self, run: Run, record: FileRecord, now: str) -> tuple[Change, ...] | None:
        """Return what of a record is left to undo in the file as it is; None where that is not known."""
        if now == record.before:
            return ()
        noted = self._noted[record.path]
        others = [(by, other) for by, other in noted if other is not record]
        steps = [other for by, other in others if by.kind == UNDO or by.id == run.id]
        left = still_to_undo(record, steps, now)
        # A record that nothing says was made may stand for no change at all.
        made_ones = [other for by, other in others if by.kind == UNDO or record.path in by.done]
        return () if left is None and passes_by(record, made_ones, now) else left


def _done(plan: _Plan, journal: Journal, on_noted: Callable[[FileRecord], None]) -> Restored:
    """Take back what a plan says; `on_noted` is told what the journal has noted."""
    name = _shown(plan.target)
    if plan.problem is not None:
        return Restored(name, problem=plan.problem)
    try:
        record, data = _restored(plan, name)
        journal.tidy(plan.target.parent)

        def note(_: Path) -> None:
            journal.note(record)
            on_noted(record)

        write_bytes(plan.target, data, expected=plan.data, before_replace=note, is_one_of_many=True)
    except (InputError, WriteError) as error:
        return Restored(name, problem=WriteError(error.message, place=name, hint=error.hint))
    journal.done(record.path)
    return Restored(name, fix_count(plan.changes))


def _restored(plan: _Plan, name: str) -> tuple[FileRecord, bytes]:
    """Return the bytes before, and the record of going back to them; raises WriteError where they would be others."""
    record = plan.record
    content = decode(plan.data, name, record.encoding)
    try:
        text = made(content.text, plan.changes)
        data = encode(text, content.has_bom, content.encoding)
        is_exact = made(text, inverse(plan.changes)) == content.text
        is_exact = is_exact and encode(content.text, content.has_bom, content.encoding) == plan.data
    except ValueError:  # a journal that does not fit its files
        is_exact = False
    if not is_exact or (plan.is_whole and digest(data) != record.before):
        raise WriteError("cannot be restored to what it was, and was left alone")
    changes = plan.changes
    return replace(record, before=digest(plan.data), after=digest(data), changes=changes), data


def _shown(target: Path) -> str:
    here = Path.cwd()
    return str(target.relative_to(here)) if target.is_relative_to(here) else str(target)
