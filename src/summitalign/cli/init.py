"""`summitalign init`: write a starter glossary."""

from pathlib import Path

import click

from summitalign.cli.options import exists
from summitalign.errors import UsageError


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default=Path())
@click.option("--force", is_flag=True, help="Overwrite a glossary.yml that is there.")
def init(directory: Path, force: bool) -> None:
    """Write a starter glossary.yml, with a comment on everything it can say.

    \b
    Examples:
      summitalign init
      summitalign init docs/zh
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.starter import STARTER
    from summitalign.workspace.write import make_folder, write_text

    path = directory / "glossary.yml"
    if exists(directory) and not directory.is_dir():
        raise UsageError("is a file, not a folder", place=str(directory))
    if exists(path) and not force:
        raise UsageError("the file is there already", place=str(path), hint="--force overwrites it")
    make_folder(directory)
    write_text(path, STARTER)
    click.echo(f"wrote {path}")
    click.echo("  next: summitalign glossary lint, then summitalign fix-terms on your documents", err=True)
