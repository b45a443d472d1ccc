"""Languages that documents declare, beside those that they are in, through the command line."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program
from summitalign.detect.declared import contradicts, declared_by_path
from summitalign.model.declaration import Declaration, DeclaredBy
from summitalign.model.language import Detection
from summitalign.model.tags import agree, read_tag

TEXTS = {
    "en": "A reef is a home to many kinds of fish, and to the people who study them all year long.\n",
    "zh-Hans": "珊瑚礁是许多鱼类的家园，研究人员也常年在那里工作，并且记录海水的温度。\n",
    "zh-Hant": "珊瑚礁是許多魚類的家園，研究人員也常年在那裡工作，並且記錄海水的溫度。\n",
    "de": "Das Riff ist die Heimat vieler Fische, und die Forscher arbeiten dort das ganze Jahr über.\n",
    "pt": "O recife é a casa de muitos peixes, e os pesquisadores trabalham ali durante o ano inteiro.\n",
    "no": "Revet er hjemmet til mange slags fisk, og forskerne arbeider der hele året igjennom.\n",
}


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, ("detect", *arguments), stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def declared(path: str) -> Any:
    done = run(path, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["declared"]


@pytest.mark.parametrize(
    ("head", "language", "by"),
    [
        ("---\ntitle: x\nlang: zh_tw\n---\n", "zh-TW", "front-matter"),
        ('---\nlocale: "pt-br"\n---\n', "pt-BR", "front-matter"),
        ('+++\nlanguageCode = "de"\n+++\n', "de", "front-matter"),
        ("---\nlang: c\nlanguage: de\n---\n", "de", "front-matter"),
        ('<!DOCTYPE html>\n<!-- a page -->\n<html class="x" lang="de">\n', "de", "html"),
    ],
)
def test_the_text_declares_a_language(head: str, language: str, by: str) -> None:
    write("ja/page.html" if by == "html" else "docs/ja/page.md", f"{head}\n{TEXTS['en']}")

    path = "ja/page.html" if by == "html" else "docs/ja/page.md"
    assert (declared(path)["language"], declared(path)["by"]) == (language, by)


@pytest.mark.parametrize(
    "head",
    [
        "---\nlanguage: python\n---\n",
        "---\nlang: go\n---\n",
        "```html\n<html lang='de'>\n```\n",
        "A page begins with <html lang='de'>.\n",
        "---\nother:\n  lang: de\n---\n",
    ],
)
def test_what_is_no_language_or_only_shown_declares_nothing(head: str) -> None:
    write("page.md", f"{head}\n{TEXTS['en']}")

    assert declared("page.md") is None


@pytest.mark.parametrize(
    ("path", "others", "language"),
    [
        ("guide.zh.md", (), "zh"),
        ("guide.zh-Hans.md", (), "zh-Hans"),
        ("guide_zh.md", (), "zh"),
        ("guide_zh_TW.md", (), "zh-TW"),
        ("README.zh-CN.md", (), "zh-CN"),
        ("README_CN.md", (), "zh-CN"),
        ("README-it.md", (), "it"),
        ("guide-de.md", ("guide.md",), "de"),
        ("guide.it.md", ("guide.fr.md",), "it"),
        ("x/zh-cn/a.md", (), "zh-CN"),
        ("x/zh_TW/deep/down/a.md", (), "zh-TW"),
        ("x/sr-Latn/a.md", (), "sr-Latn"),
        ("docs/ja/a.md", (), "ja"),
        ("x/ja/a.md", ("x/en/a.md",), "ja"),
        ("x/no/a.md", ("x/de/a.md",), "no"),
        ("zh/a.md", (".git/config",), "zh"),
        ("docs/zh/en-US/a.md", (), "en-US"),
        ("docs/ja/guide.de.md", (), "de"),
    ],
)
def test_a_path_declares_a_language(path: str, others: tuple[str, ...], language: str) -> None:
    for each in (path, *others):
        write(each, TEXTS["en"])

    assert declared(path)["language"] == language


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("src/a.md", ("src/ml/a.md", "src/io/a.md")),
        ("src/is/a.md", ("src/my/a.md", "src/no/a.md", "src/io/a.md", "src/core/a.md")),
        ("docs/my/a.md", ("docs/is/a.md",)),
        ("x/de/a.md", ("x/com/a.md",)),
        ("x/to-do/a.md", ("x/en/a.md",)),
        ("x/as-is/a.md", ()),
        ("x/en-de/a.md", ()),
        ("how-to.md", ("how.md",)),
        ("what-is.md", ()),
        ("wi-fi.md", ()),
        ("node.js.md", ()),
        ("socket.io.md", ()),
        ("config_io.md", ("config.md",)),
        ("guide-de.md", ()),
    ],
)
def test_a_word_in_a_path_declares_nothing(path: str, others: tuple[str, ...]) -> None:
    for each in (path, *others):
        write(each, TEXTS["en"])

    assert declared(path) is None


def test_a_path_that_is_not_on_disk_is_read_as_well() -> None:
    done = run("-", "--format", "jsonl", "--stdin-filename", "docs/zh-cn/a.md", stdin=TEXTS["en"])

    assert json.loads(done.stdout)["declared"] == {"language": "zh-CN", "by": "folder", "contradicted": True}
    docs = Path("docs/zh-cn")
    docs.mkdir(parents=True)
    os.chdir(docs)
    assert json.loads(run("-", "--format", "jsonl", stdin=TEXTS["en"]).stdout)["declared"] is None
    headed = f"---\nlang: en\n---\n{TEXTS['en']}"
    assert json.loads(run("-", "--format", "jsonl", stdin=headed).stdout)["declared"]["language"] == "en"
    assert declared_by_path((), lambda _: ()) is None


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


def test_a_value_that_names_no_language_is_told_when_asked() -> None:
    write("page.md", f"---\nlang: English\n---\n{TEXTS['en']}")

    assert run("page.md").stderr == ""
    assert run("page.md", "--verbose").stderr == "page.md: `lang: English` in its front matter names no language\n"


def test_the_table_shows_what_is_declared() -> None:
    write("docs/zh/done.md", TEXTS["zh-Hans"])
    write("docs/zh/half.md", f"{TEXTS['en'] * 3}\n{TEXTS['zh-Hans']}")
    write("docs/zh/todo.md", TEXTS["en"])

    done = run("docs")
    assert [" ".join(line.split()[2:5]) for line in done.stdout.splitlines()] == [
        "= zh (folder)",
        "~ zh (folder)",
        "≠ zh (folder)",
    ]
    assert done.stderr == "1 document is in another language than declared (--check lists them)\n"


def test_tags_agree_both_ways() -> None:
    tags = ["zh", "zh-Hans", "zh-TW", "yue", "no", "nb", "hr", "sr-Latn", "sr", "und", "de", "en-GB", "id", "ms"]

    for first in tags:
        assert agree(first, first)
        for second in tags:
            assert agree(first, second) == agree(second, first), (first, second)
    assert not agree("de", "en")
    assert not agree("zh-Hans", "zh-TW")


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


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("lang: ja # note", "ja"),
        ('lang: "ja"  # note', "ja"),
        ("lang: 'ja' # note", "ja"),
        ("lang: jp", "ja"),
        ("lang: cn", "zh-CN"),
    ],
)
def test_comments_and_codes_of_countries(line: str, language: str) -> None:
    write("page.md", f"---\n{line}\n---\n{TEXTS['en']}")

    assert declared("page.md")["language"] == language
    (found,) = map(json.loads, run("page.md", "--check", "--format", "jsonl").stdout.splitlines())
    assert (found["line"], found["found"]) == (2, line.split("#")[0].split(":")[1].strip(" \"'"))


@pytest.mark.parametrize(("confidence", "is_contradicted"), [(0.6, False), (0.95, True)])
def test_a_doubtful_language_contradicts_nothing(confidence: float, is_contradicted: bool) -> None:
    detection = Detection("nl", "ngrams", (("nl", 1.0),), (), confidence)

    assert contradicts(Declaration("de", DeclaredBy.FRONT_MATTER), detection) == is_contradicted
