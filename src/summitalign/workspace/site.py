"""Writing the files of a report into a folder, and nowhere else."""

import contextlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from types import TracebackType

from summitalign.errors import UsageError, WriteError
from summitalign.workspace.walk import OWN_IGNORE_FILE, STDIN
from summitalign.workspace.write import make_folder, real_path, write_bytes

_OWN = re.compile(
    r"(index|glossary|talks)\.html|assets/[^/]+\.(css|js)|pairs/([0-9]{3,}-[^/]*|[0-9a-z-]+-[0-9a-f]{10})\.(html|js)"
    r"|report\.(md|json|xlsx)|badges/[a-z-]+\.svg"
)
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
        root = real_path(folder)
        if any(Path(path).resolve().is_relative_to(root) for path in inputs if path != STDIN):
            raise UsageError(
                "holds documents of the report, which are not to be mixed with it", place=folder, hint=hint
            )
        if root.is_dir() and any(root.iterdir()) and not (root / MANIFEST).is_file():
            raise UsageError("is not empty, and holds no earlier report", place=folder, hint=hint)
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
        raise UsageError(f"cannot be reached: {getattr(error, 'strerror', None) or error}", place=folder) from error


class SiteFolder:
    """The folder of a report while it is written.

    A path that leads out of the folder or through a symbolic link is refused, and so is one where a file stands
    that no earlier report has written. When all is well at the end, files that an earlier report left there and this
    one does not have are removed where they have a name of the site's making and no symbolic link leads to them; no
    other file is touched.
    """

    def __init__(self, folder: str) -> None:
        """Make the folder if need be, and read what an earlier report has left; raises WriteError."""
        make_folder(folder)
        self._folder = folder
        self._root = Path(folder).resolve()
        self._manifest = self._inside(MANIFEST)
        self._earlier = _listed(self._manifest)
        self._written: set[str] = set()

    def __enter__(self) -> "SiteFolder":
        """Begin; what a report holds is no document, also where its folder lies among those of the next one."""
        self.write(OWN_IGNORE_FILE, "*\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear away what is left of an earlier report, unless something went wrong."""
        if kind is None:
            _remove_stale(self._root, self._earlier - self._written)
            content = "".join(f"{name}\n" for name in sorted(self._written))
            write_bytes(self._manifest, content.encode())

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file, or leave it as it is where it holds just that; raises WriteError."""
        target = self._inside(name)
        if target.exists() and name not in self._earlier | self._written:
            raise WriteError("is no file of an earlier report, and was left alone", place=str(target))
        if name not in self._earlier:
            # Before the file itself: what a run that was stopped leaves behind is still known to be its own.
            _note(self._manifest, name)
        make_folder(target.parent)
        data = content.encode() if isinstance(content, str) else content
        if not _holds(target, data):
            write_bytes(target, data, is_one_of_many=True)
        self._written.add(name)

    def stamp(self, name: str) -> tuple[int, int] | None:
        """Return size and time of change of a file of this or an earlier report; None where there is none.

        Two equal stamps mean the same content, as far as the system tells.
        """
        if name not in self._earlier and name not in self._written:
            return None
        with contextlib.suppress(OSError, WriteError):
            info = self._inside(name).stat()
            return info.st_size, info.st_mtime_ns
        return None

    def keep(self, name: str) -> None:
        """Let a file of an earlier report stay as it is; it has a `stamp`."""
        self._written.add(name)

    def _inside(self, name: str) -> Path:
        """Return the path of a file of the report; raises WriteError where it leads out of the folder."""
        relative = PurePosixPath(name)
        target = Path(self._folder, *relative.parts)
        try:
            resolved = real_path(target)
        except (OSError, RuntimeError) as error:  # RuntimeError: a circle of symbolic links
            raise WriteError("cannot be reached", place=str(target)) from error
        if relative.is_absolute() or ".." in relative.parts or not resolved.is_relative_to(self._root):
            raise WriteError("lies outside the report's folder", place=str(target))
        if resolved != self._root / relative:
            raise WriteError("is reached through a symbolic link, and was left alone", place=str(target))
        return target


def write_site(folder: str, files: Iterable[tuple[str, str | bytes]]) -> None:
    """Write (path relative to `folder`, content) pairs as `SiteFolder` does."""
    with SiteFolder(folder) as site:
        for name, content in files:
            site.write(name, content)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


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
