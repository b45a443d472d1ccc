"""Languages that documents declare, beside those that they are in, through the command line."""

import json
import os
from pathlib import Path

import pytest

from declared_pages import TEXTS, declared
from summitalign.detect.declared import declared_by_path
from summitalign.model.tags import agree
from untranslated_command import run, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
