"""The user's cache: what the program can work out again, and would rather not; nothing depends on it."""

import json
import os
from pathlib import Path

_FOLDER = "summitalign"


def cache_folder() -> Path | None:
    """Return where the program keeps what it can work out again; None where nothing is to be kept.

    SUMMITALIGN_CACHE names another folder, or none where it is empty.
    """
    named = os.environ.get("SUMMITALIGN_CACHE")
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / _FOLDER
    except RuntimeError:  # nobody's home
        return None


def keep(path: Path, content: object, most: int) -> None:
    """Write a value as JSON, as `keep_bytes` does."""
    keep_bytes(path, json.dumps(content).encode("ascii"), most)


def keep_bytes(path: Path, content: bytes, most: int) -> None:
    """Write a file, at once or not at all; raises OSError.

    Of the files whose names begin alike, up to the first hyphen, the `most` that were used last stay.
    """
    import secrets

    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{secrets.token_hex(8)}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    kind = path.name.partition("-")[0]
    for old in sorted(path.parent.glob(f"{kind}-*{path.suffix}"), key=lambda file: file.stat().st_mtime_ns)[:-most]:
        old.unlink(missing_ok=True)
