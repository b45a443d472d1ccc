"""Print the JSON Schema of settings files, made from the table of settings.

    python tools/settings_schema.py > src/summitalign/schemas/settings.schema.json

The file comes with the program; a test fails where it is not what this prints.
"""

import json
from collections.abc import Sequence

from summitalign.settings.keys import BY_PATH, GLOBS, LISTS, OVERRIDES, PATHS, SETTINGS, Kind, Setting

Schema = dict[str, object]
_TYPES = {Kind.COUNT: "integer", Kind.NUMBER: "number", Kind.FLAG: "boolean"}


def settings_schema() -> Schema:
    """Return the schema of `summitalign.toml`, and of the table in a `pyproject.toml`, for draft 7."""
    patterns = {PATHS: {**_schema(GLOBS), "minItems": 1}}
    by_path = _properties([each for each in SETTINGS if each.by_path])
    override = {**_object("Settings of some documents.", {**patterns, **by_path}), "required": [PATHS]}
    about = f"Settings of some documents, for {' and '.join(BY_PATH)}; of two that hold for one, the later counts."
    overrides = {"description": about, "type": "array", "items": override}
    whole = "Defaults of options, in summitalign.toml or in [tool.summitalign] of pyproject.toml."
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of summitalign",
        **_object(whole, {**_properties(SETTINGS), OVERRIDES: overrides}),
    }


def _object(about: str, properties: Schema) -> Schema:
    return {"description": about, "type": "object", "additionalProperties": False, "properties": properties}


def _properties(settings: Sequence[Setting]) -> Schema:
    """Return the keys of the top, and the tables."""
    tables = dict.fromkeys(each.table for each in settings if each.table)
    properties: Schema = {each.name: _schema(each) for each in settings if not each.table}
    for name in tables:
        inside = [each for each in settings if each.table == name]
        about = f"Settings of summitalign {inside[0].commands[0]}."
        properties[name] = _object(about, {each.name: _schema(each) for each in inside})
    return properties


def _schema(setting: Setting) -> Schema:
    about: Schema = {"description": setting.about}
    if setting.kind in LISTS:
        return {**about, "type": "array", "items": _text(setting)}
    if setting.kind in _TYPES:
        limits = {"minimum": setting.least, "maximum": setting.most}
        given = {name: each for name, each in limits.items() if each is not None}
        return {**about, "type": _TYPES[setting.kind], **given}
    return {**about, **_text(setting)}


def _text(setting: Setting) -> Schema:
    if setting.choices:
        return {"enum": list(setting.choices)}
    return {"type": "string", "pattern": setting.pattern}


if __name__ == "__main__":
    print(json.dumps(settings_schema(), indent=2, ensure_ascii=False))
