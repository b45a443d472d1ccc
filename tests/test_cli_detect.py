"""The command `detect`, through the command line."""

import csv
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from processes import PROGRAM
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
    assert [(part["start_line"], part["end_line"], part["language"]) for part in both["segments"]] == [
        (1, 3, "en"),
        (5, 7, "zh-Hans"),
    ]
    assert all(0 < value <= 1 for value in (both["confidence"], *(part["confidence"] for part in both["segments"])))
    assert set(both["shares"]) == {"en", "zh-Hans"}
    assert sum(both["shares"].values()) == pytest.approx(1, abs=0.001)
    assert (empty["language"], empty["shares"], empty["confidence"]) == ("und", {}, 0)
    assert (chinese["language"], chinese["shares"]) == ("zh-Hans", {"zh-Hans": 1.0})


def test_json_is_one_document() -> None:
    whole = json.loads(run("docs", "--format", "json").stdout)

    assert whole["schema"] == "summitalign/detections/1"
    assert whole["documents"] == rows(run("docs", "--format", "jsonl"))


def test_text_is_a_table_with_bars() -> None:
    both, empty, chinese = run("docs").stdout.splitlines()

    assert empty.split() == ["docs/empty.md", "und", "too", "little", "text"]
    path, tag, confidence, bar, *shares = chinese.split()
    assert (path, tag, bar, shares) == ("docs/zh.md", "zh-Hans", "█" * 10, ["zh-Hans", "100%"])
    assert 0.5 < float(confidence) < 1
    assert both.index("█") == empty.index("too") - 12 == chinese.index("█")


def test_csv_has_a_header() -> None:
    table = list(csv.DictReader(io.StringIO(run("docs", "--format", "csv").stdout)))

    assert [row["language"] for row in table] == [table[0]["language"], "und", "zh-Hans"]
    assert table[2]["shares"] == "zh-Hans=1.0000"
    assert float(table[2]["confidence"]) > 0.5
    assert list(table[0]) == [
        "path", "line", "language", "method", "share", "shares", "confidence", "declared", "declared_by", "contradicted"
    ]  # fmt: skip


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
        assert [(part["start_line"], part["language"]) for part in third["segments"]] == [(3, "en")]
        assert "declared" not in third


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


def test_no_order_of_files_and_no_hash_shows(folder: Path) -> None:
    texts = (
        CHINESE,
        ENGLISH,
        CHINESE + ENGLISH,
        "# Guten Tag\n\nDas ist neu.\n",
        "# Uslov\n\nOvo je lako.\n",
        "Привет!\n",
    )
    names = [f"docs/{number}.md" for number in range(40)]
    for number, name in enumerate(names):
        (folder / name).write_text(texts[number % 6] * (number // 6), encoding="utf-8")

    def answers(paths: list[str], seed: str, jobs: str) -> list[bytes]:
        command = [*PROGRAM, "detect", *paths, "--format", "jsonl", "--jobs", jobs]
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        return done.stdout.splitlines()

    first = answers(names, "0", "1")
    assert len(first) == 40
    assert answers(names[::-1], "1", "1") == first[::-1]
    assert answers(names[7:] + names[:7], "77", "2") == first[7:] + first[:7]


def test_languages_limit_the_answers() -> None:
    assert [row["language"] for row in rows(run("docs", "--languages", "en", "--format", "jsonl"))] == [
        "en",
        "und",
        "und",
    ]
    assert rows(run("docs/zh.md", "--languages", "en, zh-Hant", "--format", "jsonl"))[0]["language"] == "zh-Hant"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--languages", "xx"], "xx"),
        (["--languages", " , "], "an empty list of languages"),
        (["--guesser", "nobody"], "nobody"),
        (["--untranslated", "chinese"], "'chinese' is no language tag"),
        (["--summary", "--check"], "--summary and --check are two reports"),
        (["--depth", "1"], "--depth goes with --summary"),
        (["--format", "github"], "the table of languages has no format github"),
        (["--untranslated", "zh", "--format", "sarif"], "--untranslated has no format sarif"),
        (["--check", "--format", "csv"], "--check has no format csv"),
        (["--summary", "--format", "github"], "--summary has no format github"),
    ],
)
def test_a_wish_that_cannot_be_granted_is_wrong_usage(arguments: list[str], message: str) -> None:
    done = run("docs", *arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert "hint:" in done.stderr


def test_a_summary_counts_documents_by_folder_and_language(folder: Path) -> None:
    (folder / "docs/en").mkdir()
    (folder / "docs/en/a.md").write_text(ENGLISH, encoding="utf-8")
    (folder / "docs/en/b.md").write_text(CHINESE, encoding="utf-8")
    (folder / "docs/en/c.md").write_text(ENGLISH, encoding="utf-8")

    whole = json.loads(run("docs", "--summary", "--format", "json").stdout)
    assert (whole["schema"], whole["documents"], whole["contradictions"]) == ("summitalign/detection-summary/1", 6, 1)
    assert {each["language"]: each["documents"] for each in whole["languages"]} == {"zh-Hans": 3, "en": 2, "und": 1}
    assert [each["path"] for each in whole["folders"]] == ["docs", "docs/en"]
    assert whole["folders"][1]["languages"][0] == {"language": "en", "documents": 2, "share": 0.6667}

    lines = [json.loads(line) for line in run("docs", "--summary", "--format", "jsonl").stdout.splitlines()]
    assert [each.get("path") for each in lines] == [None, "docs", "docs/en"]
    table = list(csv.reader(io.StringIO(run("docs", "--summary", "--format", "csv").stdout)))
    assert table[0] == ["folder", "language", "documents", "share"]
    assert ["docs/en", "en", "2", "0.6667"] in table
    done = run("docs", "--summary")
    assert done.stdout.splitlines()[-2].split() == ["docs/en", "en", "2", "██████▋", "67%"]
    assert done.stderr == "6 documents, 1 in another language than declared\n"


def test_a_summary_counts_deeper_folders_in_those_above(folder: Path) -> None:
    for path in ("docs/zh/a/b/one.md", "docs/zh/a/two.md", "docs/zh/three.md", "more/a/b/four.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(CHINESE, encoding="utf-8")

    def counted(*arguments: str) -> dict[str, int]:
        whole = json.loads(run(*arguments, "--summary", "--format", "json").stdout)
        return {each["path"]: each["documents"] for each in whole["folders"]}

    assert counted("docs/zh", "more") == {"docs/zh": 1, "docs/zh/a": 1, "docs/zh/a/b": 1, "more/a/b": 1}
    assert counted("docs/zh", "more", "--depth", "1") == {"docs/zh": 1, "docs/zh/a": 2, "more/a": 1}
    assert counted("docs/zh", "more", "--depth", "0") == {"docs/zh": 3, "more": 1}
    assert counted("more/a/b/four.md", "--depth", "0") == {"more/a/b": 1}
    assert counted(".", "--depth", "1")["more"] == 1


def test_a_summary_of_nothing_is_empty(folder: Path) -> None:
    (folder / "none").mkdir()

    assert json.loads(run("none", "--summary", "--format", "json").stdout)["documents"] == 0
    assert run("none", "--summary").stdout == ""


def test_pages_of_html_are_read_for_what_they_show(folder: Path) -> None:
    (folder / "docs/page.html").write_text(
        "<!doctype html>\n<html><head><style>p { margin: 0 }</style>\n<script>text = 'hello to all of you'</script>"
        f"</head>\n<body>\n\n        <p>{CHINESE[8:-3]}</p>\n<pre>print the quick brown fox and run away</pre>\n"
        "<h2>The <b>reef</b></h2>\n\n        <p>A reef is a home to many kinds of fish &amp; plants.</p></html>\n",
        encoding="utf-8",
    )
    page = next(row for row in rows(run("docs", "--format", "jsonl")) if row["path"] == "docs/page.html")

    assert [part["language"] for part in page["segments"]] == ["zh-Hans", "en"]
    assert [part["start_line"] for part in page["segments"]] == [1, 8]
    assert page["shares"]["en"] == pytest.approx(0.4, abs=0.12)


def test_html_from_a_pipe_is_recognised() -> None:
    page = "<html lang='de'>\n<p>\n\n        Die Fische leben im Riff und ziehen dort ihre Jungen gro&szlig;.\n</html>"

    (found,) = rows(run("-", "--format", "jsonl", "--stdin-filename", "page", stdin=page))
    assert (found["language"], found["declared"]["by"]) == ("de", "html")


def test_an_indented_plain_text_is_prose_and_not_code(folder: Path) -> None:
    (folder / "docs/note.txt").write_text(f"    {ENGLISH[12:]}\n\n    And so on.\n", encoding="utf-8")
    (folder / "docs/markdown.txt").write_text(f"# Code\n\n    {ENGLISH[12:]}\n", encoding="utf-8")

    assert rows(run("docs/note.txt", "--format", "jsonl"))[0]["language"] == "en"
    assert rows(run("docs/markdown.txt", "--format", "jsonl"))[0]["language"] == "und"


def test_results_in_the_folder_that_is_searched_are_no_document() -> None:
    first = run("docs", "-o", "docs/report.md")
    text = Path("docs/report.md").read_text(encoding="utf-8")
    second = run("docs", "-o", "docs/report.md")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert Path("docs/report.md").read_text(encoding="utf-8") == text
    refused = run("docs/report.md", "-o", "docs/report.md")
    assert refused.exit_code == 2
    assert "is read by this run" in refused.stderr


def test_a_name_for_standard_input_needs_it() -> None:
    done = run("docs", "--stdin-filename", "a.md")

    assert done.exit_code == 2
    assert "names standard input, which is not read" in done.stderr


def test_an_encoding_is_named_or_told_only_where_the_bytes_speak_for_it(folder: Path) -> None:
    korean = "설치하기 전에 디스크 공간이 충분한지 먼저 확인하십시오.\n"
    (folder / "ko.md").write_bytes(korean.encode("euc-kr"))
    (folder / "cn.md").write_bytes("这是一个\n".encode("gb18030"))

    done = run("ko.md", "cn.md")
    assert done.exit_code == 3
    assert "--encoding ENCODING" in done.stderr.split("cn.md")[0]
    assert "--encoding gb18030" in done.stderr.split("cn.md")[1]
    assert "GB" not in done.stderr.split("cn.md")[0]
    assert rows(run("cn.md", "--encoding", "gb18030", "--format", "jsonl"))[0]["language"] == "zh-Hans"
    assert run("cn.md", "--encoding", "gb18030", "--check").exit_code == 0
    assert run("cn.md", "--encoding", "gb18030", "--untranslated", "zh").exit_code == 0
    lines = run("--lines", "cn.md", "--encoding", "gb18030", "--format", "jsonl")
    assert rows(lines)[0]["language"] == "zh-Hans"
    assert run("cn.md", "--encoding", "nothing").exit_code == 2
