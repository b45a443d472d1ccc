"""The documents keep step with the code: their commands run, their outputs appear, what they name exists.

All commands of a document are run in one folder, from its beginning to its end. Conventions: in a `console` block a
line that begins with `$ ` is run, and the lines below it are its whole output; `...` alone stands for any lines,
` ...` at an end for the rest of a line. In an `sh` block every line that begins as in RUN is run, its output is of no
account. `# exit 1` behind a command is the exit code it must end with, else 0.
In a `python` block the comment behind a `print(...)` is what it prints. A `yaml` block is a glossary.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from console_blocks import steps, unmatched
from summitalign import api
from summitalign.cli.align_score import score
from summitalign.cli.main import COMMANDS, program
from summitalign.glossary.entries import ENTRY_KEYS, FILE_KEYS, SCOPES
from summitalign.glossary.lint import lint
from summitalign.glossary.sheet import REPAIRS
from summitalign.model.document import LinkKind, RegionKind, SegmentKind

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (
    *READMES,
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")),
    "benchmarks/README.md",
)
RUN = ("summitalign ", "printf ", "cp ")
"""How the commands begin that are run; the others (make, git) are only checked for what they name."""
OPEN_MAPS = ("shares", "parameters", "by_form", "by_document")
"""JSON objects whose keys depend on the documents."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PRINTED = re.compile(r"^print\(.*\)  # (.*)$", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, *languages: str) -> list[str]:
    return [code for language, code in _FENCE.findall(read(name)) if language in languages]


def collect(*languages: str) -> list[Any]:
    """Return the code of all blocks, each once, named by the document it stands in first."""
    found: dict[str, str] = {}
    for name in DOCUMENTS:
        for number, code in enumerate(blocks(name, *languages), 1):
            found.setdefault(code, f"{name}-{number}")
    return [pytest.param(code, id=name) for code, name in found.items()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return what a clone has of the corpus, the glossary and rules of Git; put the program on the path."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copy(ROOT / "glossary.yml", tmp_path)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    (tmp_path / ".git").mkdir()
    binaries = tmp_path / ".bin"
    binaries.mkdir()
    (binaries / "summitalign").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m summitalign.cli.main "$@"\n')
    (binaries / "summitalign").chmod(0o755)
    monkeypatch.setenv("PATH", f"{binaries}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str) -> subprocess.CompletedProcess[str]:
    """Run a line as a shell does; results and notes come out together, as on a terminal."""
    return subprocess.run(["sh", "-c", f"({command}) 2>&1"], capture_output=True, encoding="utf-8", check=False)


# The code of a twin is that of its page (tests/test_site_twins.py), so it is run once.
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != READMES[1] and not name.endswith(".zh.md")])
def test_commands_followed_in_order_do_what_is_shown_and_leave_the_repository_as_it_is(name: str, folder: Path) -> None:
    for step in (step for code in blocks(name, "console", "sh") for step in steps(code)):
        if not step.command.startswith(RUN):
            continue
        done = run(step.command)
        assert done.returncode == step.exit_code, f"{step.command}\n{done.stdout}"
        if step.shown:
            assert unmatched(step.shown, done.stdout.splitlines()) == [], f"{step.command}\n{done.stdout}"
    assert contents(folder) == contents(ROOT)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files that a reader has from the repository, by path."""
    files = (folder / "glossary.yml", *(path for path in (folder / "corpus").rglob("*") if path.is_file()))
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("shown", "actual", "missing"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a"], ["a", "b"], ["a"]),
        (["a", "..."], ["a", "b"], []),
        (["...", "b"], ["a", "b"], []),
        (["...", "a"], ["a", "b"], ["a"]),
        (["a", "...", "c"], ["a", "b", "c"], []),
        (["b", "..."], ["a", "b"], ["b"]),
        (["...", "b", "d", "..."], ["a", "b", "c", "d"], ["b", "d"]),
        (["a b ..."], ["a b c"], []),
        (["a", "...", "a"], ["a"], ["a"]),
    ],
)
def test_output_is_compared_line_by_line(shown: list[str], actual: list[str], missing: list[str]) -> None:
    assert unmatched(shown, actual) == missing


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("code", collect("python"))
def test_python_prints_what_is_shown(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "document", "exec"), {})

    assert capsys.readouterr().out.splitlines() == _PRINTED.findall(code)


@pytest.mark.parametrize("code", collect("yaml"))
def test_glossaries_are_sound_and_pass_their_own_tests(code: str) -> None:
    problems = lint(code, "glossary.yml", lambda _: "珊瑚: Coral\n")

    assert [problem.message for problem in problems] == []
    assert api.run_glossary_tests(api.load_glossary(code, "glossary.yml", lambda _: "珊瑚: Coral\n")) == ()


def paths_of(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of every key in a JSON value; all items of a list count as one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}"
            if key not in OPEN_MAPS:
                yield from paths_of(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from paths_of(inner, f"{path}[]")


def json_examples() -> list[Any]:
    """Return the commands that begin a paragraph of docs/output.md, each with the JSON block below it."""
    pattern = r"^`([^`]*summitalign [^`]*)`(?:(?!^```).)*?^```json\n(.*?)^```$"
    found = re.findall(pattern, read("docs/output.md"), re.MULTILINE | re.DOTALL)
    return [pytest.param(command, json.loads(code), id=command) for command, code in found]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("command", "example"), json_examples())
def test_json_examples_have_the_keys_of_the_output(command: str, example: dict[str, object]) -> None:
    done = subprocess.run(["sh", "-c", command], capture_output=True, encoding="utf-8", check=False)
    texts = done.stdout.splitlines() if "jsonl" in command else [done.stdout]
    objects = [json.loads(text) for text in texts]

    assert example["schema"] in {each["schema"] for each in objects}
    assert set(paths_of(example)) == {path for each in objects for path in paths_of(each)}


def test_json_examples_are_found_and_all_schemas_are_described() -> None:
    assert len(json_examples()) >= 6
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/summitalign").rglob("*.py"))
    kinds = {*re.findall(r'_schema\("([\w-]+)"\)|collection\("([\w-]+)"|summitalign/([\w-]+)/1"', sources)}
    names = {name for kind in kinds for name in kind if name}
    assert len(names) >= 8
    described = read("docs/output.md")
    assert [name for name in sorted(names) if f"summitalign/{name}/1" not in described] == []


def without_comments(code: str) -> str:
    return "\n".join(re.sub(r"\s+# .*$", "", line) for line in code.splitlines())


def test_both_readmes_have_the_same_headings_and_the_same_examples() -> None:
    english, chinese = (api.parse(read(name)) for name in READMES)
    levels = [
        [segment.level for segment in document.segments if segment.kind is SegmentKind.SECTION]
        for document in (english, chinese)
    ]
    assert levels[0] == levels[1]
    assert len(levels[0]) > 10
    assert blocks(READMES[0], "console", "sh") == blocks(READMES[1], "console", "sh")
    for language in ("python", "yaml"):
        first, second = ([without_comments(code) for code in blocks(name, language)] for name in READMES)
        assert first == second


@pytest.mark.parametrize("name", DOCUMENTS)
def test_relative_links_lead_to_files_and_anchors_to_sections(name: str) -> None:
    document = api.parse(read(name), name)
    anchors = {segment.anchor for segment in document.segments}
    for link in document.links:
        if link.kind is LinkKind.FILE:
            assert ((ROOT / name).parent / link.target.partition("#")[0]).exists(), link.target
        elif link.kind is LinkKind.ANCHOR:
            assert link.target.removeprefix("#") in anchors, link.target


def commands() -> dict[str, click.Command]:
    """Return every command by its full name."""
    context = click.Context(program)
    found = {name: command for name in COMMANDS if (command := program.get_command(context, name))}
    group = found["glossary"]
    assert isinstance(group, click.Group)
    inside = {name: group.get_command(context, name) for name in group.list_commands(context)}
    found["align score"] = score
    return {**found, **{f"glossary {name}": command for name, command in inside.items() if command}}


def code_of(name: str) -> Iterator[str]:
    """Yield the code of a document: spans, and the lines of its blocks."""
    document = api.parse(read(name), name)
    for region in document.regions:
        if region.kind is RegionKind.CODE:
            yield from (line.strip("`").strip() for line in region.span.of(document.text).splitlines())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_and_options_that_are_named_exist(name: str) -> None:
    known = commands()
    options = {option for command in known.values() for each in command.params for option in each.opts}
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "benchmarks").glob("*.py"))
    scripts += read("tests/cluster_processes.py")
    options |= {"--help", "--version", *re.findall(r'"(--[a-z-]+)"', scripts)}
    for code in code_of(name):
        named = re.match(r"(?:\$ )?(?:.*\| *)?summitalign ((?:glossary )?[a-z][a-z-]*)", code)
        if named:
            assert named[1].removesuffix(" file") in known, code
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)) <= options, code
        if code.startswith(("make ", "git clone")):
            target = re.search(r"\bmake (\w+)", code)
            assert target is not None
            assert re.search(rf"^{target[1]}:", read("Makefile"), re.MULTILINE), code


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_mentioned_in_both_readmes(name: str) -> None:
    text = read(name)

    assert [command for command in commands() if f"summitalign {command}" not in text] == []


def test_every_key_of_a_glossary_is_described() -> None:
    text = read("docs/glossary-format.md")

    assert [key for key in (*ENTRY_KEYS, *FILE_KEYS, *SCOPES, *REPAIRS) if f"`{key}`" not in text] == []


def test_the_table_of_formats_is_that_of_the_commands() -> None:
    rows = re.findall(r"^\| `summitalign ([a-z -]+)` \| (`text`.*) \|$", read("docs/output.md"), re.MULTILINE)
    choices = {
        name: each.type.choices
        for name, command in commands().items()
        for each in command.params
        if each.name == "output_format" and isinstance(each.type, click.Choice)
    }
    assert {name: formats.strip("`").split("`, `") for name, formats in rows} == {
        name: list(formats) for name, formats in choices.items()
    }


def test_the_design_names_every_room_and_only_files_that_exist() -> None:
    text, source = read("docs/design.md"), ROOT / "src/summitalign"
    rooms = [path.name for path in source.iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if f"`{room}/`" not in text] == []
    named = re.findall(r"`([a-z_/]+(?:/|\.py))`", text)
    assert len(named) > 20
    assert [name for name in named if not (source / name).exists() and not (ROOT / name).exists()] == []


def test_the_changelog_has_a_section_for_what_is_to_come() -> None:
    sections = [segment.title for segment in api.parse(read("CHANGELOG.md")).segments if segment.level == 2]

    assert sections[0] == "[Unreleased]"
