"""The language server as an editor uses it: opening, findings, quick fixes, evidence, originals, completion."""

import shutil
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from lsp_client import EVERYTHING, Client, Json, edited, edits_of, place_of, serving

pytestmark = pytest.mark.skipif(find_spec("pygls") is None, reason="needs pygls, the extra lsp")

ROOT = Path(__file__).parent.parent
RECAP = "corpus/zh/recap.md"
GLOSSARY = """\
version: 1
languages: {source: en, target: zh}
terms:
  - use: Sailcloth
    wrong: [帆布框架]
  - use: Anchorage
    wrong: [锚地]
    ambiguous: true
    note: the build tool
  - use: [Oar, Paddle]
    wrong: [船桨库]
"""
ENGLISH = """\
# Release notes

The team has moved the renderer to Sailcloth 3. It is faster than before.

Builds are run by Anchorage in the night. Nobody has to start them.

The site has a new look.
"""
CHINESE = """\
# 发布说明

团队已将渲染器迁移到帆布框架 3。它比以前更快。

构建在夜间由锚地运行。没有人需要启动它们。

网站有了新的外观。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("en", "zh"):
        (tmp_path / "docs" / name).mkdir(parents=True)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "docs/en/notes.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "docs/zh/notes.md").write_text(CHINESE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(folder: Path) -> Iterator[Client]:
    with serving(folder) as found:
        yield found


def begin(
    client: Client, name: str = "docs/zh/notes.md", text: str | None = None, options: object = None
) -> list[Json]:
    client.begin(options=options)
    client.open(name, text)
    return client.diagnostics(name)


def actions(client: Client, name: str, place: Json, only: list[str] | None = None) -> list[Json]:
    context = {"diagnostics": [], **({"only": only} if only else {})}
    document = {"uri": client.uri(name)}
    found: list[Json] = client.ask(
        "textDocument/codeAction", {"textDocument": document, "range": place, "context": context}
    )
    return found


def at(client: Client, name: str, position: Json) -> Json:
    return {"textDocument": {"uri": client.uri(name)}, "position": position}


def test_the_recap_of_the_corpus_from_open_to_close(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copy(ROOT / "glossary.yml", tmp_path)
    with serving(tmp_path) as client:
        begun = client.begin(options={"source": "corpus/en/agenda.md"})
        assert begun["capabilities"]["positionEncoding"] == "utf-16"
        text = client.open(RECAP)
        found = client.diagnostics(RECAP)
        titles = [each for each in found if each["range"]["start"]["line"] == 30]
        assert [each["code"] for each in titles] == ["term/mistranslated"]
        assert titles[0]["severity"] == 2
        place = titles[0]["range"]
        offered = actions(client, RECAP, place)
        assert [each["title"] for each in offered] == [
            "Replace with “TensorFlow”",
            "Apply all 3 fixes of “TensorFlow” in this document",
            "Leave “张量流” on this line as it is",
        ]
        assert offered[0]["isPreferred"]
        fixed = edited(text, edits_of(offered[0]["edit"]))
        assert fixed == text.replace("## 张量流 2.0", "## TensorFlow 2.0")
        everything = edited(text, edits_of(offered[1]["edit"]))
        assert everything.count("TensorFlow") == text.count("TensorFlow") + 3
        client.until(lambda: bool(client.ask("textDocument/definition", at(client, RECAP, place["start"]))), "original")
        shown = client.ask("textDocument/hover", at(client, RECAP, place["start"]))["contents"]
        assert shown["kind"] == "markdown"
        assert 'entry "tensorflow" (glossary.yml:12), not ambiguous' in shown["value"]
        assert "> TensorFlow 2\\.0 in detail" in shown["value"]
        places = client.ask("textDocument/definition", at(client, RECAP, place["start"]))
        lines = (ROOT / "corpus/en/agenda.md").read_text(encoding="utf-8").split("\n")
        assert {each["uri"] for each in places} == {client.uri("corpus/en/agenda.md")}
        assert "### TensorFlow 2.0 in detail" in [lines[each["range"]["start"]["line"]] for each in places]
        change = {"range": place, "text": "TensorFlow"}
        client.change(RECAP, 2, change)
        assert len(client.diagnostics(RECAP, 2)) == len(found) - 1
        assert client.end() == 0


def test_originals_decide_what_the_text_leaves_open(client: Client) -> None:
    name = "docs/zh/notes.md"
    begin(client, options={"source": "docs/en/{path}"})
    sure = client.diagnostics(name, 1, lambda found: len(found) == 2 and all(each["severity"] == 2 for each in found))
    assert [each["data"]["use"] for each in sure] == [["Sailcloth"], ["Anchorage"]]
    shown = client.ask("textDocument/hover", at(client, name, sure[1]["range"]["start"]))["contents"]["value"]
    assert "the source section 'Release notes' names Anchorage" in shown
    assert "in all, applied from" in shown
    assert "the build tool" in shown
    assert "docs/en/notes\\.md:5 \\(sentence\\)" in shown
    assert "> Builds are run by Anchorage in the night\\." in shown
    (location,) = client.ask("textDocument/declaration", at(client, name, sure[1]["range"]["start"]))
    assert location["range"] == place_of(ENGLISH, "Builds are run by Anchorage in the night.")
    # What nobody found wrong has an original too.
    plain = client.ask("textDocument/hover", at(client, name, {"line": 6, "character": 3}))["contents"]["value"]
    assert "> The site has a new look\\." in plain
    # The line stays decided while others are written.
    client.change(name, 2, {"range": place_of(CHINESE, "外观"), "text": "样子"})
    first = client.diagnostics(name, 2, lambda _: True)
    assert [each["severity"] for each in first] == [2, 2]


def test_settings_of_the_project_name_the_originals(folder: Path, client: Client) -> None:
    (folder / "summitalign.toml").write_text('source = ["docs/en"]\n', encoding="utf-8")
    begin(client)
    client.diagnostics("docs/zh/notes.md", 1, lambda found: len(found) == 2 and found[1]["severity"] == 2)


def test_changes_are_followed_in_both_kinds(client: Client) -> None:
    name = "docs/zh/new.md"
    client.begin()
    client.open(name, "没有。\n")
    assert client.diagnostics(name, 1, lambda _: True) == []
    insert = {
        "range": {"start": {"line": 0, "character": 2}, "end": {"line": 0, "character": 2}},
        "text": "😀😀帆布框架",
    }
    client.change(name, 2, insert)
    (found,) = client.diagnostics(name, 2)
    assert found["range"] == {"start": {"line": 0, "character": 6}, "end": {"line": 0, "character": 10}}
    client.change(name, 3, {"text": "第一行\r\n第二行帆布框架\r\n"})
    (found,) = client.diagnostics(name, 3)
    assert found["range"] == {"start": {"line": 1, "character": 3}, "end": {"line": 1, "character": 7}}
    client.close_document(name)
    client.diagnostics(name, None, lambda found: not found)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 11), ("utf-16", 5), ("utf-32", 4)])
def test_columns_are_counted_as_the_client_wants(client: Client, encoding: str, column: int) -> None:
    begun = client.begin({**EVERYTHING, "general": {"positionEncodings": [encoding]}})
    assert begun["capabilities"]["positionEncoding"] == encoding
    client.open("a.md", "x😀看见帆布框架\n")
    (found,) = client.diagnostics("a.md")
    assert found["range"]["start"]["character"] == column


def test_only_the_newest_text_is_judged(client: Client) -> None:
    name = "docs/zh/notes.md"
    begin(client)
    for version in range(2, 12):
        client.change(name, version, {"text": f"{CHINESE}{'帆布框架。' * version}\n"})
    assert len(client.diagnostics(name, 11)) == 13
    place = {"line": 0, "character": 0}
    for _ in range(5):  # what else is under way comes before the answers
        time.sleep(0.1)
        client.ask("textDocument/hover", at(client, name, place))
    told = [each["params"]["version"] for each in client.told if each["params"].get("uri") == client.uri(name)]
    assert told.count(11) == 1
    assert len(told) < 6


def test_a_choice_of_right_forms_is_offered(client: Client) -> None:
    text = "Sailcloth 之外，我们用船桨库。\n"
    (found,) = begin(client, "a.md", text)
    assert found["severity"] == 3
    offered = actions(client, "a.md", found["range"])
    assert [each["title"] for each in offered][:2] == ["Replace with “Oar”", "Replace with “Paddle”"]
    assert edited(text, edits_of(offered[1]["edit"])) == "Sailcloth 之外，我们用 Paddle。\n"
    assert not any(each.get("isPreferred") for each in offered)


def test_what_would_change_the_structure_is_not_offered(folder: Path, client: Client) -> None:
    (folder / "glossary.yml").write_text("帆布: 'x](y'\n", encoding="utf-8")
    text = "[看帆布](http://example.org) 和帆布\n"
    client.begin()
    client.open("a.md", text)
    found = client.diagnostics("a.md")
    for each in found:
        for action in actions(client, "a.md", each["range"]):
            if "edit" in action:
                assert edited(text, edits_of(action["edit"])).startswith("[看帆布](http://example.org)")


def test_all_safe_fixes_are_made_when_the_editor_asks(client: Client) -> None:
    text = "帆布框架和锚地。\n\n`帆布框架`与帆布框架\n"
    begin(client, "a.md", text)
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 3, "character": 0}}
    (action,) = actions(client, "a.md", whole, ["source.fixAll"])
    assert edited(text, edits_of(action["edit"])) == "Sailcloth 和锚地。\n\n`帆布框架`与 Sailcloth\n"
    assert actions(client, "a.md", whole, ["refactor"]) == []


def test_a_client_without_versions_gets_plain_changes(client: Client) -> None:
    client.begin({})
    client.open("a.md", "帆布框架\n")
    (found,) = client.diagnostics("a.md")
    assert "relatedInformation" not in found
    action = actions(client, "a.md", found["range"])[0]
    assert [each["newText"] for each in action["edit"]["changes"][client.uri("a.md")]] == ["Sailcloth"]
    shown = client.ask("textDocument/hover", at(client, "a.md", found["range"]["start"]))["contents"]
    assert shown["kind"] == "plaintext"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("前。\n\n帆布框架\n", "前。\n\n<!-- summitalign-disable-next-line 帆布框架 -->\n帆布框架\n"),
        ("前\n看帆布框架\n后\n", "前 <!-- summitalign-disable-next-line 帆布框架 -->\n看帆布框架\n后\n"),
        ("* 前\r\n* 帆布框架\r\n", "* 前 <!-- summitalign-disable-next-line 帆布框架 -->\r\n* 帆布框架\r\n"),
        ("帆布框架\n", "<!-- summitalign-disable-next-line 帆布框架 -->\n帆布框架\n"),
    ],
)
def test_one_line_can_be_left_as_it_is(client: Client, text: str, left: str) -> None:
    (found,) = begin(client, "a.md", text)
    command = next(each["command"] for each in actions(client, "a.md", found["range"]) if "command" in each)
    client.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
    assert client.edits, client.messages()
    after = edited(text, edits_of(client.edits[0]))
    assert after == left
    client.change("a.md", 2, {"text": after})
    assert client.diagnostics("a.md", 2, lambda _: True) == []


def test_a_comment_that_would_change_the_document_is_refused(client: Client) -> None:
    text = "| a | b |\n|---|---|\n| 帆布框架 | 好 |\n"
    (found,) = begin(client, "a.md", text)
    command = next(each["command"] for each in actions(client, "a.md", found["range"]) if "command" in each)
    client.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
    if client.edits:  # where it can stand inside of a cell, nothing else may change
        assert client.edits == []
    assert "no comment can stand here" in client.messages()[0]


def test_right_forms_are_completed(client: Client) -> None:
    name, text = "a.md", "我们用 sail 和帆布 Ancho\n"
    client.begin()
    client.open(name, text)

    def offered(words: str) -> dict[str, Json]:
        place = place_of(text, words)["end"]
        return {each["label"]: each for each in client.ask("textDocument/completion", at(client, name, place))["items"]}

    sail = offered("sail")["Sailcloth"]
    assert edited(text, [sail["textEdit"]]) == "我们用 Sailcloth 和帆布 Ancho\n"
    cloth = offered("帆布")["Sailcloth"]
    assert cloth["detail"] == "in place of 帆布框架"
    assert edited(text, [cloth["textEdit"]]) == "我们用 sail 和Sailcloth Ancho\n"
    assert offered("Ancho")["Anchorage"]["documentation"] == "the build tool"
    assert offered("我") == {}


def test_other_inputs_are_judged_as_what_they_are(client: Client) -> None:
    notebook = '{"cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["帆布框架"]},\n'
    notebook += ' {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {}, "outputs": [],\n'
    notebook += '  "source": ["帆布框架"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n'
    (found,) = begin(client, "a.ipynb", notebook)
    assert found["range"]["start"]["line"] == 0
    action = actions(client, "a.ipynb", found["range"])[0]
    assert edited(notebook, edits_of(action["edit"])) == notebook.replace('["帆布框架"]', '["Sailcloth"]', 1)
