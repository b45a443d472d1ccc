"""`summitalign glossary rename`."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from summitalign.cli.completing import complete_terms
from summitalign.cli.glossary.files import PACK, change_files, file_of, load, locate
from summitalign.cli.glossary.naming import meant_hint
from summitalign.cli.options import glossary_option
from summitalign.errors import UsageError
from summitalign.glossary.renaming import Rename, Renaming
from summitalign.model.term import Glossary
from summitalign.report.counting import counted
from summitalign.report.width import visible


@click.command()
@click.argument("old", shell_complete=complete_terms)
@click.argument("new")
@glossary_option
def rename(old: str, new: str, glossary_path: str | None) -> None:
    """Rename the right form OLD to NEW: in `use`, `keep`, `source` and the tests, and in included files, too.

    OLD is a right form, or the id of an entry, which stands for its first right form; the id follows the right form.
    Longer names that contain it, and words of context, stay as they are and are shown.

    \b
    Examples:
      summitalign glossary rename 'TF Hub' 'TensorFlow Hub'
      summitalign glossary rename coral 'Coral Dev Board'
    """  # noqa: D301 - click reads the backspace
    path = locate(glossary_path)
    loaded = load(path)
    right = _right_form(loaded, old, path)
    new = new.strip()
    if not new or new == right:
        raise UsageError(f'"{new}" is no new right form', hint="name one that is not empty and not the old one")
    what = Rename.within(right, new, loaded.entries)
    done: dict[str, Renaming] = {}
    change_files(path, {name: _renaming(what, name, done) for name in _files(loaded, right)})
    for name, renaming in done.items():
        included = "" if name == str(path) else f" (included by {path})"
        click.echo(visible(f"{name}: {counted(len(renaming.replaced), 'text', 'texts')} changed{included}"))
        for each in renaming.replaced:
            click.echo(visible(f'  {name}:{each.line}: {each.field}: "{each.before}" -> "{each.after}"'))
    for remark in (*_already(loaded, right, new), *_remarks(loaded, right, done)):
        click.echo(f"  note: {visible(remark)}", err=True)


def _right_form(loaded: Glossary, old: str, path: Path) -> str:
    """Return the right form that is meant; raises UsageError with the nearest one."""
    if any(old in entry.use for entry in loaded.entries):
        return old
    if old in loaded.index:
        return loaded.index[old].use[0]
    hint = meant_hint(loaded, old, "summitalign glossary list shows the entries")
    raise UsageError(f'no entry has the id or the right form "{old}"', place=str(path), hint=hint)


def _files(loaded: Glossary, right: str) -> list[str]:
    """Return the files that say the right form, or use it in a test; packs cannot be changed."""
    found = dict.fromkeys(
        file_of(entry)
        for entry in loaded.entries
        if right in entry.use or any(right in test.text + test.expected for test in entry.tests)
    )
    files = [name for name in found if not name.startswith(PACK)]
    if not files:
        hint = "include the pack with `drop`, and add an entry of your own"
        raise UsageError(f'"{right}" stands in a pack, which cannot be changed', place=loaded.path, hint=hint)
    return files


def _renaming(what: Rename, name: str, done: dict[str, Renaming]) -> Callable[[str], str]:
    """Return what renames in the text of one file, and notes what it did."""
    from summitalign.glossary.renaming import rename as renamed

    def edit(text: str) -> str:
        done[name] = renamed(text, name, what)
        return done[name].text

    return edit


def _already(loaded: Glossary, old: str, new: str) -> Iterable[str]:
    """Name the entries that had the new form before: one more has it now, and they stay apart."""
    for entry in loaded.entries:
        if new in entry.use and old not in entry.use:
            yield f'there is already an entry for "{new}": "{entry.id}" ({entry.origin}); the two stay apart'


def _remarks(loaded: Glossary, right: str, done: dict[str, Renaming]) -> Iterable[str]:
    """Say what names the old form still."""
    for name, renaming in done.items():
        for each in renaming.left:
            yield f'{name}:{each.line}: {each.field}: "{each.before}" stays as it is'
    for entry in loaded.entries:
        if entry.origin.startswith(PACK) and right in entry.use:
            yield f'{entry.origin}: the entry "{entry.id}" of a pack stays as it is'
