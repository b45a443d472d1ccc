"""Remembering that a glossary passes its tests: to run them takes longer than to fix a document."""

import contextlib
import os
from hashlib import sha256
from pathlib import Path

from summitalign.model.term import Glossary
from summitalign.workspace.cache import cache_folder, keep

_MOST = 200
"""Glossaries that are remembered; the one that was not used for longest goes first."""


def have_passed(glossary: Glossary) -> bool:
    """Say whether the glossary is known to pass: the same entries, read and tested by the same program."""
    path = _place(glossary)
    if path is None:
        return False
    with contextlib.suppress(OSError):
        os.utime(path)
        return True
    return False


def remember(glossary: Glossary) -> None:
    """Remember that a glossary passes its tests; a cache that cannot be written does without."""
    path = _place(glossary)
    if path is not None:
        with contextlib.suppress(OSError):
            keep(path, True, _MOST)


def _place(glossary: Glossary) -> Path | None:
    folder = cache_folder()
    if folder is None or not glossary.digest:
        return None
    total = sha256(f"1\n{glossary.digest}\n{_program()}".encode("utf-8", "surrogatepass"))
    return folder / f"tests-{total.hexdigest()[:32]}.json"


def _program() -> str:
    """Return what changes when any file of the program does."""
    import summitalign

    package = Path(next(iter(summitalign.__path__)))
    newest, folders = 0, [os.fspath(package)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".json", ".yml")):
                    newest = max(newest, entry.stat().st_mtime_ns)
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                    folders.append(entry.path)
    return f"{package} {newest}"
