"""`summitalign config`: what the settings files say, and what comes of it."""

import click

from summitalign.cli.group import TableGroup

COMMANDS = {
    "show": ("summitalign.cli.config_show:show", "Show every setting, its value, and where it comes from."),
    "schema": ("summitalign.cli.config:schema", "Print the JSON Schema of the settings, for editors."),
}


@click.group(cls=TableGroup, table=COMMANDS)
def config() -> None:
    """Show the settings: defaults of options, from summitalign.toml or pyproject.toml.

    \b
    Examples:
      summitalign config show
      summitalign config show fix-terms docs/zh --jobs 2
      summitalign config schema
    """  # noqa: D301 - click reads the backspace


@click.command()
def schema() -> None:
    """Print the JSON Schema of the settings, by which editors complete and check them.

    It is that of summitalign.toml, and of the table [tool.summitalign] in pyproject.toml.

    \b
    Examples:
      summitalign config schema > settings.schema.json
    """  # noqa: D301 - click reads the backspace
    from summitalign.workspace.schemas import SETTINGS_SCHEMA, read_schema

    click.echo(read_schema(SETTINGS_SCHEMA), nl=False)
