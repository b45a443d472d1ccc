"""`summitalign glossary show`."""

import json

import click

from summitalign.cli.glossary.files import load, locate, named
from summitalign.cli.options import format_option, glossary_option
from summitalign.errors import UsageError


@click.command()
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

    path = locate(glossary_path)
    loaded = load(path)
    found = named(loaded, entry)
    if not found:
        hint = f"summitalign glossary list --grep '{entry}' searches the entries"
        raise UsageError(f'no entry has the id, right form or wrong form "{entry}"', place=str(path), hint=hint)
    for each in found:
        click.echo(json.dumps(entry_json(each), ensure_ascii=False) if output_format == "json" else entry_text(each))
