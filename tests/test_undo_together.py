"""Taking back what several runs have written at once: each its own."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from summitalign.fix.journal import Change, FileRecord, digest
from summitalign.workspace.journal import Journal
from undo_pages import FIXED, PAGE, page, run, write_pages


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_pages(tmp_path)


def test_of_two_runs_at_once_each_takes_back_its_own(folder: Path) -> None:
    texts = [PAGE, PAGE.replace("大灰狼", " Wolfie"), FIXED]
    datas = [text.encode() for text in texts]
    steps = [
        FileRecord("docs/a.md", digest(before), digest(after), "utf-8", False, (Change(0, "", ""),))
        for before, after in pairwise(datas)
    ]
    wolfie = tuple(
        Change(at, "大灰狼", " Wolfie", "wolfie") for at in range(len(PAGE)) if PAGE.startswith("大灰狼", at)
    )
    foxlet = tuple(
        Change(at, found, put, "foxlet")
        for at, found, put in ((4, "小狐狸", " Foxlet"), (13, "小狐狸", " Foxlet"))
        if texts[1].startswith(found, at)
    )
    first = replace(steps[0], changes=wolfie)
    second = replace(steps[1], changes=foxlet)
    with Journal(folder) as made, Journal(folder) as beaten, Journal(folder) as last:
        last.note(FileRecord("docs/b.md", "1", "2", "utf-8", False, ()))  # begins before the others
        made.note(first)
        made.done("docs/a.md")
        beaten.note(first)  # lost the race: it was noted and never made
        last.note(second)
        last.done("docs/a.md")
    (folder / "docs/a.md").write_bytes(datas[2])

    assert f"hint: undo the later run first: --undo {last.id}" in run("--undo", made.id, "docs/a.md").stderr
    assert run("--undo", beaten.id, "docs/a.md").stderr == f"run {beaten.id}: nothing undone\n"
    for journal, text in ((last, texts[1]), (made, PAGE), (beaten, PAGE)):
        done = run("--undo", journal.id, "docs/a.md")
        assert (done.exit_code, page("docs/a.md")) == (0, text), done.stderr
