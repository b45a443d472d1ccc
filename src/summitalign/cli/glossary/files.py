"""The glossary file that a command is about: found, read, loaded, and changed on disk as a whole or not at all."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

from summitalign.errors import GlossaryError, InputError, UsageError
from summitalign.glossary.problems import LintProblem, Severity
from summitalign.model.term import Glossary, TermEntry, TermTestFailure
from summitalign.report.width import visible

PACK = "pack:"
"""How the place of an entry of a pack begins; a pack is read-only."""
file_argument = click.argument("file", type=click.Path(), required=False)


def locate(given: str | None) -> Path:
    """Return the glossary that is meant; raises UsageError where there is none."""
    from summitalign.workspace.glossary import find_glossary

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


def change_files(path: Path, edits: Mapping[str, Callable[[str], str]]) -> Glossary:
    """Change a glossary and files that it includes, each named by its path, as `change` does."""
    from summitalign import api
    from summitalign.workspace.encodings import encode
    from summitalign.workspace.write import write_text

    before = {name: read_glossary(Path(name)) for name in edits}
    after = {name: edit(before[name][0]) for name, edit in edits.items()}
    own = after[os.fspath(path)] if os.fspath(path) in after else read_glossary(path)[0]
    loaded = api.load_glossary(own, str(path), _patched(path, after))
    failures = failed_tests(loaded)
    if failures:
        hint = "change the tests first; the file is as it was"
        raise GlossaryError(f"after the change, {failures[0].message}", place=failures[0].place, hint=hint)
    for name, (text, has_bom) in before.items():
        if after[name] != text:
            write_text(name, after[name], has_bom=has_bom, expected=encode(text, has_bom))
    return loaded


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

    return tuple(_as_problem(failure, loaded.index[failure.entry]) for failure in api.run_glossary_tests(loaded))


def _as_problem(failure: TermTestFailure, entry: TermEntry) -> LintProblem:
    test, line = failure.test, failure.test.line
    result = "stays as it is" if failure.actual == test.text else f'becomes "{failure.actual}"'
    wanted = "to stay as it is" if test.expected == test.text else f'"{test.expected}"'
    message = f'the test of "{entry.id}" fails: "{test.text}" {result}, expected {wanted}'
    return LintProblem(Severity.ERROR, message, f"{file_of(entry)}:{line}", line)


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


def named(loaded: Glossary, name: str) -> list[TermEntry]:
    """Return the entries with an id, a right form or a wrong form."""
    return [each for each in loaded.entries if name in (each.id, *each.use, *(form.text for form in each.wrong))]
