"""The command `config show`, and the table of settings that it goes by."""

import json
import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program
from summitalign.settings.keys import BY_PATH, SETTINGS, Kind, Setting
from summitalign.settings.starter import settings_starter

GLOSSARY = "张量流: TensorFlow\n"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name is a folder, `_` a full stop."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project at the top of a repository, which nothing above it can reach."""
    (tmp_path / ".git").mkdir()
    write(tmp_path, glossary_yml=GLOSSARY, docs__a_md="学习张量流\n", docs__old__b_md="学习张量流\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def value_of(name: str, *command: str) -> tuple[object, str]:
    """Return the value that `config show` tells, and where it comes from."""
    shown = json.loads(run("config", "show", "--format", "json", *command).stdout)
    return next((row["value"], row["origin"]) for row in shown["settings"] if row["name"] == name)


def command_of(name: str) -> click.Command:
    command: click.Command | None = program
    for part in name.split():
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), part)
    assert command is not None
    return command


class TestShow:
    """`config show`."""

    def test_the_environment_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        assert value_of("color") == ("never", "environment: NO_COLOR")
        assert value_of("--color", "detect") == ("never", "environment: NO_COLOR")
        assert value_of("--color", "detect", "--color", "always") == ("always", "command line")

    def test_a_command_without_its_documents(self) -> None:
        assert value_of("--unit", "align") == ("auto", "default")
        assert value_of("--unit", "align", "--unit", "line") == ("line", "command line")

    def test_an_unknown_command_and_a_group_are_refused(self) -> None:
        assert "did you mean 'fix-terms'?" in run("config", "show", "fix-term").stderr
        assert "name one of them: lint, " in run("config", "show", "glossary").stderr

    def test_text_stands_in_columns(self, folder: Path) -> None:
        write(folder, summitalign_toml="source = ['docs', 'glossary.yml']\n")
        lines = run("config", "show").stdout.splitlines()
        assert lines[0] == "settings: summitalign.toml"
        assert re.fullmatch(r"source +docs, glossary\.yml +summitalign\.toml: source", lines[2])
        assert len({line.rindex("  ") for line in lines[1:]}) == 1

    def test_every_setting_is_shown_once(self) -> None:
        shown = json.loads(run("config", "show", "--format", "json").stdout)
        assert [row["name"] for row in shown["settings"]] == [setting.key for setting in SETTINGS]


class TestTable:
    """The table of settings, against the options whose defaults they are."""

    @pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
    def test_each_is_an_option_of_its_commands_that_takes_its_values(self, setting: Setting) -> None:
        for name in setting.commands:
            option = next(each for each in command_of(name).params if each.opts[-1] == f"--{setting.name}")
            assert isinstance(option, click.Option)
            is_list = setting.kind in (Kind.TEXTS, Kind.FILES)
            assert (option.multiple, option.is_flag) == (is_list, setting.kind is Kind.FLAG)
            if setting.choices:
                assert isinstance(option.type, click.Choice)
                assert set(setting.choices) <= set(option.type.choices)
            if setting.kind in (Kind.COUNT, Kind.NUMBER):
                assert isinstance(option.type, click.IntRange | click.FloatRange)
                assert (option.type.min, option.type.max) == (setting.least, setting.most)

    def test_no_key_stands_for_two(self) -> None:
        keys = [setting.key for setting in SETTINGS]
        tables = {setting.table for setting in SETTINGS} - {""}
        assert len(set(keys)) == len(keys)
        assert not tables & set(keys)
        assert all(setting.table == setting.commands[0].replace(" ", "-") for setting in SETTINGS if setting.table)

    def test_nothing_that_writes_or_runs_code_is_a_setting(self) -> None:
        risky = {"write", "interactive", "output", "undo", "no-journal", "embeddings", "scheduler", "engine", "into"}
        assert not risky & {setting.name for setting in SETTINGS}

    def test_those_that_differ_by_path_are_for_commands_that_can(self) -> None:
        assert all(set(setting.commands) & set(BY_PATH) for setting in SETTINGS if setting.by_path)

    def test_the_starter_is_nothing_but_comments_and_names_every_setting(self) -> None:
        assert tomllib.loads(settings_starter()) == {}
        assert [line for line in settings_starter().splitlines() if len(line) > 140] == []
        for setting in SETTINGS:
            assert f"# {setting.name} = " in settings_starter()
