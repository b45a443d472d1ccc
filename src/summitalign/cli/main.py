"""The program `summitalign`: its commands, its exit codes, and what it says when something is wrong."""

import contextlib
import gc
import signal
import traceback
from collections.abc import Iterator
from types import FrameType
from typing import Any

import click

from summitalign.cli.console import FAILED, INTERRUPTED, USAGE, show_error
from summitalign.cli.group import TableGroup
from summitalign.cli.streams import ReaderLeftError, open_streams
from summitalign.errors import GlossaryError, InputError, SummitalignError, UsageError
from summitalign.version import __version__

COMMANDS = {
    "detect": ("summitalign.cli.detect:detect", "Tag each document's language."),
    "fix-terms": ("summitalign.cli.fix_terms:fix_terms", "Find mistranslated terms, and repair them."),
    "align": ("summitalign.cli.align:align", "Align a translation or a recap with its source."),
    "pair": ("summitalign.cli.pair:pair", "Find which documents belong together."),
    "concordance": ("summitalign.cli.concordance:concordance", "Show how a word was translated, in context."),
    "report": ("summitalign.cli.report:report", "Write the bilingual report: a site, or other forms."),
    "glossary": ("summitalign.cli.glossary:glossary", "Keep the glossary healthy."),
    "init": ("summitalign.cli.init:init", "Write a starter glossary, and settings."),
    "config": ("summitalign.cli.config:config", "Show the settings, and where each comes from."),
    "lsp": ("summitalign.cli.lsp:lsp", "Serve an editor, by the Language Server Protocol."),
    "cache": ("summitalign.cli.cache:cache", "Show what is kept between runs, or drop it."),
}
"""Where each command stands, and what it does: `--help` prints this table and imports none of them."""

_BROKEN_PIPE = 128 + signal.SIGPIPE if hasattr(signal, "SIGPIPE") else FAILED


_HELP_WANTED = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""What newer versions of click raise where they show the help unasked."""


class _Stopped(KeyboardInterrupt):
    """The process was asked to end; `code` is the exit code that says by which signal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


class Program(TableGroup):
    """The commands, which turn every error into a message and an exit code."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments, which prints what `--help` asks for."""
        with _ends():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _ends():
            return super().invoke(ctx)


@contextlib.contextmanager
def _ends() -> Iterator[None]:
    """Turn an error that a person can act on into a message and an exit code, and every other end as well."""
    try:
        yield
    except SummitalignError as error:
        show_error(error)
        raise click.exceptions.Exit(exit_code_of(error)) from error
    except KeyboardInterrupt as stop:
        _end_workers()
        click.echo("\ninterrupted: nothing is half-written", err=True)
        raise click.exceptions.Exit(stop.code if isinstance(stop, _Stopped) else INTERRUPTED) from stop
    except ReaderLeftError as error:
        raise click.exceptions.Exit(_BROKEN_PIPE) from error
    except click.ClickException as error:
        if isinstance(error, _HELP_WANTED):
            raise
        _show_refusal(error)
        raise click.exceptions.Exit(USAGE) from error
    except (click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:  # Python's own exit code for it is 1, which says "findings remain"
        _show_fault(error)
        raise click.exceptions.Exit(FAILED) from error


def exit_code_of(error: SummitalignError) -> int:
    """Return the exit code of an error that ends the run."""
    return USAGE if isinstance(error, UsageError | GlossaryError) else FAILED


@click.group(
    cls=Program,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="summitalign")
def program() -> None:
    """Keep translated technical documents true to their source.

    \b
    Examples:
      summitalign detect docs
      summitalign fix-terms docs/zh --source docs/en --diff
      summitalign align agenda.md recap.zh.md
      summitalign report docs -o site

    Exit codes: 0 clean, 1 findings remain, 2 wrong usage or glossary, 3 some documents could not be read or written.
    """  # noqa: D301 - click reads the backspace


def main() -> None:
    """Run the program on the arguments of the process, and exit."""
    # Values are frozen and hold no circles: a collector that looks through all of them every 700 new ones costs a
    # tenth of a second for a glossary of 10,000 entries, and finds nothing.
    gc.set_threshold(100_000, 20, 100)
    open_streams()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Whoever started the process may want a signal ignored, as `nohup` does.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    program(prog_name="summitalign")


def _stop(number: int, _frame: FrameType | None) -> None:
    # Killed outright, the process would leave its temporary file and its workers behind.
    raise _Stopped(number)


def _end_workers() -> None:
    from summitalign.workspace.run import end_workers

    end_workers()


def _show_refusal(error: click.ClickException) -> None:
    """Show what click has to say of the arguments as the program says everything else: problem, then way out."""
    message = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    hint = f"{context.command_path} --help shows what there is" if context is not None else ""
    if isinstance(error, click.NoSuchOption) and error.possibilities:  # the likest first, which click would sort
        message, hint = error.message.rstrip("."), f"did you mean {' or '.join(error.possibilities)}? {hint}"
    show_error(UsageError(message[:1].lower() + message[1:], hint=hint))


def _show_fault(error: Exception) -> None:
    """Report what no command foresaw: the system's refusal in one line, a fault of the program with its place."""
    if isinstance(error, OSError):
        name = error.filename if isinstance(error.filename, str) else ""
        show_error(InputError(error.strerror or str(error), place=name))
        return
    click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    show_error(InputError(f"{type(error).__name__}: {error}", hint="this is a fault of summitalign"))


if __name__ == "__main__":
    main()
