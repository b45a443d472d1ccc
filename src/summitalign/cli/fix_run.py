"""One run of `fix-terms`: every document fixed, asked about, written and printed as wished, and counted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summitalign.cli.console import Console
from summitalign.cli.fix_options import Wish
from summitalign.cli.fix_print import SAID, FindingPrinter
from summitalign.cli.progress import tracked
from summitalign.errors import WriteError
from summitalign.model.finding import Decision, Left
from summitalign.report.counting import counted
from summitalign.report.text_findings import count_findings
from summitalign.workspace.anchoring import Anchoring, moves_anchors
from summitalign.workspace.crossing import Crossings
from summitalign.workspace.encodings import encode
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input
from summitalign.workspace.recall import LEAST
from summitalign.workspace.run import Done, map_all

if TYPE_CHECKING:
    from summitalign.cli.ask import Interview
    from summitalign.cli.fix_pages import Page
    from summitalign.workspace.writing import Writer


_LEFT = {
    Left.LATER: "left for a later run (--max-fixes)",
    Left.DECLINED: "declined",
    Left.UNASKED: "not asked about",
}


@dataclass(slots=True)
class Tally:
    """What a run came to."""

    is_partial: bool = False
    """Whether documents outside the run may link to its headings."""
    is_writing: bool = False
    documents: int = 0
    to_apply: int = 0
    to_judge: int = 0
    skipped: int = 0
    written_fixes: int = 0
    written: Counter[str] = field(default_factory=Counter)
    """Fixes by the document that they were written to."""
    moved: list[str] = field(default_factory=list)
    """Documents of a partial run with a heading whose anchor changes."""
    left: Counter[Left] = field(default_factory=Counter)
    """Fixes that were not made for another reason than that they are unsure."""
    known: int = 0
    stale: int = 0

    def add(self, fixed: Fixed, is_written: bool, *, is_linking: bool = False) -> None:
        """Count one document, or the links of one, which is counted in its own turn."""
        apply = count_findings(fixed.outcome, Decision.APPLY)
        self.documents += not is_linking
        left = Counter(finding.left for finding in fixed.outcome.findings if finding.left is not None)
        self.left += left
        self.known += fixed.left_out.known
        self.stale += fixed.left_out.stale
        self.to_judge += count_findings(fixed.outcome, Decision.SUGGEST) - left.total()
        self.skipped += count_findings(fixed.outcome, Decision.SKIP)
        if is_written:
            self.written_fixes += apply
            self.written[fixed.outcome.source] += apply
        else:
            self.to_apply += apply

    def take(self, page: "Page") -> None:
        """Count what is said of documents of a run that only reports."""
        self.documents += page.documents
        self.to_apply += page.to_apply
        self.to_judge += page.to_judge
        self.skipped += page.skipped
        self.moved += page.moved

    def findings_remain(self, fail_on: str) -> bool:
        """Say whether anything is left to be done; what a person has to judge counts unless only `apply` does."""
        return bool(self.to_apply or self.left or (self.to_judge and fail_on != Decision.APPLY.value))

    def summary(self, problems: int) -> str:
        """Say in one line what the run came to."""
        parts = []
        if self.written_fixes:
            parts.append(
                f"{counted(self.written_fixes, 'fix', 'fixes')} written"
                f" to {counted(len(self.written), 'document', 'documents')}"
            )
        if self.to_apply:
            way = "that could not be written" if self.is_writing else "to apply (--write does it)"
            parts.append(f"{counted(self.to_apply, 'fix', 'fixes')} {way}")
        if self.to_judge:
            parts.append(f"{self.to_judge} to be judged by a person")
        parts += [f"{self.left[why]} {said}" for why, said in _LEFT.items() if self.left[why]]
        if self.skipped:
            parts.append(f"{self.skipped} left as they are")
        if self.known:
            parts.append(f"{self.known} known and left out")
        if self.stale:
            parts.append(f"{counted(self.stale, 'entry', 'entries')} of the baseline out of date")
        if problems:
            parts.append(counted(problems, "problem", "problems"))
        return f"{counted(self.documents, 'document', 'documents')}: {', '.join(parts) or 'nothing to fix'}"


def fix_all(
    inputs: Sequence[Input],
    job: FixJob,
    wish: Wish,
    writer: "Writer | None",
    console: Console,
    *,
    is_partial: bool = False,
) -> Tally:
    """Fix every document, write and print what is wished for, and count.

    In a run that `is_partial` the headings are told apart whose anchors change, which takes time.
    """
    tally, is_stopped = Tally(is_partial, writer is not None), False
    try:
        _fix_all(inputs, job, wish, (tally, writer), console)
    except KeyboardInterrupt:
        is_stopped = True
        raise
    finally:  # a run that breaks off has written all the same
        _tell(tally, [source.name for source in inputs if source.data is not None], console)
        if is_stopped and tally.written:
            way = "" if wish.no_journal else ", and summitalign fix-terms --undo takes that back"
            console.note(f"{len(tally.written)} of {counted(len(inputs), 'document', 'documents')} written{way}")
    return tally


def _fix_all(
    inputs: Sequence[Input], job: FixJob, wish: Wish, into: "tuple[Tally, Writer | None]", console: Console
) -> None:
    (tally, writer), printer, left = into, FindingPrinter(wish.form, console), wish.max_fixes
    interview = _interview(job, wish, console) if wish.interactive else None
    console.guard(source.name for source in inputs if source.data is None)
    reported = wish.form == "diff", _limit(job, wish)
    crossings = Crossings(inputs, job.encoding, wish.recall, console.note)
    anchoring = Anchoring(inputs, job, console.problem, writer, *reported, crossings=crossings)
    if len(inputs) >= LEAST and _only_reports(job, wish):
        from summitalign.cli.fix_report import Reporting

        Reporting(inputs, job, crossings, anchoring, tally, printer).all(wish.recall)
        return
    for source, result in _found(inputs, job, anchoring, interview, (wish, console)):
        if result.is_clean and source.data is None:  # three documents of four
            tally.documents += 1
            continue
        found, linking = (result, ()) if interview else anchoring.follow(source, result)
        fixed = interview.decide(found) if interview is not None else found
        if left is not None:
            fixed = job.limited(fixed, left)
        is_written = writer is not None and fixed.is_changed and _write(source, fixed, linking, anchoring, console)
        for other in linking if is_written or writer is None else ():
            tally.add(other, is_written, is_linking=True)
            printer.document(other, is_written)
        tally.add(fixed, is_written)
        is_made = source.data is None and (is_written or not wish.is_write)
        if tally.is_partial and is_made and moves_anchors(fixed):
            tally.moved.append(source.name)
        if left is not None and (is_written or not wish.is_write):
            left -= count_findings(fixed.outcome, Decision.APPLY)
        if wish.is_write and source.data is not None and wish.form == "text":
            console.document(_filtered(source.data, fixed, is_written))
        else:
            printer.document(fixed, is_written)
    printer.finish()
    if job.screen.baseline is not None:
        tally.stale += job.screen.baseline.gone()


def _only_reports(job: FixJob, wish: Wish) -> bool:
    """Say whether what is said of a document depends on that document alone, but for links between headings."""
    return wish.form in SAID and not wish.is_write and wish.max_fixes is None and job.screen.baseline is None


def _limit(job: FixJob, wish: Wish) -> str:
    """Say why the run must not change other documents for the sake of one; nothing where it may."""
    if wish.interactive or wish.max_fixes is not None or job.screen.changes is not None:
        return "other documents link to this heading; a run without --interactive, --max-fixes and --since changes both"
    return ""


def _interview(job: FixJob, wish: Wish, console: Console) -> "Interview":
    from summitalign.cli.ask import Interview
    from summitalign.cli.fix_known import Memory

    return Interview(Memory(job.screen.book, console).remember, job.tried, wish.write)


def _found(
    inputs: Sequence[Input],
    job: FixJob,
    anchoring: Anchoring,
    interview: "Interview | None",
    run: tuple[Wish, Console],
) -> Iterable[tuple[Input, Fixed]]:
    """Fix every document; where a person is asked, all before the first question, to know how many there are."""
    if interview is None:
        return _fix(inputs, job, *run)
    found = [(source, anchoring.follow(source, fixed)[0]) for source, fixed in _fix(inputs, job, *run)]
    interview.total = sum(len(interview.questions(fixed)) for _, fixed in found)
    return found


def _fix(inputs: Sequence[Input], job: FixJob, wish: Wish, console: Console) -> Iterator[tuple[Input, Fixed]]:
    results = _results(inputs, job, wish, console)
    for done in tracked(results, len(inputs), "fixing terms", console.settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            if done.value.outcome.problem:
                console.problem(WriteError(done.value.outcome.problem, place=done.item.name))
            yield done.item, done.value


def _results(inputs: Sequence[Input], job: FixJob, wish: Wish, console: Console) -> Iterator[Done[Input, Fixed]]:
    engine = console.settings.engine
    if wish.recall.no_cache or len(inputs) < LEAST:
        return map_all(inputs, job, engine, many=job.many)
    from summitalign.workspace.recall_fixed import known_fixes
    from summitalign.workspace.recalling import run_again

    known = known_fixes(job, wish.recall, console.note, is_write=wish.is_write)
    return run_again(inputs, job, engine, known, job.many)


def _filtered(data: bytes, fixed: Fixed, is_written: bool) -> bytes:
    """Return what standard input becomes under --write: the fixed text, or the same text where nothing is fixed."""
    return encode(fixed.outcome.after, fixed.has_bom, fixed.encoding) if is_written else data


def _write(source: Input, fixed: Fixed, linking: Sequence[Fixed], anchoring: Anchoring, console: Console) -> bool:
    """Write one fixed document and say whether it is written; standard input is proven, and printed later."""
    from summitalign.workspace.writing import check_filter

    try:
        if source.data is not None:
            check_filter(source.data, fixed)
            return True
        anchoring.write(fixed, linking)
    except WriteError as error:
        console.problem(error)
        return False
    return True


def _tell(tally: Tally, printed: Sequence[str], console: Console) -> None:
    """Say what was written, each document once: its links may have followed a heading before or after its own fixes."""
    for name, count in tally.written.items():
        if name not in printed:
            console.note(f"wrote {name}: {counted(count, 'fix', 'fixes')}")
