"""The glossary in an editor: followed when it changes, told when it is broken, and edited by quick fixes."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from lsp_client import EVERYTHING, Client, Json, edited, serving

pytestmark = pytest.mark.skipif(find_spec("pygls") is None, reason="needs pygls, the extra lsp")

GLOSSARY = """\
terms:
  # of the kitchen
  - use: Skillet
    wrong: [平底工具]
"""
TEXT = "请安装平底工具和刀架工具。\n"
ENGLISH = "# Tools\n\nPlease install Skillet and Knife Rack 2.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "glossary.yml").write_text(text, encoding="utf-8")


def told(client: Client, name: str) -> None:
    """Tell that a file has changed, as an editor that watches files."""
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri(name), "type": 2}]})


def select(client: Client, start: int, end: int) -> list[Json]:
    place = {"start": {"line": 0, "character": start}, "end": {"line": 0, "character": end}}
    params = {"textDocument": {"uri": client.uri("a.md")}, "range": place, "context": {"diagnostics": []}}
    found: list[Json] = client.ask("textDocument/codeAction", params)
    return found


def run(client: Client, actions: list[Json], title: str) -> None:
    command = next(each["command"] for each in actions if each["title"] == title)
    client.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})


def test_a_changed_glossary_holds_at_once(folder: Path) -> None:
    with serving(folder) as client:
        client.begin()
        client.open("a.md")
        assert len(client.diagnostics("a.md")) == 1
        client.until(lambda: any(each["method"] == "client/registerCapability" for each in client.asked), "watchers")
        write(folder, GLOSSARY + "  - use: Knife Rack\n    wrong: [刀架工具]\n")
        told(client, "glossary.yml")
        assert len(client.diagnostics("a.md", 1, lambda found: len(found) == 2)) == 2
        assert client.end() == 0


def test_a_client_that_watches_nothing_is_spared_it(folder: Path) -> None:
    able = {**EVERYTHING, "workspace": {}}
    with serving(folder) as client:
        client.begin(able)
        client.open("a.md")
        client.diagnostics("a.md")
        write(folder, GLOSSARY + "  - use: Knife Rack\n    wrong: [刀架工具]\n")
        client.diagnostics("a.md", 1, lambda found: len(found) == 2)
        assert not client.asked
        assert client.end() == 0


def test_a_broken_glossary_is_told_in_its_file_and_the_last_sound_one_stays(folder: Path) -> None:
    with serving(folder) as client:
        client.begin()
        client.open("a.md")
        client.diagnostics("a.md")
        write(folder, GLOSSARY.replace("wrong:", "worng:"))
        told(client, "glossary.yml")
        (fault,) = client.diagnostics("glossary.yml", None)
        assert fault["severity"] == 1
        assert fault["range"]["start"] == {"line": 3, "character": 4}
        assert "did you mean 'wrong'?" in fault["message"]
        client.until(lambda: any("the last sound glossary stays in use" in each for each in client.messages()), "why")
        client.change("a.md", 2, {"text": f"# 标题\n\n{TEXT}"})
        assert len(client.diagnostics("a.md", 2)) == 1
        write(folder, GLOSSARY)
        told(client, "glossary.yml")
        client.diagnostics("glossary.yml", None, lambda found: not found)


def test_a_glossary_is_checked_while_it_is_written(folder: Path) -> None:
    with serving(folder) as client:
        client.begin()
        client.open("glossary.yml", language="yaml")
        first = client.diagnostics("glossary.yml", 1, lambda _: True)
        assert all(each["severity"] == 2 for each in first)
        client.change("glossary.yml", 2, {"text": GLOSSARY.replace("wrong:", "worng:")})
        faults = client.diagnostics("glossary.yml", 2)
        assert "'worng'" in next(each["message"] for each in faults if each["severity"] == 1)


def test_a_glossary_that_nobody_can_read_is_told(folder: Path) -> None:
    (folder / "glossary.yml").write_bytes(b"\xff\xfe\x00terms")
    with serving(folder) as client:
        client.begin()
        client.open("a.md")
        (fault,) = client.diagnostics("glossary.yml", None)
        assert fault["severity"] == 1
        assert client.diagnostics("a.md", 1, lambda _: True) == []
        write(folder, GLOSSARY)
        told(client, "glossary.yml")
        client.diagnostics("a.md", 1, lambda found: len(found) == 1)
        assert client.end() == 0


def test_the_glossary_is_edited_as_it_stands_in_the_editor(folder: Path) -> None:
    (folder / "en.md").write_text(ENGLISH, encoding="utf-8")
    with serving(folder) as client:
        client.begin(options={"source": ["en.md"]})
        client.open("a.md", TEXT)
        client.diagnostics("a.md")
        longer = select(client, 1, 9)
        run(client, longer, "Never change “安装平底工具和刀”: add it to `not_in` of “skillet”")
        after = _applied(client, GLOSSARY)
        assert after == GLOSSARY.rstrip("\n") + "\n    not_in: [安装平底工具和刀]\n"
        new = select(client, 8, 12)
        client.until(lambda: len(select(client, 8, 12)) > 1, "the original")
        new = select(client, 8, 12)
        titles = [each["title"] for each in new]
        assert "Add to the glossary: “刀架工具” → “Knife Rack 2”" in titles
        run(client, new, "Add to the glossary: “刀架工具” → “Knife Rack 2”")
        assert _applied(client, GLOSSARY) == GLOSSARY + "  - use: Knife Rack 2\n    wrong: [刀架工具]\n"
        open_text = f"# not saved\n{GLOSSARY}"
        client.open("glossary.yml", open_text, "yaml")
        run(client, new, "Add “刀架工具” to the glossary…")
        assert _applied(client, open_text, 1) == open_text + "  - use: RIGHT FORM\n    wrong: [刀架工具]\n"
        shown = next(each["params"] for each in client.asked if each["method"] == "window/showDocument")
        assert shown["selection"]["start"] == {"line": 5, "character": 9}


def test_what_the_glossary_cannot_take_is_said(folder: Path) -> None:
    with serving(folder) as client:
        client.begin()
        client.open("a.md")
        client.diagnostics("a.md")
        told_of = {"uri": client.uri("a.md"), "wrong": "Skillet", "use": "Pan"}
        client.ask("workspace/executeCommand", {"command": "summitalign.addEntry", "arguments": [told_of]})
        assert '"Skillet" is a right form of the entry "skillet"' in client.messages()[-1]
        bad = {"uri": client.uri("a.md"), "term": "skillet", "word": "别的"}
        client.ask("workspace/executeCommand", {"command": "summitalign.addException", "arguments": [bad]})
        assert "holds a wrong form" in client.messages()[-1]
        stale = {"uri": client.uri("a.md"), "version": 0, "start": 3, "end": 7}
        client.ask("workspace/executeCommand", {"command": "summitalign.leaveLine", "arguments": [stale]})
        assert "the text has changed" in client.messages()[-1]
        client.ask("workspace/executeCommand", {"command": "summitalign.addEntry", "arguments": [7]})
        assert "needs an object" in client.messages()[-1]
        assert not client.edits


def _applied(client: Client, text: str, version: int | None = None) -> str:
    assert client.edits, client.messages()
    (change,) = client.edits.pop()["documentChanges"]
    assert change["textDocument"] == {"uri": client.uri("glossary.yml"), "version": version}
    return edited(text, change["edits"])
