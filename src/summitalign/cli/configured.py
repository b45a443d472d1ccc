"""Settings files as defaults of options: one place for all commands, so that no command knows of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from summitalign.errors import UsageError

if TYPE_CHECKING:
    from summitalign.settings.read import Configuration, Given

_HELP = ("-h", "--help")
_ASKS_LATER = ("lsp",)
"""Commands that look for settings as long as they run, so that wrong ones are told and do not end them."""


def configured(ctx: click.Context, name: str, command: click.Command, arguments: Sequence[str]) -> click.Command:
    """Give the options of a command that is about to run the defaults that the settings file has for them.

    `ctx` is the context above the command, called `name` there. Returns the command, or one that runs it once for each
    part of its documents where their settings differ. Raises UsageError for settings that cannot be used.
    """
    if isinstance(command, click.Group) or name in _ASKS_LATER or any(each in arguments for each in _HELP):
        return command
    from summitalign.workspace.settings import nearest_settings

    configuration = nearest_settings()
    if configuration is None:
        return command
    from summitalign.settings.select import chosen, overriding

    whole = full_name(ctx, name)
    given = chosen(configuration.given, whole, arguments)
    check_files(configuration, given.values())
    set_defaults(ctx, name, command, given)
    if overriding(configuration, whole):
        from summitalign.cli.parts import Parted

        return Parted(command, configuration, whole)
    return command


def full_name(ctx: click.Context, name: str) -> str:
    """Return what people call a command, `glossary lint`, by the context above it and its name there."""
    names = [name]
    while ctx.parent is not None:
        names.insert(0, ctx.info_name or "")
        ctx = ctx.parent
    return " ".join(names)


def set_defaults(ctx: click.Context, name: str, command: click.Command, given: "Mapping[str, Given]") -> None:
    """Make settings the defaults of the options that are called as they are; raises UsageError for a missing file."""
    from summitalign.settings.select import option_value

    defaults = {}
    for option in command.params:
        setting = given.get(option.opts[-1].removeprefix("--")) if isinstance(option, click.Option) else None
        if setting is not None:
            defaults[option.name or ""] = option_value(setting)
    ctx.default_map = {**(ctx.default_map or {}), name: defaults}


def check_files(configuration: "Configuration", given: "Iterable[Given]") -> None:
    """Raise UsageError, with file and key, for a file that settings name and that is not there."""
    from summitalign.cli.options import exists

    for each in given:
        files = each.value if isinstance(each.value, tuple) else (str(each.value),)
        for file in files if each.setting.must_exist else ():
            if not exists(file):
                raise UsageError(f"'{each.key}' names {file}, which does not exist", place=configuration.path)
