"""Places that are hard to write to: read-only, linked, held by another run, or with the rests of a killed one."""

import ctypes
import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fault_tree import COUNT, GLOSSARY, Tree, body, limited, run
from summitalign.errors import WriteError
from summitalign.workspace import lock
from summitalign.workspace.writing import writer_for


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    return Tree(tmp_path)


def give_up_privileges() -> None:
    """Make the superuser heed permissions: drop the right to write to and read from anything."""
    library = ctypes.CDLL(None)
    for capability in (1, 2):
        library.prctl(24, capability, 0, 0, 0)


@pytest.fixture
def _unlocked(tree: Tree) -> Iterator[None]:
    yield
    for folder in (tree.folder, *(tree.folder / "docs").iterdir()):
        folder.chmod(0o755)


@pytest.mark.usefixtures("_unlocked")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
def test_what_is_read_only_stays_and_all_others_are_done(tree: Tree) -> None:
    (tree.folder / "docs/0/3.md").chmod(0o444)
    (tree.folder / "docs/1").chmod(0o555)

    done = limited(give_up_privileges, "docs", "--write")

    assert re.search(r"\d fixes that could not be written, \d+ problems$", done.stderr)
    assert "--write does it" not in done.stderr
    locked = sum(name.startswith("docs/1/") for name in tree.old)
    assert done.returncode == 3
    assert "error: docs/0/3.md: is read-only\n" in done.stderr
    assert done.stderr.count(f": cannot be written: the folder {tree.folder.resolve()}/docs/1 is read-only\n") == locked
    assert tree.written() == COUNT - 1 - locked
    (tree.folder / "docs/0/3.md").chmod(0o644)
    (tree.folder / "docs/1").chmod(0o755)
    tree.complete_and_take_back()


@pytest.mark.usefixtures("_unlocked")
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
def test_a_project_folder_without_room_for_a_journal_says_so(tree: Tree) -> None:
    tree.folder.chmod(0o555)

    done = limited(give_up_privileges, "docs", "--write", "--quiet")

    assert done.returncode == 3
    assert done.stderr.count("error:") == 1
    assert "the journal cannot be written: Permission denied\n  hint: --no-journal writes without one" in done.stderr
    assert tree.written() == 0
    assert limited(give_up_privileges, "docs", "--write", "--quiet", "--no-journal").returncode == 0
    assert tree.written() == COUNT


def test_what_a_killed_run_left_is_no_document_and_goes_with_the_next(tree: Tree) -> None:
    left, foreign = ".summitalign-0123456789abcdef.tmp", ".summitalign-mine.tmp"
    for name in (left, foreign):
        (tree.folder / "docs/0" / name).write_text("小狐狸", encoding="utf-8")
    run("docs")
    assert left in tree.leftovers()  # a report changes nothing

    assert run("docs", "--write").stderr.endswith(f"{COUNT} documents: {_fixes()} fixes written to {COUNT} documents\n")
    assert tree.leftovers() == [foreign]


def _fixes() -> int:
    return sum(body(number).count("小狐狸") + body(number).count("大灰狼") for number in range(COUNT))


def test_a_folder_that_another_run_holds_is_waited_for_and_its_temporary_file_stays(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    (tree.folder / "docs/0/.summitalign-0123456789abcdef.tmp").touch()
    held = os.open(tree.folder / "docs/0", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    done = run("docs/0/0.md", "docs/1/1.md", "--write", "--quiet")
    assert tree.leftovers() == [".summitalign-0123456789abcdef.tmp"]
    os.close(held)

    assert done.exit_code == 3
    assert "another run of summitalign is writing in this folder" in done.stderr
    assert tree.written() == 1
    tree.complete_and_take_back()


def test_where_there_are_no_locks_nothing_of_another_run_is_removed(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_lock", lambda *_: False)
    (tree.folder / "docs/0/.summitalign-0123456789abcdef.tmp").touch()

    assert run("docs", "--write", "--quiet").exit_code == 0
    assert tree.leftovers() == [".summitalign-0123456789abcdef.tmp"]
    assert tree.written() == COUNT


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux")
def test_the_new_text_and_the_journal_are_on_the_disk_before_a_file_is_replaced(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def note_sync(descriptor: int) -> None:
        steps.append(Path(f"/proc/self/fd/{descriptor}").readlink().suffix)
        sync(descriptor)

    def note_rename(path: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_rename)
    run("docs/0", "--write", "--quiet")

    count = COUNT // 3
    assert [step for step in steps if step] == [".tmp", ".jsonl", "rename"] * count
    assert steps[-1] == ""  # the folder, once all its names are new


def test_a_link_is_followed_inside_the_tree_only(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(tree.old["docs/0/0.md"])
    (tree.folder / "docs/inner.md").symlink_to("1/1.md")
    (tree.folder / "docs/outer.md").symlink_to(outside)
    monkeypatch.chdir(tree.folder / "docs")

    done = run("outer.md", "inner.md", "--write", "--quiet")

    assert done.exit_code == 3
    assert done.stderr == (
        f"error: outer.md: was read but not written: the symbolic link outer.md leads to {outside}, out of the folders"
        f" of this run\n  hint: to change it too, name it where it lies: {outside}\n"
    )
    assert outside.read_bytes() == tree.old["docs/0/0.md"]
    assert tree.written() == 1
    assert (tree.folder / "docs/inner.md").is_symlink()
    assert run("../outside.md", "--write", "--quiet").exit_code == 0
    assert outside.read_bytes() == tree.new["docs/0/0.md"]


def test_a_folder_behind_a_link_is_read_and_the_message_names_it(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    Path("inner").mkdir()
    Path("alias").symlink_to("inner")
    Path("inner/zh").symlink_to(tree.folder / "docs/1")

    assert run("alias/zh", "--quiet").exit_code == 1
    done = run("alias/zh", "--write", "--quiet")

    real = tree.folder / "docs/1"
    assert (
        done.stderr.count(f"the symbolic link alias/zh leads to {real}, out of the folders of this run") == COUNT // 3
    )
    assert f"hint: to change it too, name it where it lies: {real}\n" in done.stderr
    assert tree.written() == 0
    assert run(str(real), "--write", "--quiet").exit_code == 0
    assert tree.written() == COUNT // 3


def test_why_a_document_cannot_be_written_is_said_for_what_it_is(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    with writer_for(["docs"], is_journaled=False) as writer:
        writer.check("docs/0/0.md")
        with pytest.raises(WriteError, match="is no longer there"):
            writer.check("docs/0/gone.md")
        monkeypatch.setattr(os, "access", lambda path, _: Path(path).is_file())
        with pytest.raises(WriteError, match="lies in a folder that is read-only"):
            writer.check("docs/0/0.md")
        monkeypatch.setattr(os, "access", lambda *_: False)
        with pytest.raises(WriteError, match="is read-only"):
            writer.check("docs/0/0.md")


def test_the_other_name_of_a_file_keeps_the_old_content(tree: Tree) -> None:
    (tree.folder / "copy").hardlink_to(tree.folder / "docs/0/0.md")

    assert run("docs/0/0.md", "--write", "--quiet").exit_code == 0
    assert (tree.folder / "copy").read_bytes() == tree.old["docs/0/0.md"]
    assert tree.written() == 1
