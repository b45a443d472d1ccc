"""A settings file, as TOML has it, to checked values; the first fault is an error with its file and key."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summitalign.errors import UsageError
from summitalign.settings.keys import GLOBS, LISTS, OVERRIDES, PATHS, SETTINGS, Kind, Setting

Value = str | bool | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A setting that a file gives."""

    setting: Setting
    value: Value
    key: str
    """As people find it in the file: `tool.summitalign.detect.languages`."""


@dataclass(frozen=True, slots=True)
class Override:
    """Settings of some documents."""

    paths: tuple[str, ...]
    """Patterns as in `.gitignore`, from the folder of the file."""
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """What one file sets."""

    path: str
    """The file, as people are to read it."""
    folder: str
    """Its folder, absolute."""
    given: tuple[Given, ...] = ()
    overrides: tuple[Override, ...] = ()


def read_configuration(raw: Mapping[str, object], path: str, folder: str, prefix: str = "") -> Configuration:
    """Check the settings of a file; `prefix` stands before the keys, `tool.summitalign.` say.

    Raises UsageError with file and key for an unknown key, with the nearest one there is, and for a wrong value.
    """
    reader = _Reader(path)
    listed = raw.get(OVERRIDES, [])
    key = prefix + OVERRIDES
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise reader.fault(key, f"must be a list of tables, not {_kind_of(listed)}", f"write [[{key}]] above each")
    given = tuple(reader.given({name: value for name, value in raw.items() if name != OVERRIDES}, prefix))
    overrides = tuple(reader.override(table, f"{key}[{number}].") for number, table in enumerate(listed, 1))
    return Configuration(path, folder, given, overrides)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the tables of one file."""

    path: str

    def fault(self, key: str, problem: str, hint: str = "") -> UsageError:
        """Return the error that says what is wrong with a key."""
        return UsageError(f"'{key}' {problem}", place=self.path, hint=hint)

    def given(self, raw: Mapping[str, object], prefix: str, *, is_by_path: bool = False) -> Iterator[Given]:
        """Yield the settings of the top and of its tables."""
        known = [each for each in SETTINGS if each.by_path or not is_by_path]
        tables = {each.table for each in known if each.table}
        for name, value in raw.items():
            if name in tables:
                yield from self._table(name, value, prefix, [each for each in known if each.table == name])
            else:
                setting = self._known(name, [each for each in known if not each.table], prefix, sorted(tables))
                yield Given(setting, self._value(setting, value, prefix + name), prefix + name)

    def override(self, table: Mapping[str, object], prefix: str) -> Override:
        """Read the settings of some documents."""
        paths = self._value(GLOBS, table.get(PATHS, []), prefix + PATHS)
        if not isinstance(paths, tuple) or not paths:
            hint = "say which documents the table holds for: paths = ['docs/zh/**']"
            raise self.fault(prefix + PATHS, "is missing or empty", hint)
        rest = {name: value for name, value in table.items() if name != PATHS}
        return Override(paths, tuple(self.given(rest, prefix, is_by_path=True)))

    def _table(self, name: str, raw: object, prefix: str, known: Sequence[Setting]) -> Iterator[Given]:
        if not isinstance(raw, dict):
            hint = f"write [{prefix}{name}] above its keys"
            raise self.fault(prefix + name, f"must be a table, not {_kind_of(raw)}", hint)
        for key, value in raw.items():
            full = f"{prefix}{name}.{key}"
            setting = self._known(key, known, f"{prefix}{name}.")
            yield Given(setting, self._value(setting, value, full), full)

    def _known(self, name: str, known: Sequence[Setting], prefix: str, tables: Sequence[str] = ()) -> Setting:
        found = next((each for each in known if each.name == name), None)
        if found is not None:
            return found
        raise self.fault(prefix + name, "is no setting", _hint(name, [each.name for each in known], tables, prefix))

    def _value(self, setting: Setting, value: object, key: str) -> Value:
        """Return a checked value; a list becomes a tuple."""
        if setting.kind in LISTS:
            if not isinstance(value, list):
                hint = f"write {setting.name} = ['{value}']" if isinstance(value, str) else ""
                raise self.fault(key, f"must be {setting.kind.value}, not {_kind_of(value)}", hint)
            return tuple(self._text(setting, each, key, f"must be {setting.kind.value}, and holds") for each in value)
        if setting.kind in (Kind.COUNT, Kind.NUMBER):
            return self._number(setting, value, key)
        if setting.kind is Kind.FLAG:
            if not isinstance(value, bool):
                raise self.fault(key, f"must be true or false, not {_kind_of(value)}")
            return value
        return self._text(setting, value, key, f"must be {setting.kind.value}, not")

    def _text(self, setting: Setting, value: object, key: str, problem: str) -> str:
        if not isinstance(value, str):
            raise self.fault(key, f"{problem} {_kind_of(value)}")
        if setting.choices and value not in setting.choices:
            near = _nearest(value, setting.choices)
            hint = f"did you mean '{near}'?" if near else "there are: " + ", ".join(setting.choices)
            raise self.fault(key, f"cannot be '{value}'", hint)
        if not re.search(setting.pattern, value):
            raise self.fault(key, f"cannot be '{value}'" if value.strip() else "holds an empty text")
        return value

    def _number(self, setting: Setting, value: object, key: str) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(key, f"must be {setting.kind.value}, not {_kind_of(value)}")
        if not math.isfinite(value) or (setting.kind is Kind.COUNT and value != int(value)):
            raise self.fault(key, f"must be {setting.kind.value}, not {value}")
        if (setting.least is not None and value < setting.least) or (setting.most is not None and value > setting.most):
            span = f"from {setting.least:g}" + (f" to {setting.most:g}" if setting.most is not None else "")
            raise self.fault(key, f"must be {setting.kind.value} {span}, not {value}")
        return int(value) if setting.kind is Kind.COUNT else value


def _kind_of(value: object) -> str:
    names: tuple[tuple[type, str], ...] = (
        (bool, "true or false"), (str, "a text"), (int, "a number"), (float, "a number"), (list, "a list"),
        (dict, "a table"),
    )  # fmt: skip
    return next((name for kind, name in names if isinstance(value, kind)), "a date or a time")


def _nearest(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.lower().replace("_", "-"), known, n=1, cutoff=0.6)), "")


def _hint(name: str, known: Sequence[str], tables: Sequence[str], prefix: str) -> str:
    near = _nearest(name, [*known, *tables])
    if near:
        return f"did you mean '{prefix}{near}'?"
    # A key that stands in another table than its own.
    elsewhere = [each.key for each in SETTINGS if each.name == name]
    if elsewhere:
        return f"there is '{elsewhere[0]}'"
    return "there are: " + ", ".join([*known, *tables])
