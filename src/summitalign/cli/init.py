"""`summitalign init`: write a starter glossary, settings, and the schemas by which editors check them."""

from pathlib import Path

import click

from summitalign.cli.completing import complete_packs
from summitalign.cli.options import exists
from summitalign.errors import UsageError


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), default=Path())
@click.option("--force", is_flag=True, help="Overwrite a glossary.yml that is there.")
@click.option(
    "--pack", "packs", multiple=True, metavar="NAME", shell_complete=complete_packs,
    help="Build on a pack; several times for several.",
)  # fmt: skip
def init(directory: Path, force: bool, packs: tuple[str, ...]) -> None:
    """Write a starter glossary.yml and summitalign.toml, with a comment on everything they can say.

    Settings that are there already are left as they are. The schemas by which editors complete and check both files go
    to the folder .summitalign beside them.

    \b
    Examples:
      summitalign init
      summitalign init docs/zh
      summitalign init --pack ml.zh --pack devops.zh
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.sheet import PACK
    from summitalign.glossary.starter import starter
    from summitalign.settings.starter import settings_starter
    from summitalign.workspace.packs import read_pack
    from summitalign.workspace.schemas import GLOSSARY_SCHEMA, SETTINGS_SCHEMA, schema_path, write_schemas
    from summitalign.workspace.settings import OWN_FILE, has_settings
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
    is_new = not has_settings(directory)
    make_folder(directory)
    write_schemas(directory)
    write_text(path, f"# yaml-language-server: $schema={schema_path(GLOSSARY_SCHEMA)}\n{starter(names)}")
    click.echo(f"wrote {path}")
    if is_new:
        write_text(directory / OWN_FILE, f"#:schema ./{schema_path(SETTINGS_SCHEMA)}\n{settings_starter()}")
        click.echo(f"wrote {directory / OWN_FILE}")
    click.echo("  next: summitalign glossary lint, then summitalign fix-terms on your documents", err=True)
