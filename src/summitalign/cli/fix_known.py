"""Writing down findings that later runs are not to report: all of a run, or those that a person has rejected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summitalign.cli.console import Console
from summitalign.cli.progress import tracked
from summitalign.model.finding import Decision
from summitalign.model.span import Span
from summitalign.report.counting import counted
from summitalign.workspace.baseline import (
    Baseline,
    Key,
    empty_or_read,
    extended,
    keys_of,
    update_baseline,
    without,
)
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.read import Input
from summitalign.workspace.rejection import Rejection
from summitalign.workspace.run import run_all, worker_count


@dataclass(slots=True)
class Memory:
    """The file in which rejections are remembered."""

    book: Baseline
    console: Console

    def remember(self, fixed: Fixed, rejected: Mapping[Span, str]) -> None:
        """Write down what was rejected in a document, at once: nothing later in the run can lose it.

        `rejected` holds the reason for each place, empty where none was given.
        """
        outcome = fixed.outcome
        # The key of a finding depends on all that stands on its line, whether it counts in this run or not.
        everything = sorted((*outcome.findings, *fixed.left_out.findings), key=lambda finding: finding.span)
        found = zip(everything, keys_of(outcome.before, everything), strict=True)
        keys = {finding.span: key for finding, key in found if finding.span in rejected}
        # Of several with one key, which are alike, one with a reason counts.
        alike = sorted(keys.items(), key=lambda pair: bool(rejected[pair[0]]))
        said = {(outcome.source, key): Rejection.today(rejected[span]) for span, key in alike}
        update_baseline(self.book.file, lambda book: extended(book, {outcome.source: keys.values()}, said))
        self.console.note(f"remembered in {self.book.file}: {counted(len(keys), 'rejection', 'rejections')}")


def record(inputs: Sequence[Input], job: FixJob, file: str, console: Console) -> None:
    """Write all findings of the documents to a baseline; what it says of other documents stays."""
    empty_or_read(file)  # what is no baseline is told before the work
    found: dict[str, list[Key]] = {}
    results = run_all(inputs, job, worker_count(len(inputs), console.settings.jobs))
    for done in tracked(results, len(inputs), "finding terms", console.settings):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            outcome = done.value.outcome
            keys = zip(outcome.findings, keys_of(outcome.before, outcome.findings), strict=True)
            found[done.item.name] = [key for finding, key in keys if finding.decision is not Decision.SKIP]
    update_baseline(file, lambda book: extended(without(book, found), found))
    total, documents = sum(map(len, found.values())), sum(map(bool, found.values()))
    what = f"{counted(total, 'finding', 'findings')} of {counted(documents, 'document', 'documents')}"
    console.note(f"wrote {file}: {what}")
