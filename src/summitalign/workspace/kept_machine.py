"""Databases of strings kept between runs: searched three times as fast as what can be built in each run."""

import contextlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from summitalign.terms.automaton import Finder, Machine
from summitalign.workspace.cache import cache_folder, keep_bytes

_COMPILE = (
    "import sys; from summitalign.terms.database import compile_database;"
    "sys.stdout.buffer.write(compile_database(sys.stdin.buffer.read().split(b'\\0')))"
)
_PATIENCE = 60.0
"""Seconds after which a database is given up."""
_FAILED = b"\0"
"""Stands for a database that could not be made: it takes long to find that out, and would in every run."""
_MOST = 16
"""Databases that are kept; the one that was not used for longest goes first."""


def kept_machine(keys: Sequence[bytes]) -> Finder:
    """Return what finds some strings: a database from the user's cache, else an automaton.

    A database takes longer to compile than a few documents to search, so it is made where the same strings are asked
    for a second time: a glossary that somebody is writing changes with every run. Worker processes take what is there:
    they begin at the same time, and would each take another's first time for the second. It takes Hyperscan, which is
    an extra, and a cache that can be written.
    """
    from summitalign.terms.database import MOST_KEYS, Database

    path = _place(keys) if 0 < len(keys) <= MOST_KEYS else None
    if path is None:
        return Machine(keys)
    with contextlib.suppress(Exception):  # the automaton finds the same, whatever is wrong with a cache or an extra
        content = path.read_bytes() if path.exists() else None
        if content and content != _FAILED:
            with contextlib.suppress(ValueError):  # of another version, or for another processor
                known = Database(keys, content)
                os.utime(path)
                return known
        if content != _FAILED and not _is_worker():
            keep_bytes(path, b"" if content is None else _compiled(keys), _MOST)
            return Machine(keys) if content is None else Database(keys, path.read_bytes())
    return Machine(keys)


def _is_worker() -> bool:
    from multiprocessing import parent_process

    return parent_process() is not None


def _compiled(keys: Sequence[bytes]) -> bytes:
    """Compile a database in a process of its own, to get the memory back; no module of the working folder is run."""
    import subprocess

    command = [sys.executable, "-P", "-c", _COMPILE]
    whole = b"\0".join(keys)
    try:
        done = subprocess.run(command, input=whole, capture_output=True, check=True, timeout=_PATIENCE)
    except (OSError, subprocess.SubprocessError):
        return _FAILED
    return done.stdout


def _place(keys: Sequence[bytes]) -> Path | None:
    folder = cache_folder()
    if folder is None or importlib.util.find_spec("hyperscan") is None:
        return None
    whole = b"\0".join(keys)
    if whole.count(b"\0") >= len(keys):  # a string with one would be cut off there
        return None
    return folder / f"machine-{sha256(whole).hexdigest()[:32]}.bin"
