"""A group of commands that knows which one a misspelt name was to be."""

import importlib
from collections.abc import Mapping
from typing import Any

import click

from summitalign.errors import UsageError


class CommandGroup(click.Group):
    """A click group that refuses an unknown command as the program refuses everything else: problem, then way out."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name; raises UsageError with the nearest name for an unknown one."""
        name = args[0]
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-") and not ctx.resilient_parsing:
            raise UsageError(f"unknown command '{name}'", hint=_hint(name, known, ctx.command_path))
        return super().resolve_command(ctx, args)


class TableGroup(CommandGroup):
    """A group that holds a table of its commands and imports a command only when it is used."""

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
        module, _, name = self.table[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Print the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in self.table.items()])


def _hint(name: str, known: list[str], program: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"{program} --help lists the commands"
