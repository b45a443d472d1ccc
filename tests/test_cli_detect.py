"""The command `detect`, through the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

ENGLISH = "# The reef\n\nA reef is a home to many kinds of fish, and to the people who study them.\n\n"
CHINESE = "## 珊瑚礁\n\n珊瑚礁是许多鱼类的家园，研究人员也常年在那里工作。\n\n\n"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, ("detect", *arguments), stdin)


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/both.md").write_text(ENGLISH + CHINESE, encoding="utf-8")
    (tmp_path / "docs/empty.md").write_text("", encoding="utf-8")
    (tmp_path / "docs/zh.md").write_text(CHINESE, encoding="utf-8")
    return tmp_path


def test_jsonl_is_one_object_a_document_with_its_sections() -> None:
    both, empty, chinese = rows(run("docs", "--format", "jsonl"))

    assert both["schema"] == "summitalign/detection/1"
    assert both["path"] == "docs/both.md"
    assert both["segments"] == [
        {"start_line": 1, "end_line": 3, "language": "en"},
        {"start_line": 5, "end_line": 7, "language": "zh-Hans"},
    ]
    assert set(both["shares"]) == {"en", "zh-Hans"}
    assert sum(both["shares"].values()) == pytest.approx(1, abs=0.001)
    assert (empty["language"], empty["shares"]) == ("und", {})
    assert (chinese["language"], chinese["shares"]) == ("zh-Hans", {"zh-Hans": 1.0})


def test_json_is_one_document() -> None:
    whole = json.loads(run("docs", "--format", "json").stdout)

    assert whole["schema"] == "summitalign/detections/1"
    assert whole["documents"] == rows(run("docs", "--format", "jsonl"))


def test_text_is_a_table_with_bars() -> None:
    lines = run("docs").stdout.splitlines()

    assert lines[1].split() == ["docs/empty.md", "und", "too", "little", "text"]
    assert lines[2].split() == ["docs/zh.md", "zh-Hans", "█" * 10, "zh-Hans", "100%"]


def test_csv_has_a_header() -> None:
    table = list(csv.DictReader(io.StringIO(run("docs", "--format", "csv").stdout)))

    assert [row["language"] for row in table] == [table[0]["language"], "und", "zh-Hans"]
    assert table[2]["shares"] == "zh-Hans=1.0000"


def test_lines_are_short_texts_of_their_own(folder: Path) -> None:
    text = "珊瑚礁是许多鱼类的家园\r\n\r\nThe quick brown fox jumps over the lazy dog"
    (folder / "lines.txt").write_bytes(text.encode())

    for result in (
        run("--lines", "lines.txt", "--format", "jsonl"),
        run("--lines", "-", "--format", "jsonl", stdin=text),
    ):
        first, second, third = rows(result)
        assert [row["line"] for row in (first, second, third)] == [1, 2, 3]
        assert [row["language"] for row in (first, second, third)] == ["zh-Hans", "und", "en"]
        assert third["segments"] in ([], [{"start_line": 3, "end_line": 3, "language": "en"}])


def test_a_line_end_at_the_end_begins_no_line() -> None:
    assert len(rows(run("--lines", "-", "--format", "jsonl", stdin="One.\nTwo.\n"))) == 2
    assert len(rows(run("--lines", "-", "--format", "jsonl", stdin="One.\n\n"))) == 2
    assert rows(run("--lines", "-", "--format", "jsonl", stdin="")) == []


def test_standard_input_has_a_name() -> None:
    assert rows(run("-", "--format", "jsonl", stdin=CHINESE))[0]["path"] == "-"
    assert rows(run("-", "--format", "jsonl", "--stdin-filename", "zh/a.md", stdin=CHINESE))[0]["path"] == "zh/a.md"


def test_the_number_of_processes_changes_nothing(folder: Path) -> None:
    for number in range(70):
        (folder / f"docs/{number}.md").write_text(CHINESE * (number % 3), encoding="utf-8")

    assert (
        run("docs", "--jobs", "2", "--format", "jsonl").stdout == run("docs", "--jobs", "1", "--format", "jsonl").stdout
    )


def test_a_folder_without_documents_is_clean(folder: Path) -> None:
    (folder / "none").mkdir()
    done = run("none")

    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no documents found\n")
