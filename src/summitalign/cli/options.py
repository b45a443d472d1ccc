"""Options that several commands share, and what is opened by them."""

import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from summitalign.errors import UsageError

if TYPE_CHECKING:
    from summitalign.model.term import Glossary

Command = TypeVar("Command", bound=Callable[..., Any])

# One that cannot be read is reported beside the others, which are done, and not refused with all of them.
PATH = click.Path(allow_dash=True, readable=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a command goes about its work, whatever the work is."""

    output: str | None = None
    """File for the results; None for standard output."""
    jobs: int | None = None
    """Processes to use; None to let the number of documents decide."""
    quiet: bool = False
    verbose: bool = False
    stdin_name: str | None = None
    """Name of standard input in messages and results."""


def _choose_color(ctx: click.Context, _parameter: click.Parameter, value: str) -> None:
    chosen = {"always": True, "never": False}.get(value)
    if chosen is None and os.environ.get("NO_COLOR"):
        chosen = False
    # The root too: it prints the errors that end a run.
    ctx.color = ctx.find_root().color = chosen


_OUTPUT = click.option(
    "-o", "--output", type=PATH, metavar="FILE", help="Write the results to FILE, not to standard output."
)
_SHARED = (
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Use N processes.  [default: as many as pay]"),
    click.option("--stdin-filename", metavar="NAME", help="Call standard input NAME in messages and results."),
    click.option("-q", "--quiet", is_flag=True, help="Print results and errors only."),
    click.option("-v", "--verbose", is_flag=True, help="Print more: what was skipped, and why."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        callback=_choose_color,
        expose_value=False,
        help="Colour the output; NO_COLOR is respected.  [default: auto]",
    ),
)


def shared_options(*, with_output: bool = True) -> Callable[[Command], Command]:
    """Add the options of every command; they reach the function as one `settings`."""

    def add(command: Command) -> Command:
        @functools.wraps(command)
        def run(
            *arguments: Any,
            jobs: int | None,
            stdin_filename: str | None,
            quiet: bool,
            verbose: bool,
            output: str | None = None,
            **named: Any,
        ) -> Any:
            file = None if output == "-" or not with_output else output
            # Where the option means something else, the command gets it as it was given.
            own = {} if with_output else {"output": output}
            settings = Settings(file, jobs, quiet, verbose, stdin_filename)
            return command(*arguments, settings=settings, **own, **named)

        decorated: Any = run
        for option in reversed((_OUTPUT, *_SHARED) if with_output else _SHARED):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


def glossary_option(command: Command) -> Command:
    """Add `--glossary`."""
    return click.option(
        "--glossary",
        "glossary_path",
        type=click.Path(),
        metavar="FILE",
        help="Glossary to use.  [default: the nearest glossary.yml upward from the path, then from here]",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Add `--format` with a choice; the first is the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Form of the results.",
    )


def open_glossary(
    path: str | None, beside: Sequence[str], on_read: Callable[[str], None] | None = None
) -> "Glossary | None":
    """Read the glossary named, or the nearest one to the paths, and run its tests; None where there is none.

    `on_read` is told the path of every file that was read, the glossary's own and those it includes, and may raise.
    Raises GlossaryError for a glossary that cannot be used, UsageError for a file that does not exist.
    """
    from summitalign.workspace.glossary import check_examples, glossary_for, load_glossary

    if path is not None and not exists(path):
        raise UsageError("no such glossary", place=path, hint="summitalign init writes a first one")
    found = path if path is not None else glossary_for(beside)
    if found is None:
        return None
    files: list[str] = []
    glossary = load_glossary(found, files.append)
    if on_read is not None:
        for file in files:
            on_read(file)
    check_examples(glossary)
    return glossary


def exists(path: str | Path) -> bool:
    """Say whether there is a file or folder; a path that cannot be reached is UsageError, not a fault."""
    try:
        return Path(path).exists()
    except OSError as error:
        raise UsageError(f"cannot be reached: {error.strerror}", place=str(path)) from error


def need_glossary(path: str | None, beside: Sequence[str], on_read: Callable[[str], None] | None = None) -> "Glossary":
    """Read the glossary as `open_glossary` does; raises UsageError where there is none."""
    glossary = open_glossary(path, beside, on_read)
    if glossary is None:
        raise UsageError(
            "no glossary.yml here or in a folder above",
            hint="name one with --glossary, or write a first one with: summitalign init",
        )
    return glossary
