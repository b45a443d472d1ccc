"""`summitalign glossary show`."""

import json

import click

from summitalign.cli.completing import complete_terms
from summitalign.cli.glossary.files import load, locate
from summitalign.cli.glossary.naming import meant_hint, named
from summitalign.cli.options import format_option, glossary_option
from summitalign.errors import UsageError
from summitalign.model.term import TermEntry


@click.command()
@click.argument("entries", nargs=-1, required=True, shell_complete=complete_terms)
@glossary_option
@format_option("text", "json")
def show(entries: tuple[str, ...], glossary_path: str | None, output_format: str) -> None:
    """Show all that an entry says; ENTRIES are ids, right forms or wrong forms.

    A form that no entry writes so is looked for in other case, width and script.

    \b
    Examples:
      summitalign glossary show tensorflow
      summitalign glossary show 张量流 Docker
    """  # noqa: D301 - click reads the backspace
    from summitalign.report.terms import entry_json, entry_text

    path = locate(glossary_path)
    loaded = load(path)
    found: dict[str, TermEntry] = {}
    for name in entries:
        these = named(loaded, name)
        if not these:
            search = f"summitalign glossary list --grep '{name}' searches the entries"
            if name.endswith((".yml", ".yaml")):
                search = f"--glossary {name} names the glossary"
            hint = meant_hint(loaded, name, search)
            raise UsageError(f'no entry has the id, right form or wrong form "{name}"', place=str(path), hint=hint)
        found |= {each.id: each for each in these}
    for each in found.values():
        click.echo(json.dumps(entry_json(each), ensure_ascii=False) if output_format == "json" else entry_text(each))
