"""`summitalign init`: write a starter glossary."""

from pathlib import Path

import click

from summitalign.cli.options import exists
from summitalign.errors import UsageError


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default=Path())
@click.option("--force", is_flag=True, help="Overwrite a glossary.yml that is there.")
@click.option("--pack", "packs", multiple=True, metavar="NAME", help="Build on a pack; several times for several.")
def init(directory: Path, force: bool, packs: tuple[str, ...]) -> None:
    """Write a starter glossary.yml, with a comment on everything it can say.

    \b
    Examples:
      summitalign init
      summitalign init docs/zh
      summitalign init --pack ml.zh --pack devops.zh
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.sheet import PACK
    from summitalign.glossary.starter import starter
    from summitalign.workspace.packs import read_pack
    from summitalign.workspace.write import make_folder, write_text

    path = directory / "glossary.yml"
    if exists(directory) and not directory.is_dir():
        raise UsageError("is a file, not a folder", place=str(directory))
    if exists(path) and not force:
        raise UsageError("the file is there already", place=str(path), hint="--force overwrites it")
    names = tuple(name.removeprefix(PACK) for name in packs)
    for name in names:
        if "," in name or "，" in name:
            hint = " ".join(f"--pack {each.strip()}" for each in name.replace("，", ",").split(",") if each.strip())
            raise UsageError(f'"{name}" is no name of a pack', place="--pack", hint=f"repeat the option: {hint}")
        read_pack(name)  # an unknown name is an error before anything is written
    make_folder(directory)
    write_text(path, starter(names))
    click.echo(f"wrote {path}")
    click.echo("  next: summitalign glossary lint, then summitalign fix-terms on your documents", err=True)
