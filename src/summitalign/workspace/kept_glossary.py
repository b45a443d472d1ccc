"""Glossaries kept as they were read: that costs a tenth of what YAML costs, and needs no reader of glossaries."""

import contextlib
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from summitalign.model.term import Glossary, ScopeRule, TermEntry, TermTest, WrongForm
from summitalign.workspace.cache import cache_folder, keep

_MOST = 64
"""Glossaries that are kept; the one that was not used for longest goes first."""
_LISTS = ("source", "not_in", "near", "unless_near", "paths")
_TEXTS = ("note", "since", "by")
_FLAGS = ("is_ambiguous", "is_kept")
_SETTINGS = ("path", "digest", "source_language", "target_language")

Reader = Callable[[str], str]


def kept_glossary(text: str, place: str, read: Reader, load: Callable[[str, str, Reader], Glossary]) -> Glossary:
    """Load a glossary as `load` does, from the user's cache where that knows all of its files as they are.

    A cache that cannot be read or written does without; SUMMITALIGN_CACHE names another folder, or none where it is
    empty. Errors are those of `load`.
    """
    path = _place(text, place)
    if path is None:
        return load(text, place, read)
    with contextlib.suppress(Exception):  # whatever is wrong with a cache, the glossary itself will say it better
        known = json.loads(path.read_bytes())
        if all(_digest(read(name)) == digest for name, digest in known["files"]):
            os.utime(path)
            return _glossary(known)
    files: dict[str, str] = {}

    def noted(name: str) -> str:
        found = read(name)
        files[name] = _digest(found)
        return found

    glossary = load(text, place, noted)
    with contextlib.suppress(OSError):
        _keep(path, glossary, files)
    return glossary


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _place(text: str, place: str) -> Path | None:
    """Return the file for a glossary as it is, read by this program as it is; None where nothing is to be kept."""
    folder = cache_folder()
    if folder is None:
        return None
    total = sha256(f"1\n{place}\n{_program()}\n".encode("utf-8", "surrogatepass"))
    total.update(text.encode("utf-8", "surrogatepass"))
    return folder / f"glossary-{total.hexdigest()[:32]}.json"


def _program() -> str:
    """Return what changes when the code that reads glossaries does."""
    import summitalign.glossary

    folder = Path(next(iter(summitalign.glossary.__path__)))
    return f"{folder} {max(file.stat().st_mtime_ns for file in folder.glob('*.py'))}"


def _keep(path: Path, glossary: Glossary, files: dict[str, str]) -> None:
    content = {
        "files": list(files.items()),
        "settings": [getattr(glossary, name) for name in _SETTINGS],
        "repairs": glossary.repairs,
        "front_matter_keys": glossary.front_matter_keys,
        "entries": [_row(entry) for entry in glossary.entries],
    }
    keep(path, content, _MOST)


def _row(entry: TermEntry) -> list[object]:
    """Return an entry as a JSON row: what every entry has, then what only some have."""
    wrong = [[form.text] if form.is_pattern else form.text for form in entry.wrong]
    more: dict[str, object] = {name: value for name in (*_LISTS, *_TEXTS, *_FLAGS) if (value := getattr(entry, name))}
    if entry.source == entry.use:
        more.pop("source", None)
    if entry.scopes:
        more["scopes"] = [[rule.name, rule.is_added] for rule in entry.scopes]
    if entry.tests:
        more["tests"] = [[test.text, test.expected, test.line] for test in entry.tests]
    return [entry.id, entry.use, wrong, entry.origin, more or 0]


def _glossary(known: dict[str, Any]) -> Glossary:
    entries = tuple(_entry(*row) for row in known["entries"])
    path, digest, source, target = known["settings"]
    repairs, keys = tuple(known["repairs"]), tuple(known["front_matter_keys"])
    return Glossary(entries, path, digest, source, target, repairs, keys, {entry.id: entry for entry in entries})


def _entry(name: str, use: list[str], wrong: list[Any], origin: str, more: dict[str, Any] | int) -> TermEntry:
    right = tuple(use)
    forms = tuple([WrongForm(form) if isinstance(form, str) else WrongForm(form[0], True) for form in wrong])
    if not isinstance(more, dict):
        return TermEntry(name, right, forms, source=right, origin=origin)
    rest: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in more.items()}
    if "scopes" in rest:
        rest["scopes"] = tuple([ScopeRule(*rule) for rule in rest["scopes"]])
    if "tests" in rest:
        rest["tests"] = tuple([TermTest(*test) for test in rest["tests"]])
    return TermEntry(name, right, forms, **{"source": right, **rest}, origin=origin)
