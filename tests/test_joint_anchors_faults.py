"""Headings and their links under bad conditions: whatever fails, links and headings fit, and undo restores all."""

import contextlib
from pathlib import Path

import pytest

from fix_command import read, run, write
from linked_pages import FIXED, GLOSSARY, GUIDE, HELD, WRITE, wrote
from summitalign.errors import JournalError, WriteError
from summitalign.fix.journal import FileRecord
from summitalign.workspace.journal import Journal, Run, read_runs
from summitalign.workspace.write import write_bytes


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)


class Stopped(BaseException):
    """Stands for a kill."""


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4])
def test_a_run_that_is_stopped_between_writes_is_completed_by_the_next(
    at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/b.md", "[一](guide.md#灯塔入门)\n")
    write("docs/h.md", "[一](guide.md#灯塔入门)灯塔\n")
    count = [0]

    def stopping(*arguments: object, **options: object) -> None:
        if count[0] == at:
            raise Stopped
        count[0] += 1
        write_bytes(*arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(WRITE, stopping)
        with contextlib.suppress(Stopped):
            run("docs", "--write")
    if read("docs/guide.md") == FIXED:
        assert "#灯塔" not in read("docs/b.md") + read("docs/h.md")
    wrote()
    assert read("docs/guide.md") == FIXED
    assert read("docs/b.md") == "[一](guide.md#beacon-入门)\n"
    assert read("docs/h.md") == "[一](guide.md#beacon-入门)Beacon\n"


def test_links_are_put_back_where_one_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/a.md", "[一](guide.md#灯塔入门)\n")
    write("docs/b.md", "[一](guide.md#灯塔入门)\n")

    def failing(path: str, *arguments: object, **options: object) -> None:
        if path == str(Path("docs/b.md")):
            raise WriteError("cannot be written: disk full", place=path)
        write_bytes(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(WRITE, failing)
    assert "docs/b.md links to this heading and cannot be written" in wrote()
    assert read("docs/a.md") == "[一](guide.md#灯塔入门)\n"
    assert read("docs/guide.md") == HELD


@pytest.mark.parametrize("good", [0, 1, 2])
def test_a_journal_that_fails_ends_the_run_and_links_are_put_back(good: int, monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/guide.md", GUIDE)
    for name in "ab":
        write(f"docs/{name}.md", "[一](guide.md#灯塔入门)\n")
    note, count = Journal.note, [0]

    def failing(journal: Journal, record: FileRecord) -> None:
        count[0] += 1
        if count[0] == good + 1:
            raise JournalError("the journal cannot be written: No space left on device", place="journal")
        note(journal, record)

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "note", failing)
        done = run("docs", "--write")
    assert done.exit_code == 3
    assert "error: journal: the journal cannot be written: No space left on device" in done.stderr
    assert read("docs/a.md") == read("docs/b.md") == "[一](guide.md#灯塔入门)\n"
    assert read("docs/guide.md") == GUIDE
    run("--undo")
    assert read("docs/a.md") == read("docs/b.md") == "[一](guide.md#灯塔入门)\n"
    wrote()
    assert read("docs/guide.md") == FIXED
    assert read("docs/a.md") == read("docs/b.md") == "[一](guide.md#beacon-入门)\n"


def test_links_are_put_back_where_the_heading_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/a.md", "[一](guide.md#灯塔入门)\n")

    def failing(path: str, *arguments: object, **options: object) -> None:
        if path == str(Path("docs/guide.md")):
            raise WriteError("cannot be written: disk full", place=path)
        write_bytes(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(WRITE, failing)
    done = run("docs", "--write")
    assert done.exit_code == 3
    assert done.stderr.startswith("error: docs/guide.md: cannot be written: disk full\n2 documents: ")
    assert read("docs/a.md") == "[一](guide.md#灯塔入门)\n"


def test_a_write_that_was_noted_and_never_made_leaves_nothing_to_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/h.md", "[一](guide.md#灯塔入门)灯塔\n")  # its links are written first, then its terms
    rename, count = Path.replace, [0]

    def failing(path: Path, target: Path) -> Path:
        count[0] += 1
        if count[0] == 3:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", failing)
        assert run("docs", "--write").exit_code == 3
    assert read("docs/h.md") == "[一](guide.md#beacon-入门)灯塔\n"
    for _ in range(2):
        done = run("--undo")
        assert done.exit_code == 0, done.stderr
        assert read("docs/h.md") == "[一](guide.md#灯塔入门)灯塔\n"
        assert read("docs/guide.md") == GUIDE
    assert done.stderr.startswith("nothing to undo")


def test_links_that_cannot_be_put_back_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/guide.md", GUIDE)
    for name in "ab":
        write(f"docs/{name}.md", "[一](guide.md#灯塔入门)\n")
    count = [0]

    def failing(path: str, *arguments: object, **options: object) -> None:
        count[0] += 1
        if count[0] in (2, 3):
            raise WriteError("cannot be written: disk full", place=path)
        write_bytes(path, *arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(WRITE, failing)
        done = run("docs", "--write")
    assert done.exit_code == 3
    assert (
        "error: docs/a.md: has links to a heading that stays as it was, and does not get them back: cannot be written:"
        " disk full\n  hint: fix-terms --undo takes them back\n" in done.stderr
    )
    assert run("--undo").exit_code == 0
    assert read("docs/a.md") == read("docs/b.md") == "[一](guide.md#灯塔入门)\n"
    assert read("docs/guide.md") == GUIDE


def test_links_stay_where_another_run_was_faster_with_the_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    write("docs/guide.md", GUIDE)
    write("docs/a.md", "[一](guide.md#灯塔入门)\n")

    def overtaken(path: str, *arguments: object, **options: object) -> None:
        if path == str(Path("docs/guide.md")):
            write("docs/guide.md", FIXED)
        write_bytes(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(WRITE, overtaken)
    done = run("docs", "--write")
    assert "error: docs/guide.md: changed on disk since it was read" in done.stderr
    assert read("docs/a.md") == "[一](guide.md#beacon-入门)\n"


def test_an_undo_reads_the_journal_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):  # every one is written twice, its links and its terms
        write(f"docs/{number}.md", f"# 灯塔{number}\n\n[下](<{(number + 1) % 6}.md#灯塔{(number + 1) % 6}>)\n")
    before = [read(f"docs/{number}.md") for number in range(6)]
    wrote()
    calls: list[Path] = []

    def counted(project: Path) -> tuple[Run, ...]:
        calls.append(project)
        return read_runs(project)

    monkeypatch.setattr("summitalign.workspace.undo.read_runs", counted)
    assert run("--undo").exit_code == 0
    assert [read(f"docs/{number}.md") for number in range(6)] == before
    assert len(calls) == 1
