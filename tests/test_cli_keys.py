"""Answering at a terminal: one key a decision, and whatever people press besides."""

import json
import signal
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a terminal of POSIX", allow_module_level=True)

from terminals import Terminal, terminal

PROPOSED = """\
version: 1
terms:
  - {use: TensorFlow, wrong: [张量流]}
  - {use: Celery, wrong: [芹菜], ambiguous: true}
  - {use: Docker, wrong: [码头工人]}
"""
WRONG = ("张量流", "芹菜", "码头工人")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text("version: 1\nterms:\n  - 科特林: Kotlin\n", encoding="utf-8")
    (tmp_path / "new.yml").write_text(PROPOSED, encoding="utf-8")
    return tmp_path


def added() -> list[str]:
    text = Path("glossary.yml").read_text(encoding="utf-8")
    return [form for form in WRONG if form in text]


def rejected() -> dict[str, str]:
    file = Path(".summitalign/rejected-entries.json")
    entries = json.loads(file.read_text(encoding="utf-8"))["entries"] if file.exists() else []
    return {each["wrong"]: each.get("reason", "") for each in entries}


def answer(person: Terminal, *answers: str) -> str:
    """Give an answer to each question, and return what is shown in the end."""
    for number, keys in enumerate(answers, 1):
        assert WRONG[number - 1] in person.read_until(f"{number} of 3")
        person.press(keys)
    shown = person.rest()
    person.process.wait(60)
    return shown


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param(("y", "n", "y"), ["张量流", "码头工人"], id="one-key"),
        pytest.param(("y\r", "y\r", "n\r"), ["张量流", "芹菜"], id="enter-behind-it-is-a-part-of-it"),
        pytest.param(("\r", "y", "\r\r"), ["芹菜"], id="enter-alone-declines"),
        pytest.param(("是", "Ｙ", "否"), ["张量流", "芹菜"], id="chinese-and-wide"),
        pytest.param(("y", "\x04"), ["张量流"], id="end-of-input"),
        pytest.param(("y", "q"), ["张量流"], id="quit"),
    ],
)
def test_one_key_is_an_answer(answers: tuple[str, ...], expected: list[str]) -> None:
    with terminal("glossary", "review", "--candidates", "new.yml") as person:
        shown = answer(person, *answers)
    assert added() == expected
    assert shown.splitlines()[-1].startswith(f"{len(expected)} ")


@pytest.mark.parametrize("key", ["r", "r\r"])
def test_a_reason_is_a_line(key: str) -> None:
    with terminal("glossary", "review", "--candidates", "new.yml") as person:
        person.read_until("1 of 3")
        person.press(key)
        person.read_until("reason")
        person.press("a plant\r")
        person.read_until("2 of 3")
        person.press("q")
        person.rest()
    assert rejected() == {"张量流": "a plant"}
    assert added() == []


def test_another_form_is_a_line() -> None:
    with terminal("glossary", "review", "--candidates", "new.yml") as person:
        person.read_until("1 of 3")
        person.press("e\r")
        person.read_until("right form")
        person.press("TF\r")
        person.read_until("2 of 3")
        person.press("q")
        person.rest()
    assert added() == ["张量流"]
    assert "TF" in Path("glossary.yml").read_text(encoding="utf-8")


def test_what_was_answered_stays_when_it_is_broken_off() -> None:
    with terminal("glossary", "review", "--candidates", "new.yml") as person:
        person.read_until("1 of 3")
        person.press("y")
        person.read_until("2 of 3")
        person.press("r")
        person.read_until("reason")
        person.press("a plant\r")
        person.read_until("3 of 3")
        person.process.send_signal(signal.SIGINT)
        assert person.process.wait(60) != 0
    assert added() == ["张量流"]
    assert rejected() == {"芹菜": "a plant"}


def test_fixes_take_one_key_too() -> None:
    Path("page.md").write_text("科特林很好。\n\n科特林很快。\n\n科特林不错。\n", encoding="utf-8")
    with terminal("fix-terms", "page.md", "--interactive") as person:
        person.read_until("1 of 3")
        person.press("y")
        person.read_until("2 of 3")
        person.press("n\r")
        person.read_until("3 of 3")
        person.press("y")
        person.rest()
    assert Path("page.md").read_text(encoding="utf-8") == "Kotlin 很好。\n\n科特林很快。\n\nKotlin 不错。\n"
