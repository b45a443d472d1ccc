"""`summitalign lsp`."""

import sys

import click

from summitalign.errors import UsageError


@click.command()
def lsp() -> None:
    """Serve an editor: findings while you type, quick fixes, evidence, and the original of each passage.

    The editor starts it, and speaks to it on standard input and output; docs/editors.md has the settings for some.
    Needs the package pygls, the extra `lsp`.

    \b
    Examples:
      summitalign lsp
    """  # noqa: D301 - click reads the backspace
    try:
        import pygls  # noqa: F401 - now, and with a line that people understand
    except ModuleNotFoundError as error:
        hint = "install it: python -m pip install 'summitalign[lsp]'"
        raise UsageError("needs the package pygls", place="summitalign lsp", hint=hint) from error
    if sys.stdin is None or sys.stdin.isatty():
        hint = "set it up in an editor: docs/editors.md"
        raise UsageError("is started by an editor, and not from a terminal", place="summitalign lsp", hint=hint)
    from summitalign.lsp.server import build
    from summitalign.lsp.transport import serve

    serve(build())
