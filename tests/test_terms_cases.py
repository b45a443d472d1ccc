"""Golden cases of fix-terms, run through the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from cases import Case, read_cases
from summitalign.cli.main import program

CASES = read_cases("terms")


def write(folder: Path, text: str, glossary: str) -> Path:
    (folder / "glossary.yml").write_text(glossary, encoding="utf-8")
    path = folder / "page.md"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_written_file_is_as_expected_and_a_second_run_finds_nothing_to_write(case: Case, tmp_path: Path) -> None:
    path = write(tmp_path, case.before, case.glossary)
    for _ in range(2):
        result = CliRunner().invoke(program, ["fix-terms", str(path), "--write"])
        assert result.exit_code in (0, 1), result.output
        assert path.read_bytes().decode() == case.expected


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_ends_marks_and_missing_last_line_end_are_kept(ending: str, tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff# 张量流" + ending + ending + "网格", "张量流: TensorFlow\n")
    CliRunner().invoke(program, ["fix-terms", str(path), "--write"])
    assert path.read_bytes().decode() == "\ufeff# TensorFlow" + ending + ending + "网格"


def test_a_fix_that_would_break_the_emphasis_is_withheld(tmp_path: Path) -> None:
    path = write(tmp_path, "用**西加加**写代码。\n", "西加加: C++\n")
    result = CliRunner().invoke(program, ["fix-terms", str(path), "--write"])
    assert path.read_text(encoding="utf-8") == "用**西加加**写代码。\n"
    assert "structure" in result.output
    assert result.exit_code == 1


@pytest.mark.parametrize("start", [".", "docs", "docs/legacy"])
def test_paths_of_an_entry_begin_at_the_glossary(start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    legacy = tmp_path / "docs" / "legacy"
    legacy.mkdir(parents=True)
    glossary = "terms: [{use: TensorFlow, wrong: [张量流], paths: ['docs/**', '!docs/legacy/**']}]\n"
    (tmp_path / "glossary.yml").write_text(glossary, encoding="utf-8")
    for page in (tmp_path / "docs" / "new.md", legacy / "old.md"):
        page.write_text("张量流\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / start)
    for named in (tmp_path / "docs", Path("../" * start.count("/") or ".")):
        CliRunner().invoke(program, ["fix-terms", str(named), "--write"])
    assert (legacy / "old.md").read_text(encoding="utf-8") == "张量流\n"
    assert (tmp_path / "docs" / "new.md").read_text(encoding="utf-8") == "TensorFlow\n"
