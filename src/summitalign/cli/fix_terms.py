"""The command `fix-terms`."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from summitalign.cli.console import Console
from summitalign.cli.fix_checks import check_options
from summitalign.cli.fix_options import GROUPS, Basis, Controls, Wish, fix_options
from summitalign.cli.fix_run import fix_all
from summitalign.cli.grouped import grouped
from summitalign.cli.options import PATH, Settings, need_glossary, shared_options
from summitalign.cli.originals import read_originals
from summitalign.errors import UsageError
from summitalign.report.counting import counted
from summitalign.workspace.editable import editable
from summitalign.workspace.encodings import encoding_named
from summitalign.workspace.fixing import FixJob
from summitalign.workspace.inputs import gather
from summitalign.workspace.read import Input
from summitalign.workspace.remote import is_remote
from summitalign.workspace.walk import STDIN, check_paths

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from summitalign.workspace.writing import Writer


@click.command("fix-terms", cls=grouped(GROUPS))
@click.argument("paths", nargs=-1, type=PATH)
@fix_options
@shared_options(with_engine=True)
def fix_terms(*, paths: tuple[str, ...], wish: Wish, basis: Basis, controls: Controls, settings: Settings) -> None:
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

    Exits with 1 while findings remain; with --fail-on apply, only while safe fixes do.
    """  # noqa: D301 - click reads the backspace
    check_options(paths, wish, controls, settings.stdin_name)
    if wish.undo is not None:
        from summitalign.cli.undo import undo

        undo(wish.undo, paths, controls.only, settings)
    with Console(settings) as console:
        _run(paths or (".",), wish, basis, controls, console)


def _run(paths: Sequence[str], wish: Wish, basis: Basis, controls: Controls, console: Console) -> None:
    """Find the terms, do with them what is wished for, and exit."""
    check_paths(paths)  # a misspelt one would have no glossary, or another one
    console.guard(file for file in (controls.baseline, controls.write_baseline) if file)
    # Standard input has the glossary of the document that it is called.
    named = [console.settings.stdin_name or path if path == STDIN else path for path in paths]
    used = [file for file in (controls.baseline, controls.write_baseline) if file]

    def read(file: str) -> None:
        console.guard_file(file)
        used.append(file)

    glossary = need_glossary(basis.glossary_path, named, read)
    inputs = _gather(paths, controls, wish, console, used)
    encoding = encoding_named(basis.encoding) if basis.encoding else ""
    job = FixJob(glossary, read_originals(basis.sources, console), encoding)
    if controls.write_baseline is not None:
        from summitalign.cli.fix_known import record

        record(inputs, job, controls.write_baseline, console)
        console.finish()
    screen, kept = controls.narrowed(controls.screen(glossary, may_be_new=wish.interactive), inputs)
    with _writer(paths, wish) as writer:
        whole = replace(job, screen=screen)
        tally = fix_all(kept, whole, wish, writer, console, is_partial=controls.is_partial(paths))
    if tally.moved:
        console.note(_left_behind(tally.moved))
    summary = tally.summary(console.problems) if kept or console.problems else _none(paths, controls, inputs, console)
    console.finish(summary, findings_remain=tally.findings_remain(wish.fail_on))


def _none(paths: Sequence[str], controls: Controls, inputs: Sequence[Input], console: Console) -> str:
    from summitalign.cli.none_found import none_found, none_kept

    why = controls.why_none(paths, len(inputs))
    return none_kept(paths, why) if why else none_found(paths, console)


def _writer(paths: Sequence[str], wish: Wish) -> "AbstractContextManager[Writer | None]":
    """Return what writes the fixed documents; nothing in a run that only reports."""
    if not wish.is_write:
        return contextlib.nullcontext()
    far = next(filter(is_remote, paths), "")
    if far and not wish.no_journal:
        hint = "--no-journal writes all the same"
        raise UsageError("what is written in a store cannot be taken back with --undo", place=far, hint=hint)
    from summitalign.workspace.writing import writer_for

    return writer_for(paths, is_journaled=not wish.no_journal)


def _left_behind(moved: Sequence[str]) -> str:
    others = f" and {counted(len(moved) - 1, 'other', 'others')}" if len(moved) > 1 else ""
    return (
        f"headings change in {moved[0]}{others}: links to them from documents that are not part of this run"
        " are not looked at; name the whole folder to have them follow"
    )


def _own(name: str) -> str:
    return f"{name}: is what this run goes by, and no document; left alone"


def _gather(paths: Sequence[str], controls: Controls, wish: Wish, console: Console, used: Sequence[str]) -> list[Input]:
    """List the documents of the run, without what it goes by; standard input that is left out comes out as it came."""
    globs = controls.globs()
    inputs = gather(paths, console.settings.stdin_name, console.problem, globs)
    kept = [source for source in inputs if source.data is None or not globs or globs.takes_named(source.name)]
    kept = editable(kept, paths, used, console.problem, lambda name: console.note(_own(name)))
    if wish.is_write and any(source.data is not None for source in inputs if source not in kept):
        console.document(b"".join(source.data for source in inputs if source.data is not None))
        console.finish()
    return kept
