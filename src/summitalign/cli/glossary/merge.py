"""`summitalign glossary merge`."""

from pathlib import Path

import click

from summitalign.cli.console import FINDINGS
from summitalign.cli.glossary.files import read_glossary
from summitalign.report.counting import counted


@click.command()
@click.argument("first", type=click.Path())
@click.argument("second", type=click.Path())
@click.option("--base", required=True, type=click.Path(), metavar="FILE", help="What both go back to.")
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write the result to FILE; it may be FIRST.")
def merge(first: str, second: str, base: str, output: str | None) -> None:
    """Bring into FIRST what SECOND changed since the base: entry by entry, comments and layout of FIRST kept.

    Where both changed the same in two ways, the result keeps what FIRST says, the conflict is shown, and the exit
    code is 1. The result goes to standard output, or to FILE.

    \b
    Examples:
      summitalign glossary merge ours.yml theirs.yml --base old.yml
      summitalign glossary merge %A %B --base %O --output %A
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.threeway import Side, unite
    from summitalign.report.differences import conflict_lines
    from summitalign.workspace.encodings import encode
    from summitalign.workspace.write import write_text

    texts = {path: read_glossary(Path(path)) for path in (first, second, base)}
    united = unite(*(Side(texts[path][0], path) for path in (first, second, base)))
    for line in conflict_lines(united.conflicts):
        click.echo(line, err=True)
    has_bom = texts[first][1]
    if output is None or output == "-":
        click.echo(encode(united.text, has_bom), nl=False)
    else:
        same = output in texts and encode(*texts[output])
        write_text(output, united.text, has_bom=has_bom, expected=same or None)
    conflicts = counted(len(united.conflicts), "conflict", "conflicts")
    click.echo(f"{output or first}: merged, {conflicts}", err=True)
    if united.conflicts:
        raise click.exceptions.Exit(FINDINGS)
