"""`summitalign cache`: what is kept between runs."""

import click

from summitalign.cli.group import TableGroup

COMMANDS = {
    "info": ("summitalign.cli.cache:info", "Say where the cache is and how much it holds."),
    "clear": ("summitalign.cli.cache:clear", "Remove all that is kept."),
}


@click.group(cls=TableGroup, table=COMMANDS)
def cache() -> None:
    """Show what is kept between runs, or drop it; to drop it changes no result.

    \b
    Examples:
      summitalign cache info
      summitalign cache clear
    """  # noqa: D301 - click reads the backspace


@click.command()
def info() -> None:
    """Say where the cache is and how much it holds.

    \b
    Examples:
      summitalign cache info
    """  # noqa: D301 - click reads the backspace
    from summitalign.report.counting import counted
    from summitalign.workspace.cached import measure

    found = measure()
    if found is None:
        click.echo("no cache: SUMMITALIGN_CACHE is empty")
        return
    click.echo(f"folder: {found.folder}")
    settings = counted(found.contexts, "setting", "settings")
    click.echo(f"outcomes: {counted(found.documents, 'row', 'rows')} of {settings}, {_size(found.outcome_bytes)}")
    click.echo(f"other files: {found.files}, {_size(found.file_bytes)}")


@click.command()
def clear() -> None:
    """Remove all that is kept between runs; a run that is going on does without from then on.

    \b
    Examples:
      summitalign cache clear
    """  # noqa: D301 - click reads the backspace
    from summitalign.report.counting import counted
    from summitalign.workspace.cached import clear as clear_cache

    removed, freed = clear_cache()
    click.echo(f"removed {counted(removed, 'file', 'files')}, {_size(freed)}")


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"
