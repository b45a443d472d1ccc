"""From the paths on a command line to the documents to read."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from summitalign.errors import InputError
from summitalign.workspace.read import Input, read_stdin
from summitalign.workspace.walk import STDIN, SUFFIXES, documents

if TYPE_CHECKING:
    from summitalign.workspace.globs import Globs


def gather(
    paths: Sequence[str],
    stdin_name: str | None = None,
    on_problem: Callable[[InputError], None] | None = None,
    globs: "Globs | None" = None,
    suffixes: tuple[str, ...] = SUFFIXES,
) -> list[Input]:
    """List the documents under `paths`; `-` is read at once, and named `stdin_name` where that is given."""
    found = documents(paths, on_problem, globs, suffixes)
    return [read_stdin(stdin_name or STDIN) if path == STDIN else Input(path) for path in found]
