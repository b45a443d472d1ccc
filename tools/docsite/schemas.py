"""Pages of settings and glossary keys, from the JSON Schemas that editors use."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tables import code, prose, table
from words import word

from summitalign.settings.keys import SETTINGS

Node = Mapping[str, Any]
_NAMES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "object": "map"}


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one object of a schema: where it stands, `terms[]`, and its properties with what they may be."""

    place: str
    properties: tuple[tuple[str, str, str], ...]
    """Name, value and description of each."""


def keys_of(schema: Node) -> list[Keys]:
    """List all objects of a schema that have keys, outer ones first; one that is defined once is listed once."""
    found: dict[str, Keys] = {}
    seen: set[int] = set()
    waiting: list[tuple[str, Node]] = [("", schema)]
    while waiting:
        place, node = waiting.pop(0)
        node = _resolved(node, schema)
        if id(node) in seen:
            continue
        seen.add(id(node))
        properties = node.get("properties", {})
        if properties:
            rows = [(name, value(inner, schema), inner.get("description", "")) for name, inner in properties.items()]
            # Where a value may be one of several objects, their keys are listed together.
            known = found.get(place, Keys(place, ())).properties
            found[place] = Keys(place, tuple(dict.fromkeys((*known, *rows))))
        waiting += [(f"{place}.{name}".lstrip("."), inner) for name, inner in properties.items()]
        waiting += [(place, inner) for inner in _alternatives(node)]
        if isinstance(node.get("items"), dict):
            waiting.append((f"{place}[]", node["items"]))
    return list(found.values())


def _resolved(node: Node, schema: Node) -> Node:
    if "$ref" not in node:
        return node
    found: Node = schema["definitions"][node["$ref"].rpartition("/")[2]]
    return found


def _alternatives(node: Node) -> Iterator[Node]:
    for key in ("anyOf", "oneOf", "allOf"):
        yield from node.get(key, ())
    yield from (node[key] for key in ("then", "else") if key in node)


def value(node: Node, schema: Node) -> str:
    """Say in Markdown what a value may be."""
    node = _resolved(node, schema)
    if "enum" in node:
        texts = dict.fromkeys(str(each) for each in node["enum"])
        return ", ".join(map(code, texts))
    if "items" in node:
        return f"list: {value(node['items'], schema)}"
    if inner := list(dict.fromkeys(value(each, schema) for each in _alternatives(node))):
        return f"{inner[0]}, or a list" if inner[1:] == [f"list: {inner[0]}"] else " or ".join(inner)
    kinds = node.get("type", "object")
    # A text may be written as YAML reads a number; nobody has to know.
    kind = kinds if isinstance(kinds, str) else kinds[0]
    limits = [f"{sign} {node[key]}" for key, sign in (("minimum", "≥"), ("maximum", "≤")) if key in node]
    return " ".join((_NAMES.get(kind, kind), ", ".join(limits))).strip()


def _read(root: Path, name: str) -> Node:
    found: Node = json.loads((root / f"src/summitalign/schemas/{name}.schema.json").read_text(encoding="utf-8"))
    return found


def _rows(keys: Keys) -> list[list[str]]:
    return [[code(name), what, prose(about)] for name, what, about in keys.properties]


def glossary_page(root: Path, language: str) -> str:
    """Return the page of the keys of a glossary."""
    intro = "Made from the JSON Schema that editors use. [The glossary format]({}) explains them."
    parts = [f"# {word('Keys of a glossary', language)}", word(intro, language).format("../glossary-format.md")]
    for keys in keys_of(_read(root, "glossary")):
        title = word("In `{}`", language).format(keys.place) if keys.place else word("At the top", language)
        columns = [word(each, language) for each in ("key", "value", "purpose")]
        parts += [f"## {title}", table(columns, _rows(keys))]
    return "\n\n".join(parts)


def settings_page(root: Path, language: str) -> str:
    """Return the page of the settings."""
    intro = "Made from the JSON Schema that editors use. [Settings]({}) explains them."
    parts = [f"# {word('Keys of the settings', language)}", word(intro, language).format("../settings.md")]
    used = {each.key: ", ".join(f"`{command}`" for command in each.commands) for each in SETTINGS}
    for keys in keys_of(_read(root, "settings")):
        shared = word("Settings of several commands", language)
        title = word("Settings of `{}`", language).format(keys.place) if keys.place else shared
        columns = [word(each, language) for each in ("key", "value", "purpose", "commands")]
        rows = [[*row, used.get(row[0].strip("`"), "")] for row in _rows(keys)]
        parts += [f"## {title}", table(columns, rows) if not keys.place else table(columns[:3], _rows(keys))]
    return "\n\n".join(parts)


def schema_pages(root: Path) -> dict[str, str]:
    """Return the pages of both schemas, by their paths below the site."""
    return {
        f"reference/{name}{ending}": make(root, language)
        for name, make in (("settings", settings_page), ("glossary", glossary_page))
        for language, ending in (("en", ".md"), ("zh", ".zh.md"))
    }
