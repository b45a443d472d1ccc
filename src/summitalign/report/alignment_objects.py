"""Alignments read back from the JSON objects that `align` prints."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from summitalign.errors import InputError
from summitalign.model.bead_list import BeadList, Place, PlainBead

_ONE, _MANY = "summitalign/alignment/1", "summitalign/alignments/1"


def read_objects(text: str, name: str) -> tuple[BeadList, ...]:
    """Read alignments from one JSON document or from JSON lines; segments in no bead have an empty other side.

    Raises InputError with the line where it is no JSON, or no alignment.
    """
    return tuple(_bead_list(value, name, line) for value, line in _objects(text, name))


def _objects(text: str, name: str) -> Iterator[tuple[Mapping[str, object], int]]:
    """Yield each alignment and the line it begins on."""
    decoder, at = json.JSONDecoder(), 0
    while (start := len(text) - len(text[at:].lstrip())) < len(text):
        line = text.count("\n", 0, start) + 1
        try:
            value, at = decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            raise InputError(f"is not JSON: {error.msg}", place=name, line=error.lineno) from error
        except (ValueError, RecursionError) as error:
            reason = "it is nested too deep" if isinstance(error, RecursionError) else "a number has too many digits"
            raise InputError(f"is not JSON: {reason}", place=name, line=line) from error
        yield from ((each, line) for each in _alignments(value, name, line))


def _alignments(value: object, name: str, line: int) -> list[Mapping[str, object]]:
    schema = value.get("schema") if isinstance(value, dict) else None
    if isinstance(value, dict) and schema == _ONE:
        return [value]
    inner = value.get("alignments") if isinstance(value, dict) and schema == _MANY else None
    if isinstance(inner, list) and all(isinstance(each, dict) for each in inner):
        return inner
    hint = "align --format jsonl prints some"
    raise InputError(f"is not an alignment: its schema is {schema or 'missing'}", place=name, line=line, hint=hint)


def _bead_list(value: Mapping[str, object], name: str, line: int) -> BeadList:
    try:
        source, own = _side(value["source"])
        target, other = _side(value["target"])
        beads = [
            PlainBead.of(_named(bead["source"], own), _named(bead["target"], other)) for bead in _list(value["beads"])
        ]
    except KeyError as error:
        raise InputError(f"is not a whole alignment: {error} is missing", place=name, line=line) from error
    except (TypeError, ValueError) as error:
        raise InputError(f"is not a whole alignment: {error}", place=name, line=line) from error
    sources = {place for bead in beads for place in bead.source}
    targets = {place for bead in beads for place in bead.target}
    beads += (PlainBead((place,), ()) for place in own.values() if place not in sources)
    beads += (PlainBead((), (place,)) for place in other.values() if place not in targets)
    return BeadList(tuple(beads), source, target)


def _side(value: object) -> tuple[str, dict[str, Place]]:
    if not isinstance(value, dict):
        raise TypeError("a side is no object")
    return str(value["path"]), {each["id"]: _place(each) for each in _list(value["segments"])}


def _place(segment: dict[str, Any]) -> Place:
    first, last, name = segment["start_line"], segment["end_line"], segment["id"]
    if not (isinstance(first, int) and isinstance(last, int) and isinstance(name, str) and 0 < first <= last):
        raise ValueError(f"the segment {name} has no lines")
    return Place(first, last, name)


def _named(names: object, places: dict[str, Place]) -> set[Place]:
    if not isinstance(names, list):
        raise TypeError("a side of a bead is no list")
    return {places[name] for name in names}


def _list(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise TypeError("a list of objects is something else")
    return value
