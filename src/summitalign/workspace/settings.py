"""Finding and reading the settings of a project."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from summitalign.errors import UsageError

if TYPE_CHECKING:
    from summitalign.settings.read import Configuration, Given

OWN_FILE = "summitalign.toml"
PROJECT_FILE = "pyproject.toml"
_PREFIX = "tool.summitalign."
_MAX_BYTES = 1_000_000


def nearest_settings() -> "Configuration | None":
    """Read the settings that hold in the working directory, from the nearest file upward; None where there are none.

    In one folder `summitalign.toml` comes before `pyproject.toml`, which only counts with a table for this program.
    Nothing is looked for above the top of a repository. Paths come out as they are reached from the working directory.
    Raises UsageError with file and key.
    """
    found = _find()
    if found is None:
        return None
    from summitalign.settings.read import read_configuration

    file, table = found
    read = read_configuration(table, _shown(file), str(file.parent), _PREFIX if file.name == PROJECT_FILE else "")
    overrides = (replace(each, given=_reached(each.given, file.parent)) for each in read.overrides)
    return replace(read, given=_reached(read.given, file.parent), overrides=tuple(overrides))


def settings_folder() -> str | None:
    """Return the folder of the settings that hold in the working directory; None where there are none."""
    found = _find()
    return str(found[0].parent) if found is not None else None


def has_settings(folder: Path) -> bool:
    """Say whether a folder has settings of its own; raises UsageError for a file that cannot be read."""
    return (folder / OWN_FILE).exists() or _table_in(folder / PROJECT_FILE) is not None


def _find() -> tuple[Path, dict[str, object]] | None:
    try:
        here = Path.cwd()
    except OSError:
        return None  # what cannot do without the working directory says so
    for folder in (here, *here.parents):
        if (own := folder / OWN_FILE).is_file():
            return own, _parse(own)
        if (table := _table_in(folder / PROJECT_FILE)) is not None:
            return folder / PROJECT_FILE, table
        if (folder / ".git").exists():
            return None
    return None


def _table_in(file: Path) -> dict[str, object] | None:
    """Return the table for this program in a project's file; None for none."""
    try:
        # Most have none, and are not parsed for it: that takes as long as a small run.
        if not file.is_file() or b"summitalign" not in file.read_bytes():
            return None
    except OSError:
        return None  # it is the file of other programs
    tools = _parse(file).get("tool")
    table = tools.get("summitalign") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise UsageError(f"'{_PREFIX.rstrip('.')}' must be a table", place=_shown(file))
    return table


def _shown(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _parse(file: Path) -> dict[str, object]:
    import tomllib

    shown = _shown(file)
    try:
        data = file.read_bytes()
        if len(data) > _MAX_BYTES:
            raise UsageError("is larger than 1 MB, which no settings are", place=shown)
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", place=shown) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"is not UTF-8: byte {data[error.start]:#04x} at offset {error.start}", place=shown) from error
    except RecursionError as error:
        raise UsageError("is nested too deeply", place=shown) from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        message, line = (str(error)[: found.start()], int(found[1])) if found else (str(error), None)
        raise UsageError(f"not TOML: {message}", place=shown, line=line) from error


def _reached(given: "Iterable[Given]", folder: Path) -> "tuple[Given, ...]":
    """Return settings with their paths, which are meant from the folder of the file, as they are reached from here."""
    from summitalign.settings.keys import Kind

    found = []
    for each in given:
        if each.setting.kind is Kind.PATH:
            found.append(replace(each, value=os.path.relpath(folder / str(each.value))))
        elif each.setting.kind is Kind.FILES and isinstance(each.value, tuple):
            found.append(replace(each, value=tuple(os.path.relpath(folder / one) for one in each.value)))
        else:
            found.append(each)
    return tuple(found)


def overrides_of(configuration: "Configuration", numbers: Sequence[int], names: Iterable[str]) -> list[tuple[int, ...]]:
    """Return for each document, by its name, the numbers of those overrides whose patterns it matches."""
    from pathspec import GitIgnoreSpec

    specs = [(number, GitIgnoreSpec.from_lines(configuration.overrides[number].paths)) for number in numbers]
    folder = Path(configuration.folder).resolve()
    found = []
    for name in names:
        # A document that is not below the folder, in a store say, is none that a pattern can mean.
        place = Path(name).resolve()
        seen = place.relative_to(folder).as_posix() if place.is_relative_to(folder) else None
        found.append(tuple(number for number, spec in specs if seen is not None and spec.match_file(seen)))
    return found
