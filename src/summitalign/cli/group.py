"""A group of commands that imports only the one it runs, and knows which one a misspelt name was to be."""

import importlib
from collections.abc import Mapping
from typing import Any

import click

from summitalign.cli.configured import configured
from summitalign.errors import UsageError

_DASHES = "—–－―"
"""What input methods write for one hyphen or for two."""


class TableGroup(click.Group):
    """A group that holds a table of its commands and imports a command only when it is used.

    An unknown command is refused as the program refuses everything else: problem, then way out.
    """

    def __init__(self, *arguments: Any, table: Mapping[str, tuple[str, str]], **named: Any) -> None:
        """Keep the table: for each command `module:function`, and the line that `--help` prints."""
        super().__init__(*arguments, **named)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command; None for an unknown one."""
        if cmd_name not in self.table:
            return None
        return _import_command(self.table[cmd_name][0])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Print the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in self.table.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name; raises UsageError with the nearest name for an unknown one."""
        name = args[0]
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-") and not ctx.resilient_parsing:
            raise UsageError(f"unknown command '{name}'", hint=_hint(name, known, ctx.command_path))
        found = super().resolve_command(ctx, args)
        if found[1] is None or ctx.resilient_parsing:
            return found
        _refuse_dashes(found[1], args[1:])
        return found[0], configured(ctx, found[0] or "", found[1], found[2]), found[2]


def branching(table: Mapping[str, tuple[str, str]], kind: type[click.Command] = click.Command) -> type[click.Command]:
    """Return a kind of command that has commands of its own beside its arguments: `align A B`, and `align score A B`.

    `table` is that of a `TableGroup`. A first argument that is a name of it runs that command; `./NAME` is a file.
    """

    class Branching(kind):  # type: ignore[misc,valid-type]
        def make_context(
            self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
        ) -> click.Context:
            if not args or args[0] not in table:
                context: click.Context = super().make_context(info_name, args, parent, **extra)
                return context
            # Not this command as the parent: its arguments would stand in the usage of the other.
            above = click.Context(click.Command(info_name), parent=parent, info_name=info_name)
            return _import_command(table[args[0]][0]).make_context(args[0], args[1:], above, **extra)

        def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            super().format_options(ctx, formatter)
            with formatter.section("Commands"):
                formatter.write_dl([(name, help_line) for name, (_, help_line) in table.items()])

    return Branching


def _import_command(where: str) -> click.Command:
    module, _, name = where.partition(":")
    command = getattr(importlib.import_module(module), name)
    assert isinstance(command, click.Command)
    return command


def _refuse_dashes(command: click.Command, args: list[str]) -> None:
    """Raise UsageError for an option whose hyphens an input method has made a dash: it would be taken for a text."""
    options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    for argument in args:
        if argument == "--":
            return
        name = "--" + argument.lstrip(_DASHES).partition("=")[0]
        if argument.startswith(tuple(_DASHES)) and name in options:
            hint = f"write {name}; after `--` it is a text"
            raise UsageError(f"'{argument}' begins with a dash that is no hyphen", hint=hint)


def _hint(name: str, known: list[str], program: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"{program} --help lists the commands"
