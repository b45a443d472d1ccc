"""The language server while things change under it: files, settings and clients that come, go and err."""

import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from lsp_client import EVERYTHING, Client, Json, serving

pytestmark = pytest.mark.skipif(find_spec("pygls") is None, reason="needs pygls, the extra lsp")
UNWATCHED = {**EVERYTHING, "workspace": {"workspaceEdit": {"documentChanges": True}, "applyEdit": True}}
NOTHING: Json = {}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    (tmp_path / "glossary.yml").write_text("帆布框架: Sailcloth\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("看帆布框架和新的词。\n", encoding="utf-8")
    with serving(tmp_path) as found:
        yield found


def place(client: Client, name: str = "a.md") -> Json:
    return {"textDocument": {"uri": client.uri(name)}, "position": {"line": 0, "character": 1}}


def opened(client: Client, capabilities: Json = UNWATCHED) -> None:
    client.begin(capabilities)
    client.open("a.md")
    assert len(client.diagnostics("a.md")) == 1


def told_of(client: Client, name: str = "a.md") -> int:
    return sum(each["params"].get("uri") == client.uri(name) for each in client.told)


def test_requests_before_the_begin_and_after_the_end_are_refused(client: Client) -> None:
    assert client.reply("textDocument/hover", place(client))["error"]["code"] == -32002
    client.notify("textDocument/didOpen", {"textDocument": {"uri": "file:///x.md", "languageId": "markdown"}})
    opened(client)
    assert client.reply("initialize", {"processId": None, "capabilities": {}})["error"]["code"] == -32600
    client.ask("shutdown")
    client.open("b.md", "帆布框架\n")
    assert client.reply("textDocument/hover", place(client))["error"]["code"] == -32600
    client.notify("exit")
    assert client.process.wait(30) == 0


def test_a_cancelled_request_is_told_so_and_the_rest_goes_on(client: Client) -> None:
    client.begin()
    client.open("a.md", "看帆布框架。\n\n" * 3000)
    client.send({"id": 900, "method": "textDocument/hover", "params": place(client)})
    client.notify("$/cancelRequest", {"id": 900})
    client.until(lambda: 900 in client.replies, "the cancelled request")
    assert client.replies[900]["error"]["code"] == -32800
    assert len(client.diagnostics("a.md")) == 3000


def test_a_glossary_that_is_gone_is_not_looked_for_for_ever(client: Client) -> None:
    opened(client)
    (client.folder / "glossary.yml").unlink()
    client.diagnostics("a.md", 1, lambda found: not found)
    before = told_of(client)
    time.sleep(2.5)  # the server looks every second
    client.ask("textDocument/hover", place(client))
    assert told_of(client) == before


def test_the_error_of_a_glossary_goes_with_it(client: Client) -> None:
    opened(client)
    (client.folder / "glossary.yml").write_text("worng: [\n", encoding="utf-8")
    assert client.diagnostics("glossary.yml", None)
    (client.folder / "glossary.yml").unlink()
    client.diagnostics("glossary.yml", None, lambda found: not found)
    client.diagnostics("a.md", 1, lambda found: not found)


def test_the_error_of_a_glossary_goes_with_the_last_document(client: Client) -> None:
    (client.folder / "glossary.yml").write_text("worng: [\n", encoding="utf-8")
    (client.folder / "b.md").write_text("看帆布框架。\n", encoding="utf-8")
    client.begin(UNWATCHED)
    for name in ("a.md", "b.md"):
        client.open(name)
        client.diagnostics(name, 1, lambda found: not found)
    assert client.diagnostics("glossary.yml", None)
    client.close_document("a.md")
    client.diagnostics("a.md", None, lambda found: not found)
    client.ask("textDocument/hover", place(client, "b.md"))
    assert client.diagnostics("glossary.yml", None, lambda _: True) != []
    client.close_document("b.md")
    client.diagnostics("glossary.yml", None, lambda found: not found)
    client.open("b.md")  # it is read again
    client.until(lambda: len(client.messages()) == 2, "the error again")


def test_a_client_that_refuses_to_watch_is_spared_it(client: Client) -> None:
    client.refused = ("client/registerCapability",)
    opened(client, EVERYTHING)
    (client.folder / "glossary.yml").write_text("新的词: Word\n帆布框架: Sailcloth\n", encoding="utf-8")
    client.diagnostics("a.md", 1, lambda found: len(found) == 2)
    assert client.messages() == []


def test_settings_that_are_saved_hold_at_once_without_a_watcher(client: Client) -> None:
    opened(client)
    (client.folder / "other.yml").write_text("新的词: Word\n帆布框架: Sailcloth\n", encoding="utf-8")
    (client.folder / "summitalign.toml").write_text('glossary = "other.yml"\n', encoding="utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": client.uri("summitalign.toml")}})
    client.diagnostics("a.md", 1, lambda found: len(found) == 2)


def test_wrong_settings_are_told_again_when_they_are_wrong_again(client: Client) -> None:
    opened(client)
    for _ in range(2):
        for text, count in (("glosary = 1\n", 0), ("", 1)):
            (client.folder / "summitalign.toml").write_text(text, encoding="utf-8")
            seen = told_of(client)
            client.notify("textDocument/didSave", {"textDocument": {"uri": client.uri("summitalign.toml")}})
            client.until(lambda seen=seen: told_of(client) > seen, "another look")  # type: ignore[misc]
            assert len(client.diagnostics("a.md", 1, lambda _: True)) == count
    assert [message.count("did you mean") for message in client.messages()] == [1, 1]


def test_another_version_of_the_glossary_in_the_editor_is_not_the_glossary(client: Client) -> None:
    client.begin()
    old = {"uri": f"review:{client.folder}/glossary.yml", "languageId": "yaml", "version": 1, "text": "旧: Old\n"}
    client.notify("textDocument/didOpen", {"textDocument": old})
    client.open("a.md")
    client.diagnostics("a.md")
    selected = {"start": {"line": 0, "character": 6}, "end": {"line": 0, "character": 9}}
    document = {"uri": client.uri("a.md")}
    actions = client.ask(
        "textDocument/codeAction", {"textDocument": document, "range": selected, "context": {"diagnostics": []}}
    )
    command = actions[-1]["command"]
    client.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
    (change,) = client.edits[0]["documentChanges"]
    assert change["textDocument"] == {"uri": client.uri("glossary.yml"), "version": None}
    assert change["edits"][0]["range"]["start"]["line"] == 1


def test_a_text_without_a_file_is_judged_too(client: Client) -> None:
    client.begin()
    text = {"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": "看帆布框架。\n"}
    client.notify("textDocument/didOpen", {"textDocument": text})
    client.until(lambda: any(each["params"].get("uri") == text["uri"] for each in client.told), "diagnostics")
    assert [len(each["params"]["diagnostics"]) for each in client.told if "uri" in each["params"]] == [1]


def test_a_thousand_carets_in_a_large_file_are_followed_in_a_moment(client: Client) -> None:
    client.begin()
    row = "A line of a long log without anything to find in it.\n"
    client.open("a.md", row * 20_000 + "看帆布框架。\n")
    client.diagnostics("a.md")
    caret = [{"start": {"line": line, "character": 0}, "end": {"line": line, "character": 0}} for line in range(1000)]
    begun = time.monotonic()
    client.change("a.md", 2, *({"range": each, "text": "> "} for each in caret))
    (found,) = client.diagnostics("a.md", 2)
    assert found["range"]["start"]["line"] == 20_000
    assert time.monotonic() - begun < 5


def test_a_selection_of_a_whole_document_offers_a_list_that_ends(client: Client) -> None:
    client.begin()
    client.open("a.md", "看帆布框架。\n\n" * 400)
    client.diagnostics("a.md")
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 900, "character": 0}}
    document = {"uri": client.uri("a.md")}
    actions = client.ask(
        "textDocument/codeAction", {"textDocument": document, "range": whole, "context": {"diagnostics": []}}
    )
    titles = [each["title"] for each in actions]
    assert titles.count("Replace with “Sailcloth”") == 100
    assert "Apply all 400 fixes of “Sailcloth” in this document" in titles


def test_only_the_glossaries_of_open_documents_are_looked_at(tmp_path: Path) -> None:
    from summitalign.lsp.ground import Grounds

    glossary, grounds = tmp_path / "glossary.yml", Grounds()
    glossary.write_text("帆布框架: Sailcloth\n", encoding="utf-8")
    assert grounds.ground_for("file:///a.md", str(glossary)) is not None
    glossary.write_text("帆布框架: Canvas Frame\n", encoding="utf-8")
    assert grounds.are_outdated(["file:///a.md"])
    assert not grounds.are_outdated(["file:///b.md"])


def test_a_glossary_is_kept_as_long_as_a_document_needs_it(tmp_path: Path) -> None:
    from summitalign.lsp.ground import Grounds

    glossary, grounds = tmp_path / "glossary.yml", Grounds()
    glossary.write_text("worng: [\n", encoding="utf-8")
    for name in ("a", "b"):
        assert grounds.ground_for(name, str(glossary)) is None
    for name in ("a", "a", "unknown"):
        grounds.drop(name)
        assert len(grounds.errors()) == 1
    grounds.drop("b")
    assert (grounds.errors(), grounds.files()) == ((), frozenset())
