"""What the paths of two documents say about whether they belong together."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from summitalign.model.tags import read_name, splits

_FOLDERS = 3
"""Folders above a file that may tell it from another one of its name."""


def stem_of(path: str) -> str:
    """Return the name of a file without its endings, the tag of a language among them, in lower case."""
    stem = _pure(path).stem
    return next((base for base, _, tag in splits(stem) if base and read_name(tag)), stem).lower()


def names_of(path: str) -> Iterator[tuple[str, ...]]:
    """Yield the name of a file with the folders above it, then with fewer of them, at last by itself."""
    name = stem_of(path)
    if name:
        folders = _folders(path)
        for size in range(min(_FOLDERS, len(folders)), -1, -1):
            yield name, *folders[:size]


def same_folders(source: str, target: str) -> int:
    """Count the folders above two files that have the same names, from the file upward, at most three."""
    same = 0
    for own, other in zip(_folders(source)[:_FOLDERS], _folders(target), strict=False):
        if own != other:
            break
        same += 1
    return same


def _folders(path: str) -> tuple[str, ...]:
    return _pure(path).parts[-2::-1]


def _pure(path: str) -> PurePosixPath:
    return PurePosixPath(path.replace("\\", "/"))
