"""What a document is called by programs that did not get its path from us: from here, or from its repository."""

import os
from pathlib import Path

from summitalign.workspace.remote import is_remote
from summitalign.workspace.walk import STDIN


def local_name(path: str) -> str:
    """Return a path from the working directory, with `/` between its parts; absolute where it lies outside."""
    return _below(Path.cwd(), path)


def repository_name(path: str) -> str:
    """Return a path as version control names it: from the top of its repository; elsewhere as `local_name`.

    Standard input without a name is `stdin`: `-` is an option to some of the programs that read a diff.
    The path of a document that lies neither in a repository nor below the working directory begins at the root
    of the file system, without the slash, for `patch -p1 --directory=/`.
    """
    if path == STDIN:
        return "stdin"
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link must keep its own name
    top = next((folder for folder in whole.parents if (folder / ".git").exists()), None)
    return (_below(top, path) if top is not None else local_name(path)).lstrip("/")


def _below(folder: Path, path: str) -> str:
    if is_remote(path):
        return path
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link must keep its own name
    return (whole.relative_to(folder) if whole.is_relative_to(folder) else whole).as_posix()
