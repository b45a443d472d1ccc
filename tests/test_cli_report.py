"""The command `report` in its forms: what goes where, what a build is held to, and the preview."""

import http.client
import io
import json
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import openpyxl
import pytest
from click.testing import CliRunner, Result

from processes import started
from summitalign.cli.main import program

ENGLISH = """\
# Harbour day

## Building boats

Bring a hammer. See https://youtu.be/abcdefghijk for the plan.

## Knots

Only for members.
"""
CHINESE = """\
# 港口日

## 造船

请带锤子。图纸见 https://youtu.be/abcdefghijk 。
"""
FORMS = ("--format", "markdown", "--format", "xlsx", "--format", "json", "--format", "badges")


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, ("report", *arguments), stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("en/day.md", ENGLISH), ("zh/day.md", CHINESE), ("glossary.yml", "锤子: mallet\n")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "pairs.tsv").write_text("en/day.md\tzh/day.md\n", encoding="utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


DAY = ("en", "zh", "--pairs", "pairs.tsv")


def test_one_text_form_is_printed_and_nothing_else_is_written(folder: Path) -> None:
    before = files(folder)
    page = run(*DAY, "--format", "markdown")
    data = run(*DAY, "--format", "json", "-o", "-")

    assert page.stdout.startswith("<!-- summitalign report -->\n### Bilingual report: en, zh\n\n| Coverage |")
    assert "| zh/day.md:5 | 锤子 | mallet | the glossary knows no other meaning of it |" in page.stdout
    assert json.loads(data.stdout)["schema"] == "summitalign/report/1"
    assert (page.exit_code, data.exit_code) == (0, 0)
    assert page.stderr == data.stderr == "2 documents, 1 pair\n"
    assert files(folder) == before


def test_one_form_goes_to_the_file_that_is_named(folder: Path) -> None:
    for name in ("report.md", "r.json", "translate.xlsx"):
        form = {"md": "markdown"}.get(name.rpartition(".")[2], name.rpartition(".")[2])
        done = run(*DAY, "--format", form, "-o", name)

        assert (done.stdout, done.exit_code) == ("", 0), done.output
        assert (folder / name).is_file()
    book = openpyxl.load_workbook(io.BytesIO((folder / "translate.xlsx").read_bytes()))
    assert [sheet.title for sheet in book.worksheets] == ["Segments", "Findings", "Documents"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "en", "glossary.yml", "pairs.tsv", "r.json", "report.md", "translate.xlsx", "zh",
    ]  # fmt: skip


def test_several_forms_go_to_a_folder_and_replace_the_earlier_ones(folder: Path) -> None:
    done = run(*DAY, *FORMS, "-o", "out")

    assert done.stdout == "out/report.md\nout/report.xlsx\nout/report.json\nout/badges\n"
    assert done.exit_code == 0
    assert {path.name for path in (folder / "out").iterdir()} == {
        ".summitalign-report", ".summitalignignore", "report.md", "report.xlsx", "report.json", "badges",
    }  # fmt: skip
    again = run(*DAY, "--format", "badges", "-o", "out")
    assert again.stdout == "out/badges\n"
    assert {path.name for path in (folder / "out").iterdir()} == {".summitalign-report", ".summitalignignore", "badges"}
    assert (folder / "out/badges/coverage-zh-hans.svg").is_file()


def test_json_has_the_fields_that_are_described() -> None:
    text = (Path(__file__).parents[1] / "docs/reports.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found
    described, actual = json.loads(found[1]), json.loads(run(*DAY, "--format", "json").stdout)

    assert described.keys() == actual.keys()
    assert described["measures"].keys() == actual["measures"].keys()
    for part in ("languages", "documents", "pairs"):
        assert described[part][0].keys() == actual[part][0].keys()


def test_a_translation_is_told_sentence_by_sentence(folder: Path) -> None:
    run(*DAY, "--format", "xlsx", "-o", "r.xlsx")
    rows = list(openpyxl.load_workbook(folder / "r.xlsx")["Segments"].values)

    assert "Bring a hammer." in [row[3] for row in rows]
    fixed = next(row for row in rows[1:] if row[8])
    assert fixed[7:9] == ("请带锤子。", "请带 mallet。")


def test_a_summary_alone_writes_nothing_and_replaces_the_paths_beside_forms(folder: Path) -> None:
    before = files(folder)
    alone = run(*DAY, "--summary")

    assert re.fullmatch(
        r"2 documents, 1 pair, coverage \d+%, 1 fix, 0 suggestions, 0 without a partner\n", alone.stdout
    )
    assert alone.stderr == ""
    assert files(folder) == before
    assert run(*DAY, "--summary", "--format", "json", "-o", "r.json").stdout == alone.stdout
    assert run(*DAY, "--summary", "--format", "badges", "-o", "b").stdout == alone.stdout
    assert (folder / "r.json").is_file()
    assert (folder / "b/badges/fixes.svg").is_file()


def test_a_report_that_falls_short_is_written_and_ends_with_1(folder: Path) -> None:
    done = run(*DAY, "--format", "json", "-o", "r.json", "--fail-under", "coverage=100%", "--fail-over", "fixes=0")

    assert done.exit_code == 1
    assert re.fullmatch(
        r"error: coverage is [\d.]+%, under 100%\nerror: fixes: 1, over 0\n2 documents, 1 pair\n", done.stderr
    )
    assert (folder / "r.json").is_file()
    assert run(*DAY, "--summary", "--fail-under", "coverage:zh=0.1", "--fail-over", "fixes=1").exit_code == 0
    assert run("zh", "--summary", "--fail-under", "coverage=0").exit_code == 1


def test_what_could_not_be_read_weighs_more_than_a_limit(folder: Path) -> None:
    (folder / "zh/bad.md").write_bytes(b"\xff\xfe\x00")

    assert run(*DAY, "--summary", "--fail-over", "fixes=0").exit_code == 3


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--format", "xlsx"),
            "error: --format xlsx: a workbook is no text to print\n  hint: name a file: -o report.xlsx",
        ),
        (("--format", "xlsx", "-o", "-"), "a workbook is no text to print"),
        (("--format", "json", "--summary"), "both go to standard output"),
        (("--format", "pdf"), "'pdf' is not one of"),
        (("--fail-under", "cover=1"), 'error: --fail-under: no measure is called "cover"\n  hint: there are coverage,'),
        (("--fail-over", "coverage=1"), "hint: write --fail-under coverage=1"),
        (("-o", ""), "error: --output: an empty path"),
        (("--format", "json", "-o", "glossary.yml"), "is read by this run"),
        (("--format", "json", "-o", "en/day.md"), "is read by this run"),
        (("--format", "badges", "-o", "en"), "holds documents of the report"),
        (("--serve", "--summary"), "error: --serve: stands alone"),
        (("--serve", "--format", "json"), "error: --serve: stands alone"),
        (("--serve", "--fail-over", "fixes=0"), "error: --serve: stands alone"),
        (("--serve", "--port", "65536"), "65536 is not in the range"),
        (("--serve", "-o", "zh"), "holds documents of the report"),
    ],
)
def test_what_does_not_go_together_is_refused_before_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], said: str
) -> None:
    before = files(folder)
    if "glossary.yml" not in options and "en/day.md" not in options:
        monkeypatch.setattr("summitalign.cli.report.build_report", None)
    done = run(*DAY, *options)

    assert said in done.stderr
    assert done.exit_code == 2
    assert files(folder) == before


def test_missing_packages_are_named_before_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.cli.report.build_report", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    assert (
        "hint: install it: python -m pip install 'summitalign[xlsx]'" in run("en", "--format", "xlsx", "-o", "x").stderr
    )
    served = run("en", "--serve")
    assert "error: --serve: needs the package watchfiles" in served.stderr
    assert served.exit_code == 2


def test_standard_input_cannot_be_watched() -> None:
    assert "error: --serve: standard input cannot be watched" in run("-", "--serve", stdin="x").stderr


def _line(stream: IO[bytes], wanted: Callable[[str], bool] = bool) -> str:
    """Read lines up to one that is wanted, for some seconds at most."""
    until, text = time.monotonic() + 60, b""
    while time.monotonic() < until:
        if not select.select([stream], [], [], 0.2)[0]:
            continue
        piece = os.read(stream.fileno(), 1)
        text += piece
        if piece in (b"", b"\n"):
            if wanted(text.decode()) or not piece:
                return text.decode()
            text = b""
    raise AssertionError(f"no such line; the last was {text!r}")


def _get(address: str, path: str = "") -> str:
    host = address.strip().removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", f"/{path}")
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def test_a_preview_is_built_anew_on_each_change_and_ends_with_ctrl_c(folder: Path) -> None:
    before = set(files(folder))
    with started("report", *DAY, "--serve", "--port", "0") as process:
        assert process.stdout
        assert process.stderr
        address = _line(process.stdout)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\n", address)
        first = _get(address)
        assert "connect-src &#39;self&#39;" in first or "connect-src 'self'" in first
        events = http.client.HTTPConnection(address.strip()[7:-1], timeout=60)
        events.request("GET", "/~/events")
        stream = events.getresponse()
        shown = stream.fp.readline()
        (folder / "zh/day.md").write_text(CHINESE.replace("港口日", "新标题"), encoding="utf-8")
        _line(process.stderr, lambda line: "1 file has changed" in line)
        lines = iter(stream.fp.readline, b"")
        assert next(line for line in lines if line.startswith(b"data") and line != shown)
        assert "新标题" in _get(address)
        (folder / "glossary.yml").write_text("锤子: [\n", encoding="utf-8")
        assert "glossary.yml" in _line(process.stderr, lambda line: line.startswith("error"))
        assert "新标题" in _get(address)
        events.close()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read().decode()
        assert process.wait(30) == 0, rest
        assert rest.endswith("the preview has ended\n")
        assert "Traceback" not in rest
    assert set(files(folder)) == before


def test_a_signal_that_asks_to_end_says_so_by_the_exit_code(folder: Path) -> None:
    with started("report", *DAY, "--serve", "--port", "0", "-o", "site") as process:
        assert process.stdout
        address = _line(process.stdout)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 128 + signal.SIGTERM
    page = (folder / "site/index.html").read_text(encoding="utf-8")
    assert "reload.js" not in page
    assert "connect-src" not in page
    assert address


def test_a_port_that_is_taken_is_told_before_the_work() -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with started("report", "en", "--serve", "--port", port) as process:
            assert process.stderr
            assert process.wait(30) == 2
            assert process.stderr.read().decode() == (
                f"error: --port: port {port} is taken by another program\n"
                "  hint: name another one, or --port 0 for any that is free\n"
            )


def test_help_shows_every_form_and_examples() -> None:
    text = run("--help").stdout

    for name in ("--serve", "--fail-under", "--fail-over", "--summary", "[html|markdown|xlsx|json|badges]"):
        assert name in text
    assert text.count("summitalign report ") >= 6
