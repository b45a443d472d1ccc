"""What a shell offers for names that only the program knows: packs, and the terms of the glossary."""

import re
from collections.abc import Iterable

import click

from summitalign.errors import SummitalignError

_UNSAFE = re.compile(r"[\s'\"\\$`&|;()<>*?\[\]{}!#~=]")
"""Signs that a shell takes for its own: a name that holds one is typed by hand."""


def complete_packs(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of packs that begin with what was typed."""
    from summitalign.workspace.packs import pack_names

    return _offered(pack_names(), incomplete)


def complete_terms(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids and forms of the glossary that begin with what was typed; none where no glossary can be read."""
    from summitalign.glossary.checks import fold
    from summitalign.workspace.glossary import load_glossary

    try:
        path = _glossary(ctx)
        if not path:
            return []
        glossary = load_glossary(path)
    except SummitalignError:
        return []  # the command itself says why
    names = {name for one in glossary.entries for name in (one.id, *one.use, *(form.text for form in one.wrong))}
    typed = fold(incomplete).casefold()
    return _offered(sorted(name for name in names if fold(name).casefold().startswith(typed)), "")


def _glossary(ctx: click.Context) -> str:
    """Return the path of the glossary that the command will read; empty for none. Raises SummitalignError."""
    from summitalign.workspace.glossary import glossary_for
    from summitalign.workspace.settings import nearest_settings

    named = ctx.params.get("glossary_path")
    configuration = nearest_settings() if not named else None
    if configuration is not None:
        from summitalign.settings.select import chosen

        given = chosen(configuration.given, ctx.command_path.partition(" ")[2], ()).get("glossary")
        named = given.value if given is not None else None
    return str(named or glossary_for(()) or "")


def _offered(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete) and not _UNSAFE.search(name)]
