"""Traditional spellings kept between runs: to read the dictionary takes as long as to scan 20 MB of documents."""

import contextlib
import importlib.util
import json
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from summitalign.workspace.cache import cache_folder, keep

_STANDARDS = 3
"""Lists of spellings: in general, of Taiwan and of Hong Kong."""
_MOST = 16
"""Glossaries whose spellings are kept; the one that was not used for longest goes first."""


def kept_traditional(texts: Sequence[str]) -> list[list[str]]:
    """Spell texts as `terms.spellings.traditional` does, from the user's cache where it knows them.

    A cache that cannot be read or written does without; SUMMITALIGN_CACHE names another folder, or none where it is
    empty.
    """
    path = _place(texts)
    if path is not None:
        with contextlib.suppress(OSError, ValueError):
            known = json.loads(path.read_bytes())
            if _fits(known, texts):
                os.utime(path)
                return known  # type: ignore[no-any-return]
    from summitalign.terms.spellings import traditional

    spelt = list(traditional(texts))
    if path is not None:
        with contextlib.suppress(OSError):
            keep(path, spelt, _MOST)
    return spelt


def _fits(known: object, texts: Sequence[str]) -> bool:
    if not isinstance(known, list) or len(known) != _STANDARDS:
        return False
    return all(isinstance(row, list) and len(row) == len(texts) and set(map(type, row)) <= {str} for row in known)


def _place(texts: Sequence[str]) -> Path | None:
    """Return the file for these texts and this dictionary; None where nothing is to be kept."""
    folder = cache_folder()
    dictionary = importlib.util.find_spec("opencc")
    if folder is None or dictionary is None or not dictionary.origin or all(text.isascii() for text in texts):
        return None
    total = sha256(f"1\n{dictionary.origin}\n{Path(dictionary.origin).stat().st_mtime_ns}\n".encode())
    total.update("\n".join(texts).encode("utf-8", "surrogatepass"))
    return folder / f"traditional-{total.hexdigest()[:32]}.json"
