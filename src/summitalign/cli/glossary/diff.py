"""`summitalign glossary diff`."""

import click

from summitalign.cli.console import FINDINGS
from summitalign.cli.glossary.files import load, locate
from summitalign.cli.options import format_option


@click.command()
@click.argument("before", type=click.Path())
@click.argument("after", type=click.Path())
@format_option("text", "json")
def diff(before: str, after: str, output_format: str) -> None:
    """Show what the glossary AFTER says otherwise than BEFORE: by wrong form, whatever the order and the layout.

    Exit code 1 where they differ, 0 where they say the same.

    \b
    Examples:
      summitalign glossary diff glossary.yml theirs.yml
      summitalign glossary diff old.yml glossary.yml --format json
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.difference import difference
    from summitalign.report.differences import difference_json, difference_text

    found = difference(load(locate(before)), load(locate(after)))
    if output_format == "json":
        click.echo(difference_json(found, before, after))
    for line in difference_text(found) if output_format == "text" else ():
        click.echo(line)
    if found:
        raise click.exceptions.Exit(FINDINGS)
