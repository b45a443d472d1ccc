"""One run of `fix-terms`: every document fixed, asked about, written and printed as wished, and counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitalign.cli.console import Console
from summitalign.cli.fix_print import FindingPrinter
from summitalign.cli.progress import tracked
from summitalign.errors import WriteError
from summitalign.model.finding import Decision
from summitalign.report.counting import counted
from summitalign.report.text_findings import count_findings
from summitalign.workspace.anchoring import Anchoring
from summitalign.workspace.encodings import encode
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input
from summitalign.workspace.run import run_all, worker_count
from summitalign.workspace.screening import LATER

if TYPE_CHECKING:
    from summitalign.cli.ask import Interview
    from summitalign.workspace.writing import Writer


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is to do with what it finds."""

    output_format: str
    is_write: bool
    is_interactive: bool
    is_safe_unasked: bool
    """Whether the safe fixes are made without a question in an interactive run."""
    max_fixes: int | None = None
    """How many fixes the run makes at most; None for all."""


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    documents: int = 0
    to_apply: int = 0
    to_judge: int = 0
    skipped: int = 0
    written_fixes: int = 0
    written: set[str] = field(default_factory=set)
    """Documents that were written."""
    later: int = 0
    known: int = 0
    stale: int = 0

    def add(self, fixed: Fixed, is_written: bool, *, is_linking: bool = False) -> None:
        """Count one document, or the links of one, which is counted in its own turn."""
        apply = count_findings(fixed.outcome, Decision.APPLY)
        self.documents += not is_linking
        later = sum(finding.reason == LATER for finding in fixed.outcome.findings)
        self.later += later
        self.known += fixed.left_out.known
        self.stale += fixed.left_out.stale
        self.to_judge += count_findings(fixed.outcome, Decision.SUGGEST) - later
        self.skipped += count_findings(fixed.outcome, Decision.SKIP)
        if is_written:
            self.written_fixes += apply
            self.written.add(fixed.outcome.source)
        else:
            self.to_apply += apply

    @property
    def findings_remain(self) -> bool:
        """Say whether anything is left to be done."""
        return bool(self.to_apply or self.to_judge or self.later)

    def summary(self, problems: int) -> str:
        """Say in one line what the run came to."""
        parts = []
        if self.written_fixes:
            parts.append(
                f"{counted(self.written_fixes, 'fix', 'fixes')} written"
                f" to {counted(len(self.written), 'document', 'documents')}"
            )
        if self.to_apply:
            parts.append(f"{counted(self.to_apply, 'fix', 'fixes')} to apply (--write does it)")
        if self.to_judge:
            parts.append(f"{self.to_judge} to be judged by a person")
        if self.later:
            parts.append(f"{self.later} left for a later run (--max-fixes)")
        if self.skipped:
            parts.append(f"{self.skipped} left as they are")
        if self.known:
            parts.append(f"{self.known} known and left out")
        if self.stale:
            parts.append(f"{counted(self.stale, 'entry', 'entries')} of the baseline out of date")
        if problems:
            parts.append(counted(problems, "problem", "problems"))
        return f"{counted(self.documents, 'document', 'documents')}: {', '.join(parts) or 'nothing to fix'}"


def fix_all(inputs: Sequence[Input], job: FixJob, wish: Wish, writer: "Writer | None", console: Console) -> Tally:
    """Fix every document, write and print what is wished for, and count."""
    tally, printer, left = Tally(), FindingPrinter(wish.output_format, console), wish.max_fixes
    interview = _interview(job, wish, console) if wish.is_interactive else None
    console.guard(source.name for source in inputs if source.data is None)
    if not inputs:
        console.note("no documents found")
    anchoring = Anchoring(inputs, job, writer, wish.output_format == "diff", _limit(job, wish))
    for source, result in _found(inputs, job, anchoring, interview, console):
        if result.is_clean and source.data is None:  # three documents of four
            tally.documents += 1
            continue
        found, linking = (result, ()) if interview else anchoring.follow(source, result)
        for other in linking:
            _tell(other, writer is not None, console)
            tally.add(other, writer is not None, is_linking=True)
            printer.document(other, writer is not None)
        fixed = interview.decide(found) if interview is not None else found
        if left is not None:
            fixed = job.limited(fixed, left)
        is_written = writer is not None and fixed.is_changed and _write(source, fixed, writer, console)
        tally.add(fixed, is_written)
        if left is not None and (is_written or not wish.is_write):
            left -= count_findings(fixed.outcome, Decision.APPLY)
        if wish.is_write and source.data is not None and wish.output_format == "text":
            console.document(_filtered(source.data, fixed))
        else:
            printer.document(fixed, is_written)
    printer.finish()
    if job.screen.baseline is not None:
        tally.stale += job.screen.baseline.gone()
    return tally


def _limit(job: FixJob, wish: Wish) -> str:
    """Say why the run must not change other documents for the sake of one; nothing where it may."""
    if wish.is_interactive or wish.max_fixes is not None or job.screen.changes is not None:
        return "other documents link to this heading; a run without --interactive, --max-fixes and --since changes both"
    return ""


def _interview(job: FixJob, wish: Wish, console: Console) -> "Interview":
    from summitalign.cli.ask import Interview
    from summitalign.cli.fix_known import Memory

    return Interview(Memory(job.screen.book, console).remember, wish.is_safe_unasked)


def _found(
    inputs: Sequence[Input], job: FixJob, anchoring: Anchoring, interview: "Interview | None", console: Console
) -> Iterable[tuple[Input, Fixed]]:
    """Fix every document; where a person is asked, all before the first question, to know how many there are."""
    if interview is None:
        return _fix(inputs, job, console)
    found = [(source, anchoring.follow(source, fixed)[0]) for source, fixed in _fix(inputs, job, console)]
    interview.total = sum(len(interview.questions(fixed)) for _, fixed in found)
    return found


def _fix(inputs: Sequence[Input], job: FixJob, console: Console) -> Iterator[tuple[Input, Fixed]]:
    settings = console.settings
    results = run_all(inputs, job, worker_count(len(inputs), settings.jobs))
    for done in tracked(results, len(inputs), "fixing terms", settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            if done.value.outcome.problem:
                console.problem(WriteError(done.value.outcome.problem, place=done.item.name))
            yield done.item, done.value


def _filtered(data: bytes, fixed: Fixed) -> bytes:
    """Return what standard input becomes under --write: the fixed text, or the same text where nothing is fixed."""
    return encode(fixed.outcome.after, fixed.has_bom, fixed.encoding) if fixed.is_changed else data


def _write(source: Input, fixed: Fixed, writer: "Writer", console: Console) -> bool:
    """Write one fixed document and say whether it is written; standard input is printed instead, later."""
    if source.data is not None:
        return True
    try:
        writer.write(fixed)
    except WriteError as error:
        console.problem(error)
        return False
    _tell(fixed, True, console)
    return True


def _tell(fixed: Fixed, is_written: bool, console: Console) -> None:
    if is_written:
        count = count_findings(fixed.outcome, Decision.APPLY)
        console.note(f"wrote {fixed.outcome.source}: {counted(count, 'fix', 'fixes')}")
