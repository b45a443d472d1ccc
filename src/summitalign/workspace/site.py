"""Writing the files of a report into a folder, and nowhere else."""

import contextlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from summitalign.errors import UsageError, WriteError
from summitalign.workspace.walk import STDIN
from summitalign.workspace.write import make_folder, write_text

_OWN = re.compile(r"(index|glossary)\.html|assets/[^/]+\.(css|js)|pairs/[0-9]{3,}-[^/]*\.html")
"""Names that a report gives its files. A manifest that came with a folder may list anything: other files stay."""
MANIFEST = ".summitalign-report"
"""Lists the files of a report, one a line: the next report may replace these, and removes those it no longer has."""


def check_folder(folder: str, inputs: Sequence[str]) -> None:
    """Prove that a report may go into a folder; `inputs` are the paths of the documents, as given.

    The folder must be missing, be empty, or hold an earlier report, and none of the inputs may be or lie in it.
    Raises UsageError; nothing is written.
    """
    hint = "choose an empty or new folder"
    try:
        root = Path(folder).resolve()
        if any(Path(path).resolve().is_relative_to(root) for path in inputs if path != STDIN):
            raise UsageError(
                "holds documents of the report, which are not to be mixed with it", place=folder, hint=hint
            )
        if root.is_dir() and any(root.iterdir()) and not (root / MANIFEST).is_file():
            raise UsageError("is not empty, and holds no earlier report", place=folder, hint=hint)
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
        raise UsageError(f"cannot be reached: {getattr(error, 'strerror', None) or error}", place=folder) from error


def write_site(folder: str, files: Iterable[tuple[str, str]]) -> int:
    """Write (path relative to `folder`, content) pairs and return how many; raises WriteError.

    A path that leads out of the folder or through a symbolic link is refused, and so is one where a file stands
    that no earlier report has written. Files that an earlier report left there and this one does not
    have are removed where they have a name of the site's making and no symbolic link leads to them; no other
    file is touched.
    """
    make_folder(folder)
    root = Path(folder).resolve()
    manifest = _inside(folder, root, MANIFEST)
    earlier = _listed(manifest)
    written: set[str] = set()
    for name, content in files:
        target = _inside(folder, root, name)
        if target.exists() and name not in earlier | written:
            raise WriteError("is no file of an earlier report, and was left alone", place=str(target))
        if name not in earlier:
            # Before the file itself: what a run that was stopped leaves behind is still known to be its own.
            _note(manifest, name)
        make_folder(target.parent)
        write_text(target, content)
        written.add(name)
    _remove_stale(root, earlier - written)
    write_text(manifest, "".join(f"{name}\n" for name in sorted(written)))
    return len(written)


def _inside(folder: str, root: Path, name: str) -> Path:
    """Return the path of a file of the report; raises WriteError where it leads out of the folder."""
    relative = PurePosixPath(name)
    target = Path(folder, *relative.parts)
    try:
        resolved = target.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
        raise WriteError("cannot be reached", place=str(target)) from error
    if relative.is_absolute() or ".." in relative.parts or not resolved.is_relative_to(root):
        raise WriteError("lies outside the report's folder", place=str(target))
    if resolved != root / relative:
        raise WriteError("is reached through a symbolic link, and was left alone", place=str(target))
    return target


def _listed(manifest: Path) -> frozenset[str]:
    try:
        return frozenset(manifest.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return frozenset()


def _note(manifest: Path, name: str) -> None:
    try:
        with manifest.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{name}\n")
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror}", place=str(manifest)) from error


def _remove_stale(root: Path, stale: Iterable[str]) -> None:
    for name in sorted(stale):
        target = root / name
        with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: a circle of symbolic links
            # Neither the file nor a folder on the way may be a link: behind it lies what no report has written.
            if _OWN.fullmatch(name) and target.resolve() == target and target.is_file():
                target.unlink()
