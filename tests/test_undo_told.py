"""What undo says: which runs there are, what it counts, and how it goes on where a file was changed by hand."""

from pathlib import Path

import pytest

from fix_command import read, run, write
from summitalign.workspace.journal import read_runs

PAGE = "# 安装小狐狸\r\n\r\n先装小狐狸，再装大灰狼。\n末行大灰狼"
FIXED = "# 安装 Foxlet\r\n\r\n先装 Foxlet，再装 Wolfie。\n末行 Wolfie"


def run_ids(folder: Path) -> list[str]:
    return [known.id for known in read_runs(folder)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", "terms:\n  - 小狐狸: Foxlet\n  - 大灰狼: Wolfie\n")
    write("docs/a.md", PAGE)
    write("docs/b.md", PAGE)
    return tmp_path


def test_the_list_shows_what_is_asked_for_only(folder: Path) -> None:
    assert run("--undo", "list").stderr.startswith(f"no run is noted in {folder}: ")
    run("docs/a.md", "--write", "--only", "foxlet")
    run("docs/b.md", "--write")

    assert [line.split(": ")[-1] for line in run("--undo", "list").stdout.splitlines()] == [
        "docs/b.md; foxlet, wolfie", "docs/a.md; foxlet",
    ]  # fmt: skip
    assert [line.split(" UTC  ")[1] for line in run("--undo", "list", "docs/b.md").stdout.splitlines()] == [
        "4 fixes written to 1 document: docs/b.md; foxlet, wolfie"
    ]
    line = run("--undo", "list", "--only", "大灰狼").stdout
    assert line.endswith(" 2 fixes written to 1 document: docs/b.md; wolfie\n")


def test_a_term_that_no_run_has_changed_is_wrong_usage(folder: Path) -> None:
    assert "nothing to undo" in run("--undo", "--only", "foxlett").stderr
    run("docs", "--write")
    done = run("--undo", "--only", "foxlett")

    assert done.exit_code == 2
    assert "--only 'foxlett': no run has changed this term\n  hint: did you mean 'foxlet'?" in done.stderr
    assert read("docs/a.md") == FIXED


def test_a_file_changed_by_hand_does_not_stand_before_the_earlier_runs(folder: Path) -> None:
    run("docs/b.md", "--write")
    run("docs/a.md", "--write")
    (folder / "docs/a.md").write_text("by hand", encoding="utf-8")
    first, second = run_ids(folder)

    done = run("--undo")
    assert done.exit_code == 3
    assert f"docs/a.md: has changed since the run {second}" in done.stderr
    assert "hint" not in done.stderr  # there is no command that would take it back
    assert done.stderr.endswith(f"the next --undo takes back run {first}\n")
    assert read("docs/b.md") == FIXED

    assert run("--undo").exit_code == 0
    assert (read("docs/a.md"), read("docs/b.md")) == ("by hand", PAGE)
    assert "nothing to undo" in run("--undo").stderr
    assert "has changed since" in run("--undo", "docs/a.md").stderr  # who names it is told again
    (folder / "docs/a.md").write_bytes(FIXED.encode())  # as the run left it
    assert run("--undo").exit_code == 0
    assert read("docs/a.md") == PAGE


def test_the_hint_names_no_run_that_cannot_be_taken_back(folder: Path) -> None:
    run("docs/a.md", "--write", "--only", "foxlet")
    run("docs/a.md", "--write")
    (folder / "docs/a.md").write_text("by hand", encoding="utf-8")
    for run_id in run_ids(folder):
        done = run("--undo", run_id)
        assert (done.exit_code, "hint" in done.stderr) == (3, False)


def test_fixes_are_counted_as_they_were_written(folder: Path) -> None:
    heading = "# 装小狐狸\n\n见[上](#装小狐狸)和[一](#装小狐狸)。\n"
    (folder / "docs/a.md").write_text(heading, encoding="utf-8")
    (folder / "docs/b.md").write_text("见[甲](a.md#装小狐狸)的小狐狸。\n", encoding="utf-8")
    before = read("docs/a.md"), read("docs/b.md")
    done = run("docs", "--write").stderr

    assert done.splitlines()[:2] == ["wrote docs/b.md: 2 fixes", "wrote docs/a.md: 1 fix"]
    listed = run("--undo", "list").stdout
    undone = run("--undo").stderr
    assert "3 fixes written to 2 documents" in done
    assert "3 fixes written to 2 documents" in listed
    assert undone.splitlines()[:2] == ["restored docs/b.md: 2 fixes undone", "restored docs/a.md: 1 fix undone"]
    assert "3 fixes undone in 2 documents" in undone
    assert (read("docs/a.md"), read("docs/b.md")) == before
