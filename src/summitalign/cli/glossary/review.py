"""`summitalign glossary review`."""

from dataclasses import dataclass, field, replace

import click

from summitalign.cli.ask import Interview
from summitalign.cli.console import Console
from summitalign.cli.fix_known import Memory
from summitalign.cli.glossary.documents import found_in, job_for
from summitalign.cli.options import PATH, Settings, glossary_option, need_glossary, shared_options
from summitalign.errors import UsageError, WriteError
from summitalign.model.finding import Decision
from summitalign.model.term import Glossary
from summitalign.report.counting import counted
from summitalign.report.text_findings import count_findings
from summitalign.workspace.fixing import Fixed, FixJob
from summitalign.workspace.walk import STDIN, check_paths
from summitalign.workspace.writing import Writer, writer_for


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@glossary_option
@click.option("--source", "sources", multiple=True, type=PATH, metavar="PATH", help="Originals, as in fix-terms.")
@click.option(
    "--candidates", type=click.Path(), metavar="FILE", help="A glossary of proposed entries to be asked about first."
)
@click.option(
    "--accept-above",
    type=click.FloatRange(0, 1),
    metavar="SCORE",
    help="Add the proposed entries of `suggest` that are likelier than SCORE unasked.",
)
@shared_options(with_output=False)
def review(
    *,
    paths: tuple[str, ...],
    glossary_path: str | None,
    sources: tuple[str, ...],
    candidates: str | None,
    accept_above: float | None,
    settings: Settings,
) -> None:
    """Ask about every suggested fix in the documents, and about proposed entries.

    An accepted fix is written at once its document is through, and can be taken back with fix-terms --undo. What is
    rejected is remembered with the reason, and never asked again. Fixes beyond doubt are left to fix-terms --write.

    \b
    Examples:
      summitalign glossary review docs/zh --source docs/en
      summitalign glossary review --candidates proposed.yml
      summitalign glossary review --candidates proposed.yml --accept-above 0.9
    """  # noqa: D301 - click reads the backspace
    if STDIN in paths:
        raise UsageError("review needs standard input for the answers", hint="name the document")
    if accept_above is not None and candidates is None:
        raise UsageError("there is nothing to accept", place="--accept-above", hint="name a file with --candidates")
    is_over = False
    if candidates is not None:
        is_over = _review_entries(candidates, glossary_path, accept_above, settings)
    if is_over or (candidates is not None and not paths):
        return
    paths = paths or (".",)
    with Console(settings) as console:
        check_paths(paths)
        glossary = need_glossary(glossary_path, paths, console.guard_file)
        job = job_for(glossary, sources, console)
        found = [_suggested(fixed) for _, fixed in found_in(paths, job, console)]
        round_ = _Round(console, job)
        with writer_for(paths) as writer:
            round_.ask([fixed for fixed in found if fixed.outcome.findings], glossary, writer)
        console.note(round_.summary())
        console.finish(findings_remain=round_.left > 0)


def _review_entries(candidates: str, glossary_path: str | None, accept_above: float | None, settings: Settings) -> bool:
    from summitalign.cli.glossary.candidates import review_candidates
    from summitalign.cli.glossary.files import locate

    counts = review_candidates(locate(glossary_path), locate(candidates), accept_above)
    if not settings.quiet:
        entries = counted(counts.added, "entry", "entries")
        disagree = "disagrees" if counts.conflicts == 1 else "disagree"
        more = f", {counts.conflicts} {disagree} with the glossary" if counts.conflicts else ""
        click.echo(f"{entries} added, {counts.rejected} rejected, {counts.left} left{more}", err=True)
    return counts.is_over


def _suggested(fixed: Fixed) -> Fixed:
    """Return a document with its suggestions as the only findings; the others still count for remembering."""
    suggested = tuple(each for each in fixed.outcome.findings if each.decision is Decision.SUGGEST and each.fix)
    others = tuple(each for each in fixed.outcome.findings if each not in suggested)
    left_out = replace(fixed.left_out, findings=(*fixed.left_out.findings, *others))
    return replace(fixed, outcome=replace(fixed.outcome, findings=suggested), left_out=left_out)


@dataclass(slots=True)
class _Round:
    """The questions about the documents, and what they came to."""

    console: Console
    job: FixJob
    fixes: int = 0
    left: int = 0
    rejected: int = 0
    documents: set[str] = field(default_factory=set)

    def ask(self, found: list[Fixed], glossary: Glossary, writer: Writer) -> None:
        from summitalign.cli.fix_options import rejections

        memory = Memory(rejections(glossary), self.console)
        interview = Interview(memory.remember, self.job.tried)
        interview.total = sum(len(interview.questions(fixed)) for fixed in found)
        for fixed in found:
            before = len(fixed.outcome.findings)
            decided = interview.decide(fixed)
            self.rejected += before - len(decided.outcome.findings)
            accepted = count_findings(decided.outcome, Decision.APPLY)
            if accepted and decided.is_changed and self._is_written(decided, writer):
                self.fixes += accepted
                self.documents.add(decided.outcome.source)
            self.left += count_findings(decided.outcome, Decision.SUGGEST)

    def _is_written(self, fixed: Fixed, writer: Writer) -> bool:
        try:
            writer.write(fixed)
        except WriteError as error:
            self.console.problem(error)
            return False
        return True

    def summary(self) -> str:
        """Say in one line what the questions came to."""
        written = counted(self.fixes, "fix", "fixes")
        where = counted(len(self.documents), "document", "documents")
        return f"{written} written to {where}, {self.rejected} rejected, {self.left} left"
