"""What has changed since a commit, by line, as Git tells it."""

import os
import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from summitalign.errors import UsageError
from summitalign.model.span import Span

Lines = tuple[tuple[int, int], ...]
"""First and last line of each stretch, from 1, in order."""
_ALL: Lines = ((1, sys.maxsize),)
_HERE = ("HEAD", "@")
"""Names of the commit that is checked out; a branch need not have one yet."""
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
# Whatever the user's settings are, the output has to be the one that is read here.
_DIFF = (
    "-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--no-color",
    "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """The lines of each document that were added or changed since a commit."""

    ref: str
    """The commit as it was named."""
    lines: Mapping[str, Lines] = field(default_factory=dict)
    """By the path of the document as given; one without a change is not there."""

    def within(self, name: str, text: str) -> Callable[[Span], bool]:
        """Return what says of a span of a document whether one of its lines has changed."""
        stretches = self.lines.get(name, ())
        # As Git counts lines: a lone carriage return ends none.
        ends = [found.start() for found in re.finditer("\n", text)]
        lasts = [last for _, last in stretches]

        def is_changed(span: Span) -> bool:
            first, last = (bisect_left(ends, at) + 1 for at in (span.start, max(span.start, span.end - 1)))
            at = bisect_left(lasts, first)
            return at < len(stretches) and stretches[at][0] <= last

        return is_changed


def changes_since(ref: str, names: Sequence[str]) -> Changes:
    """Ask Git which lines of the documents differ from a commit; what is not tracked has changed as a whole.

    Changes that are not committed count. So does a document that Git ignores: a walk leaves it out, so that somebody
    has named it, or its folder; and so do all documents where there is no commit yet. Raises UsageError where Git, a
    repository or the commit is missing.
    """
    if not ref or ref.startswith("-"):
        raise UsageError(f"--since '{ref}' names no commit", hint="name a branch, a tag or a commit")
    by_root: dict[str, dict[str, list[str]]] = {}
    roots: dict[str, str] = {}
    for name in names:
        resolved = Path(name).resolve()
        folder = str(resolved.parent)
        if folder not in roots:
            roots[folder] = _root(resolved.parent, name)
        by_root.setdefault(roots[folder], {}).setdefault(str(resolved), []).append(name)
    lines: dict[str, Lines] = {}
    for root, documents in by_root.items():
        for path, changed in _changed(root, ref, documents):
            lines |= dict.fromkeys(documents.get(path, ()), changed)
    return Changes(ref, lines)


def _root(folder: Path, name: str) -> str:
    for each in (folder, *folder.parents):
        if (each / ".git").exists():
            return str(each)
    raise UsageError("--since needs a Git repository, and this lies in none", place=name)


def _changed(root: str, ref: str, documents: Iterable[str]) -> Iterator[tuple[str, Lines]]:
    """Yield what has changed in a repository: every path that differs, and those of the documents not tracked."""
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", may_fail=True)
    if found is None and (ref in _HERE or not _git(root, "rev-list", "--max-count=1", "--all")):
        yield from ((path, _ALL) for path in documents)  # there is no commit yet
        return
    if found is None:
        hint = "a shallow clone holds the last commits only: git fetch --unshallow gets the others"
        raise UsageError(f"--since '{ref}': the repository has no such commit", place=root, hint=hint)
    commit = found.decode().strip()
    for name, lines in _read_diff(_git(root, *_DIFF, commit, "--") or b""):
        yield os.path.join(root, os.fsdecode(name)), lines  # noqa: PTH118 - the key is a string
    # Not --others: it would list all that a build has made, or else leave out what is ignored.
    tracked = {os.fsdecode(name) for name in (_git(root, "ls-files", "-z") or b"").split(b"\0")}
    for path in documents:
        if os.path.relpath(path, root).replace(os.sep, "/") not in tracked:
            yield path, _ALL


_OTHERS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


def _git(root: str, *arguments: str, may_fail: bool = False) -> bytes | None:
    """Run Git in a repository and return what it prints; None where it may fail and does."""
    import subprocess

    # A hook of Git names its own repository in the environment, which need not be the one of the documents.
    kept = {name: value for name, value in os.environ.items() if name not in _OTHERS}
    environment = {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, check=False, env=environment)
    except OSError as error:
        raise UsageError("--since needs the program git, which cannot be run", hint="is it installed?") from error
    if done.returncode == 0:
        return done.stdout
    if may_fail and not done.stderr:
        return None
    said = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
    raise UsageError(f"git {arguments[0]} failed: {said[0].removeprefix('fatal: ')}", place=root)


def _read_diff(diff: bytes) -> Iterator[tuple[bytes, Lines]]:
    """Yield the path of each changed file that is still there, and the lines that are new."""
    name, lines = b"", list[tuple[int, int]]()
    rows = iter(diff.split(b"\n"))
    for row in rows:
        if row.startswith(b"diff --git "):
            if name and lines:
                yield name, tuple(lines)
            name, lines = b"", []
        elif row.startswith(b"+++ "):
            name = _path(row[4:])
        elif row.startswith(b"Binary files ") and row.endswith(b" differ"):
            name, lines = _path(row[: -len(b" differ")].rpartition(b" and ")[2]), list(_ALL)
        elif hunk := _HUNK.match(row):
            first, count = int(hunk[2]), int(hunk[3] or 1)
            if count:
                lines.append((first, first + count - 1))
            _skip(rows, int(hunk[1] or 1) + count)
    if name and lines:
        yield name, tuple(lines)


def _skip(rows: Iterator[bytes], count: int) -> None:
    """Pass over the lines of a hunk: a removed line `-- a/b` looks like a header."""
    while count:
        count -= not next(rows).startswith(b"\\")


def _path(shown: bytes) -> bytes:
    """Return the path that a header shows; empty for that of a removed file."""
    shown = shown.removesuffix(b"\t")
    if shown.startswith(b'"'):
        shown = _ESCAPED.sub(
            lambda found: bytes((int(found[1], 8),)) if len(found[1]) == 3 else _ESCAPES.get(found[1], found[1]),
            shown[1:-1],
        )
    return shown.removeprefix(b"b/") if shown.startswith(b"b/") else b""
