"""The command `fix-terms`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import click

from summitalign.cli.ask import Interview
from summitalign.cli.console import Console, paint
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, need_glossary, shared_options
from summitalign.cli.progress import tracked
from summitalign.errors import UsageError, WriteError
from summitalign.model.document import Document
from summitalign.model.finding import Decision
from summitalign.report import json
from summitalign.report.diff import diff_lines
from summitalign.report.paint import Role
from summitalign.report.text import counted
from summitalign.report.text_findings import count_findings, finding_blocks
from summitalign.workspace.fixing import Fixed, FixJob, write_fixed
from summitalign.workspace.inputs import gather
from summitalign.workspace.parsing import ParseJob
from summitalign.workspace.read import Input, encode
from summitalign.workspace.run import run_all, worker_count
from summitalign.workspace.walk import STDIN


@dataclass(slots=True)
class _Tally:
    """What a run came to."""

    documents: int = 0
    to_apply: int = 0
    to_judge: int = 0
    skipped: int = 0
    written_fixes: int = 0
    written_documents: int = 0

    def add(self, fixed: Fixed, is_written: bool) -> None:
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
        return bool(self.to_apply or self.to_judge)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a run is to do with what it finds."""

    output_format: str
    is_write: bool
    is_interactive: bool
    is_safe_unasked: bool
    """Whether the safe fixes are made without a question in an interactive run."""


@click.command("fix-terms")
@click.argument("paths", nargs=-1, type=PATH)
@glossary_option
@click.option(
    "--source", "sources", multiple=True, type=PATH, metavar="PATH",
    help="Original-language documents that serve as evidence; a folder is walked. May be repeated.",
)  # fmt: skip
@click.option("--write", is_flag=True, help="Apply the safe fixes to the files.")
@click.option(
    "--interactive", is_flag=True,
    help="Ask about each fix, safe or suggested, and write only what is accepted. With --write the safe fixes are"
    " written unasked, and only the suggested ones are asked about.",
)  # fmt: skip
@click.option("--diff", is_flag=True, help="Show the safe fixes as a diff; short for --format diff.")
@format_option("text", "json", "jsonl", "diff")
@shared_options()
def fix_terms(
    *,
    paths: tuple[str, ...],
    glossary_path: str | None,
    sources: tuple[str, ...],
    write: bool,
    interactive: bool,
    diff: bool,
    output_format: str,
    settings: Settings,
) -> None:
    """Find mistranslated terms from the glossary, and repair those that are beyond doubt.

    PATHS are documents and folders, `-` is standard input; without any, the working directory. Reports by default
    and changes nothing. With --write the fixes marked `apply` are written; those marked `suggest` want a person's
    eye. With --interactive nothing is written but what is accepted: answer y, n, a, q, or ? for what they mean.
    Code, links, HTML tags and front matter are never touched.

    \b
    Examples:
      summitalign fix-terms docs/zh
      summitalign fix-terms docs/zh --source docs/en --diff
      summitalign fix-terms docs/zh --write
      summitalign fix-terms docs/zh/recap.md --interactive
      summitalign fix-terms - --stdin-filename recap.md --write < recap.md > fixed.md

    Exits with 1 while findings remain.
    """  # noqa: D301 - click reads the backspace
    paths = paths or (".",)
    if interactive and STDIN in paths:
        raise UsageError("--interactive needs standard input for the answers", hint="name the document")
    wish = _Wish(_format(output_format, diff), write or interactive, interactive, is_safe_unasked=write)
    if write and STDIN in paths:
        _check_filter(paths, wish.output_format)
    with Console(settings) as console:
        glossary = need_glossary(glossary_path, paths, console.guard_file)
        job = FixJob(glossary, _read_sources(sources, console))
        tally = _run(gather(paths, settings.stdin_name, console.problem), job, wish, console)
        console.note(_summary(tally, console.problems))
        console.finish(findings_remain=tally.findings_remain)


def _run(inputs: Sequence[Input], job: FixJob, wish: _Wish, console: Console) -> _Tally:
    """Fix every document, write and print what is wished for, and count."""
    tally, interview = _Tally(), Interview(wish.is_safe_unasked)
    objects: list[json.JsonObject] = []
    console.guard(source.name for source in inputs if source.data is None)
    if not inputs:
        console.note("no documents found")
    for source, found in _fix(inputs, job, console, is_quiet=wish.is_interactive):
        fixed = interview.decide(found) if wish.is_interactive else found
        is_written = wish.is_write and fixed.is_changed and _write(source, fixed, console)
        tally.add(fixed, is_written)
        if wish.output_format == "json":
            objects += json.finding_objects(fixed.outcome)
        elif wish.is_write and source.data is not None and wish.output_format == "text":
            console.result(_filtered(source.data, fixed), end="")
        else:
            _print(fixed, wish.output_format, is_written, console)
    if wish.output_format == "json":
        console.result(json.dump(json.collection("findings", "findings", objects), indent=2))
    return tally


def _format(output_format: str, diff: bool) -> str:
    if diff and output_format not in ("text", "diff"):
        raise UsageError(f"--diff and --format {output_format} exclude each other")
    return "diff" if diff else output_format


def _check_filter(paths: Sequence[str], output_format: str) -> None:
    """Raise UsageError where the fixed text of standard input would be lost, or mixed with other results."""
    if output_format != "text":
        raise UsageError(
            f"with --write, standard input comes out fixed, and {output_format} results have no place beside it",
            hint="leave out --write, or name a file",
        )
    if any(path != STDIN for path in paths):
        raise UsageError(
            "with --write, standard input comes out fixed, and cannot be mixed with the results of other paths",
            hint="give `-` alone",
        )


def _read_sources(paths: Sequence[str], console: Console) -> tuple[Document, ...]:
    found = gather(paths, None, console.problem)
    console.guard(source.name for source in found)
    documents = []
    for done in run_all(found, ParseJob()):
        if done.problem is not None:
            console.problem(done.problem, done.trace)
        elif done.value is not None:
            documents.append(done.value)
    return tuple(documents)


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


def _print(fixed: Fixed, output_format: str, is_written: bool, console: Console) -> None:
    outcome = fixed.outcome
    if output_format == "jsonl":
        for found in json.finding_objects(outcome):
            console.result(json.dump(found))
    elif output_format == "diff":
        for line in diff_lines(outcome, fixed.has_bom):
            console.result(paint(line, _DIFF_ROLES[line[0]]) if line[0] in _DIFF_ROLES else line, end="")
    else:
        for block in finding_blocks(outcome, paint, is_written, with_skipped=console.settings.verbose):
            console.result(block)


_DIFF_ROLES = {"-": Role.WRONG, "+": Role.RIGHT, "@": Role.FAINT}


def _summary(tally: _Tally, problems: int) -> str:
    parts = []
    if tally.written_fixes:
        parts.append(
            f"{counted(tally.written_fixes, 'fix', 'fixes')} written"
            f" to {counted(tally.written_documents, 'document', 'documents')}"
        )
    if tally.to_apply:
        parts.append(f"{counted(tally.to_apply, 'fix', 'fixes')} to apply (--write does it)")
    if tally.to_judge:
        parts.append(f"{tally.to_judge} to be judged by a person")
    if tally.skipped:
        parts.append(f"{tally.skipped} left as they are")
    if problems:
        parts.append(counted(problems, "problem", "problems"))
    return f"{counted(tally.documents, 'document', 'documents')}: {', '.join(parts) or 'nothing to fix'}"
