"""Searching with a database that is kept: the same is found, whatever is wrong with what was kept."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fix_command import read, run, write
from summitalign.terms.automaton import Machine
from summitalign.terms.database import Database, compile_database
from summitalign.terms.scan import Scanner
from summitalign.workspace import cached
from summitalign.workspace.kept_machine import kept_machine as machine
from test_sieve import TERMS, TEXTS

KEYS = [b"abc", b"bc", "张量流".encode(), b"^a.*$"]

pytestmark = pytest.mark.skipif(
    find_spec("hyperscan") is None, reason="the extra [speed] is not installed: pip install 'summitalign[speed]'"
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@settings(deadline=None)
@given(
    st.lists(st.text("ab张^.*", min_size=1, max_size=4), min_size=1, max_size=8, unique=True),
    st.text("ab张^\0.*xyz", max_size=60),
)
def test_a_database_finds_every_place_of_every_string(words: list[str], text: str) -> None:
    keys, data = [word.encode() for word in words], text.encode()
    places = [
        (number, at, at + len(key))
        for number, key in enumerate(keys)
        for at in range(len(data))
        if data.startswith(key, at)
    ]
    found = Database(keys, compile_database(keys)).matches(data)
    if len(found) == 1 and len(places) > 1:
        assert found[0][1:] == (0, len(data))
    else:
        assert sorted(found) == sorted(places)
        assert found == sorted(found, key=lambda match: match[1:])


@cache
def scanners() -> tuple[Scanner, Scanner]:
    def spell(texts: object) -> list[list[str]]:
        return [list(texts)] * 3  # type: ignore[call-overload]

    def finders(keys: list[bytes]) -> Database:
        return Database(keys, compile_database(keys))

    return Scanner(TERMS, spell=spell), Scanner(TERMS, spell=spell, finders=finders)  # type: ignore[arg-type]


@settings(deadline=None)  # the first example prepares what all of them need
@given(TEXTS, st.sampled_from((0, 2_000)))
def test_with_a_database_the_same_hits_are_found(text: str, padding: int) -> None:
    text += "，word " * padding  # a match is rare in it, and the stretches are cut out
    plain, fast = scanners()
    assert fast.hits(text) == plain.hits(text)
    assert fast.may_hit(text.encode()) >= plain.may_hit(text.encode())


def test_threads_share_a_database() -> None:
    found, data = Database(KEYS, compile_database(KEYS)), b"x" * 5_000_000 + b"abc"
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: len(found.matches(data)), range(40)))
    assert counts == [2] * 40


def test_a_database_is_made_when_the_strings_come_again(kept: Path) -> None:
    first, second, third = machine(KEYS), machine(KEYS), machine(KEYS)
    assert [type(each) for each in (first, second, third)] == [Machine, Database, Database]
    assert [path.stat().st_size > 0 for path in kept.iterdir()] == [True]
    other = machine([*KEYS, b"e"])
    assert isinstance(other, Machine)
    assert len(list(kept.iterdir())) == 2
    data = ("x" * 600 + "abc张量流^a.*$").encode()
    assert {match for match in second.matches(data) if match in third.matches(data)} >= set(first.matches(data))


@pytest.mark.parametrize("damage", [b"x", b"\0" * 4_000, None])
def test_what_does_not_fit_is_made_anew(kept: Path, damage: bytes | None) -> None:
    machine(KEYS), machine(KEYS)
    (path,) = kept.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert isinstance(machine(KEYS), Database)
    assert path.read_bytes()[:8] == whole[:8]


def test_without_a_cache_the_automaton_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    assert [type(machine(KEYS)) for _ in range(2)] == [Machine, Machine]
    file = tmp_path / "file"
    file.write_text("no folder")
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(file))
    assert [type(machine(KEYS)) for _ in range(2)] == [Machine, Machine]


def test_no_module_of_the_working_folder_is_run(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("hyperscan", "summitalign"):
        (tmp_path / f"{name}.py").write_text("open('was-run', 'w')")
    assert [type(machine(KEYS)) for _ in range(2)] == [Machine, Database]
    assert not (tmp_path / "was-run").exists()


def test_without_a_second_process_the_automaton_does(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(kept / "nothing"))
    assert [type(machine(KEYS)) for _ in range(3)] == [Machine] * 3


def test_what_cannot_be_compiled_is_tried_once_and_fails_in_silence(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken"
    broken.write_text('#!/bin/sh\necho tried >> "$0.log"\necho a traceback >&2\nexit 1\n')
    broken.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(broken))
    assert [type(machine(KEYS)) for _ in range(4)] == [Machine] * 4
    assert (tmp_path / "broken.log").read_text() == "tried\n"
    assert capfd.readouterr().err == ""


SPAWNED = """
import multiprocessing
from summitalign.workspace.fixing import FixJob
from summitalign.workspace.glossary import load_glossary
from summitalign.workspace.read import Input
from summitalign.workspace.run import run_all

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    inputs = [Input(f"{number}.md", "用张量流。".encode()) for number in range(4)]
    done = list(run_all(inputs, FixJob(load_glossary("glossary.yml")), 2, 1))
    assert all("TensorFlow" in one.value.outcome.after for one in done)
"""


def test_workers_neither_mark_nor_compile(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", "terms:\n  - 张量流: TensorFlow\n")
    script = write("spawned.py", SPAWNED)
    sizes = []
    for _ in range(2):
        subprocess.run([sys.executable, str(script)], check=True, timeout=60)
        sizes.append([path.stat().st_size > 0 for path in kept.glob("machine-*.bin")])
    assert sizes == [[False], [True]]


def test_a_string_with_a_nul_is_left_to_the_automaton(kept: Path) -> None:
    assert [type(machine([b"ab", b"a\0b"])) for _ in range(2)] == [Machine, Machine]
    assert not kept.exists()


def test_without_the_extra_the_automaton_does(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert [type(machine(KEYS)) for _ in range(2)] == [Machine, Machine]
    assert not kept.exists()


def test_runs_say_the_same_and_the_cache_can_be_cleared(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", "terms:\n  - 张量流: TensorFlow\n  - 珊瑚虫: Coral\n")
    write("docs/a.md", "# 张量流\n\n用张量**流**和珊瑚虫。\n")
    said = {run("docs", "--no-cache", "--format", "jsonl").output for _ in range(3)}
    assert len(said) == 1
    assert "张量流" in said.pop()
    (path,) = kept.glob("machine-*.bin")
    assert path.stat().st_size
    os.utime(path, (1, 1))
    run("docs", "--no-cache")
    assert path.stat().st_mtime > 1  # it was used
    cached.clear()
    assert not path.exists()
    assert "张量" in read("docs/a.md")
