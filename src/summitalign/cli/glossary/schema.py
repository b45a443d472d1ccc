"""`summitalign glossary schema`."""

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of a glossary, by which editors complete and check it.

    A file names it in its first line; `summitalign init` does so.

    \b
    Examples:
      summitalign glossary schema > glossary.schema.json
    """  # noqa: D301 - click reads the backspace
    from summitalign.workspace.schemas import GLOSSARY_SCHEMA, read_schema

    click.echo(read_schema(GLOSSARY_SCHEMA), nl=False)
