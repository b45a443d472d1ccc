"""The journal of runs: where it lies, how many it keeps, and what a crash leaves of it."""

from pathlib import Path

import pytest

from summitalign.errors import JournalError
from summitalign.fix.journal import Change, FileRecord
from summitalign.workspace.journal import KEPT_RUNS, Journal, journal_folder, project_folder, read_runs

RECORD_CHANGES = (
    Change(1, "", " ", "t"),
    Change(1, "a", "b", "t"),
    Change(3, "\u72d0", "c", ""),
    Change(5, "a", "b", "t"),
)


def test_only_the_last_runs_are_kept(tmp_path: Path) -> None:
    record = FileRecord("a.md", "1", "2", "utf-8", False, ())
    for number in range(KEPT_RUNS + 3):
        with Journal(tmp_path, id=f"20260101T0000{number:02}Z-0000") as journal:
            journal.note(record)

    kept = [known.id for known in read_runs(tmp_path)]
    assert len(kept) == KEPT_RUNS
    assert kept[0] == "20260101T000003Z-0000"


def test_a_line_that_was_cut_off_is_passed_over_and_a_broken_journal_named(tmp_path: Path) -> None:
    record = FileRecord("a\udcff\u540d.md", "1", "2", "gbk", True, RECORD_CHANGES)
    with Journal(tmp_path) as journal:
        journal.note(record)
    path = next((tmp_path / ".summitalign/runs").iterdir())
    with path.open("a", encoding="utf-8") as file:
        file.write('{"file":{"path":"b.md","bef')
    assert [known.records for known in read_runs(tmp_path)] == [(record,)]
    path.with_name("empty.jsonl").touch()
    assert len(read_runs(tmp_path)) == 1

    path.write_text('{"schema":"summitalign/run/1","id":"x"}\n', encoding="utf-8")
    with pytest.raises(JournalError, match="is no journal of a run"):
        read_runs(tmp_path)


def test_the_journal_lies_where_the_work_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    monkeypatch.chdir(folder)
    (folder / "glossary.yml").touch()
    assert project_folder(["docs/a.md"]) == folder
    monkeypatch.chdir(folder / "docs")
    assert project_folder(["a.md"]) == folder
    other = tmp_path / "other/sub"
    other.mkdir(parents=True)
    assert project_folder([str(other)]) == other
    (tmp_path / "other/glossary.yml").touch()
    assert project_folder([str(other)]) == tmp_path / "other"
    assert journal_folder([str(other)]) == tmp_path / "other"
    (other / ".summitalign/runs").mkdir(parents=True)
    assert journal_folder([str(other)]) == other
