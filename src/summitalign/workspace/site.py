"""Writing the files of a report into a folder, and nowhere else."""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from summitalign.errors import WriteError
from summitalign.workspace.write import make_folder, write_text

MANIFEST = ".summitalign-report"
"""Lists the files of a report, one a line, so that the next report can clear away what it no longer has."""


def write_site(folder: str, files: Iterable[tuple[str, str]]) -> int:
    """Write (path relative to `folder`, content) pairs and return how many; raises WriteError.

    A path that leads out of the folder, through `..` or through a symbolic link, is refused. Files that an
    earlier report left there and this one does not have are removed; no other file is touched.
    """
    make_folder(folder)
    root = Path(folder).resolve()
    written: list[str] = []
    for name, content in files:
        relative = PurePosixPath(name)
        target = Path(folder, *relative.parts)
        if relative.is_absolute() or ".." in relative.parts or not target.resolve().is_relative_to(root):
            raise WriteError("lies outside the report's folder", place=str(target))
        make_folder(target.parent)
        write_text(target, content)
        written.append(name)
    _remove_stale(root, written)
    write_text(Path(folder, MANIFEST), "".join(f"{name}\n" for name in sorted(written)))
    return len(written)


def _remove_stale(root: Path, written: Sequence[str]) -> None:
    """Remove the files that the manifest of an earlier report lists and this report has not written."""
    manifest = root / MANIFEST
    try:
        earlier = manifest.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for name in sorted(set(earlier) - set(written)):
        target = (root / name).resolve()
        if target.is_relative_to(root) and target.is_file():
            with contextlib.suppress(OSError):
                target.unlink()
