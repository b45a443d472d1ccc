"""Runs that take from earlier ones what has not changed: the same results, and a cache that is never believed."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fix_command import GLOSSARY, read, run, write
from processes import started
from summitalign.cli.main import program
from summitalign.model.document import Document
from summitalign.workspace import detecting, fixing, recalling
from summitalign.workspace.cache import cache_folder
from summitalign.workspace.outcomes import FILE, Outcomes
from summitalign.workspace.read import Input
from summitalign.workspace.row import Row

PAGES = 40
OLD = time.time_ns() - 10**12
"""A time before any run: what was changed then is told from what was changed while it was read."""


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with documents, every fourth with a wrong form, and an empty cache of its own."""
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
    # The change time of a file is now, whatever it says of itself; no test waits until it is long ago.
    monkeypatch.setattr(recalling, "_MARGIN", -(10**15))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    write("glossary.yml", GLOSSARY)
    for number in range(PAGES):
        words = "大熊在树林里。" if number % 4 == 0 else "树林里很安静。"
        write(f"docs/{number:02}.md", f"# 第{number}页\n\n今天{words}\n")
    return tmp_path


def place() -> Path:
    folder = cache_folder()
    assert folder is not None
    return folder / FILE


class Count:
    """Counts the documents that are worked out, and not taken from an earlier run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        prepare = fixing.FixJob.prepare

        def counting(job: fixing.FixJob) -> Callable[[Input], fixing.Fixed]:
            work = prepare(job)

            def one(source: Input) -> fixing.Fixed:
                self.names.append(Path(source.name).name)
                return work(source)

            return one

        monkeypatch.setattr(fixing.FixJob, "prepare", counting)

    def take(self) -> list[str]:
        names, self.names = self.names, []
        return names


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    return Count(monkeypatch)


FORMS = (
    (), ("--format", "json"), ("--format", "jsonl"), ("--format", "sarif"), ("--format", "github"),
    ("--format", "rdjson"), ("--diff",), ("--verbose",),
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_a_second_run_says_the_same_and_does_nothing(form: tuple[str, ...], count: Count) -> None:
    alone = run("docs", "--no-cache", *form)
    assert len(count.take()) == PAGES
    first = run("docs", *form)
    assert len(count.take()) == PAGES
    second = run("docs", *form)
    assert count.take() == []
    assert (alone.output, alone.exit_code) == (first.output, first.exit_code) == (second.output, second.exit_code)


def test_only_what_has_changed_is_done_again(count: Count) -> None:
    run("docs")
    count.take()
    write("docs/05.md", "# 第5页\n\n大熊来了。\n")
    done = run("docs")
    assert count.take() == ["05.md"]
    assert "docs/05.md:3:1:" in done.output
    assert done.output == run("docs", "--no-cache").output


def test_a_file_that_was_only_touched_is_read_and_not_done_again(count: Count) -> None:
    first = run("docs")
    count.take()
    for path in Path("docs").iterdir():
        os.utime(path, ns=(OLD, OLD))
    assert run("docs").output == first.output
    assert count.take() == []


def test_a_file_of_the_same_size_and_time_is_told_by_its_change_time(count: Count) -> None:
    path = write("docs/01.md", "# 第1页\n\n今天小熊在树林里。\n")
    os.utime(path, ns=(OLD, OLD))
    run("docs")
    count.take()
    time.sleep(0.02)
    path.write_bytes("# 第1页\n\n今天大熊在树林里。\n".encode())
    os.utime(path, ns=(OLD, OLD))
    assert "docs/01.md:3:3:" in run("docs").output
    assert count.take() == ["01.md"]


def test_what_was_changed_in_the_moment_it_was_read_is_read_again(
    monkeypatch: pytest.MonkeyPatch, count: Count
) -> None:
    monkeypatch.setattr(recalling, "_MARGIN", 2 * 10**9)
    run("docs")
    path = Path("docs/01.md")
    stamp = recalling._stamp
    known = {str(each): stamp(str(each)) for each in Path("docs").iterdir()}
    path.write_bytes("# 第1页\n\n今天大熊真安静。\n".encode())
    # As if the clock of the file system had not moved on between the reading and the change.
    monkeypatch.setattr(recalling, "_stamp", lambda name: known[name])
    count.take()
    assert "docs/01.md:3:3:" in run("docs").output
    assert count.take() == ["01.md"]


def test_rehash_reads_what_the_system_calls_the_same(monkeypatch: pytest.MonkeyPatch, count: Count) -> None:
    run("docs")
    known = {str(each): recalling._stamp(str(each)) for each in Path("docs").iterdir()}
    write("docs/01.md", "# 第1页\n\n今天大熊真安静。\n")
    monkeypatch.setattr(recalling, "_stamp", lambda name: known[name])
    count.take()
    assert "docs/01.md" not in run("docs").output
    assert count.take() == []
    assert "docs/01.md:3:3:" in run("docs", "--rehash").output
    assert count.take() == ["01.md"]


@pytest.mark.parametrize(
    ("change", "options"),
    [
        (lambda: write("glossary.yml", GLOSSARY + "  - 树林: Forest Kit\n"), ()),
        (lambda: None, ("--encoding", "utf-8")),
        (lambda: write("original.md", "# Bear Kit\n\nIn the woods.\n"), ("--source", "original.md")),
        (lambda: os.chdir(write("other/glossary.yml", GLOSSARY).parent), ()),
    ],
    ids=["glossary", "encoding", "source", "folder"],
)
def test_what_outcomes_depend_on_is_not_taken_over(
    change: Callable[[], object], options: tuple[str, ...], count: Count
) -> None:
    folder = str(Path("docs").absolute())
    run(folder)
    count.take()
    change()
    run(folder, *options)
    assert len(count.take()) == PAGES


def test_what_people_reject_is_left_out_at_once() -> None:
    run("docs")
    done = run("docs/00.md", "--write-baseline", ".summitalign/rejected.json")
    assert done.exit_code == 0, done.output
    after = run("docs").output
    assert "docs/00.md" not in after
    assert "1 known and left out" in after
    assert after == run("docs").output == run("docs", "--no-cache").output


def test_a_copy_of_a_folder_is_done_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: Count) -> None:
    run("docs")
    shutil.copytree(tmp_path / "work", tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    count.take()
    run("docs")
    assert len(count.take()) == PAGES


def test_a_source_that_changes_makes_its_evidence_new(count: Count) -> None:
    write("original.md", "# Bear Kit\n\nIn the woods.\n")
    run("docs", "--source", "original.md")
    write("original.md", "# Reef\n\nIn the sea.\n")
    count.take()
    run("docs", "--source", "original.md")
    assert len(count.take()) == PAGES


@pytest.mark.parametrize("options", [("--only", "Foxlet"), ("--max-fixes", "1")], ids=" ".join)
def test_what_leaves_findings_out_is_worked_out_each_time(options: tuple[str, ...], count: Count) -> None:
    run("docs")
    count.take()
    assert run("docs", *options).output == run("docs", *options, "--no-cache").output
    assert len(count.take()) >= PAGES


def test_a_writing_run_skips_what_is_clean_and_proves_what_it_writes(count: Count) -> None:
    run("docs")
    count.take()
    done = run("docs", "--write")
    assert sorted(count.take()) == [f"{number:02}.md" for number in range(0, PAGES, 4)]
    assert "10 fixes written to 10 documents" in done.output
    assert "Bear Kit" in read("docs/00.md")
    assert run("docs", "--write").exit_code == 0


def test_a_row_for_other_bytes_writes_nothing(monkeypatch: pytest.MonkeyPatch, count: Count) -> None:
    run("docs")
    known = {str(each): recalling._stamp(str(each)) for each in Path("docs").iterdir()}
    write("docs/00.md", "# 第0页\n\n今天小熊在树林里。\n")
    monkeypatch.setattr(recalling, "_stamp", lambda name: known[name])
    # Findings of a file are only shown for the bytes that they were found in, whatever the system says.
    assert "docs/00.md" not in run("docs").output
    run("docs", "--write")
    assert read("docs/00.md") == "# 第0页\n\n今天小熊在树林里。\n"


def test_links_follow_headings_as_without_a_cache(count: Count) -> None:
    write("docs/00.md", "# 大熊\n\n安静。\n")
    write("docs/01.md", "见[那里](00.md#大熊)。\n")
    alone = run("docs", "--diff", "--no-cache").output
    assert "docs/01.md" in alone
    assert run("docs", "--diff").output == alone
    assert run("docs", "--diff").output == alone
    count.take()
    run("docs", "--write")
    assert "00.md#bear-kit" in read("docs/01.md")


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"no base at all" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"docs/13.md", b"docs/15.md")),
        lambda path: _execute("UPDATE outcomes SET grade = 0, content = ''"),
        lambda path: _execute("UPDATE outcomes SET stamp = 'x'"),
        lambda path: _execute("DROP TABLE contexts"),
    ],
    ids=["other", "cut", "name", "content", "stamp", "table"],
)
def test_a_damaged_cache_is_set_aside_and_not_believed(damage: Callable[[Path], object]) -> None:
    first = run("docs")
    _execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(place())
    second = run("docs")
    assert "is damaged; it was set aside as outcomes-1.db.damaged" in second.output
    assert second.stdout == first.stdout
    assert run("docs").output == first.output
    assert run("docs").output == first.output


def _execute(statement: str) -> None:
    base = sqlite3.connect(place(), isolation_level=None)
    base.execute(statement).fetchall()
    base.close()


def test_a_cache_that_cannot_be_written_stops_nothing() -> None:
    alone = run("docs", "--no-cache")
    place().mkdir(parents=True)
    done = run("docs")
    assert done.stdout == alone.stdout
    assert done.output.count("cannot be used") == 1


def test_a_full_cache_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.workspace.outcomes.MOST_BYTES", 8 * 4096)
    alone = run("docs", "--no-cache")
    for number in range(400):
        write(f"docs/more-{number}.md", f"# {number}\n")
    done = run("docs")
    assert done.stdout == alone.stdout
    assert "full" in done.output
    assert place().stat().st_size <= 8 * 4096


def test_old_settings_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.workspace.outcomes._MOST_CONTEXTS", 2)
    for number in range(4):
        write("glossary.yml", GLOSSARY + f"  - 树{number}: Tree\n")
        run("docs")
    base = sqlite3.connect(place())
    assert base.execute("SELECT count(*) FROM contexts").fetchone() == (2,)
    assert base.execute("SELECT count(*) FROM outcomes").fetchone() <= (2 * PAGES,)
    base.close()


def test_two_runs_use_one_cache_at_once() -> None:
    with started("fix-terms", "docs") as one, started("fix-terms", "docs") as two:
        outputs = [process.communicate() for process in (one, two)]
    assert outputs[0] == outputs[1]
    assert run("docs").stdout == outputs[0][0].decode()


def test_rows_of_another_context_are_not_seen(tmp_path: Path) -> None:
    told: list[str] = []
    Outcomes(tmp_path, "one", told.append).put([("a.md", Row(b"stamp", 1, b"digest"))])
    assert Outcomes(tmp_path, "one", told.append).find(["a.md"]) == {"a.md": Row(b"stamp", 1, b"digest")}
    assert Outcomes(tmp_path, "two", told.append).find(["a.md"]) == {}
    assert told == []


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    name = os.fsdecode(b"docs/\xff\xfe.md")
    rows = Outcomes(tmp_path, "one", print)
    rows.put([(name, Row(b"stamp", 1, b"digest"))])
    assert list(rows.find([name])) == [name]


def test_the_cache_is_shown_and_cleared() -> None:
    run("docs")
    shown = CliRunner().invoke(program, ("cache", "info"))
    assert f"{PAGES} rows of 1 setting" in shown.output
    keep = place().with_name("notes.txt")
    keep.write_text("mine", encoding="utf-8")
    cleared = CliRunner().invoke(program, ("cache", "clear"))
    assert cleared.output.startswith("removed ")
    assert [path.name for path in keep.parent.iterdir()] == ["notes.txt"]
    assert "outcomes: 0 rows" in CliRunner().invoke(program, ("cache", "info")).output


def detect(*options: str) -> str:
    done = CliRunner().invoke(program, ("detect", "docs", "--format", "jsonl", *options))
    assert done.exit_code == 0, done.output
    return done.output


def test_languages_are_taken_over_until_a_document_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real = detecting.detect_document

    def counting(document: Document, *others: Any) -> detecting.Detected:
        done.append(document.source)
        return real(document, *others)

    monkeypatch.setattr(detecting, "detect_document", counting)
    first = detect()
    assert first == detect() == detect("--no-cache")
    assert len(done) == 2 * PAGES
    done.clear()
    write("docs/07.md", "Today the bear stays at home, and nobody knows why that is so.\n")
    assert '"language":"en"' in detect().replace(" ", "")
    assert done == ["docs/07.md"]
    done.clear()
    detect("--languages", "en,zh")
    assert len(done) == PAGES


def test_what_a_folder_declares_is_looked_at_each_time() -> None:
    for number in range(PAGES):
        write(f"docs/is/{number:02}.md", "Today the bear stays at home, and nobody knows why that is so.\n")
    before = detect()
    write("docs/de/a.md", "Heute bleibt der Bär zu Hause, und niemand weiß, warum das so ist.\n")
    write("docs/fr/a.md", "Aujourd'hui l'ours reste à la maison, et personne ne sait pourquoi.\n")
    after = detect()
    assert after != before
    assert after == detect("--no-cache")


def test_no_cache_keeps_nothing() -> None:
    run("docs", "--no-cache")
    assert not place().exists()
