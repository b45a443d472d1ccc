"""`summitalign glossary`: look after the glossary file."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from summitalign.cli.console import USAGE
from summitalign.cli.group import CommandGroup
from summitalign.cli.options import format_option, glossary_option
from summitalign.errors import GlossaryError, InputError, UsageError
from summitalign.glossary.problems import LintProblem, Severity, first_error
from summitalign.model.term import Glossary, TermEntry, TermTestFailure, WrongForm
from summitalign.report.width import visible

_file_argument = click.argument("file", type=click.Path(), required=False)


@click.group(cls=CommandGroup)
def glossary() -> None:
    """Check, list and edit the glossary.

    \b
    Examples:
      summitalign glossary lint
      summitalign glossary add 张量流 --use TensorFlow
    """  # noqa: D301 - click reads the backspace


@glossary.command()
@_file_argument
@glossary_option
@format_option("text", "json", "jsonl")
def lint(file: str | None, glossary_path: str | None, output_format: str) -> None:
    """Report every problem of a glossary, the tests of its entries included.

    Exit code 2 when there are errors, 0 with warnings only.

    \b
    Examples:
      summitalign glossary lint
      summitalign glossary lint packs/ml.zh.yml
      summitalign glossary lint --format json
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.lint import lint as find_problems

    path = _path(file or glossary_path)
    problems = find_problems(_read(path)[0], str(path), _reader(path))
    if first_error(problems) is None:
        problems = (*problems, *_failed_tests(_load(path)))
    _print_problems(problems, path, output_format)
    if first_error(problems) is not None:
        raise click.exceptions.Exit(USAGE)


@glossary.command("list")
@glossary_option
@format_option("text", "json", "jsonl", "tsv")
@click.option(
    "--grep", metavar="TEXT", help="Only entries with TEXT in a form, the id or the note; case does not count."
)
def list_(glossary_path: str | None, output_format: str, grep: str | None) -> None:
    """List the entries, those of included files among them.

    \b
    Examples:
      summitalign glossary list
      summitalign glossary list --grep tensor
      summitalign glossary list --format tsv > terms.tsv
    """  # noqa: D301 - click reads the backspace
    from summitalign.report import terms

    loaded = _load(_path(glossary_path))
    entries = tuple(entry for entry in loaded.entries if grep is None or _mentions(entry, grep))
    if output_format == "json":
        lines = terms.terms_json(loaded, entries)
    else:
        lines = {"text": terms.terms_text, "jsonl": terms.terms_jsonl, "tsv": terms.terms_tsv}[output_format](entries)
    for line in lines:
        click.echo(line)


@glossary.command()
@click.argument("entry")
@glossary_option
@format_option("text", "json")
def show(entry: str, glossary_path: str | None, output_format: str) -> None:
    """Show all that an entry says; ENTRY is its id, a right form or a wrong form.

    \b
    Examples:
      summitalign glossary show tensorflow
      summitalign glossary show 张量流
    """  # noqa: D301 - click reads the backspace
    from summitalign.report.terms import entry_json, entry_text

    path = _path(glossary_path)
    loaded = _load(path)
    named = [each for each in loaded.entries if entry in (each.id, *each.use, *(form.text for form in each.wrong))]
    if not named:
        hint = f"summitalign glossary list --grep '{entry}' searches the entries"
        raise UsageError(f'no entry has the id, right form or wrong form "{entry}"', place=str(path), hint=hint)
    for each in named:
        click.echo(json.dumps(entry_json(each), ensure_ascii=False) if output_format == "json" else entry_text(each))


@glossary.command()
@click.argument("wrong", nargs=-1, required=True)
@click.option(
    "--use", required=True, multiple=True, metavar="RIGHT", help="The right form; several times for a choice."
)
@click.option("--ambiguous", is_flag=True, help="A wrong form is also an ordinary word: fix it only with evidence.")
@click.option("--note", default="", help="Shown to people who meet the finding.")
@glossary_option
def add(wrong: tuple[str, ...], use: tuple[str, ...], ambiguous: bool, note: str, glossary_path: str | None) -> None:
    """Add WRONG forms; nothing else in the file changes.

    Forms go to the entry that has the same right forms, and become ambiguous where it is; or to a new one at the end.

    \b
    Examples:
      summitalign glossary add 张量流 腾索流 --use TensorFlow
      summitalign glossary add 火花 --use Spark --ambiguous --note 'Apache Spark'
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.edit import add_entry

    path = _path(glossary_path)
    after = _edit(path, lambda text: add_entry(text, str(path), wrong, use, ambiguous=ambiguous, note=note))
    right = " or ".join(use)
    for form in wrong:
        click.echo(visible(f'{path}: added "{form}" -> "{right}"'))
    for remark in _remarks(after, wrong[0], ambiguous):
        click.echo(f"  note: {visible(remark)}", err=True)


def _remarks(loaded: Glossary, form: str, ambiguous: bool) -> Iterable[str]:
    """Say what somebody who added a form may not expect of the entry that holds it now."""
    holder = next(entry for entry in loaded.entries if WrongForm(form) in entry.wrong)
    if holder.is_ambiguous and not ambiguous:
        yield f'the entry "{holder.id}" ({holder.origin}) is ambiguous: the fix is applied only when proven'
        return
    for entry in loaded.entries:
        if entry.use == holder.use and entry.is_ambiguous != holder.is_ambiguous and not entry.is_kept:
            claim = "is ambiguous" if entry.is_ambiguous else "is not ambiguous"
            yield f'the entry "{entry.id}" ({entry.origin}) has the same right form and {claim}; this is another entry'


@glossary.command()
@click.argument("key")
@glossary_option
def remove(key: str, glossary_path: str | None) -> None:
    """Remove a wrong form or an entry; nothing else in the file changes.

    KEY is a wrong form (the other forms of its entry stay), an id, or a right form.

    \b
    Examples:
      summitalign glossary remove 腾索流
      summitalign glossary remove tensorflow
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.edit import remove_entry

    path = _path(glossary_path)
    _edit(path, lambda text: remove_entry(text, str(path), key))
    click.echo(visible(f'{path}: removed "{key}"'))


@glossary.command()
@_file_argument
@glossary_option
def test(file: str | None, glossary_path: str | None) -> None:
    """Run the tests of the entries and show every one that fails.

    \b
    Examples:
      summitalign glossary test
      summitalign glossary test packs/ml.zh.yml
    """  # noqa: D301 - click reads the backspace
    path = _path(file or glossary_path)
    loaded = _load(path)
    failures = _failed_tests(loaded)
    for line in _lines(failures):
        click.echo(line)
    count = sum(len(entry.tests) for entry in loaded.entries)
    click.echo(f"{path}: {count - len(failures)} of {count} tests pass", err=True)
    if failures:
        raise click.exceptions.Exit(USAGE)


def _path(given: str | None) -> Path:
    """Return the glossary that is meant; raises UsageError where there is none."""
    from summitalign.workspace.glossary import find_glossary

    path = Path(given) if given is not None else find_glossary(Path.cwd())
    if path is None:
        hint = "name one with --glossary, or write one with: summitalign init"
        raise UsageError("no glossary.yml here or in a folder above", hint=hint)
    return path


def _read(path: Path) -> tuple[str, bool]:
    """Return a glossary's text and whether it has a byte order mark; a missing file is wrong usage here."""
    from summitalign.workspace.read import read_document_text

    try:
        source = read_document_text(path)
    except InputError as error:
        raise GlossaryError(error.message, place=error.place, hint=error.hint) from error
    return source.text, source.has_bom


def _reader(path: Path) -> Callable[[str], str]:
    """Return what reads the files that a glossary includes."""
    from summitalign.workspace.glossary import include_reader

    return include_reader(path)


def _load(path: Path) -> Glossary:
    from summitalign.workspace.glossary import load_glossary

    return load_glossary(path)


def _edit(path: Path, change: Callable[[str], str]) -> Glossary:
    """Change a glossary on disk; the result has to load and to pass its tests, or the file stays as it is.

    Returns the glossary as it is then.
    """
    from summitalign import api
    from summitalign.workspace.encodings import encode
    from summitalign.workspace.write import write_text

    before, has_bom = _read(path)
    after = change(before)
    loaded = api.load_glossary(after, str(path), _reader(path))
    failures = _failed_tests(loaded)
    if failures:
        hint = "change the tests first; the file is as it was"
        raise GlossaryError(f"after the change, {failures[0].message}", place=failures[0].place, hint=hint)
    write_text(path, after, has_bom=has_bom, expected=encode(before, has_bom))
    return loaded


def _failed_tests(loaded: Glossary) -> tuple[LintProblem, ...]:
    """Run the entries' tests; return those that fail, as problems with a place."""
    from summitalign import api

    return tuple(_as_problem(failure, loaded.index[failure.entry]) for failure in api.run_glossary_tests(loaded))


def _as_problem(failure: TermTestFailure, entry: TermEntry) -> LintProblem:
    test, line = failure.test, failure.test.line
    file = entry.origin.rpartition(":")[0]
    result = "stays as it is" if failure.actual == test.text else f'becomes "{failure.actual}"'
    wanted = "to stay as it is" if test.expected == test.text else f'"{test.expected}"'
    message = f'the test of "{entry.id}" fails: "{test.text}" {result}, expected {wanted}'
    return LintProblem(Severity.ERROR, message, f"{file}:{line}", line)


def _lines(problems: Iterable[LintProblem]) -> Iterable[str]:
    for problem in problems:
        yield visible(f"{problem.place}: {problem.severity}: {problem.message}")
        if problem.hint:
            yield visible(f"  hint: {problem.hint}")


def _print_problems(problems: tuple[LintProblem, ...], path: Path, output_format: str) -> None:
    items = [
        {"severity": each.severity, "place": each.place, "line": each.line, "message": each.message, "hint": each.hint}
        for each in problems
    ]
    if output_format == "json":
        content = {"schema": "summitalign/glossary-lint/1", "path": str(path), "problems": items}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    elif output_format == "jsonl":
        for item in items:
            click.echo(json.dumps({"schema": "summitalign/glossary-problem/1", **item}, ensure_ascii=False))
    else:
        for line in _lines(problems):
            click.echo(line)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    click.echo(f"{path}: {_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _mentions(entry: TermEntry, text: str) -> bool:
    words = (entry.id, *entry.use, *(form.text for form in entry.wrong), entry.note)
    return any(text.casefold() in word.casefold() for word in words)
