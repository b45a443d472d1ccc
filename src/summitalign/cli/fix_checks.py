"""Options of `fix-terms` that contradict each other: each is one line, before anything is done."""

from collections.abc import Collection, Sequence
from typing import NoReturn

import click
from click.core import ParameterSource

from summitalign.cli.fix_options import Controls, Wish
from summitalign.errors import UsageError
from summitalign.workspace.walk import STDIN

_ALWAYS = ("--quiet", "--verbose", "--color", "--jobs")
_WITH_UNDO = ("--undo", "--only", "--output", *_ALWAYS)
_WITH_RECORD = ("--write-baseline", "--include", "--exclude", "--glossary", "--source", "--encoding", *_ALWAYS)


def check_options(paths: Sequence[str], wish: Wish, controls: Controls, stdin_name: str | None) -> None:
    """Raise UsageError for options that contradict each other, or the paths."""
    if wish.undo is not None:
        _check_alone("--undo", _WITH_UNDO, "only PATHS and --only narrow it")
        return
    if wish.diff and wish.output_format not in ("text", "diff"):
        _exclude("--diff", f"--format {wish.output_format}")
    if controls.write_baseline is not None:
        hint = "it writes all findings of the documents, and does nothing else"
        _check_alone("--write-baseline", _WITH_RECORD, hint)
    if wish.interactive:
        _check_interview(wish)
    if wish.no_journal and not wish.is_write:
        raise UsageError("--no-journal is for a run that writes", hint="add --write or --interactive")
    if STDIN in paths:
        _check_stdin(paths, wish, controls)
    elif stdin_name is not None:
        raise UsageError("--stdin-filename names standard input, which is not read", hint="give the path `-`")


def _check_alone(option: str, others: Collection[str], hint: str) -> None:
    context = click.get_current_context()
    for parameter in context.command.params:
        is_given = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if is_given and isinstance(parameter, click.Option) and parameter.opts[-1] not in others:
            _exclude(option, parameter.opts[-1], hint)


def _check_interview(wish: Wish) -> None:
    if wish.form != "text":
        other = "--diff" if wish.diff else f"--format {wish.form}"
        _exclude("--interactive", other, "ask first, and report in a run of its own")
    if wish.max_fixes is not None:
        _exclude("--interactive", "--max-fixes", "answer q when it is enough")


def _check_stdin(paths: Sequence[str], wish: Wish, controls: Controls) -> None:
    """Raise UsageError for what standard input cannot do, or where its fixed text would be mixed with other results."""
    if controls.write_baseline is not None:
        raise UsageError("--write-baseline keeps the findings of files, not of standard input")
    if controls.since is not None:
        raise UsageError("--since knows the history of files, not of standard input", hint="name the document")
    if wish.interactive:
        raise UsageError("--interactive needs standard input for the answers", hint="name the document")
    if wish.write and wish.form != "text":
        raise UsageError(
            f"with --write, standard input comes out fixed, and {wish.form} results have no place beside it",
            hint="leave out --write, or name a file",
        )
    if wish.write and any(path != STDIN for path in paths):
        raise UsageError(
            "with --write, standard input comes out fixed, and cannot be mixed with the results of other paths",
            hint="give `-` alone",
        )


def _exclude(option: str, other: str, hint: str = "") -> NoReturn:
    raise UsageError(f"{option} and {other} exclude each other", hint=hint)
