"""The glossary file that a command is about: found, read, loaded, and changed on disk as a whole or not at all."""

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

from summitalign.cli.options import check_glossary
from summitalign.errors import GlossaryError, InputError, UsageError, WriteError
from summitalign.glossary.problems import LintProblem, failed_test
from summitalign.model.term import Glossary, TermEntry, TermTestFailure
from summitalign.report.width import visible

PACK = "pack:"
"""How the place of an entry of a pack begins; a pack is read-only."""
file_argument = click.argument("file", type=click.Path(), required=False)


def locate(given: str | None) -> Path:
    """Return the glossary that is meant; raises UsageError where there is none."""
    from summitalign.workspace.glossary import find_glossary

    if given is not None:
        check_glossary(given)
    path = Path(given) if given is not None else find_glossary(Path.cwd())
    if path is None:
        hint = "name one with --glossary, or write one with: summitalign init"
        raise UsageError("no glossary.yml here or in a folder above", hint=hint)
    return path


def read_glossary(path: Path) -> tuple[str, bool]:
    """Return a glossary's text and whether it has a byte order mark; a missing file is wrong usage here."""
    from summitalign.workspace.read import read_document_text

    try:
        source = read_document_text(path)
    except InputError as error:
        raise GlossaryError(error.message, place=error.place, hint=error.hint) from error
    return source.text, source.has_bom


def reader_of(path: Path) -> Callable[[str], str]:
    """Return what reads the files that a glossary includes."""
    from summitalign.workspace.glossary import include_reader

    return include_reader(path)


def load(path: Path) -> Glossary:
    """Load a glossary with its includes."""
    from summitalign.workspace.glossary import load_glossary

    return load_glossary(path)


def change(path: Path, edit: Callable[[str], str]) -> Glossary:
    """Change a glossary on disk; the result has to load and to pass its tests, or the file stays as it is.

    Returns the glossary as it is then.
    """
    return change_files(path, {os.fspath(path): edit})


Mend = Callable[[Glossary, tuple[TermTestFailure, ...]], Mapping[str, Callable[[str], str]]]
"""Answers tests that fail after a change with further edits, by file."""
_LATER = "change the tests first; the file is as it was"


def change_files(
    path: Path, edits: Mapping[str, Callable[[str], str]], mend: Mend | None = None, hint: str = _LATER
) -> Glossary:
    """Change a glossary and files that it includes, each named by its path, as `change` does.

    `mend` is asked once about tests that fail; `hint` is the way out where they still do.
    """
    before = {name: read_glossary(Path(name)) for name in edits}
    after = {name: edit(before[name][0]) for name, edit in edits.items()}
    loaded, failures = _tried(path, after)
    if failures and mend is not None:
        for name, edit in mend(loaded, failures).items():
            before.setdefault(name, read_glossary(Path(name)))
            after[name] = edit(after.get(name, before[name][0]))
        loaded, failures = _tried(path, after)
    if failures:
        raise _refusal(loaded, failures, hint)
    _write_all(before, after)
    for name, (text, _) in before.items():
        _tell_of_list(name, text, after[name])
    return loaded


def _tried(path: Path, after: Mapping[str, str]) -> tuple[Glossary, tuple[TermTestFailure, ...]]:
    """Load a glossary as it is to be, and run its tests."""
    from summitalign import api

    own = after[os.fspath(path)] if os.fspath(path) in after else read_glossary(path)[0]
    loaded = api.load_glossary(own, str(path), _patched(path, after))
    return loaded, tuple(api.run_glossary_tests(loaded))


def _refusal(loaded: Glossary, failures: tuple[TermTestFailure, ...], hint: str) -> GlossaryError:
    problems = [failed_test(failure, loaded.index[failure.entry].origin) for failure in failures]
    if len(problems) == 1:
        return GlossaryError(f"after the change, {problems[0].message}", place=problems[0].place, hint=hint)
    lines = "".join(f"\n  {each.place}: {each.message}" for each in problems)
    return GlossaryError(f"after the change, {len(problems)} tests fail:{lines}", place=str(loaded.path), hint=hint)


def _tell_of_list(name: str, before: str, after: str) -> None:
    """Tell where a plain map has become a list, as it cannot say what was added."""
    from summitalign.glossary.sheet import is_plain

    if before != after and is_plain(before, name) and not is_plain(after, name):
        what = "is a `terms:` list now, as a plain map cannot say what was added; its comments are as they were"
        click.echo(visible(f"  note: {name} {what}"), err=True)


def _write_all(before: Mapping[str, tuple[str, bool]], after: Mapping[str, str]) -> None:
    """Write all files that changed, or none: where one cannot be written, those before it get their text back."""
    from summitalign.workspace.encodings import encode
    from summitalign.workspace.write import write_text

    written: list[str] = []
    try:
        for name, (text, has_bom) in before.items():
            if after[name] != text:
                write_text(name, after[name], has_bom=has_bom, expected=encode(text, has_bom))
                written.append(name)
    except BaseException:
        for name in written:
            text, has_bom = before[name]
            with contextlib.suppress(WriteError):  # somebody has changed it since: it is theirs
                write_text(name, text, has_bom=has_bom, expected=encode(after[name], has_bom))
        raise


def _patched(path: Path, texts: Mapping[str, str]) -> Callable[[str], str]:
    """Return what reads included files, those among them that are not yet written as they will be."""
    read = reader_of(path)
    changed = {os.path.realpath(name): text for name, text in texts.items()}

    def patched(relative: str) -> str:
        text = read(relative)
        return changed.get(os.path.realpath(path.parent / relative), text)

    return patched


def failed_tests(loaded: Glossary) -> tuple[LintProblem, ...]:
    """Run the entries' tests; return those that fail, as problems with a place."""
    from summitalign import api

    failures = api.run_glossary_tests(loaded)
    return tuple(failed_test(failure, loaded.index[failure.entry].origin) for failure in failures)


def file_of(entry: TermEntry) -> str:
    """Return the file that an entry stands in."""
    return entry.origin.rpartition(":")[0]


def line_of(entry: TermEntry) -> int:
    """Return the line that an entry stands in, from 1."""
    return int(entry.origin.rpartition(":")[2])


def problem_lines(problems: Iterable[LintProblem]) -> Iterable[str]:
    """Yield problems as people read them."""
    for problem in problems:
        yield visible(f"{problem.place}: {problem.severity}: {problem.message}")
        if problem.hint:
            yield visible(f"  hint: {problem.hint}")


def told(entry: TermEntry) -> str:
    """Return what an entry corrects in one line: `"wrong", "other" -> "right"`."""
    right = " or ".join(f'"{form}"' for form in entry.use)
    wrong = ", ".join(f'"{form.text}"' for form in entry.wrong)
    return f"{wrong} -> {right}" if wrong else f"{right}, to be kept"
