"""`summitalign glossary merge`."""

import click

from summitalign.cli.console import FINDINGS
from summitalign.cli.glossary.files import locate, read_glossary
from summitalign.cli.options import OUTPUT_FILE
from summitalign.report.counting import counted


@click.command()
@click.argument("first", type=click.Path())
@click.argument("second", type=click.Path())
@click.option("--base", type=click.Path(), metavar="FILE", help="What both go back to.  [default: nothing]")
@click.option("-o", "--output", type=OUTPUT_FILE, metavar="FILE", help="Write the result to FILE; it may be FIRST.")
def merge(first: str, second: str, base: str | None, output: str | None) -> None:
    """Bring into FIRST what SECOND changed since the base: entry by entry, comments and layout of FIRST kept.

    Without a base, what only SECOND says is added, and single values that differ are conflicts.

    Where both changed the same in two ways, the result keeps what FIRST says, the conflict is shown, and the exit
    code is 1. The result goes to standard output, or to FILE.

    \b
    Examples:
      summitalign glossary merge ours.yml theirs.yml --base old.yml
      summitalign glossary merge glossary.yml theirs.yml --output glossary.yml
      summitalign glossary merge %A %B --base %O --output %A
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.threeway import Side, unite
    from summitalign.report.differences import conflict_lines
    from summitalign.workspace.encodings import encode
    from summitalign.workspace.write import write_text

    texts = {path: read_glossary(locate(path)) for path in (first, second, base) if path is not None}
    before = Side(texts[base][0], base) if base is not None else Side("", "nothing")
    united = unite(Side(texts[first][0], first), Side(texts[second][0], second), before)
    for line in conflict_lines(united.conflicts):
        click.echo(line, err=True)
    has_bom = texts[first][1]
    if output is None:
        click.echo(encode(united.text, has_bom), nl=False)
    else:
        same = output in texts and encode(*texts[output])
        write_text(output, united.text, has_bom=has_bom, expected=same or None)
    conflicts = counted(len(united.conflicts), "conflict", "conflicts")
    where = output or f"{first} and {second}"
    click.echo(f"{where}: merged, {conflicts}" + ("" if output else "; no file is changed"), err=True)
    if united.conflicts:
        raise click.exceptions.Exit(FINDINGS)
