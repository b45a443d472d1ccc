"""`summitalign glossary remove`."""

import click

from summitalign.cli.glossary.files import PACK, change_files, file_of, load, locate, named
from summitalign.cli.options import glossary_option
from summitalign.errors import UsageError
from summitalign.model.term import Glossary
from summitalign.report.width import visible


@click.command()
@click.argument("key")
@glossary_option
def remove(key: str, glossary_path: str | None) -> None:
    """Remove a wrong form or an entry; nothing else in the file changes.

    KEY is a wrong form (the other forms of its entry stay), an id, or a right form. What stands in an included file
    is removed there.

    \b
    Examples:
      summitalign glossary remove 腾索流
      summitalign glossary remove tensorflow
    """  # noqa: D301 - click reads the backspace
    from summitalign.glossary.edit import remove_entry

    path = locate(glossary_path)
    name = _holder(load(path), key, str(path))
    change_files(path, {name: lambda text: remove_entry(text, name, key)})
    included = "" if name == str(path) else f" (included by {path})"
    click.echo(visible(f'{name}: removed "{key}"{included}'))


def _holder(loaded: Glossary, key: str, path: str) -> str:
    """Return the file that holds what is to be removed: the glossary itself, or one that it includes."""
    files = [file_of(entry) for entry in named(loaded, key)]
    if path in files or not files:
        return path
    if files[0].startswith(PACK):
        hint = f"write `include: [{{pack: {files[0].removeprefix(PACK)}, drop: [...]}}]` with its wrong forms"
        raise UsageError(f'"{key}" stands in {files[0]}, which cannot be changed', place=path, hint=hint)
    return files[0]
