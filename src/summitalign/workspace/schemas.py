"""The JSON Schemas that come with the program, by which editors complete and check files."""

from pathlib import Path

SETTINGS_SCHEMA = "settings.schema.json"
GLOSSARY_SCHEMA = "glossary.schema.json"
FOLDER = ".summitalign"
"""Where `init` puts them, beside the files that name them: an editor finds them without a network."""


def read_schema(name: str) -> str:
    """Return the text of a schema."""
    from importlib.resources import files

    return (files("summitalign") / "schemas" / name).read_text(encoding="utf-8")


def schema_path(name: str) -> str:
    """Return where a schema of a project lies, from the files that name it."""
    return f"{FOLDER}/{name}"


def write_schemas(folder: Path) -> None:
    """Write the schemas beside the files of a project; raises WriteError."""
    from summitalign.workspace.write import make_folder, write_text

    make_folder(folder / FOLDER)
    for name in (SETTINGS_SCHEMA, GLOSSARY_SCHEMA):
        write_text(folder / FOLDER / name, read_schema(name))
