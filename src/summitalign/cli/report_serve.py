"""The preview of `report --serve`: built, shown, and built anew when something changes, until Ctrl-C."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from summitalign.cli.console import CLEAN, Console, show_error
from summitalign.cli.report_output import Plan, Wanted
from summitalign.errors import InputError, SummitalignError, UsageError
from summitalign.report.corpus_digest import CorpusDigest
from summitalign.report.corpus_exports import HTML
from summitalign.report.corpus_summary import size
from summitalign.report.counting import counted
from summitalign.report.width import visible
from summitalign.workspace.serving import Preview
from summitalign.workspace.walk import IGNORE_FILES, SOURCE_SUFFIXES, STDIN
from summitalign.workspace.watching import Watch

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

Build = Callable[[Plan, Console], CorpusDigest]


@dataclass(frozen=True, slots=True)
class Served:
    """What is shown, and what it depends on."""

    paths: Sequence[str]
    files: Sequence[str]
    """Other files that are read: the glossary with what it includes, and the list of pairs."""
    build: Build


def serve(served: Served, wanted: Wanted, port: int, console: Console) -> None:
    """Show the site at an address of this machine until Ctrl-C, which ends the run with exit code 0.

    Without a folder for it, the site lies in a temporary one. Raises UsageError where the port is taken.
    """
    _refuse_unsuited(served, wanted)
    with ExitStack() as stack:
        plan = Plan.site(wanted.output or stack.enter_context(_temporary()))
        plan.check(served.paths)
        folder = plan.folder or ""
        # In this order: what is refused is refused before the work, and no change during it is missed.
        watch = Watch(served.paths, served.files, (*SOURCE_SUFFIXES, *IGNORE_FILES), folder)
        preview = Preview(folder, port, _log if console.settings.verbose else None)
        stack.callback(preview.close)
        changes = stack.enter_context(watch.changes())
        try:
            _timed(served.build, plan, console)
            preview.start()
            click.echo(preview.address)
            console.note("Ctrl-C ends the preview")
            _follow(changes, lambda: _timed(served.build, plan, console), preview, console)
        except KeyboardInterrupt as stop:
            if type(stop) is not KeyboardInterrupt:  # a signal that asks the program to end says so by its exit code
                raise
            from summitalign.workspace.run import end_workers

            end_workers()
            console.note("\nthe preview has ended")
    raise click.exceptions.Exit(CLEAN)


def _follow(
    changes: Callable[[], frozenset[str]], build: Callable[[], None], preview: Preview, console: Console
) -> None:
    """Build anew after each change, without end; what cannot be built is told, and the pages stay as they are."""
    while True:
        console.note(f"{counted(len(changes()), 'file has', 'files have')} changed")
        try:
            build()
        except SummitalignError as error:
            show_error(error)
        except OSError as error:  # a file that went away while it was read, as editors make it
            show_error(InputError(error.strerror or str(error), place=str(error.filename or "")))
        else:
            preview.changed()


def _timed(build: Build, plan: Plan, console: Console) -> None:
    began = time.monotonic()
    digest = build(plan, console)
    console.note(f"{size(digest)}, built in {time.monotonic() - began:.1f} s")


def _refuse_unsuited(served: Served, wanted: Wanted) -> None:
    if STDIN in served.paths:
        raise UsageError("standard input cannot be watched", place="--serve")
    if set(wanted.formats) - {HTML} or wanted.summary or wanted.least or wanted.most:
        hint = "--serve shows the site, and goes with --output, --pairs, --glossary and --title"
        raise UsageError("stands alone: other forms and limits want a run that ends", place="--serve", hint=hint)


def _temporary() -> "TemporaryDirectory[str]":
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix="summitalign-")


def _log(line: str) -> None:
    click.echo(visible(line), err=True)
