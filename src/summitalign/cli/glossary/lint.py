"""`summitalign glossary lint`."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from summitalign.cli.console import USAGE
from summitalign.cli.glossary.files import (
    failed_tests,
    file_argument,
    file_of,
    locate,
    problem_lines,
    read_glossary,
    reader_of,
)
from summitalign.cli.options import format_option, glossary_option
from summitalign.glossary.problems import LintProblem, Severity, first_error
from summitalign.model.term import Glossary
from summitalign.report.counting import counted
from summitalign.report.width import clip

_SENSE = 60
"""Columns of the sense of a word that are shown."""


@click.command()
@file_argument
@glossary_option
@format_option("text", "json", "jsonl")
def lint(file: str | None, glossary_path: str | None, output_format: str) -> None:
    """Report every problem of a glossary, the tests of its entries included.

    Exit code 2 when there are errors, 0 with warnings only. With the extra `zh`, forms that a dictionary knows as
    ordinary words are pointed out, too.

    \b
    Examples:
      summitalign glossary lint
      summitalign glossary lint packs/ml.zh.yml
      summitalign glossary lint --format json
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.lint import lint_all

    path = locate(file or glossary_path)
    linted = lint_all(read_glossary(path)[0], str(path), reader_of(path))
    problems = linted.problems
    if linted.glossary is not None:
        files = dict.fromkeys((str(path), *map(file_of, linted.glossary.entries)))
        rank = {name: number for number, name in enumerate(files)}
        found = (*problems, *_ordinary(linted.glossary), *failed_tests(linted.glossary))
        problems = tuple(sorted(found, key=lambda each: (rank.get(each.place.rpartition(":")[0], 0), each.line)))
    _print_problems(problems, path, output_format)
    if first_error(problems) is not None:
        raise click.exceptions.Exit(USAGE)


def _ordinary(glossary: Glossary) -> Iterator[LintProblem]:
    """Point out ordinary words that are fixed wherever they stand; silent without a dictionary."""
    from summitalign import api
    from summitalign.glossary.lint import warning_at

    for entry, form, sense in api.ordinary_words(glossary):
        message = f'"{form}" of the entry "{entry.id}" is also an ordinary word: {clip(sense, _SENSE)}'
        yield warning_at(entry.origin, message, "mark the entry with `ambiguous: true`, or list a longer form")


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
        for line in problem_lines(problems):
            click.echo(line)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    click.echo(
        f"{path}: {counted(errors, 'error', 'errors')}, {counted(len(problems) - errors, 'warning', 'warnings')}",
        err=True,
    )
