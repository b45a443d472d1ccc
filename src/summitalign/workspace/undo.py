"""Taking back what a run wrote: file by file, each exactly as it was or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from summitalign.errors import InputError, SummitalignError, UsageError, WriteError
from summitalign.fix.journal import Change, FileRecord, chosen, digest, inverse, made, still_to_undo
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
        self._undone: dict[str, list[FileRecord]] = {}
        self._remember(self.runs)

    def _remember(self, runs: Sequence[Run]) -> None:
        """Keep what has been taken back so far."""
        self._undone = {}
        for run in runs:
            for record in run.records if run.kind == UNDO else ():
                self._undone.setdefault(record.path, []).append(record)

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
        return any(self.project / record.path == target for run in self.runs for record in run.records)

    def last(self, request: Request) -> Run | None:
        """Return the last run of fix-terms that has anything left to undo among the files and terms asked for."""
        for run in reversed(self.runs):
            if run.kind == FIX and any(not plan.is_empty for plan in self._plans(run, request)):
                return run
        return None

    def journal(self, run: Run) -> Journal:
        """Return the journal for taking back a run: that is a run of its own, so that it can be undone."""
        return Journal(self.project, UNDO, run.id)

    def undo(self, run: Run, request: Request, journal: Journal) -> Iterator[Restored]:
        """Take back what a run did, and yield what became of each file that has anything to take back.

        Raises JournalError where the journal cannot be written.
        """
        for plan in self._plans(run, request):
            if not plan.is_empty:
                yield _done(plan, journal)

    def _plans(self, run: Run, request: Request) -> Iterator[_Plan]:
        wanted = [Path(path).resolve() for path in request.paths]
        by_path: dict[str, list[FileRecord]] = {}
        for record in run.records:  # a file may have been written twice: its links, then its terms
            by_path.setdefault(record.path, []).insert(0, record)
        for record in (record for records in by_path.values() for record in records):
            target = self.project / record.path
            if not wanted or any(target.is_relative_to(path) for path in wanted):
                if record is not by_path[record.path][0]:
                    self._remember(read_runs(self.project))
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
        is_only = run.kind == FIX and sum(other.path == record.path for other in run.records) == 1
        is_whole = picked == changes and (is_only or digest(plan.data) == record.after)
        return replace(plan, changes=picked, is_whole=is_whole)

    def _check_place(self, target: Path, request: Request) -> None:
        """Raise WriteError for a file that this journal has no business with: a journal may come from anybody."""
        if not target.exists():
            raise WriteError("is no longer there")
        if target.resolve() != target:
            raise WriteError("is reached through a symbolic link now, and was left alone")
        trees = (self.project, *(Path(path).resolve() for path in request.paths))
        if not any(target.is_relative_to(tree) for tree in trees):
            raise WriteError(
                f"lies outside of {self.project}, the folder of the journal", hint="name it: --undo RUN PATH"
            )

    def _left(self, run: Run, record: FileRecord, now: str) -> tuple[Change, ...]:
        """Return what of a record is left to undo in the file as it is; raises WriteError where that is not known."""
        if now == record.before:
            return ()
        others = [other for other in run.records if other.path == record.path and other is not record]
        left = still_to_undo(record, [*self._undone.get(record.path, ()), *others], now)
        if left is None:
            later = [other for other in self.runs if other.time > run.time and other.kind == FIX]
            names = [other.id for other in later for item in other.records if item.path == record.path]
            hint = f"undo the later run first: --undo {names[-1]}" if names else ""
            end = "" if record.path in run.done else ", which was stopped before it was done with it"
            raise WriteError(f"has changed since the run {run.id}{end}, and was left alone", hint=hint)
        return left


def _done(plan: _Plan, journal: Journal) -> Restored:
    name = _shown(plan.target)
    if plan.problem is not None:
        return Restored(name, problem=plan.problem)
    try:
        record, data = _restored(plan, name)
        journal.tidy(plan.target.parent)
        write_bytes(
            plan.target,
            data,
            expected=plan.data,
            before_replace=lambda _: journal.note(record),
            is_one_of_many=True,
        )
    except (InputError, WriteError) as error:
        return Restored(name, problem=WriteError(error.message, place=name, hint=error.hint))
    journal.done(record.path)
    return Restored(name, len(plan.changes))


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
