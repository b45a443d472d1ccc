"""The schemas that come with the program, against the loaders: same keys, and what one takes the other takes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from summitalign.cli.main import program
from summitalign.errors import UsageError
from summitalign.glossary.entries import ENTRY_KEYS, FILE_KEYS, SCOPES
from summitalign.glossary.problems import first_error
from summitalign.glossary.sheet import _NO_PROSE, REPAIRS, read_sheet
from summitalign.settings.keys import LISTS, OVERRIDES, PATHS, SETTINGS, Kind
from summitalign.settings.read import read_configuration
from summitalign.workspace.schemas import GLOSSARY_SCHEMA, SETTINGS_SCHEMA, read_schema

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(find_spec("jsonschema") is None, reason="needs jsonschema, of the extra dev")
SCHEMAS = {name: json.loads(read_schema(name)) for name in (SETTINGS_SCHEMA, GLOSSARY_SCHEMA)}


def takes(name: str, value: object) -> bool:
    """Say whether a schema takes a value."""
    from jsonschema import Draft7Validator

    return bool(Draft7Validator(SCHEMAS[name]).is_valid(value))


def loads(value: dict[str, Any]) -> bool:
    """Say whether the loader of settings takes a value."""
    try:
        read_configuration(value, "summitalign.toml", "/")
    except UsageError:
        return False
    return True


def reads(value: object) -> bool:
    """Say whether the loader of glossaries takes a value; JSON is YAML."""
    return first_error(read_sheet(json.dumps(value, ensure_ascii=False), "glossary.yml").problems) is None


def test_both_are_sound_schemas() -> None:
    from jsonschema import Draft7Validator

    for schema in SCHEMAS.values():
        Draft7Validator.check_schema(schema)


def test_that_of_the_settings_is_what_the_table_says() -> None:
    tool = ROOT / "tools" / "settings_schema.py"
    done = subprocess.run([sys.executable, tool], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == read_schema(SETTINGS_SCHEMA), (
        f"run: python {tool} > src/summitalign/schemas/{SETTINGS_SCHEMA}"
    )


def keys_of(schema: dict[str, Any]) -> Iterator[str]:
    for name, inner in schema["properties"].items():
        if name == OVERRIDES:
            continue
        yield from (f"{name}.{key}" for key in inner["properties"]) if "properties" in inner else (name,)


def test_both_know_the_same_settings() -> None:
    assert set(keys_of(SCHEMAS[SETTINGS_SCHEMA])) == {setting.key for setting in SETTINGS}
    override = SCHEMAS[SETTINGS_SCHEMA]["properties"][OVERRIDES]["items"]
    assert set(keys_of(override)) == {PATHS, *(setting.key for setting in SETTINGS if setting.by_path)}


def test_both_know_the_same_keys_of_a_glossary() -> None:
    parts = SCHEMAS[GLOSSARY_SCHEMA]["definitions"]
    assert set(parts["full"]["properties"]) == set(FILE_KEYS)
    assert [each["required"][0] for each in SCHEMAS[GLOSSARY_SCHEMA]["if"]["anyOf"]] == list(FILE_KEYS)
    assert set(parts["entry"]["properties"]) == set(ENTRY_KEYS)
    assert set(parts["item"]["if"]["propertyNames"]["not"]["enum"]) == set(ENTRY_KEYS)
    assert set(parts["full"]["properties"]["repairs"]["anyOf"][0]["enum"]) == set(REPAIRS)
    assert all(takes(GLOSSARY_SCHEMA, entry(scopes=[f"+{name}"])) for name in SCOPES)
    for name in _NO_PROSE:
        assert not takes(GLOSSARY_SCHEMA, {"front_matter": [name.title()]})


TEXTS = st.sampled_from(["", " ", "a", "docs/", "!x", "#x", "en", "zh-Hans", "auto", "json", "coverage=90%", "x=1"])
VALUES = st.one_of(
    TEXTS, st.integers(-2, 200), st.booleans(), st.floats(-1, 101), st.lists(TEXTS | st.integers(0, 1), max_size=2)
)


def fitting(kind: Kind, choices: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Make values that a setting is likely to take."""
    text = st.sampled_from(choices) if choices else TEXTS
    if kind in LISTS:
        return st.lists(text, max_size=2)
    numbers = {Kind.COUNT: st.integers(0, 3), Kind.NUMBER: st.floats(0, 1), Kind.FLAG: st.booleans()}
    return numbers.get(kind, text)


@st.composite
def settings(draw: st.DrawFn) -> dict[str, Any]:
    """Make settings that are right or nearly right."""
    made: dict[str, Any] = {}
    chosen = draw(st.lists(st.sampled_from(SETTINGS), max_size=4, unique_by=lambda each: each.key))
    override: dict[str, Any] | None = draw(
        st.sampled_from([None, {}, {PATHS: []}, {PATHS: ["docs/"]}, {PATHS: ["!x"]}])
    )
    override = dict(override) if override is not None else None
    for setting in chosen:
        into = override if override is not None and draw(st.booleans()) else made
        value = draw(fitting(setting.kind, setting.choices) if draw(st.integers(0, 3)) else VALUES)
        (into.setdefault(setting.table, {}) if setting.table else into)[setting.name] = value
    if override is not None:
        made[OVERRIDES] = [override]
    return made


@given(settings())
def test_what_one_takes_of_settings_the_other_takes(value: dict[str, Any]) -> None:
    assert takes(SETTINGS_SCHEMA, value) == loads(value)


@pytest.mark.parametrize(
    "value",
    [
        {"glosary": "g.yml"}, {"jobs": 0}, {"jobs": "2"}, {"jobs": True}, {"source": "docs"}, {"color": "red"},
        {"detect": 1}, {"detect": {"languages": ["en us"]}}, {"overrides": {}}, {"overrides": [{}]},
        {"overrides": [{"paths": []}]}, {"overrides": [{"paths": ["a"], "jobs": 1}]}, {"glossary": ""},
        {"fix-terms": {"exclude": ["!a"]}}, {"report": {"fail-under": ["coverage"]}},
    ],
)  # fmt: skip
def test_both_refuse_settings(value: dict[str, Any]) -> None:
    assert (takes(SETTINGS_SCHEMA, value), loads(value)) == (False, False)


def entry(**fields: object) -> dict[str, object]:
    """Return a glossary with one entry."""
    return {"terms": [{"use": "A", "wrong": ["b"], **fields}]}


WORDS = st.sampled_from(
    ["", "  ", "珊瑚", "Coral", "a => b", "a =>  ", " => b", "a => =", "a => b => ", "+alt", "-quote", "alt", "+zzz"]
)
LISTED = st.lists(WORDS, max_size=2)
SCALARS = WORDS | st.integers(0, 3) | st.booleans()
WRONG = SCALARS | st.fixed_dictionaries({}, optional={"re": st.sampled_from(["", "ab+", "[a-z]c"]), "er": WORDS})
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "use": SCALARS | LISTED, "keep": SCALARS | LISTED, "wrong": WRONG | st.lists(WRONG, max_size=2),
        **dict.fromkeys(("not_in", "source", "near", "unless_near", "paths", "scopes", "tests"), SCALARS | LISTED),
        "ambiguous": st.booleans() | WORDS, **dict.fromkeys(("note", "since", "by"), SCALARS | LISTED),
        "mist": WORDS,
    },
)  # fmt: skip
SOUND = st.builds(
    lambda more: {"use": "Coral", "wrong": ["珊瑚"], **more},
    st.fixed_dictionaries(
        {},
        optional={
            "tests": st.lists(WORDS, max_size=1), "scopes": st.lists(WORDS, max_size=1), "near": LISTED,
            "note": SCALARS, "ambiguous": st.booleans(), "keep": WORDS, "wrong": WRONG | st.lists(WRONG, max_size=2),
        },
    ),
)  # fmt: skip
INCLUDES = WORDS | st.fixed_dictionaries({}, optional={"path": WORDS, "pack": WORDS, "drop": LISTED, "x": WORDS})
ITEMS = ENTRIES | SOUND | st.dictionaries(WORDS | st.sampled_from(["use", "wrong"]), SCALARS, max_size=2) | WORDS
FILES = st.fixed_dictionaries(
    {},
    optional={
        "version": st.sampled_from([1, "1", 2, "x"]), "include": INCLUDES | st.lists(INCLUDES, max_size=2),
        "languages": st.fixed_dictionaries({}, optional={"source": WORDS, "target": WORDS, "x": WORDS}) | WORDS,
        "repairs": st.lists(st.sampled_from([*REPAIRS, "x", ""]), max_size=2) | WORDS,
        "front_matter": st.lists(st.sampled_from(["title", "tags", "Slug", "a b", ""]), max_size=2),
        "terms": st.lists(ITEMS, max_size=2) | ITEMS, "term": WORDS,
    },
) | st.dictionaries(WORDS, SCALARS | LISTED, max_size=2)  # fmt: skip


@given(FILES)
def test_what_the_schema_takes_of_a_glossary_the_loader_takes(value: object) -> None:
    assume(takes(GLOSSARY_SCHEMA, value))
    assert reads(value)


@runs(deadline=None)
@given(st.lists(SOUND, min_size=1, max_size=2))
def test_what_the_loader_takes_of_entries_the_schema_takes(value: object) -> None:
    assert takes(GLOSSARY_SCHEMA, {"terms": value}) == reads({"terms": value})


@pytest.mark.parametrize(
    "value",
    [
        [], "珊瑚", {"珊瑚": ["Coral"]}, {"珊瑚": " "}, {"terms": [], "trems": []}, {"terms": {"use": "A"}},
        {"version": 2}, {"repairs": ["split"]}, {"front_matter": ["slug"]}, {"languages": "zh"},
        {"languages": {"from": "en"}}, {"include": [{"path": "a.yml", "pack": "ml.zh"}]}, {"terms": ["珊瑚"]},
        {"terms": [{"use": "A"}]}, {"terms": [{"wrong": ["b"]}]}, entry(keep="A"), entry(nots="x"), entry(wrong=[]),
        entry(near=[""]), entry(tests=["珊瑚"]), entry(tests=["a => "]), entry(scopes=["alt"]),
        entry(scopes=["+text"]), entry(ambiguous="maybe"), entry(wrong=[{"re": "a", "x": 1}]), entry(note=["a"]),
        entry(use=[]), entry(wrong={}), entry(tests=["a => b => "]),
    ],
)  # fmt: skip
def test_both_refuse_glossaries(value: object) -> None:
    assert (takes(GLOSSARY_SCHEMA, value), reads(value)) == (False, False)


@pytest.mark.parametrize("name", ["glossary.yml", *(f"src/summitalign/packs/{pack}.zh.yml" for pack in ("ml", "all"))])
def test_glossaries_of_the_project_fit(name: str) -> None:
    assert takes(GLOSSARY_SCHEMA, _as_editors_read((ROOT / name).read_text(encoding="utf-8")))


def _as_editors_read(text: str) -> object:
    """Return YAML by the core schema of YAML 1.2, where only true and false are no texts."""
    import yaml

    def typed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: typed(each) for key, each in value.items()}
        if isinstance(value, list):
            return [typed(each) for each in value]
        return {"true": True, "false": False}.get(value, value)

    return typed(yaml.load(text, Loader=yaml.BaseLoader))


class TestShipped:
    """Where people meet the schemas."""

    def test_the_commands_print_them(self) -> None:
        for command, name in ((("config", "schema"), SETTINGS_SCHEMA), (("glossary", "schema"), GLOSSARY_SCHEMA)):
            assert json.loads(CliRunner().invoke(program, command).stdout) == SCHEMAS[name]

    def test_init_names_them_in_the_files_that_it_writes(self, tmp_path: Path) -> None:
        import tomllib

        assert CliRunner().invoke(program, ("init", str(tmp_path))).exit_code == 0
        glossary = (tmp_path / "glossary.yml").read_text(encoding="utf-8")
        named = glossary.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert json.loads((tmp_path / named).read_text(encoding="utf-8")) == SCHEMAS[GLOSSARY_SCHEMA]
        assert takes(GLOSSARY_SCHEMA, _as_editors_read(glossary))
        settings = (tmp_path / "summitalign.toml").read_text(encoding="utf-8")
        named = settings.splitlines()[0].removeprefix("#:schema ")
        assert json.loads((tmp_path / named).read_text(encoding="utf-8")) == SCHEMAS[SETTINGS_SCHEMA]
        assert takes(SETTINGS_SCHEMA, tomllib.loads(settings))

    def test_init_leaves_settings_that_are_there(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool.summitalign]\njobs = 2\n", encoding="utf-8")
        assert CliRunner().invoke(program, ("init", str(tmp_path))).exit_code == 0
        assert not (tmp_path / "summitalign.toml").exists()
        assert CliRunner().invoke(program, ("init", str(tmp_path / "b"))).exit_code == 0
        (tmp_path / "b" / "summitalign.toml").write_text("jobs = 2\n", encoding="utf-8")
        assert CliRunner().invoke(program, ("init", str(tmp_path / "b"), "--force")).exit_code == 0
        assert (tmp_path / "b" / "summitalign.toml").read_text(encoding="utf-8") == "jobs = 2\n"
