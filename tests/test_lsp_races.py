"""What is judged while something changes: nothing is judged twice, and nothing that no longer holds is kept."""

import asyncio
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from summitalign.lsp.desk import Desk
    from summitalign.lsp.judging import Page

pytestmark = pytest.mark.skipif(find_spec("pygls") is None, reason="needs pygls, the extra lsp")


class Editor:
    """Stands for the client: it is told, and keeps it."""

    encoding, shows_related = "utf-16", False

    def __init__(self) -> None:
        self.published: list[tuple[int | None, int]] = []
        self.notes: list[str] = []

    def publish(self, uri: str, version: int | None, found: list[object]) -> None:
        self.published.append((version, len(found)))

    def warn(self, message: str) -> None:
        self.notes.append(message)

    log = warn


class Gate:
    """Judges as the server does, but begins with each text only when it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from summitalign.lsp import desk

        self.begun, self.opened, self.texts = threading.Event(), threading.Event(), list[str]()
        really = desk.judge  # type: ignore[attr-defined]

        def judge(page: "Page", ground: Any) -> Any:
            self.texts.append(page.text)
            self.begun.set()
            assert self.opened.wait(30)
            return really(page, ground)

        monkeypatch.setattr(desk, "judge", judge)


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gate:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text("帆布框架: Sailcloth\n", encoding="utf-8")
    return Gate(monkeypatch)


def desk_of(editor: Editor) -> "Desk":
    from summitalign.lsp.desk import Desk
    from summitalign.lsp.options import Options

    client: Any = editor
    return Desk(client, Options())


def page(text: str, version: int) -> "Page":
    from summitalign.lsp.judging import Page
    from summitalign.lsp.positions import Positions

    path = Path("a.md").resolve()
    return Page(path.as_uri(), str(path), version, Positions.of(text, "utf-16"), "markdown")


def test_several_that_ask_at_a_time_get_one_look(gate: Gate) -> None:
    async def run() -> None:
        desk = desk_of(Editor())
        desk.put(one := page("帆布框架\n", 1), wait=0)
        asked = [asyncio.create_task(desk.judged(one.uri)) for _ in range(5)]
        await asyncio.sleep(0.1)
        gate.opened.set()
        found = await asyncio.gather(*asked)
        assert [len(each.outcome.findings) for each in found if each is not None] == [1] * 5
        desk.stop()

    asyncio.run(run())
    assert gate.texts == ["帆布框架\n"]


def test_what_was_judged_by_a_glossary_that_has_changed_meanwhile_is_not_kept(gate: Gate) -> None:
    async def run() -> int:
        editor = Editor()
        desk = desk_of(editor)
        desk.put(one := page("帆布框架和新的词\n", 1), wait=0)
        asked = asyncio.create_task(desk.judged(one.uri))
        while not gate.begun.is_set():
            await asyncio.sleep(0.01)
        Path("glossary.yml").write_text("帆布框架: Sailcloth\n新的词: Word\n", encoding="utf-8")
        desk.look_again()
        gate.opened.set()
        await asked
        while (1, 2) not in editor.published:
            await asyncio.sleep(0.01)
        later = await desk.judged(one.uri)
        desk.stop()
        assert editor.published[-1] == (1, 2)
        return len(later.outcome.findings) if later is not None else 0

    assert asyncio.run(asyncio.wait_for(run(), 30)) == 2


def test_what_was_judged_of_an_older_text_is_not_told(gate: Gate) -> None:
    async def run() -> list[tuple[int | None, int]]:
        editor = Editor()
        desk = desk_of(editor)
        desk.put(one := page("帆布框架\n", 1), wait=0)
        while not gate.begun.is_set():
            await asyncio.sleep(0.01)
        desk.put(page("帆布框架 帆布框架\n", 2), wait=0)
        gate.opened.set()
        while not editor.published:
            await asyncio.sleep(0.01)
        judged = await desk.judged(one.uri)
        assert judged is not None
        assert judged.page.version == 2
        desk.stop()
        return editor.published

    assert asyncio.run(asyncio.wait_for(run(), 30)) == [(2, 2)]


def test_a_document_that_is_closed_while_it_is_judged_leaves_nothing(gate: Gate) -> None:
    async def run() -> list[tuple[int | None, int]]:
        editor = Editor()
        desk = desk_of(editor)
        desk.put(one := page("帆布框架\n", 1), wait=0)
        while not gate.begun.is_set():
            await asyncio.sleep(0.01)
        desk.drop(one.uri)
        gate.opened.set()
        assert await desk.do(lambda: 1) == 1  # stands behind what was being judged
        assert await desk.judged(one.uri) is None
        assert desk._seen == {}
        return editor.published

    assert asyncio.run(asyncio.wait_for(run(), 30)) == [(None, 0)]
