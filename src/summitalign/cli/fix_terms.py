"""The command `fix-terms`."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import click

from summitalign.cli.console import Console
from summitalign.cli.fix_options import Controls, control_options
from summitalign.cli.fix_print import FORMATS
from summitalign.cli.fix_run import Wish, fix_all
from summitalign.cli.grouped import grouped
from summitalign.cli.options import PATH, Settings, format_option, glossary_option, need_glossary, shared_options
from summitalign.errors import UsageError
from summitalign.model.document import Document
from summitalign.workspace.encodings import encoding_named
from summitalign.workspace.fixing import FixJob
from summitalign.workspace.inputs import gather
from summitalign.workspace.parsing import ParseJob
from summitalign.workspace.read import Input
from summitalign.workspace.run import run_all
from summitalign.workspace.walk import STDIN

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from summitalign.workspace.writing import Writer

GROUPS = {
    "What to do": ("--write", "--interactive", "--diff", "--max-fixes", "--undo"),
    "Which documents": ("--include", "--exclude", "--since", "--stdin-filename", "--encoding"),
    "Which findings": ("--only", "--baseline", "--write-baseline"),
    "What to go by": ("--glossary", "--source"),
    "Results": ("--format", "--output", "--quiet", "--verbose", "--color"),
    "Running": ("--jobs", "--no-journal", "--help"),
}
"""The options under their headings in `--help`."""


@click.command("fix-terms", cls=grouped(GROUPS))
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
@click.option(
    "--undo", is_flag=False, flag_value="last", metavar="[RUN]",
    help="Take back the last run, or the one whose id begins with RUN; PATHS narrow it to files. `--undo list` shows"
    " the runs.",
)  # fmt: skip
@click.option("--no-journal", is_flag=True, help="Write without a journal; the run cannot be undone.")
@click.option(
    "--encoding", metavar="NAME",
    help="Encoding of the documents, such as gb18030 or big5; a byte order mark goes before it.  [default: found out]",
)  # fmt: skip
@click.option("--diff", is_flag=True, help="Show the safe fixes as a diff; short for --format diff.")
@control_options
@format_option(*FORMATS)
@shared_options()
def fix_terms(
    *,
    paths: tuple[str, ...],
    glossary_path: str | None,
    sources: tuple[str, ...],
    write: bool,
    interactive: bool,
    undo: str | None,
    no_journal: bool,
    encoding: str | None,
    diff: bool,
    output_format: str,
    controls: Controls,
    settings: Settings,
) -> None:
    """Find mistranslated terms from the glossary, and repair those that are beyond doubt.

    PATHS are documents and folders, `-` is standard input; without any, the working directory. Reports by default
    and changes nothing. With --write the fixes marked `apply` are written; those marked `suggest` want a person's
    eye. With --interactive nothing is written but what is accepted: the answer ? shows what can be said.
    Code, addresses, HTML tags and front matter are not touched, but for keys that the glossary names.

    In a document, <!-- summitalign-disable --> switches it off, <!-- summitalign-enable --> on again, and
    <!-- summitalign-disable-next-line --> off for a line; `summitalign: off` in the front matter for all of it.

    \b
    Examples:
      summitalign fix-terms docs/zh
      summitalign fix-terms docs/zh --source docs/en --diff
      summitalign fix-terms docs/zh --write
      summitalign fix-terms --undo
      summitalign fix-terms docs/zh/recap.md --interactive
      summitalign fix-terms docs/zh --since origin/main --only TensorFlow
      summitalign fix-terms docs/zh --write-baseline known.json
      summitalign fix-terms docs/zh --baseline known.json --exclude legacy/
      summitalign fix-terms - --stdin-filename recap.md --write < recap.md > fixed.md

    Exits with 1 while findings remain.
    """  # noqa: D301 - click reads the backspace
    if undo is not None:
        others = controls.besides("only") or sources or glossary_path or encoding
        if write or interactive or diff or no_journal or others or output_format != "text":
            raise UsageError("--undo stands alone", hint="only PATHS and --only narrow it; leave out the other options")
        from summitalign.cli.undo import undo as take_back

        take_back(undo, paths, controls.only, settings)
    paths = paths or (".",)
    wish = Wish(_format(output_format, diff), write or interactive, interactive, write, controls.max_fixes)
    _check(paths, wish, controls)
    if controls.write_baseline is not None:
        _check_record(paths, wish, controls, settings)
    with Console(settings) as console:
        console.guard(file for file in (controls.baseline, controls.write_baseline) if file)
        # Standard input has the glossary of the document that it is called.
        named = [settings.stdin_name or path if path == STDIN else path for path in paths]
        glossary = need_glossary(glossary_path, named, console.guard_file)
        inputs = _gather(paths, controls, wish, console)
        job = FixJob(glossary, _read_sources(sources, console), encoding_named(encoding) if encoding else "")
        if controls.write_baseline is not None:
            from summitalign.cli.fix_known import record

            record(inputs, job, controls.write_baseline, console)
            console.finish()
        screen, inputs = controls.narrowed(controls.screen(glossary, may_be_new=interactive), inputs)
        with _writer(paths, wish, not no_journal) as writer:
            tally = fix_all(inputs, replace(job, screen=screen), wish, writer, console)
        console.note(tally.summary(console.problems))
        console.finish(findings_remain=tally.findings_remain)


def _writer(paths: Sequence[str], wish: Wish, is_journaled: bool) -> "AbstractContextManager[Writer | None]":
    """Return what writes the fixed documents; nothing in a run that only reports."""
    if not wish.is_write:
        return contextlib.nullcontext()
    from summitalign.workspace.writing import writer_for

    return writer_for(paths, is_journaled=is_journaled)


def _format(output_format: str, diff: bool) -> str:
    if diff and output_format not in ("text", "diff"):
        raise UsageError(f"--diff and --format {output_format} exclude each other")
    return "diff" if diff else output_format


def _check(paths: Sequence[str], wish: Wish, controls: Controls) -> None:
    """Raise UsageError for options that contradict each other."""
    if wish.is_interactive:
        if STDIN in paths:
            raise UsageError("--interactive needs standard input for the answers", hint="name the document")
        if wish.output_format != "text":
            _exclude("--interactive", f"--format {wish.output_format}", "ask first, and report in a run of its own")
        if controls.max_fixes is not None:
            _exclude("--interactive", "--max-fixes", "answer q when it is enough")
    elif wish.is_write and STDIN in paths:
        _check_filter(paths, wish.output_format)
    if controls.since is not None and STDIN in paths:
        raise UsageError("--since knows the history of files, not of standard input", hint="name the document")


def _check_record(paths: Sequence[str], wish: Wish, controls: Controls, settings: Settings) -> None:
    """Raise UsageError for options that have no meaning beside `--write-baseline`."""
    others = controls.besides("include", "exclude", "write_baseline")
    if wish.is_write:
        others = ("--interactive" if wish.is_interactive else "--write", *others)
    if wish.output_format != "text":
        others = (f"--format {wish.output_format}", *others)
    if settings.output is not None:
        others = ("--output", *others)
    if others:
        _exclude("--write-baseline", others[0], "it writes all findings of the documents, and does nothing else")
    if STDIN in paths:
        raise UsageError("--write-baseline keeps the findings of files, not of standard input")


def _exclude(option: str, other: str, hint: str) -> NoReturn:
    raise UsageError(f"{option} and {other} exclude each other", hint=hint)


def _gather(paths: Sequence[str], controls: Controls, wish: Wish, console: Console) -> list[Input]:
    """List the documents of the run; standard input that is excluded comes out as it came in."""
    globs = controls.globs()
    inputs = gather(paths, console.settings.stdin_name, console.problem, globs)
    kept = [source for source in inputs if source.data is None or not globs or globs.takes_named(source.name)]
    if wish.is_write and len(kept) < len(inputs):
        console.document(b"".join(source.data for source in inputs if source.data is not None))
        console.finish()
    return kept


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
