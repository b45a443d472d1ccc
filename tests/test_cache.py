"""Runs that take from earlier ones what has not changed: the same results."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cached_corpus import OLD, PAGES, Count, make_corpus, place
from fix_command import GLOSSARY, read, run, write
from summitalign.cli.main import program
from summitalign.markdown.outline import Outline
from summitalign.workspace import detecting, stamps


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_corpus(tmp_path, monkeypatch)


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
    monkeypatch.setattr(stamps, "MARGIN", 2 * 10**9)
    run("docs")
    path = Path("docs/01.md")
    stamp = stamps.stamp_of
    known = {str(each): stamp(str(each)) for each in Path("docs").iterdir()}
    path.write_bytes("# 第1页\n\n今天大熊真安静。\n".encode())
    # As if the clock of the file system had not moved on between the reading and the change.
    monkeypatch.setattr(stamps, "stamp_of", lambda name: known[name])
    count.take()
    assert "docs/01.md:3:3:" in run("docs").output
    assert count.take() == ["01.md"]


def test_rehash_reads_what_the_system_calls_the_same(monkeypatch: pytest.MonkeyPatch, count: Count) -> None:
    run("docs")
    known = {str(each): stamps.stamp_of(str(each)) for each in Path("docs").iterdir()}
    write("docs/01.md", "# 第1页\n\n今天大熊真安静。\n")
    monkeypatch.setattr(stamps, "stamp_of", lambda name: known[name])
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
    known = {str(each): stamps.stamp_of(str(each)) for each in Path("docs").iterdir()}
    write("docs/00.md", "# 第0页\n\n今天小熊在树林里。\n")
    monkeypatch.setattr(stamps, "stamp_of", lambda name: known[name])
    # A fix is only shown for the bytes that it was found for, whatever the system says.
    assert "docs/00.md" not in run("docs", "--diff").output
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


def detect(*options: str) -> str:
    done = CliRunner().invoke(program, ("detect", "docs", "--format", "jsonl", *options))
    assert done.exit_code == 0, done.output
    return done.output


def test_languages_are_taken_over_until_a_document_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real = detecting.detect_page

    def counting(page: Outline, *others: Any) -> detecting.Detected:
        done.append(page.source)
        return real(page, *others)

    monkeypatch.setattr(detecting, "detect_page", counting)
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
