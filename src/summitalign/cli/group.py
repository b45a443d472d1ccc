"""A group of commands that knows which one a misspelt name was to be."""

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


def _hint(name: str, known: list[str], program: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"{program} --help lists the commands"
