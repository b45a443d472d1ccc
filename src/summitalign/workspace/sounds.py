"""How names sound in Chinese, learned once from the installed lexicon and kept."""

import contextlib
import json
import os
from dataclasses import fields
from pathlib import Path

from summitalign.align.dictionaries import installed_path
from summitalign.mining.sound import Sounds, learn
from summitalign.workspace.cache import cache_folder, keep

_MOST = 2
_FORMAT = 2
"""Of the kept file, and of what is learned."""


def kept_sounds() -> Sounds | None:
    """Return the model of sounds, from the user's cache where that has it; None where no lexicon is installed."""
    import gzip

    path = installed_path()
    if path is None:
        return None
    kept = _place(path)
    if kept is not None:
        with contextlib.suppress(Exception):  # whatever is wrong with a cache, it can be learned again
            tables = json.loads(kept.read_bytes())
            os.utime(kept)
            return Sounds(*tables)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        sounds = learn(lines)
    if kept is not None:
        with contextlib.suppress(OSError):
            keep(kept, [getattr(sounds, each.name) for each in fields(sounds)], _MOST)
    return sounds


def _place(path: Path) -> Path | None:
    from hashlib import sha256

    folder = cache_folder()
    if folder is None:
        return None
    status = path.stat()
    mark = f"{_FORMAT} {path} {status.st_size} {status.st_mtime_ns}"
    return folder / f"sounds-{sha256(mark.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"
