"""Jupyter notebooks: the sources of their Markdown cells, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

from summitalign.errors import InputError
from summitalign.formats.json_texts import JsonEscaping, JsonString, Path, add_string, strings
from summitalign.formats.pieces import Pieces, read_parts
from summitalign.formats.reading import Reading

_LEVEL = 3
"""Steps to a cell of a notebook: `cells`, its number, a key; older ones have worksheets around."""


def read_notebook(raw: str, source: str) -> Reading:
    """Read the Markdown cells of a notebook; raises InputError where it is none."""
    _load(raw, source)
    parts = list(_cells(raw))
    return read_parts(raw, parts, JsonEscaping(raw.isascii()), is_same_notebook, has_settings=True)


def is_same_notebook(before: str, after: str) -> bool:
    """Say whether two notebooks differ in the sources of their Markdown cells only."""
    try:
        return _blanked(_load(before, "")) == _blanked(_load(after, ""))
    except (InputError, RecursionError):
        return False


def _load(raw: str, source: str) -> object:
    try:
        # Numbers as they are written: of a very long one Python makes an error, and NaN is not the same as itself.
        found = json.loads(
            raw, object_pairs_hook=tuple, parse_int=str.encode, parse_float=str.encode, parse_constant=str.encode
        )
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise InputError(f"is no notebook: {_reason(error)}", place=source, line=line) from error
    if not isinstance(found, tuple) or not any(key in ("cells", "worksheets") for key, _ in found):
        raise InputError("is no notebook: there are no cells in it", place=source)
    return found


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "its JSON cannot be read"


def _blanked(value: Any) -> object:
    """Return a notebook with the source of each Markdown cell taken out, as far as its text goes.

    An object is a tuple of its pairs, so that their order counts, and keys that stand there twice.
    """
    if isinstance(value, list):
        return [_blanked(each) for each in value]
    if not isinstance(value, tuple):
        return value
    if ("cell_type", "markdown") not in value:
        return tuple((key, _blanked(each)) for key, each in value)
    return tuple((key, _shape(each) if key == "source" else _blanked(each)) for key, each in value)


def _shape(source: Any) -> object:
    return len(source) if isinstance(source, list) else type(source)


def _cells(raw: str) -> Iterator[Pieces]:
    """Yield the texts of the Markdown cells; a cell that has a key twice is left out."""
    at: Path = ()
    kinds: list[str] = []
    sources: list[JsonString] = []
    for found in strings(raw):
        cell = _cell(found.path)
        if cell is None:
            continue
        if cell != at:
            yield from _cell_text(raw, kinds, sources)
            at, kinds, sources = cell, [], []
        key = found.path[len(cell)]
        if key == "cell_type":
            kinds.append(raw[found.start + 1 : found.end - 1])
        elif key == "source" and _is_source(found.path[len(cell) + 1 :]):
            sources.append(found)
    yield from _cell_text(raw, kinds, sources)


def _cell(path: Path) -> Path | None:
    """Return the part of a path that leads to a cell; None where it leads elsewhere."""
    at = 2 if path[:1] == ("worksheets",) else 0
    return path[: at + 2] if path[at : at + 1] == ("cells",) and len(path) >= at + _LEVEL else None


def _is_source(rest: Path) -> bool:
    """Say whether what leads on from `source` leads to a text of the cell: the source itself, or a line of it."""
    return not rest or (len(rest) == 1 and isinstance(rest[0], int))


def _cell_text(raw: str, kinds: list[str], sources: list[JsonString]) -> Iterator[Pieces]:
    paths = [source.path for source in sources]
    if kinds != ["markdown"] or len(set(paths)) < len(paths):
        return
    pieces = Pieces(raw)
    for source in sources:
        add_string(pieces, source.start + 1, source.end - 1)
    yield pieces
