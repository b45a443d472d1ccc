"""Traditional spellings kept between runs: to read the dictionary takes as long as to scan 20 MB of documents."""

import contextlib
import importlib.util
import json
import os
import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

_FOLDER = "summitalign"
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
            _keep(path, spelt)
    return spelt


def _fits(known: object, texts: Sequence[str]) -> bool:
    if not isinstance(known, list) or len(known) != _STANDARDS:
        return False
    return all(isinstance(row, list) and len(row) == len(texts) and all(map(_is_text, row)) for row in known)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _place(texts: Sequence[str]) -> Path | None:
    """Return the file for these texts and this dictionary; None where nothing is to be kept."""
    folder = cache_folder()
    dictionary = importlib.util.find_spec("opencc")
    if folder is None or dictionary is None or not dictionary.origin or all(text.isascii() for text in texts):
        return None
    total = sha256(f"1\n{dictionary.origin}\n{Path(dictionary.origin).stat().st_mtime_ns}\n".encode())
    total.update("\n".join(texts).encode("utf-8", "surrogatepass"))
    return folder / f"traditional-{total.hexdigest()[:32]}.json"


def cache_folder() -> Path | None:
    """Return where the program keeps what it can work out again; None where nothing is to be kept."""
    named = os.environ.get("SUMMITALIGN_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / _FOLDER
    except RuntimeError:  # nobody's home
        return None


def _keep(path: Path, spelt: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{secrets.token_hex(8)}.tmp")
    try:
        temporary.write_text(json.dumps(spelt), encoding="ascii")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    kept = sorted(path.parent.glob("traditional-*.json"), key=lambda file: file.stat().st_mtime_ns)
    for old in kept[:-_MOST]:
        old.unlink(missing_ok=True)
