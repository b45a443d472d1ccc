"""`summitalign config show`: values and their origins, of all settings or of a command as it would be called."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from summitalign.cli.configured import full_name
from summitalign.cli.parts import Parted
from summitalign.errors import UsageError

if TYPE_CHECKING:
    from summitalign.settings.keys import Setting
    from summitalign.settings.read import Configuration, Given

_NONE = "-"
"""Stands for a value that is not set."""
_NO_FILE = "no summitalign.toml here or above, and no pyproject.toml with [tool.summitalign]"
_DEFAULT, _COMMAND_LINE = "default", "command line"


@dataclass(frozen=True, slots=True)
class Row:
    """One value."""

    name: str
    """Key of a setting, or an option."""
    value: object
    """None where nothing is set."""
    origin: str
    """`default`, `command line`, a variable of the environment, or file and key."""


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", help="Form of the results."
)
@click.argument("command_line", nargs=-1, type=click.UNPROCESSED, metavar="[COMMAND [ARGUMENTS]...]")
def show(command_line: tuple[str, ...], output_format: str) -> None:
    """Show every setting, its value, and where it comes from: a default, a file, or the command line.

    With COMMAND, all options of that command as they would count if it were called with ARGUMENTS; it is not run.

    \b
    Examples:
      summitalign config show
      summitalign config show --format json
      summitalign config show fix-terms docs/zh --jobs 2
    """  # noqa: D301 - click reads the backspace
    from summitalign.workspace.settings import nearest_settings

    configuration = nearest_settings()
    root = click.get_current_context().find_root()
    rows = tuple(_of_command(root, command_line, configuration) if command_line else _of_file(root, configuration))
    file = configuration.path if configuration is not None else None
    if output_format == "json":
        _print_json(file, rows)
        return
    click.echo(
        f"settings: {file or 'no summitalign.toml here or above, and no pyproject.toml with [tool.summitalign]'}"
    )
    widths = [max((len(cells[column]) for cells in map(_cells, rows)), default=0) for column in (0, 1)]
    for name, value, origin in map(_cells, rows):
        click.echo(f"{name:{widths[0]}}  {value:{widths[1]}}  {origin}")


def _print_json(file: str | None, rows: Sequence[Row]) -> None:
    import json

    values = [{"name": row.name, "value": row.value, "origin": row.origin} for row in rows]
    shown = {"schema": "summitalign/settings/1", "file": file, "settings": values}
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def _cells(row: Row) -> tuple[str, str, str]:
    return row.name, _text(row.value), row.origin


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value)) or _NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NONE if value is None or value == "" else str(value)


def _of_file(root: click.Context, configuration: "Configuration | None") -> Iterator[Row]:
    """Yield each setting there is, as the file or the program has it."""
    from summitalign.settings.keys import SETTINGS

    given = {each.setting: each for each in configuration.given} if configuration is not None else {}
    for setting in SETTINGS:
        found = given.get(setting)
        yield _given(found, configuration, setting.key) if found is not None else _default(root, setting)
    for override in configuration.overrides if configuration is not None else ():
        for each in override.given:
            yield _given(each, configuration, f"{each.setting.key} of {', '.join(override.paths)}")


def _given(given: "Given", configuration: "Configuration | None", name: str) -> Row:
    assert configuration is not None
    return Row(name, given.value, f"{configuration.path}: {given.key}")


def _default(root: click.Context, setting: "Setting") -> Row:
    """Return the default of the first command's option: those of the others are the same."""
    called = _called(root, setting.commands[0].split())
    option = next(each for each in called.command.params if each.opts[-1] == f"--{setting.name}")
    return _from_environment(Row(setting.key, _plain(option.get_default(called.above)), _DEFAULT))


def _from_environment(row: Row) -> Row:
    if row.name.removeprefix("--") == "color" and row.origin == _DEFAULT and os.environ.get("NO_COLOR"):
        return Row(row.name, "never", "environment: NO_COLOR")
    return row


@dataclass(frozen=True, slots=True)
class _Called:
    """A command that a command line names."""

    above: click.Context
    name: str
    """What it is called in the context above."""
    command: click.Command
    arguments: list[str]


def _called(root: click.Context, command_line: Sequence[str]) -> _Called:
    above, name, rest = root, "", list(command_line)
    command: click.Command | None = root.command
    while isinstance(command, click.Group):
        if not rest:
            known = ", ".join(command.list_commands(above))
            raise UsageError(f"{name} is a group of commands", hint=f"name one of them: {known}")
        if command is not root.command:
            above = click.Context(command, info_name=name, parent=above)
        found, command, rest = command.resolve_command(above, rest)
        name = found or ""
    assert command is not None
    return _Called(above, name, command, rest)


def _of_command(root: click.Context, arguments: Sequence[str], configuration: "Configuration | None") -> Iterator[Row]:
    """Yield the options of a command as they count with arguments, then those that overrides change."""
    called = _called(root, arguments)
    try:
        context = called.command.make_context(called.name, list(called.arguments), called.above)
    except click.MissingParameter:  # without its documents it still has options
        context = called.command.make_context(called.name, list(called.arguments), called.above, resilient_parsing=True)
    given = configuration.given if configuration is not None else ()
    yield from _rows(called, context, configuration, given)
    if not isinstance(called.command, Parted) or configuration is None:
        return
    for part in called.command.parts(context):
        if part.overrides:
            again = called.command.context_of(part, context)
            what = ", ".join(path for number in part.overrides for path in configuration.overrides[number].paths)
            changed = tuple(each for number in part.overrides for each in configuration.overrides[number].given)
            for row in _rows(called, again, configuration, changed):
                if row.origin.startswith(f"{configuration.path}: "):
                    yield Row(f"{row.name} of {what}", row.value, row.origin)


def _rows(
    called: _Called, context: click.Context, configuration: "Configuration | None", given: "Iterable[Given]"
) -> Iterator[Row]:
    from summitalign.settings.select import chosen

    counting = chosen(given, full_name(called.above, called.name), called.arguments)
    for option in called.command.params:
        if isinstance(option, click.Option) and option.name is not None:
            setting = counting.get(option.opts[-1].removeprefix("--"))
            yield _from_environment(_row(option, context, setting, configuration))


def _row(
    option: click.Option, context: click.Context, given: "Given | None", configuration: "Configuration | None"
) -> Row:
    name = option.opts[-1]
    source = context.get_parameter_source(option.name or "")
    if given is not None and source is ParameterSource.DEFAULT_MAP:
        return _given(given, configuration, name)
    value: object = context.params.get(option.name or "") if option.expose_value else _colour(context)
    return Row(name, _plain(value), _COMMAND_LINE if source is ParameterSource.COMMANDLINE else _DEFAULT)


def _colour(context: click.Context) -> str:
    return {True: "always", False: "never", None: "auto"}[context.color]


def _plain(value: Any) -> object:
    """Return a value as it stands on the command line; what click has for `not set` is nothing."""
    if isinstance(value, bool | int | float | str):
        return getattr(value, "value", value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value] or None
    return getattr(value, "value", None) if isinstance(getattr(value, "value", None), str) else None
