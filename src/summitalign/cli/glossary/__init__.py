"""`summitalign glossary`: look after the glossary file, one module a command."""

import click

from summitalign.cli.group import TableGroup

_HERE = "summitalign.cli.glossary"
COMMANDS = {
    "lint": (f"{_HERE}.lint:lint", "Report every problem of a glossary, failing tests included."),
    "test": (f"{_HERE}.test:test", "Run the tests of the entries."),
    "list": (f"{_HERE}.list:list_", "List the entries."),
    "show": (f"{_HERE}.show:show", "Show all that an entry says."),
    "explain": (f"{_HERE}.explain:explain", "Explain what is decided about a text, and why."),
    "add": (f"{_HERE}.add:add", "Add wrong forms."),
    "remove": (f"{_HERE}.remove:remove", "Remove a wrong form or an entry."),
    "rename": (f"{_HERE}.rename:rename", "Rename a right form everywhere."),
    "fmt": (f"{_HERE}.fmt:fmt", "Put the keys of every entry in order."),
    "stats": (f"{_HERE}.stats:stats", "Count what each entry finds in documents."),
    "suggest": (f"{_HERE}.suggest:suggest", "Propose entries that the documents need."),
    "review": (f"{_HERE}.review:review", "Ask about suggested fixes and proposed entries."),
    "rejected": (f"{_HERE}.rejected:rejected", "List what was rejected for good, and take it back."),
    "packs": (f"{_HERE}.packs:packs", "List the packs, glossaries that come with the program."),
    "diff": (f"{_HERE}.diff:diff", "Compare two glossaries, form by form."),
    "merge": (f"{_HERE}.merge:merge", "Merge two glossaries that go back to one."),
    "import": (f"{_HERE}.import_:import_", "Read the terms of another tool's file."),
    "export": (f"{_HERE}.export:export", "Write the glossary for another tool."),
    "schema": (f"{_HERE}.schema:schema", "Print the JSON Schema of a glossary, for editors."),
}
"""Where each command stands, and what it does: `--help` prints this table and imports none of them."""


@click.group(cls=TableGroup, table=COMMANDS)
def glossary() -> None:
    """Check, list, edit, compare and look after the glossary.

    \b
    Examples:
      summitalign glossary lint
      summitalign glossary add 张量流 --use TensorFlow
      summitalign glossary explain '学习张量流'
    """  # noqa: D301 - click reads the backspace
