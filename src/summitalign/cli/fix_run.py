"""One run of `fix-terms`: every document fixed, asked about, written and printed as wished, and counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summitalign.cli.ask import Interview
from summitalign.cli.console import Console
from summitalign.cli.fix_print import FindingPrinter
from summitalign.cli.progress import tracked
from summitalign.errors import WriteError
from summitalign.model.finding import Decision
from summitalign.report.text import counted
from summitalign.report.text_findings import count_findings
from summitalign.workspace.fixing import Fixed, FixJob, write_fixed
from summitalign.workspace.read import Input, encode
from summitalign.workspace.run import run_all, worker_count


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is to do with what it finds."""

    output_format: str
    is_write: bool
    is_interactive: bool
    is_safe_unasked: bool
    """Whether the safe fixes are made without a question in an interactive run."""


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    documents: int = 0
    to_apply: int = 0
    to_judge: int = 0
    skipped: int = 0
    written_fixes: int = 0
    written_documents: int = 0

    def add(self, fixed: Fixed, is_written: bool) -> None:
        """Count one document."""
        apply = count_findings(fixed.outcome, Decision.APPLY)
        self.documents += 1
        self.to_judge += count_findings(fixed.outcome, Decision.SUGGEST)
        self.skipped += count_findings(fixed.outcome, Decision.SKIP)
        if is_written:
            self.written_fixes += apply
            self.written_documents += 1
        else:
            self.to_apply += apply

    @property
    def findings_remain(self) -> bool:
        """Say whether anything is left to be done."""
        return bool(self.to_apply or self.to_judge)

    def summary(self, problems: int) -> str:
        """Say in one line what the run came to."""
        parts = []
        if self.written_fixes:
            parts.append(
                f"{counted(self.written_fixes, 'fix', 'fixes')} written"
                f" to {counted(self.written_documents, 'document', 'documents')}"
            )
        if self.to_apply:
            parts.append(f"{counted(self.to_apply, 'fix', 'fixes')} to apply (--write does it)")
        if self.to_judge:
            parts.append(f"{self.to_judge} to be judged by a person")
        if self.skipped:
            parts.append(f"{self.skipped} left as they are")
        if problems:
            parts.append(counted(problems, "problem", "problems"))
        return f"{counted(self.documents, 'document', 'documents')}: {', '.join(parts) or 'nothing to fix'}"


def fix_all(inputs: Sequence[Input], job: FixJob, wish: Wish, console: Console) -> Tally:
    """Fix every document, write and print what is wished for, and count."""
    tally, interview, printer = Tally(), Interview(wish.is_safe_unasked), FindingPrinter(wish.output_format, console)
    console.guard(source.name for source in inputs if source.data is None)
    if not inputs:
        console.note("no documents found")
    for source, found in _fix(inputs, job, console, is_quiet=wish.is_interactive):
        fixed = interview.decide(found) if wish.is_interactive else found
        is_written = wish.is_write and fixed.is_changed and _write(source, fixed, console)
        tally.add(fixed, is_written)
        if wish.is_write and source.data is not None and wish.output_format == "text":
            console.result(_filtered(source.data, fixed), end="")
        else:
            printer.document(fixed, is_written)
    printer.finish()
    return tally


def _fix(inputs: Sequence[Input], job: FixJob, console: Console, *, is_quiet: bool) -> Iterator[tuple[Input, Fixed]]:
    settings = replace(console.settings, quiet=True) if is_quiet else console.settings
    results = run_all(inputs, job, worker_count(len(inputs), settings.jobs))
    for done in tracked(results, len(inputs), "fixing terms", settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            if done.value.outcome.problem:
                console.problem(WriteError(done.value.outcome.problem, place=done.item.name))
            yield done.item, done.value


def _filtered(data: bytes, fixed: Fixed) -> str:
    """Return what standard input becomes under --write: the fixed text, or the same text where nothing is fixed."""
    return encode(fixed.outcome.after, fixed.has_bom).decode() if fixed.is_changed else data.decode()


def _write(source: Input, fixed: Fixed, console: Console) -> bool:
    """Write one fixed document and say whether it is written; standard input is printed instead, later."""
    if source.data is not None:
        return True
    try:
        write_fixed(fixed)
    except WriteError as error:
        console.problem(error)
        return False
    count = count_findings(fixed.outcome, Decision.APPLY)
    console.note(f"wrote {source.name}: {counted(count, 'fix', 'fixes')}")
    return True
