"""The command `fix-terms`."""

from collections.abc import Sequence

import click

from summitalign.cli.console import Console
from summitalign.cli.fix_print import FORMATS
from summitalign.cli.fix_run import Wish, fix_all
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, need_glossary, shared_options
from summitalign.errors import UsageError
from summitalign.model.document import Document
from summitalign.workspace.fixing import FixJob
from summitalign.workspace.inputs import gather
from summitalign.workspace.parsing import ParseJob
from summitalign.workspace.run import run_all
from summitalign.workspace.walk import STDIN


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
@format_option(*FORMATS)
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
    wish = Wish(_format(output_format, diff), write or interactive, interactive, is_safe_unasked=write)
    if write and STDIN in paths:
        _check_filter(paths, wish.output_format)
    with Console(settings) as console:
        glossary = need_glossary(glossary_path, paths, console.guard_file)
        job = FixJob(glossary, _read_sources(sources, console))
        tally = fix_all(gather(paths, settings.stdin_name, console.problem), job, wish, console)
        console.note(tally.summary(console.problems))
        console.finish(findings_remain=tally.findings_remain)


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
