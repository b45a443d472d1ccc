"""The command `fix-terms`, through the command line."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summitalign import api
from summitalign.cli.main import program
from summitalign.model.outcome import Outcome

GLOSSARY = """\
terms:
  - use: [Coral, Reef]
    wrong: [珊瑚]
    ambiguous: true
  - 小狐狸: Foxlet
"""
PAGE = "# 安装小狐狸\n\n先装小狐狸，再看珊瑚。\n\n```sh\n小狐狸 --help\n```\n"
FIXED = "# 安装 Foxlet\n\n先装 Foxlet，再看珊瑚。\n\n```sh\n小狐狸 --help\n```\n"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments), stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "docs/b.md").write_text("# 没有\n", encoding="utf-8")
    return tmp_path


def test_reports_and_changes_nothing_by_default(folder: Path) -> None:
    done = run("docs")

    lines = done.stdout.splitlines()
    assert lines[0].startswith('docs/a.md:1:5: apply  "小狐狸" -> "Foxlet"  ')
    assert lines[1:3] == ["    1 | # 安装小狐狸", "        " + " " * 6 + "^" * 6 + ' " Foxlet"']
    assert [line.split(":")[1:3] for line in lines[::3]] == [["1", "5"], ["3", "3"], ["3", "9"]]
    assert 'suggest  "珊瑚" -> "Coral" or "Reef"' in lines[6]
    assert done.stderr == "2 documents: 2 fixes to apply (--write does it), 1 to be judged by a person\n"
    assert done.exit_code == 1
    assert (folder / "docs/a.md").read_text(encoding="utf-8") == PAGE


def test_jsonl_gives_places_in_lines_columns_and_offsets() -> None:
    found: list[dict[str, Any]] = [json.loads(line) for line in run("docs", "--format", "jsonl").stdout.splitlines()]

    first = found[0]
    assert first["schema"] == "summitalign/finding/1"
    assert PAGE[first["start"] : first["end"]] == first["found"] == "小狐狸"
    keys = ("path", "line", "column", "end_line", "end_column", "use", "decision")
    assert [first[key] for key in keys] == ["docs/a.md", 1, 5, 1, 8, ["Foxlet"], "apply"]
    assert [item["decision"] for item in found] == ["apply", "apply", "suggest"]
    whole = json.loads(run("docs", "--format", "json").stdout)
    assert whole == {"schema": "summitalign/findings/1", "findings": found}


def test_write_makes_the_safe_fixes_and_a_second_run_has_nothing_to_write(folder: Path) -> None:
    done = run("docs", "--write")

    assert (folder / "docs/a.md").read_text(encoding="utf-8") == FIXED
    assert 'docs/a.md:1:5: applied  "小狐狸" -> "Foxlet"' in done.stdout
    assert done.stderr.splitlines() == [
        "wrote docs/a.md: 2 fixes",
        "2 documents: 2 fixes written to 1 document, 1 to be judged by a person",
    ]
    assert done.exit_code == 1  # a suggestion remains
    again = run("docs", "--write")
    assert "wrote" not in again.stderr
    assert (folder / "docs/a.md").read_text(encoding="utf-8") == FIXED


def test_exits_0_when_all_is_written_or_nothing_found(folder: Path) -> None:
    (folder / "docs/a.md").write_text("小狐狸\n", encoding="utf-8")

    assert run("docs", "--write").exit_code == 0
    assert run("docs").exit_code == 0


def test_the_diff_is_one_that_patch_takes(folder: Path) -> None:
    (folder / "docs/a.md").write_bytes(b"\xef\xbb\xbf" + "小狐狸\r\n\u2028两行\r\n末行小狐狸".encode())
    done = run("docs", "--diff")
    (folder / "fix.diff").write_bytes(done.stdout_bytes)

    subprocess.run(["git", "apply", "fix.diff"], check=True)
    by_patch = (folder / "docs/a.md").read_bytes()

    assert by_patch == b"\xef\xbb\xbf" + "Foxlet\r\n\u2028两行\r\n末行 Foxlet".encode()
    assert done.exit_code == 1


def test_keeps_mark_line_ends_and_the_missing_last_one(folder: Path) -> None:
    (folder / "docs/a.md").write_bytes(b"\xef\xbb\xbf" + "小狐狸\r\n\r\n小狐狸\n末行".encode())

    run("docs", "--write")

    assert (folder / "docs/a.md").read_bytes() == b"\xef\xbb\xbf" + "Foxlet\r\n\r\nFoxlet\n末行".encode()


def test_standard_input_comes_out_fixed() -> None:
    assert run("-", "--write", stdin=PAGE).stdout == FIXED
    assert run("-", "--write", stdin="没有\r\n".encode()).stdout_bytes == "没有\r\n".encode()
    assert "zh/page.md:1:5: apply" in run("-", "--stdin-filename", "zh/page.md", stdin=PAGE).stdout


def test_a_document_that_changes_meanwhile_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fix_text = api.Fixer.fix_text

    def slowly(self: api.Fixer, text: str, source: str) -> Outcome:
        (folder / "docs/a.md").write_text("edited by somebody\n", encoding="utf-8")
        return fix_text(self, text, source)

    monkeypatch.setattr(api.Fixer, "fix_text", slowly)
    done = run("docs", "--write")

    assert "error: docs/a.md: changed on disk" in done.stderr
    assert done.exit_code == 3
    assert (folder / "docs/a.md").read_text(encoding="utf-8") == "edited by somebody\n"


def test_a_fix_that_fails_its_proof_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        api.Fixer,
        "fix_text",
        lambda _, text, source: Outcome(source, (), text, "broken", "not the same structure"),
    )
    done = run("docs", "--write")

    assert "error: docs/a.md: not the same structure" in done.stderr
    assert done.exit_code == 3
    assert (folder / "docs/a.md").read_text(encoding="utf-8") == PAGE


def test_only_documents_with_a_hit_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    fix_text = api.Fixer.fix_text

    def watched(self: api.Fixer, text: str, source: str) -> Outcome:
        seen.append(source)
        return fix_text(self, text, source)

    monkeypatch.setattr(api.Fixer, "fix_text", watched)
    run("docs")

    assert "docs/a.md" in seen
    assert "docs/b.md" not in seen


def test_sources_are_read_once_and_handed_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "en").mkdir()
    (folder / "en/a.md").write_text("# Install Foxlet\n\nThen see Coral.\n", encoding="utf-8")
    (folder / "en/bad.md").write_bytes(b"\0")
    handed: list[list[str]] = []
    begin = api.Fixer.__init__

    def watched(self: api.Fixer, glossary: Any, sources: Any = (), *others: Any) -> None:
        handed.append([item.source for item in sources])
        begin(self, glossary, sources, *others)

    monkeypatch.setattr(api.Fixer, "__init__", watched)
    done = run("docs", "--source", "en")

    assert handed[-1] == ["en/a.md"]
    assert "error: en/bad.md:1: looks binary" in done.stderr
    assert done.exit_code == 3


@pytest.mark.parametrize(
    "form", [["--format", "json"], ["--format", "jsonl"], ["--format", "diff"], ["--diff"], ["docs"]]
)
def test_the_fixed_text_of_standard_input_is_not_lost_nor_mixed(folder: Path, form: list[str]) -> None:
    done = run("-", "--write", *form, stdin=PAGE)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "error: with --write, standard input comes out fixed" in done.stderr
    assert (folder / "docs/a.md").read_text(encoding="utf-8") == PAGE
