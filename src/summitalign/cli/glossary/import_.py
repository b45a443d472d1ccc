"""`summitalign glossary import`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from summitalign.cli.console import FINDINGS
from summitalign.cli.glossary.add import comma_remarks
from summitalign.cli.glossary.files import change, load, told
from summitalign.cli.glossary.losses import show_losses
from summitalign.cli.options import exists
from summitalign.errors import GlossaryError, InputError, UsageError
from summitalign.glossary.exchange.formats import FORMATS, guess_format
from summitalign.model.term import Glossary
from summitalign.report.width import visible

if TYPE_CHECKING:
    from summitalign.glossary.exchange.compare import Comparison
    from summitalign.glossary.exchange.values import Imported


@click.command("import")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option(
    "--format", "source_format", type=click.Choice(tuple(FORMATS)), help="What FILE is.  [default: from its content]"
)
@click.option("--encoding", default="", metavar="NAME", help="What FILE is written in, as gb18030.  [default: UTF-8]")
@click.option(
    "--into", type=click.Path(), metavar="GLOSSARY", help="Add the entries to GLOSSARY, not to standard output."
)
def import_(file: str, source_format: str | None, encoding: str, into: str | None) -> None:
    """Read the terms of FILE, written by another tool, and print them as a glossary.

    With --into they are added to a glossary, and nothing in it is overwritten: a form on which the two do not agree is
    listed with both sides and left out (exit code 1). What a glossary cannot hold is said on standard error.

    \b
    Examples:
      summitalign glossary import terms.tbx > glossary.yml
      summitalign glossary import terms.csv --into glossary.yml
      summitalign glossary import excel.csv --encoding gb18030 --into glossary.yml
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.exchange.compare import compare

    if into is not None and not exists(into):
        hint = "without --into the entries are printed; summitalign init writes a first glossary"
        raise UsageError("no such glossary", place=into, hint=hint)
    glossary = load(Path(into)) if into is not None else Glossary(())
    text = _read(file, encoding)
    name = source_format or guess_format(file, text)
    found = _parse(name, text, file, glossary.target_language)
    comparison = compare(glossary, found.entries)
    if into is None:
        _print(found, comparison, file)
    else:
        _add(Path(into), comparison)
    _report(f"{file} ({FORMATS[name].title})", found, comparison)
    if comparison.conflicts:
        raise click.exceptions.Exit(FINDINGS)


def _read(file: str, encoding: str) -> str:
    from summitalign.workspace.encodings import decode, encoding_named
    from summitalign.workspace.read import Input, read_stdin

    declared = encoding_named(encoding) if encoding else ""

    source = read_stdin(file) if file == "-" else Input(file)
    try:
        return decode(source.read(), file, declared).text
    except InputError as error:
        is_unknown = error.message.startswith("is not UTF-8")
        hint = "name it with --encoding; spreadsheets in Chinese write gb18030" if is_unknown else error.hint
        raise GlossaryError(error.message, place=error.place, hint=hint) from error


def _parse(name: str, text: str, file: str, target: str) -> "Imported":
    if name == "tbx":
        from summitalign.glossary.exchange.tbx_read import read_tbx

        return read_tbx(text, file, target)
    return FORMATS[name].read(text, file)


def _print(found: "Imported", comparison: "Comparison", file: str) -> None:
    from summitalign import api
    from summitalign.cli.glossary.files import failed_tests
    from summitalign.glossary.edit import add_entries
    from summitalign.glossary.splice import written

    tags = (("source", found.source_language), ("target", found.target_language))
    languages = ", ".join(f"{side}: {written(tag)}" for side, tag in tags if tag)
    text = add_entries(f"languages: {{{languages}}}\n" if languages else "", file, comparison.new)
    failures = failed_tests(api.load_glossary(text, file, str))
    if failures:
        raise GlossaryError(failures[0].message, place=file, hint="change or delete the test")
    click.echo(text, nl=False)


def _add(into: Path, comparison: "Comparison") -> None:
    from summitalign.glossary.edit import add_entries

    change(into, lambda text: add_entries(text, str(into), comparison.new))
    for entry in comparison.new:
        click.echo(visible(f"{into}: added {told(entry)}"))


def _report(file: str, found: "Imported", comparison: "Comparison") -> None:
    for conflict in comparison.conflicts:
        click.echo(visible(f'conflict: "{conflict.form}": {conflict.here}, but {conflict.there}'), err=True)
    for remark in comma_remarks(comparison.new):
        click.echo(visible(f"  note: {remark}"), err=True)
    show_losses("not imported", found.losses)
    parts = [_count(len(comparison.new), "new entry", "new entries")]
    if comparison.known:
        parts.append(_count(comparison.known, "form", "forms") + " known already")
    if comparison.conflicts:
        parts.append(_count(len(comparison.conflicts), "conflict", "conflicts"))
    click.echo(visible(f"{file}: {', '.join(parts)}"), err=True)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
