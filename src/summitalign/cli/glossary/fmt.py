"""`summitalign glossary fmt`."""

import click

from summitalign.cli.console import FINDINGS
from summitalign.cli.glossary.files import change, file_argument, locate, read_glossary
from summitalign.cli.options import glossary_option


@click.command()
@file_argument
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 where something would change.")
@glossary_option
def fmt(file: str | None, check: bool, glossary_path: str | None) -> None:
    """Put the keys of every entry in order, and make one blank line of several between entries.

    Texts and comments stay as they are; a comment above a key moves with it. Included files are formatted by
    themselves.

    \b
    Examples:
      summitalign glossary fmt
      summitalign glossary fmt --check
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.layout import formatted

    path = locate(file or glossary_path)
    before, _ = read_glossary(path)
    if formatted(before, str(path)) == before:
        click.echo(f"{path}: in order", err=True)
    elif check:
        click.echo(f"{path}: not in order; summitalign glossary fmt puts it right")
        raise click.exceptions.Exit(FINDINGS)
    else:
        change(path, lambda text: formatted(text, str(path)))
        click.echo(f"{path}: put in order")
