"""What the user's cache holds, to be shown and to be removed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from summitalign.errors import InputError
from summitalign.workspace.cache import cache_folder
from summitalign.workspace.outcomes import FILE, measure_rows

_OWN = re.compile(
    r"(?:glossary|lexicon|report|sounds|tests|traditional)-[0-9a-f]{32}\.json|machine-[0-9a-f]{32}\.bin"
    r"|outcomes-\d+\.db[-.\w]*|mining\d+\.sqlite[-.\w]*|[0-9a-f]{16}\.tmp"
)
"""Files of ours; SUMMITALIGN_CACHE may name a folder that holds others."""


@dataclass(frozen=True, slots=True)
class Cached:
    """How much is kept."""

    folder: Path
    contexts: int
    """Settings that outcomes are kept for: a glossary, a folder, options."""
    documents: int
    outcome_bytes: int
    files: int
    file_bytes: int


def measure() -> Cached | None:
    """Return how much is kept; None where nothing is to be. Raises InputError for a damaged cache."""
    folder = cache_folder()
    if folder is None:
        return None
    rows = measure_rows(folder)
    sizes = [path.stat().st_size for path in _files(folder) if not path.name.startswith(FILE)]
    outcome_bytes = sum(path.stat().st_size for path in _files(folder) if path.name.startswith(FILE))
    return Cached(folder, *rows, outcome_bytes, len(sizes), sum(sizes))


def clear() -> tuple[int, int]:
    """Remove all that is kept; return how many files and bytes that were. Raises InputError."""
    folder, removed, freed = cache_folder(), 0, 0
    # What belongs to the base last: without its log a reader would meet an older state of it.
    for path in sorted(_files(folder), reverse=True) if folder is not None else ():
        try:
            freed += path.stat().st_size
            path.unlink()
            removed += 1
        except FileNotFoundError:
            continue
        except OSError as error:
            raise InputError(f"cannot be removed: {error.strerror}", place=str(path)) from error
    return removed, freed


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_file() and _OWN.fullmatch(path.name))
