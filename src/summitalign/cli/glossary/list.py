"""`summitalign glossary list`."""

import click

from summitalign.cli.glossary.files import file_argument, load, locate
from summitalign.cli.options import format_option, glossary_option
from summitalign.model.term import TermEntry


@click.command("list")
@file_argument
@glossary_option
@format_option("text", "json", "jsonl", "tsv")
@click.option(
    "--grep", metavar="TEXT", help="Only entries with TEXT in a form, the id or the note; case does not count."
)
def list_(file: str | None, glossary_path: str | None, output_format: str, grep: str | None) -> None:
    """List the entries, those of included files among them.

    \b
    Examples:
      summitalign glossary list
      summitalign glossary list packs/ml.zh.yml --grep tensor
      summitalign glossary list --format tsv > terms.tsv
    """  # noqa: D301 - click reads the backspace
    from summitalign.report import terms

    loaded = load(locate(file or glossary_path))
    entries = tuple(entry for entry in loaded.entries if grep is None or _mentions(entry, grep))
    if output_format == "json":
        lines = terms.terms_json(loaded, entries)
    else:
        lines = {"text": terms.terms_text, "jsonl": terms.terms_jsonl, "tsv": terms.terms_tsv}[output_format](entries)
    for line in lines:
        click.echo(line)


def _mentions(entry: TermEntry, text: str) -> bool:
    words = (entry.id, *entry.use, *(form.text for form in entry.wrong), entry.note)
    return any(text.casefold() in word.casefold() for word in words)
