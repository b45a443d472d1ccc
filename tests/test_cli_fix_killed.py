"""A killed run leaves every file whole, and the next one completes it; `killed_runs.py` does this at length."""

import random
from pathlib import Path

import pytest

from killed_runs import Killing


def test_a_killed_run_is_completed_by_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
    killing = Killing(tmp_path, 240, random.Random(7))
    killing.prepare()
    for _ in range(4):
        killing.once()
    assert killing.damaged == 0
