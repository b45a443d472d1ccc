"""A few words that are not translated, and pages with nothing to translate, through the command line."""

import json
from pathlib import Path

import pytest

from untranslated_command import ENGLISH, PROSE, remaining, run, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "## Deployment guide\n",
        "## Before you begin\n",
        "## What is a cluster?\n",
        "- Create the namespace\n",
        "Restart the server.\n",
        "| Option | Meaning of the option |\n|---|---|\n| `-q` | 队列的名称和位置 |\n",
        "Go and read [the manual](https://example.org/a).\n",
    ],
)
def test_a_few_words_are_left_too_where_they_are_plainly_words(text: str) -> None:
    left = remaining(f"# 安装\n\n{PROSE}\n{text}\n{PROSE}")

    assert [part[:2] for part in left] == [("block", 5)]
    assert left[0][3] == "en"


@pytest.mark.parametrize(
    "text",
    [
        "## Kubernetes\n",
        "## TensorFlow Extended\n",
        "- numpy\n",
        "- docker compose up\n",
        "- Apache Spark on Kubernetes\n",
    ],
)
def test_a_few_words_that_are_names_are_not_left(text: str) -> None:
    assert remaining(f"# 安装\n\n{PROSE}\n{text}\n{PROSE}") == []


def test_a_document_of_a_few_words_is_left() -> None:
    assert [part[:3] for part in remaining("# Deployment guide\n")] == [("document", 1, 1)]
    assert remaining("# Wir haben alles\n\nHier steht alles.\n", "de") == []


def test_a_heading_belongs_to_the_lines_that_are_left_below_it() -> None:
    text = f"# 安装\n\n{PROSE}\n## Before you begin\n\n{ENGLISH}\n{PROSE}"

    assert remaining(text) == [("block", 5, 7, "en")]


def test_neighbouring_rows_of_a_table_are_one_part() -> None:
    rows = f"| Alpha | {ENGLISH[:-1]} |\n| Beta | {ENGLISH[:-1]} |\n"

    assert remaining(f"# 选项\n\n{PROSE}\n| 选项 | 说明 |\n|---|---|\n{rows}") == [("block", 7, 8, "en")]


def test_an_empty_document_has_nothing_left() -> None:
    assert remaining("") == []
    assert remaining("# 42\n\n---\n") == []

    done = run("page.md", "--untranslated", "zh", "--verbose")
    assert done.stdout == "page.md: nothing to translate\n1 document in zh: nothing to translate\n"
    assert json.loads(run("page.md", "--untranslated", "zh", "--format", "json").stdout)["translated"] is None
    assert run("page.md", "--untranslated", "zh", "--format", "csv").stdout.splitlines()[1] == "page.md,,,,,,,,"
    write("docs/zh/page.md", "# 42\n")
    assert run("docs").stdout.split()[:4] == ["docs/zh/page.md", "und", "~", "zh"]


@pytest.mark.parametrize(("chinese", "english"), [(1, (1, 1)), (3, (1, 2, 1)), (60, (1, 1)), (200, (1, 1, 1))])
def test_the_figures_of_a_document_add_up(chinese: int, english: tuple[int, ...]) -> None:
    write("page.md", f"{PROSE * chinese}\n" + "\n".join(f"{ENGLISH * number}\n{PROSE}" for number in english))

    head, *parts, _ = run("page.md", "--untranslated", "zh").stdout.splitlines()
    shown = [line.split()[2] for line in parts]
    done = int(head.split()[1].rstrip("%"))
    assert done < 100
    assert done + sum(int(each.rstrip("%")) for each in shown if each != "<1%") == 100


def test_a_part_of_all_documents_may_be_enough() -> None:
    write("page.md", f"# 安装\n\n{PROSE}\n{ENGLISH}")
    share = json.loads(run("page.md", "--untranslated", "zh", "--format", "json").stdout)["translated"] * 100

    assert run("page.md", "--untranslated", "zh", "--at-least", str(share - 1)).exit_code == 0
    assert run("page.md", "--untranslated", "zh", "--at-least", str(share + 1)).exit_code == 1
    assert "left in 1 document" in run("page.md", "--untranslated", "zh", "--at-least", "0").stdout
    refused = run("page.md", "--at-least", "90")
    assert refused.exit_code == 2
    assert "--at-least goes with --untranslated" in refused.stderr
