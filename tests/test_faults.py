"""Writing under bad conditions: whatever happens, every file is whole, a second run completes, and undo restores."""

import os
import random
import resource
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fault_tree import COUNT, GLOSSARY, Tree, body, fixed, limited, run, wait_for_writes
from processes import started
from summitalign.cli import fix_run
from summitalign.cli.main import program
from summitalign.workspace import undo, write, writing
from summitalign.workspace.journal import read_runs


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    return Tree(tmp_path)


@pytest.mark.parametrize("seed", range(8))
def test_a_run_that_is_killed_leaves_whole_files(tree: Tree, seed: int) -> None:
    chance = random.Random(seed)
    with started("fix-terms", "docs", "--write", "--quiet", "--jobs", str(1 + seed % 2)) as process:
        wait_for_writes(tree, process)
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        process.wait()

    if seed % 2:
        tree.written()
        assert run("--undo", "--quiet").exit_code == 0
        assert tree.written() == 0
    tree.complete_and_take_back()


@pytest.mark.parametrize("option", ["", "--no-journal"])
def test_ctrl_c_says_how_many_documents_are_written_and_how_to_take_them_back(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, option: str
) -> None:
    write, calls = fix_run._write, []

    def stopped(*arguments: Any) -> bool:
        calls.append(arguments)
        if len(calls) > 3:
            raise KeyboardInterrupt
        return write(*arguments)

    monkeypatch.setattr(fix_run, "_write", stopped)
    done = run("docs", "--write", *filter(None, [option]))

    way = "" if option else ", and summitalign fix-terms --undo takes that back"
    lines = done.stderr.splitlines()
    assert done.exit_code == 130
    assert lines[-3:] == [f"3 of {len(tree.old)} documents written{way}", "", "interrupted: nothing is half-written"]
    assert tree.written() == 3


def test_ctrl_c_leaves_whole_files_and_no_temporary_ones(tree: Tree) -> None:
    with started("fix-terms", "docs", "--write", "--quiet") as process:
        wait_for_writes(tree, process)
        time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert errors.decode().strip() == "interrupted: nothing is half-written"
    assert tree.leftovers() == []
    tree.written()
    tree.complete_and_take_back()


def test_two_runs_at_once_write_each_file_once(tree: Tree) -> None:
    arguments = ("fix-terms", "docs", "--write", "--quiet")
    with started(*arguments) as first, started(*arguments) as second:
        results = [process.communicate(timeout=60) for process in (first, second)]
        codes = [process.returncode for process in (first, second)]

    assert tree.written() == COUNT, results
    assert set(codes) <= {0, 3}, results
    for code, (_, errors) in zip(codes, results, strict=True):
        assert (code == 3) == (b"changed on disk since it was read" in errors)
    assert sum(len(known.done) for known in read_runs(tree.folder)) == COUNT
    tree.complete_and_take_back()


def test_a_file_that_somebody_else_writes_meanwhile_is_left_to_them(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = write.write_bytes

    def intrude(path: str | Path, data: bytes, **options: object) -> None:
        if str(path) == "docs/0/3.md":
            Path(path).write_text("by hand", encoding="utf-8")
        real(path, data, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write_bytes", intrude)
    done = run("docs", "--write", "--quiet")

    assert done.exit_code == 3
    assert done.stderr.startswith("error: docs/0/3.md: changed on disk since it was read, and was left alone\n")
    assert (tree.folder / "docs/0/3.md").read_text(encoding="utf-8") == "by hand"
    (tree.folder / "docs/0/3.md").write_bytes(tree.old["docs/0/3.md"])
    assert tree.written() == COUNT - 1
    monkeypatch.undo()
    os.chdir(tree.folder)
    tree.complete_and_take_back()


def test_a_file_that_somebody_else_writes_during_an_undo_is_left_to_them(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("docs/0", "--write", "--quiet")

    def intrude(path: str | Path, data: bytes, **options: object) -> None:
        if Path(path).name == "3.md":
            Path(path).write_text("by hand", encoding="utf-8")
        write.write_bytes(path, data, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(undo, "write_bytes", intrude)
    done = run("--undo", "--quiet")

    assert done.exit_code == 3
    assert done.stderr.startswith("error: docs/0/3.md: changed on disk since it was read, and was left alone\n")
    assert (tree.folder / "docs/0/3.md").read_text(encoding="utf-8") == "by hand"
    (tree.folder / "docs/0/3.md").write_bytes(tree.old["docs/0/3.md"])
    assert tree.written() == 0


def test_a_file_that_the_disk_has_no_room_for_is_one_line(tree: Tree) -> None:
    name = "docs/0/0.md"
    tree.old[name] = (body(0) + "正文。\n\n" * 20_000).encode()
    tree.new[name] = fixed(tree.old[name].decode()).encode()
    (tree.folder / name).write_bytes(tree.old[name])

    size = 150_000  # more than the journal comes to, less than the document
    done = limited(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)), "docs", "--write", "--quiet")

    assert done.returncode == 3
    assert done.stderr == f"error: {name}: cannot be written: File too large\n"
    assert tree.written() == COUNT - 1
    assert tree.leftovers() == []
    tree.complete_and_take_back()


@pytest.mark.parametrize("good", [0, 1, 7])
def test_a_full_disk_under_the_journal_ends_the_run_with_one_line(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, good: int
) -> None:
    real, count = os.write, 0

    def fail_later(descriptor: int, data: bytes) -> int:
        nonlocal count
        count += 1
        if count <= good:
            return real(descriptor, data)
        real(descriptor, data[:9])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", fail_later)
    done = run("docs", "--write", "--quiet")
    monkeypatch.setattr(os, "write", real)

    assert done.exit_code == 3
    assert done.stderr.count("error:") == 1
    assert "the journal cannot be written: No space left on device" in done.stderr
    assert tree.written() == (good // 2)  # a header, then two lines a file
    for journal in (tree.folder / ".summitalign/runs").iterdir():
        assert journal.read_bytes().endswith(b"}\n"), "a line was begun and not cut off again"
    assert tree.leftovers() == []
    tree.complete_and_take_back()


def test_standard_input_is_proven_before_it_comes_out_fixed(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def filtered() -> Result:
        return CliRunner().invoke(program, ("fix-terms", "-", "--write"), body(0).encode())

    assert filtered().stdout == fixed(body(0))
    for name, wrong in (("made", lambda *_: "another text"), ("encoded", lambda *_: b"another text")):
        with monkeypatch.context() as patched:
            patched.setattr(writing, name, wrong)
            done = filtered()
        assert (done.exit_code, done.stdout) == (3, body(0))
        assert done.stderr.startswith("error: -: ")
        assert "was left alone\n" in done.stderr
