"""What of documents is not translated yet, through the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from summitalign import api
from untranslated_command import ENGLISH, GERMAN, PROSE, remaining, run, write


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_section_that_was_left_in_english() -> None:
    text = f"# 安装\n\n{PROSE}\n## Choosing a queue\n\n{ENGLISH}\n- {ENGLISH}\n## 使用\n\n{PROSE}"

    assert remaining(text) == [("section", 5, 9, "en")]


def test_a_paragraph_within_a_translated_section() -> None:
    assert remaining(f"# 安装\n\n{PROSE}\n{ENGLISH}\n{PROSE}") == [("block", 5, 5, "en")]


def test_neighbours_are_one_part_and_a_translated_paragraph_parts_them() -> None:
    text = f"# 安装\n\n{PROSE}\n{ENGLISH}\n1. {ENGLISH}2. {ENGLISH}\n{PROSE}\n{ENGLISH}"

    assert remaining(text) == [("block", 5, 8, "en"), ("block", 12, 12, "en")]


def test_cells_of_a_table() -> None:
    text = (
        f"# 选项\n\n{PROSE}\n| 选项 | 说明 |\n| --- | --- |\n| `-j` | 同时运行的任务数量 |\n| `-q` | {ENGLISH[:-1]} |\n"
    )

    assert remaining(text) == [("block", 8, 8, "en")]


def test_a_document_of_which_nothing_is_translated() -> None:
    assert remaining(f"# Install\n\n{ENGLISH}\n## Use\n\n{ENGLISH}") == [("document", 1, 7, "en")]


@pytest.mark.parametrize(
    "text",
    [
        "- TensorFlow Extended\n- Apache Beam Python SDK\n- Google Cloud Storage and BigQuery\n",
        "- Kubeflow Pipelines for Vertex AI\n- Amazon Elastic Kubernetes Service\n",
        "numpy, pandas, scikit-learn, matplotlib and xgboost\n",
        "```sh\necho the quick brown fox jumps over the lazy dog\n```\n",
        "`the quick brown fox jumps over the lazy dog`\n",
        "> Stay hungry, stay foolish, my friend.\n",
        "- [How the queue decides which job comes next](https://example.org/a)\n",
        "- [Why we moved to another store](https://example.org/b), Ada Lovelace\n",
        "## TensorFlow Lite Micro Runtime\n\n" + PROSE,
        "Ada Lovelace, Notes on the Analytical Engine, London 1843\n",
        "<!-- the quick brown fox jumps over the lazy dog -->\n",
        "https://example.org/the/quick/brown/fox/jumps/over\n",
        "OK, thank you\n",
        "Image adapted from [source](https://example.org/c)\n",
        "![a long row of runners that wait in front of the queue](img/runners.png)\n",
        "for(item in 1:length(my_list)) { print(my_list[item]) }\n",
        "Bourne Shell, Bourne-Again Shell，Korn Shell: POSIX Shell\n",
    ],
)
def test_names_code_titles_and_short_quotes_are_not_left_to_be_translated(text: str) -> None:
    assert remaining(f"# 安装\n\n{PROSE}\n{text}\n{PROSE}") == []


@pytest.mark.parametrize(
    "text",
    [
        "> The people who wrote this program wanted it to be small, and they have kept their word ever since.\n",
        "- Click the button at the top of the page\n",
        "Install TensorFlow Extended And Apache Beam First.\n",
        f"{ENGLISH[:-1]} See [the manual](https://example.org/a).\n",
    ],
)
def test_sentences_are_left_wherever_they_stand(text: str) -> None:
    assert [part[0] for part in remaining(f"# 安装\n\n{PROSE}\n{text}\n{PROSE}")] == ["block"]


def test_two_languages_of_one_script() -> None:
    assert remaining(f"# Einrichtung\n\n{GERMAN}\n{ENGLISH}\n{GERMAN}", "de") == [("block", 5, 5, "en")]
    assert remaining(f"# Einrichtung\n\n{GERMAN}\n- Click the button\n\n{GERMAN}", "de") == []


def test_the_other_writing_of_chinese_is_another_language() -> None:
    traditional = "執行器是一個小程式，它從佇列裡取出任務，並把結果寫回儲存庫，請先確認磁碟空間足夠。\n"
    text = f"# 安装\n\n{PROSE * 2}\n## 使用\n\n{traditional}"

    assert remaining(text, "zh-Hans") == [("section", 6, 8, "zh-Hant")]
    assert remaining(text, "zh_CN") == [("section", 6, 8, "zh-Hant")]
    assert remaining(text, "zh") == []


def test_chinese_in_an_english_document_is_left_as_well() -> None:
    assert remaining(f"# Install\n\n{ENGLISH * 2}\n{PROSE}\n{ENGLISH}", "en") == [("block", 6, 6, "zh-Hans")]


def test_html_and_plain_text() -> None:
    page = f"<html lang='zh'><body>\n<h1>安装</h1>\n<p>{PROSE}</p>\n<p>{ENGLISH}</p>\n<p>{PROSE}</p></body></html>\n"

    assert remaining(page, name="page.html") == [("block", 5, 5, "en")]
    assert remaining(f"{PROSE}\n    {ENGLISH}\n{PROSE}", name="page.txt") == [("block", 3, 3, "en")]


@pytest.fixture
def tree() -> None:
    write("docs/intro.md", f"# Install\n\n{ENGLISH}")
    write("docs/mixed.md", f"# Install\n\n{ENGLISH}\n{PROSE}")
    write("docs/zh/done.md", f"# 安装\n\n{PROSE}")
    write("docs/zh/half.md", f"# 安装\n\n{PROSE}\n## Choosing a queue\n\n{ENGLISH}")
    write("docs/zh/todo.md", f"# Install\n\n{ENGLISH}")
    write("docs/en/mixed.md", f"# Install\n\n{ENGLISH}\n{PROSE}")


def objects(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").stdout.splitlines()]


@pytest.mark.usefixtures("tree")
def test_documents_count_that_are_or_ought_to_be_in_the_language() -> None:
    found = objects("docs", "--untranslated", "zh")

    assert [each["path"] for each in found] == [
        "docs/mixed.md",
        "docs/zh/done.md",
        "docs/zh/half.md",
        "docs/zh/todo.md",
    ]
    assert [each["translated"] for each in found if each["path"].startswith("docs/zh")][::2] == [1.0, 0.0]
    assert [each["path"] for each in objects("docs/intro.md", "--untranslated", "zh")] == ["docs/intro.md"]


@pytest.mark.usefixtures("tree")
def test_the_figures_of_all_documents_come_last() -> None:
    done = run("docs/zh", "--untranslated", "zh")
    whole = json.loads(run("docs/zh", "--untranslated", "zh", "--format", "json").stdout)

    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert "docs/zh/done.md: 100% translated" not in lines
    lines = run("docs/zh", "--untranslated", "zh", "--verbose").stdout.splitlines()
    assert lines[0] == "docs/zh/done.md: 100% translated"
    assert lines[2].startswith("docs/zh/half.md:5-7: en ")
    assert lines[2].endswith('section "Choosing a queue"')
    assert lines[4] == 'docs/zh/todo.md:1-3: en 100%  the whole document "Install"'
    assert lines[5] == f"3 documents in zh: {int(whole['translated'] * 100)}% translated; 2 parts left in 2 documents"
    assert whole["schema"] == "summitalign/untranslated-documents/1"
    assert whole["documents"] == objects("docs/zh", "--untranslated", "zh")
    assert 0.5 < whole["translated"] < 0.9


@pytest.mark.usefixtures("tree")
def test_csv_has_a_row_for_each_part_and_for_each_document_without_any() -> None:
    table = list(csv.DictReader(io.StringIO(run("docs/zh", "--untranslated", "zh", "--format", "csv").stdout)))

    assert list(table[0]) == [
        "path", "translated", "start_line", "end_line", "extent", "language", "share", "letters", "title"
    ]  # fmt: skip
    assert [(row["path"], row["extent"], row["title"]) for row in table] == [
        ("docs/zh/done.md", "", ""),
        ("docs/zh/half.md", "section", "Choosing a queue"),
        ("docs/zh/todo.md", "document", "Install"),
    ]


@pytest.mark.usefixtures("tree")
def test_annotations_for_a_code_host() -> None:
    Path("docs/zh/broken.md").write_bytes(b"\xff\xfe\xff")
    done = run("docs/zh", "--untranslated", "zh", "--format", "github")

    assert done.exit_code == 3
    lines = done.stdout.splitlines()
    assert lines[0] == (
        "::warning file=docs/zh/half.md,line=5,endLine=7,title=language/untranslated::"
        'section "Choosing a queue" is en, not zh'
    )
    assert lines[-1].startswith("::error file=docs/zh/broken.md")


@pytest.mark.usefixtures("tree")
def test_nothing_in_the_language_is_told_and_clean() -> None:
    done = run("docs", "--untranslated", "ko")

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "warning: no documents are, or are declared to be, in ko\n"
    done = run("docs", "--untranslated", "gl")
    assert done.stderr.startswith("warning: gl is no language that can be told here")
    done = run("docs", "--untranslated", "ko", "--verbose")
    assert "docs/intro.md: left out: neither in ko nor declared to be\n" in done.stderr


def test_what_rounds_to_all_is_not_called_all() -> None:
    write("page.md", "# 安装\n\n" + PROSE * 120 + "\n" + ENGLISH)

    assert "page.md: 99% translated" in run("page.md", "--untranslated", "zh").stdout
    assert "en 1%" in run("page.md", "--untranslated", "zh").stdout


def test_standard_input_is_named() -> None:
    done = run("-", "--untranslated", "zh", "--stdin-filename", "somewhere.md", "--format", "jsonl", stdin=ENGLISH)

    assert json.loads(done.stdout)["translated"] == 0


@pytest.mark.usefixtures("tree")
def test_the_number_of_processes_changes_nothing() -> None:
    for number in range(70):
        write(f"docs/zh/{number}.md", f"# 安装\n\n{PROSE * (number % 3)}\n{ENGLISH}")

    one, two = (run("docs", "--untranslated", "zh", "--jobs", jobs).stdout for jobs in "12")
    assert one == two


def test_what_is_in_no_language_counts_on_neither_side() -> None:
    russian = "Бегунок берёт задания из очереди и записывает результаты обратно в хранилище.\n"
    write("page.md", f"# 安装\n\n{PROSE}\n{ENGLISH}")
    write("more.md", f"# 安装\n\n{PROSE}\n{russian}\n{ENGLISH}")

    first, second = objects("page.md", "more.md", "--untranslated", "zh", "--languages", "zh-Hans,en")
    assert first["translated"] == second["translated"]


def test_the_library_gives_the_same_figure() -> None:
    text = f"# 安装\n\n{PROSE}\n{ENGLISH}"
    write("page.md", text)

    found = api.coverage(api.parse(text), "zh")
    assert objects("page.md", "--untranslated", "zh")[0]["translated"] == round(found.translated, 4)
    assert [part.tag for part in found.remaining] == ["en"]
