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
    *,
    on_skip: Callable[[str, str], None] | None = None,
) -> list[Input]:
    """List the documents under `paths`; `-` is read at once, and named `stdin_name` where that is given.

    `on_skip` is told of each document and folder that the walk leaves out, and why.
    """
    found = documents(paths, on_problem, globs, suffixes, on_skip)
    return [named(path, stdin_name) for path in found]


def left_out(paths: Sequence[str], suffixes: tuple[str, ...] = SUFFIXES) -> list[tuple[str, str]]:
    """List the documents and folders that a walk under `paths` leaves out, each with the reason."""
    found: list[tuple[str, str]] = []
    for _ in documents(paths, suffixes=suffixes, on_skip=lambda path, why: found.append((path, why))):
        pass
    return found


def named(path: str, stdin_name: str | None = None) -> Input:
    """Return the document of a path; `-` is read at once, and named `stdin_name` where that is given."""
    return read_stdin(stdin_name or STDIN) if path == STDIN else Input(path)
