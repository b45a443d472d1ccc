"""Options that several commands share, and what is opened by them."""

import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from summitalign.errors import UsageError
from summitalign.workspace.run import Engine

if TYPE_CHECKING:
    from summitalign.model.term import Glossary

Command = TypeVar("Command", bound=Callable[..., Any])

# One that cannot be read is reported beside the others, which are done, and not refused with all of them.
PATH = click.Path(allow_dash=True, readable=False)


class OutputFile(click.Path):
    """A file to be written: one that cannot be is named before the work, and not after it.

    With `allow_dash` it is for results, and `-` stands for standard output; without, its folder is made where needed.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return the path, None for standard output; raises UsageError for none, WriteError for a bad one."""
        from summitalign.workspace.write import check_output

        option = param.opts[-1] if param else ""
        if not value:
            raise UsageError("an empty path", place=option)
        if value == "-":
            if not self.allow_dash:
                raise UsageError("needs a file, and cannot print to standard output", place=option)
            return None
        check_output(value, makes_folder=not self.allow_dash)
        return str(value)


OUTPUT_FILE = OutputFile(allow_dash=True)


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
    engine_name: str | None = None
    scheduler: str | None = None

    @property
    def engine(self) -> Engine:
        """Return what does the work."""
        return Engine(self.jobs, self.engine_name == "dask" or self.scheduler is not None, self.scheduler or "")


def _choose_color(ctx: click.Context, _parameter: click.Parameter, value: str) -> None:
    chosen = {"always": True, "never": False}.get(value)
    if chosen is None and os.environ.get("NO_COLOR"):
        chosen = False
    # The root too: it prints the errors that end a run.
    ctx.color = ctx.find_root().color = chosen


_OUTPUT = click.option(
    "-o", "--output", type=OUTPUT_FILE, metavar="FILE", help="Write the results to FILE, not to standard output."
)
_SHARED = (
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Use N processes.  [default: as many as pay]"),
    click.option("--stdin-filename", "stdin_name", metavar="NAME", help="Call standard input NAME in what is printed."),
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


_ENGINE = (
    click.option(
        "--engine",
        "engine_name",
        type=click.Choice(["processes", "dask"]),
        help="What shares the work out: processes of this machine, or dask.distributed.  [default: processes]",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Scheduler of a cluster for --engine dask, such as tcp://host:8786.  [default: a cluster of its own here]",
    ),
)


def gathered(name: str, kind: type, *options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Add options that reach the command as one value called `name`.

    `kind` is a dataclass; each option fills the field of its own name, and a field without one keeps its default.
    """
    known = [field.name for field in fields(kind)]

    def add(command: Command) -> Command:
        @functools.wraps(command)
        def run(*arguments: Any, **named: Any) -> Any:
            value = kind(**{each: named.pop(each) for each in known if each in named})
            return command(*arguments, **{name: value}, **named)

        decorated: Any = run
        for option in reversed(options):
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


def shared_options(*, with_output: bool = True, with_engine: bool = False) -> Callable[[Command], Command]:
    """Add the options of every command; they reach the function as one `settings`."""
    engine = _ENGINE if with_engine else ()
    return gathered("settings", Settings, *((_OUTPUT, *_SHARED, *engine) if with_output else (*_SHARED, *engine)))


RECALL_OPTIONS = (
    click.option("--no-cache", is_flag=True, help="Do all documents anew, and keep nothing for the next run."),
    click.option(
        "--rehash", is_flag=True, help="Read every file to see whether it has changed, whatever its size and times say."
    ),
)
"""What says how far earlier runs are believed; they fill a `Recall`."""


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

    if path is not None:
        check_glossary(path)
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


def check_glossary(path: str) -> None:
    """Raise UsageError where a path is that of no file."""
    if not exists(path):
        raise UsageError("no such glossary", place=path, hint="summitalign init writes a first one")
    if Path(path).is_dir():
        raise UsageError("is a folder, not a glossary", place=path, hint="name the file in it")


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
