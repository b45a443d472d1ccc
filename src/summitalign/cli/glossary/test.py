"""`summitalign glossary test`."""

import click

from summitalign.cli.console import USAGE
from summitalign.cli.glossary.files import failed_tests, file_argument, load, locate, problem_lines
from summitalign.cli.options import glossary_option


@click.command()
@file_argument
@glossary_option
def test(file: str | None, glossary_path: str | None) -> None:
    """Run the tests of the entries and show every one that fails.

    \b
    Examples:
      summitalign glossary test
      summitalign glossary test packs/ml.zh.yml
    """  # noqa: D301 - click reads the backspace
    path = locate(file or glossary_path)
    loaded = load(path)
    failures = failed_tests(loaded)
    for line in problem_lines(failures):
        click.echo(line)
    count = sum(len(entry.tests) for entry in loaded.entries)
    click.echo(f"{path}: {count - len(failures)} of {count} tests pass", err=True)
    if failures:
        raise click.exceptions.Exit(USAGE)
