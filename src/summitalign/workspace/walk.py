"""Finding the documents under the paths that a person named."""

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summitalign.errors import InputError, UsageError
from summitalign.formats.kinds import CATALOGUE_ENDINGS, ENDINGS, PAGE_ENDINGS
from summitalign.workspace import remote
from summitalign.workspace.remote import is_remote

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from summitalign.workspace.globs import Globs

TEXT_SUFFIXES = (".md", ".markdown", ".mdx", ".txt")
"""Endings of the files that are a text themselves."""
DOCUMENT_SUFFIXES = (*TEXT_SUFFIXES, *(each for each in ENDINGS if each not in (*CATALOGUE_ENDINGS, *PAGE_ENDINGS)))
"""Endings of the files that hold a document in one language."""
SUFFIXES = (*DOCUMENT_SUFFIXES, *CATALOGUE_ENDINGS)
"""Endings of the files that a folder is searched for, compared in lower case."""
SOURCE_SUFFIXES = (*DOCUMENT_SUFFIXES, ".ics", "schedule.json", "schedule.xml", "playlist.json")
"""What a folder of originals is searched for: published schedules too, as far as their names say that they are some."""
STDIN = "-"
"""The path that stands for standard input."""
OWN_IGNORE_FILE = ".summitalignignore"
IGNORE_FILES = (".gitignore", OWN_IGNORE_FILE)
"""In this order: what the second says of a path holds against the first."""
_SPECIAL, _ESCAPED = re.compile(r"[\\*?\[\]]"), r"\\\g<0>"
"""What is no letter of a name in a pattern, and how it becomes one."""
IGNORED = "ignored by .gitignore or .summitalignignore"

Report = Callable[[InputError], None]
Skip = Callable[[str, str], None]
"""Is told of a document or a folder that is left out, by its path, and why."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """The ignore rules of one folder."""

    folder: str
    """Resolved path that the patterns are relative to, with a separator at its end."""
    spec: "GitIgnoreSpec"


@dataclass(frozen=True, slots=True)
class _Walk:
    """What a walk looks for, and whom it tells of the rest."""

    suffixes: tuple[str, ...]
    on_problem: Report | None
    on_skip: Skip | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A file or a folder of a walk."""

    path: str
    """As people are to read it: the path that was given, and what lies below."""
    resolved: str
    is_folder: bool
    rules: tuple[_Rules, ...]
    """Of the folders around it, the outermost first."""


def documents(
    paths: Sequence[str],
    on_problem: Report | None = None,
    globs: "Globs | None" = None,
    suffixes: tuple[str, ...] = SUFFIXES,
    on_skip: Skip | None = None,
) -> Iterator[str]:
    """Yield the documents under `paths`, each once, written as the paths were given.

    A named file is taken whatever its ending; `-` is passed through. A folder is walked in the order of its names;
    hidden files and folders, symbolic links (so that no walk leaves its tree or runs in a circle) and what
    `.gitignore` or `.summitalignignore` name, there or in a folder above, are left out; but what was named is taken,
    and a rule that names it or a folder above it says nothing of what lies below. A folder that cannot be listed goes
    to `on_problem`, what is left out to `on_skip`. Of all this, `globs` may take a part only.
    Raises UsageError for a path that is empty or does not exist.
    """
    check_paths(paths)
    seen: set[str] = set()
    suffixes = (*suffixes, *globs.endings) if globs else suffixes
    for path in paths:
        for document, resolved in _below(path, globs, _Walk(suffixes, on_problem, on_skip)):
            if resolved not in seen:
                seen.add(resolved)
                yield document


def check_paths(paths: Sequence[str]) -> None:
    """Raise UsageError for a path that is empty or does not exist."""
    for path in paths:
        if not path:
            raise UsageError("an empty path", hint="`.` is the working directory")
        if path != STDIN and not _exists(path):
            raise UsageError("no such file or folder", place=path)


def is_folder(path: str) -> bool:
    """Say whether a path is a folder, of this machine or of a store."""
    return remote.is_folder(path) if is_remote(path) else Path(path).is_dir()


def _exists(path: str) -> bool:
    if is_remote(path):
        return remote.exists(path)
    try:
        return Path(path).exists()
    except OSError as error:
        raise UsageError(f"cannot be reached: {error.strerror}", place=path) from error


def _below(path: str, globs: "Globs | None", walk: _Walk) -> Iterator[tuple[str, str]]:
    """Yield (path, resolved path) of every document at or below a path."""
    if path == STDIN:
        yield path, path
        return
    if is_remote(path):
        if globs:
            raise UsageError("--include and --exclude are for folders of this machine", place=path)
        yield from ((found, found) for found in remote.documents_below(path, walk.suffixes))
        return
    resolved = Path(path).resolve()
    takes = globs.below(str(resolved)) if globs and resolved.is_dir() else None
    if globs and takes is None and not globs.takes_named(path):
        return
    top = _Place(path, str(resolved), resolved.is_dir(), _rules_above(resolved) if resolved.is_dir() else ())
    # A stack, not recursion: a path may hold more folders than Python allows nested calls.
    pending = [top]
    while pending:
        place = pending.pop()
        if place.is_folder:
            entries = _entries(place, walk)
            pending += reversed([each for each in entries if takes is None or takes(each.resolved, each.is_folder)])
        else:
            yield place.path, place.resolved


def _entries(place: _Place, walk: _Walk) -> Iterator[_Place]:
    try:
        with os.scandir(place.path) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        _tell(walk.on_problem, InputError(f"the folder cannot be listed: {error.strerror}", place=place.path))
        return
    rules = place.rules
    if any(entry.name in IGNORE_FILES for entry in entries):
        rules += _rules_in(place.resolved, walk.on_problem)
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)  # a link is neither a folder nor a file here
        if not is_folder and not entry.name.lower().endswith(walk.suffixes) and not _is_link_to_folder(entry, walk):
            continue
        resolved = os.path.join(place.resolved, entry.name)  # noqa: PTH118 - a Path for every file costs a walk half its time
        why = _why_left_out(entry, is_folder) or (IGNORED if _is_ignored(resolved, is_folder, rules) else "")
        if not why:
            yield _Place(entry.path, resolved, is_folder, rules)
        elif walk.on_skip is not None:
            walk.on_skip(entry.path, why)


def _is_link_to_folder(entry: "os.DirEntry[str]", walk: _Walk) -> bool:
    """Say so where somebody wants to know."""
    return walk.on_skip is not None and entry.is_symlink() and entry.is_dir()


def _why_left_out(entry: "os.DirEntry[str]", is_folder: bool) -> str:
    """Say why a document or a folder is left out whatever the ignore rules say; nothing where it is not."""
    if entry.name.startswith("."):
        return "hidden"
    if is_folder or entry.is_file(follow_symlinks=False):
        return ""
    return "a symbolic link" if entry.is_symlink() else "not a file"


def _rules_above(top: Path) -> tuple[_Rules, ...]:
    """Read the rules of the folders above `top`, outermost first.

    Git's rules hold from the root of the repository that `top` lies in. Our own hold from the working directory too,
    so that a folder named on the command line is walked as it is on the way through; where `top` lies neither in a
    repository nor below the working directory, they hold from the root of the file system.
    """
    folders = (top, *top.parents)
    root = next((folder for folder in folders if (folder / ".git").exists()), None)
    known = [folder for folder in (root, _working_directory()) if folder in folders]
    highest = max((folders.index(folder) for folder in known), default=len(folders) - 1)
    in_git = folders.index(root) if root is not None else -1
    found: list[_Rules] = []
    for height, folder in list(enumerate(folders))[highest:0:-1]:
        names = IGNORE_FILES if height <= in_git else (OWN_IGNORE_FILE,)
        found += _rules_in(str(folder), None, names, top.relative_to(folder).as_posix())
    return tuple(found)


def _working_directory() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # it may have been removed
        return None


def _rules_in(
    folder: str, on_problem: Report | None, names: Sequence[str] = IGNORE_FILES, top: str = ""
) -> tuple[_Rules, ...]:
    """Read the rules of a folder; `top` is the folder below it that was named, and is searched whatever they say."""
    lines: list[str] = []
    for name in names:
        path = Path(folder, name)
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # a named pipe would be waited for without end
                _tell(on_problem, InputError("the ignore rules cannot be read: not a file", place=str(path)))
                continue
            lines += path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except FileNotFoundError:
            continue
        except OSError as error:
            _tell(on_problem, InputError(f"the ignore rules cannot be read: {error.strerror}", place=str(path)))
    if not lines:
        return ()
    from pathspec import GitIgnoreSpec

    try:
        spec = GitIgnoreSpec.from_lines(lines)
        if top and spec.check_file(top + "/").include is not None:
            spec = GitIgnoreSpec.from_lines([_below_only(line, top) for line in lines])
    except ValueError as error:
        raise UsageError(f"an ignore rule cannot be used: {error}", place=folder) from error
    return (_Rules(folder.rstrip(os.sep) + os.sep, spec),)


def _below_only(line: str, top: str) -> str:
    """Return an ignore rule that says the same of what lies below `top`, and nothing of `top` and the folders above.

    A pattern without a slash, such as `draft*`, may name `top` and again what lies below it: that much is kept.
    `top/**` is taken as naming `top`, though Git takes it as naming all below.
    """
    from pathspec import GitIgnoreSpec

    if GitIgnoreSpec.from_lines([line]).check_file(top + "/").include is None:
        return line
    pattern = line.removeprefix("!").lstrip("/")
    is_anchored = "/" in line.rstrip().rstrip("/") and not pattern.startswith("**/")
    if is_anchored:
        return ""
    return f"{line[: line.startswith('!')]}/{_SPECIAL.sub(_ESCAPED, top)}/**/{pattern}"


def _is_ignored(resolved: str, is_folder: bool, rules: tuple[_Rules, ...]) -> bool:
    """Say whether the innermost rules with an opinion leave a path out, as Git decides."""
    for rule in reversed(rules):
        relative = resolved[len(rule.folder) :].replace(os.sep, "/")
        verdict = rule.spec.check_file(relative + "/" if is_folder else relative).include
        if verdict is not None:
            return verdict
    return False


def _tell(on_problem: Report | None, error: InputError) -> None:
    if on_problem is not None:
        on_problem(error)
