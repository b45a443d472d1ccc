"""Where results, notes and problems of a command go, and the exit code that they come to."""

import contextlib
import os
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import IO, NoReturn, Self

import click

from summitalign.cli.options import Settings
from summitalign.errors import SummitalignError, UsageError
from summitalign.report.paint import Role
from summitalign.report.width import visible

CLEAN, FINDINGS, USAGE, FAILED = 0, 1, 2, 3
INTERRUPTED = 130

_MANY = 1000
"""Pieces of a result that are kept in memory."""
_STYLES: dict[Role, dict[str, object]] = {
    Role.PLACE: {"bold": True},
    Role.STRONG: {"bold": True},
    Role.APPLY: {"fg": "green"},
    Role.SUGGEST: {"fg": "yellow"},
    Role.WRONG: {"fg": "red"},
    Role.RIGHT: {"fg": "green"},
    Role.FAINT: {"dim": True},
}


def paint(text: str, role: Role) -> str:
    """Colour a text; click takes the colours out again where they are not wanted."""
    return click.style(text, **_STYLES[role])  # type: ignore[arg-type]


def show_error(error: SummitalignError) -> None:
    """Print an error on standard error: place, problem, and the way out where there is one."""
    place = f"{visible(error.place)}: " if error.place else ""
    message = "\n".join(visible(line) for line in error.message.split("\n"))
    click.echo(f"{click.style('error:', fg='red', bold=True)} {place}{message}", err=True)
    if error.hint:
        click.echo(f"  hint: {visible(error.hint)}", err=True)


def guard_output(output: str | None, paths: Iterable[str]) -> None:
    """Refuse to write a file over one of those that a run reads; raises UsageError. None is standard output."""
    if output is None:
        return
    try:
        own = os.stat(output)  # noqa: PTH116 - a Path for each file costs a run a tenth of its time
    except OSError:
        return  # what is not there is no file to lose
    for path in paths:
        # Neither is a path such as `-`.
        with contextlib.suppress(OSError, ValueError):
            if os.path.samestat(os.stat(path), own):  # noqa: PTH116
                hint = "name another file for the results"
                raise UsageError("is read by this run, so the results cannot go there", place=output, hint=hint)


class Console:
    """The output of one run of a command.

    Results go to standard output at once, except where they are wanted in a file, or where a progress bar shares the
    terminal with them: then they are kept until the end.
    """

    def __init__(self, settings: Settings) -> None:
        """Begin with nothing printed and no problem."""
        self.settings = settings
        self.problems = 0
        """Documents that could not be read or written."""
        self.reported: list[SummitalignError] = []
        """The problems themselves, for formats that hold them beside the findings."""
        self.is_verbatim = False
        """True where results hold no colours of ours: what looks like one is the document's, and stays."""
        self._kept: list[str | bytes] = []
        self._document: bytes | None = None
        self._stream: IO[bytes] | None = None
        self._is_keeping = settings.output is not None or (sys.stdout.isatty() and sys.stderr.isatty())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A run that breaks off still shows what it had found; a result file is only written by a whole run.
        if self.settings.output is None:
            self._flush()
        if self._stream is not None:
            self._stream.close()

    def result(self, text: str, *, end: str = "\n") -> None:
        """Print a piece of the result."""
        if self._is_keeping:
            self._keep(text + end)
        else:
            click.echo(text + end, nl=False, color=self.is_verbatim or None)

    def raw(self, data: bytes) -> None:
        """Print a piece of the result in an encoding of its own."""
        if self._is_keeping:
            self._keep(data)
        else:
            click.echo(data, nl=False)

    def _keep(self, piece: str | bytes) -> None:
        """Keep a piece for the end: many of them, if they are for a file, on the disk, so that memory stays flat."""
        self._kept.append(piece)
        if len(self._kept) >= _MANY and self.settings.output is not None:
            self.stream().write(self._whole())
            self._kept.clear()

    def document(self, data: bytes) -> None:
        """Give out a document as the result: its own bytes, as no text of ours has them."""
        if self.settings.output is not None:
            self._document = data
            return
        self._flush()
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def stream(self) -> IO[bytes]:
        """Return a file for a result that may be larger than the memory, to be written before `finish` is called."""
        if not self._is_keeping:
            sys.stdout.flush()
            return sys.stdout.buffer
        if self._stream is None:
            from tempfile import TemporaryFile

            self._stream = TemporaryFile()  # noqa: SIM115 - it lives as long as the run
        return self._stream

    @property
    def columns(self) -> int | None:
        """Return the width of the terminal that shows the results; None where none does."""
        if self.settings.output is not None or not sys.stdout.isatty():
            return None
        from shutil import get_terminal_size

        return get_terminal_size().columns

    def note(self, text: str) -> None:
        """Tell people what happened, on standard error; silent under --quiet."""
        if not self.settings.quiet:
            click.echo(text, err=True)

    def guard(self, paths: Iterable[str]) -> None:
        """Refuse to write the results over a file that the run reads; raises UsageError."""
        guard_output(self.settings.output, paths)

    def guard_file(self, path: str) -> None:
        """Do what `guard` does for one file."""
        self.guard((path,))

    def problem(self, error: SummitalignError, trace: str = "") -> None:
        """Report a document that could not be done; the run goes on and ends with exit code 3."""
        self.problems += 1
        self.reported.append(error)
        show_error(error)
        if trace and self.settings.verbose:
            click.echo(trace, err=True, nl=False)

    def finish(self, summary: str = "", *, findings_remain: bool = False, is_void: bool = False) -> NoReturn:
        """Print what was kept, then a note on the whole run, and exit: problems weigh more than findings.

        A run that came to nothing (`is_void`) leaves the result file of an earlier one as it is.
        """
        if self.settings.output is not None and is_void:
            self.note(f"{visible(self.settings.output)}: not written, as there is no result")
        elif self.settings.output is not None:
            from summitalign.workspace.write import write_bytes

            if self._stream is not None:
                self._stream.write(self._whole())
            whole = self._stream or (self._whole() if self._document is None else self._document)
            write_bytes(self.settings.output, whole)
        if self.settings.output is not None:
            self._kept.clear()
        self._flush()
        if summary:
            self.note(summary)
        raise click.exceptions.Exit(FAILED if self.problems else FINDINGS if findings_remain else CLEAN)

    def _whole(self) -> bytes:
        return b"".join(map(self._filed, self._kept))

    def _filed(self, piece: str | bytes) -> bytes:
        """Return a piece of the result as it is in a file."""
        if isinstance(piece, bytes):
            return piece
        # As on standard output: a path may hold bytes that are no text.
        return (piece if self.is_verbatim else click.unstyle(piece)).encode("utf-8", "backslashreplace")

    def _flush(self) -> None:
        for piece in self._kept:
            click.echo(piece, nl=False, color=self.is_verbatim or None)
        self._kept.clear()
        if self._stream is not None and self.settings.output is None:
            from shutil import copyfileobj

            self._stream.seek(0)
            sys.stdout.flush()
            copyfileobj(self._stream, sys.stdout.buffer)
            self._stream.truncate(0)
        if self.settings.output is None:
            sys.stdout.flush()  # what cannot be printed has to be told while the run can still fail
