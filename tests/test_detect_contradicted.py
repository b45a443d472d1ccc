"""Documents that are in another language than they declare, or declare two, through the command line."""

import json
from pathlib import Path

import pytest

from declared_pages import TEXTS, declared
from summitalign.detect.declared import contradicts
from summitalign.model.declaration import Declaration, DeclaredBy
from summitalign.model.language import Detection
from summitalign.model.tags import read_tag
from untranslated_command import run, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("pt-BR", "pt"),
        ("nb", "no"),
        ("nn-NO", "no"),
        ("no", "no"),
        ("de-AT", "de"),
    ],
)
def test_another_name_of_the_language_is_no_contradiction(tag: str, language: str) -> None:
    write("page.md", f"---\nlang: {tag}\n---\n{TEXTS[language]}")

    assert run("page.md", "--check").exit_code == 0
    assert declared("page.md") == {"language": read_tag(tag), "by": "front-matter", "contradicted": False}


@pytest.mark.parametrize(
    ("tag", "language"), [("zh-CN", "zh-Hant"), ("zh-TW", "zh-Hans"), ("en", "de"), ("zh", "en"), ("ja", "zh-Hans")]
)
def test_another_language_is_a_contradiction(tag: str, language: str) -> None:
    write("page.md", f"---\nlang: {tag}\n---\n{TEXTS[language]}")

    assert declared("page.md")["contradicted"] is True
    assert run("page.md").exit_code == 0
    assert run("page.md", "--check").exit_code == 1


def test_too_little_text_contradicts_nothing() -> None:
    write("page.md", "---\nlang: ja\n---\n42\n")
    write("short.md", "---\nlang: ja\n---\nOK\n")

    assert run("page.md", "short.md", "--check").exit_code == 0


def test_a_folder_is_a_weaker_word_than_the_document_itself() -> None:
    text = TEXTS["en"] * 5 + "\n" + TEXTS["zh-Hans"]
    write("docs/zh/folder.md", text)
    write("front.md", f"---\nlang: zh\n---\n{text}")

    share = json.loads(run("front.md", "--format", "jsonl").stdout)["shares"]["zh-Hans"]
    assert 0.1 < share < 0.25
    assert declared("docs/zh/folder.md")["contradicted"] is False
    assert declared("front.md")["contradicted"] is True


def test_check_reports_contradictions_as_findings() -> None:
    write("docs/zh/done.md", TEXTS["zh-Hans"])
    write("docs/zh/todo.md", TEXTS["en"])
    write("front.md", f"---\ntitle: x\nlang: zh-CN\n---\n{TEXTS['en']}")

    done = run(".", "--check", "--format", "jsonl")
    folder, front = map(json.loads, done.stdout.splitlines())
    assert done.exit_code == 1
    assert {folder["code"], front["code"]} == {"language/contradiction"}
    assert folder["use"] == front["use"] == ["en"]
    assert (folder["path"], folder["line"], folder["found"]) == ("./docs/zh/todo.md", 1, "zh")
    assert (front["line"], front["column"], front["found"], front["end_column"]) == (3, 7, "zh-CN", 12)
    assert front["reason"].startswith("its front matter says zh-CN, the text is en (confidence 0.")
    assert done.stderr == "3 documents, 2 in another language than declared\n"

    assert json.loads(run(".", "--check", "--format", "json").stdout)["findings"] == [folder, front]
    annotations = run(".", "--check", "--format", "github").stdout.splitlines()
    assert annotations[1].startswith("::warning file=front.md,line=3,endLine=3,col=7,")
    assert annotations[1].endswith(f"::{front['reason']}")
    results = json.loads(run(".", "--check", "--format", "sarif").stdout)["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["language/contradiction"] * 2
    assert [result["level"] for result in results] == ["warning"] * 2
    shown = run(".", "--check").stdout
    assert "front.md:3:7: its front matter says zh-CN, the text is en (confidence 0." in shown
    assert "suggest" not in shown
    text = front["evidence"][-1]
    assert (text["kind"], text["value"], text["weight"] > 2) == ("text", "en", True)


def test_a_page_that_was_copied_with_its_front_matter_is_found() -> None:
    write("docs/zh-cn/copied.md", f"---\nlang: en\n---\n{TEXTS['en']}")
    write("docs/zh-cn/done.md", f"---\nlang: zh\n---\n{TEXTS['zh-Hans']}")

    done = run("docs", "--check", "--format", "jsonl")
    assert done.exit_code == 1
    (found,) = map(json.loads, done.stdout.splitlines())
    assert (found["path"], found["found"], found["line"]) == ("docs/zh-cn/copied.md", "zh-CN", 1)
    assert found["reason"].startswith("its folder says zh-CN, its front matter says en, the text is en")
    assert declared("docs/zh-cn/copied.md") == {"language": "zh-CN", "by": "folder", "contradicted": True}
    left = run("docs", "--untranslated", "zh", "--format", "jsonl")
    assert "docs/zh-cn/copied.md" in left.stdout
    assert left.exit_code == 1


def test_two_declarations_contradict_each_other_without_any_text() -> None:
    write("docs/zh-cn/page.md", "---\nlang: en\n---\n42\n")

    (found,) = map(json.loads, run("docs", "--check", "--format", "jsonl").stdout.splitlines())
    assert found["reason"].endswith("there is too little text to tell")


def test_a_language_that_may_not_be_answered_is_not_contradicted() -> None:
    write("docs/ja/page.md", f"---\nlang: ja\n---\n{TEXTS['de']}")

    assert run("docs", "--check").exit_code == 1
    assert run("docs", "--check", "--languages", "de,en,ja").exit_code == 1
    assert run("docs", "--check", "--languages", "de,en").exit_code == 0


@pytest.mark.parametrize(("confidence", "is_contradicted"), [(0.6, False), (0.95, True)])
def test_a_doubtful_language_contradicts_nothing(confidence: float, is_contradicted: bool) -> None:
    detection = Detection("nl", "ngrams", (("nl", 1.0),), (), confidence)

    assert contradicts(Declaration("de", DeclaredBy.FRONT_MATTER), detection) == is_contradicted
