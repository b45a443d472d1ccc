"""`summitalign glossary packs`."""

import click

from summitalign.cli.completing import complete_packs


@click.command()
@click.argument("name", required=False, shell_complete=complete_packs)
def packs(name: str | None) -> None:
    """List the packs, glossaries that come with the program; with NAME, the entries of that pack.

    A glossary uses one with `include: [pack:NAME]`.

    \b
    Examples:
      summitalign glossary packs
      summitalign glossary packs ml.zh
    """  # noqa: D301 - click reads the backspace
    from summitalign.report.terms import terms_text
    from summitalign.workspace.packs import load_pack, pack_names

    if name is not None:
        for line in terms_text(load_pack(name).glossary.entries):
            click.echo(line)
        return
    names = pack_names()
    width = max(len(each) for each in names)
    for each in names:
        pack = load_pack(each)
        entries = pack.glossary.entries
        ambiguous = sum(entry.is_ambiguous for entry in entries)
        click.echo(f"{each:<{width}}  {len(entries):>4} entries, {ambiguous:>3} ambiguous  {pack.about}")
