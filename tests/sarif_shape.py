"""What the SARIF 2.1.0 schema says of the objects that we write, put down by hand from the standard.

No package on the index ships the schema, so this is our own check, and covers our part of it: for each object the
properties it may have (the schema allows no others), those it must have, and what their values are.
"""

import re
from collections.abc import Iterator
from typing import Any

LEVELS = ("none", "note", "warning", "error")
KINDS = ("notApplicable", "pass", "fail", "review", "open", "informational")
URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*")
NUMBER = ("startLine", "startColumn", "endLine", "endColumn")

Shape = dict[str, Any]
SHAPES: dict[str, Shape] = {
    "log": {"$schema": "uri", "version!": ("2.1.0",), "runs!": ["run"]},
    "run": {
        "tool!": "tool", "invocations": ["invocation"], "originalUriBaseIds": {"*": "artifactLocation"},
        "columnKind": ("utf16CodeUnits", "unicodeCodePoints"), "newlineSequences": ["text"], "results": ["result"],
    },
    "tool": {"driver!": "driver"},
    "driver": {"name!": "text", "version": "text", "rules": ["rule"]},
    "rule": {
        "id!": "text", "name": "text", "shortDescription": "multiformat", "fullDescription": "multiformat",
        "help": "multiformat", "defaultConfiguration": "configuration",
    },
    "configuration": {"level": LEVELS},
    "multiformat": {"text!": "text", "markdown": "text"},
    "message": {"text!": "text"},
    "invocation": {"executionSuccessful!": "flag", "toolExecutionNotifications": ["notification"]},
    "notification": {"message!": "message", "level": LEVELS, "locations": ["location"]},
    "result": {
        "ruleId": "text", "ruleIndex": "count", "kind": KINDS, "level": LEVELS, "message!": "message",
        "locations": ["location"], "partialFingerprints": {"*": "text"}, "fixes": ["fix"], "properties": {"*": "text"},
    },
    "location": {"physicalLocation": "place"},
    "place": {"artifactLocation": "artifactLocation", "region": "region"},
    "artifactLocation": {"uri": "uri", "uriBaseId": "text", "description": "message"},
    "region": {**dict.fromkeys(NUMBER, "number"), "snippet": "content"},
    "content": {"text": "text"},
    "fix": {"description": "message", "artifactChanges!": ["+change"]},
    "change": {"artifactLocation!": "artifactLocation", "replacements!": ["+replacement"]},
    "replacement": {"deletedRegion!": "region", "insertedContent": "content"},
}  # fmt: skip
_VALUES = {
    "text": lambda value: isinstance(value, str),
    "flag": lambda value: isinstance(value, bool),
    "number": lambda value: type(value) is int and value >= 1,
    "count": lambda value: type(value) is int and value >= 0,
    "uri": lambda value: isinstance(value, str) and URI.fullmatch(value) is not None,
}


def faults(value: object, shape: Any = "log", path: str = "$") -> Iterator[str]:
    """Yield what is wrong with a value, each fault with its place."""
    if isinstance(shape, tuple):
        if value not in shape:
            yield f"{path}: {value!r} is none of {shape}"
    elif isinstance(shape, list):
        yield from _list_faults(value, shape[0], path)
    elif isinstance(shape, dict) and "*" in shape:
        for key, inner in value.items() if isinstance(value, dict) else ():
            yield from faults(inner, shape["*"], f"{path}.{key}")
    elif shape in _VALUES:
        if not _VALUES[shape](value):
            yield f"{path}: {value!r} is no {shape}"
    else:
        yield from _object_faults(value, SHAPES[shape], path)


def _list_faults(value: object, shape: str, path: str) -> Iterator[str]:
    if not isinstance(value, list) or (shape.startswith("+") and not value):
        yield f"{path}: {value!r} is no list"
        return
    for number, inner in enumerate(value):
        yield from faults(inner, shape.removeprefix("+"), f"{path}[{number}]")


def _object_faults(value: object, shape: Shape, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: {value!r} is no object"
        return
    shapes = {key.rstrip("!"): inner for key, inner in shape.items()}
    yield from (f"{path}: {key} is missing" for key in shape if key.endswith("!") and key[:-1] not in value)
    for key, inner in value.items():
        if key in shapes:
            yield from faults(inner, shapes[key], f"{path}.{key}")
        else:
            yield f"{path}: {key} is not known"
