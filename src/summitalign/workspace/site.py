"""Writing the files of a report into a folder, and nowhere else."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from summitalign.errors import WriteError
from summitalign.workspace.write import make_folder, write_text


def write_site(folder: str, files: Iterable[tuple[str, str]]) -> int:
    """Write (path relative to `folder`, content) pairs and return how many; raises WriteError.

    A path that leads out of the folder, through `..` or through a symbolic link, is refused.
    """
    make_folder(folder)
    root = Path(folder).resolve()
    count = 0
    for name, content in files:
        relative = PurePosixPath(name)
        target = Path(folder, *relative.parts)
        if relative.is_absolute() or ".." in relative.parts or not target.resolve().is_relative_to(root):
            raise WriteError("lies outside the report's folder", place=str(target))
        make_folder(target.parent)
        write_text(target, content)
        count += 1
    return count
