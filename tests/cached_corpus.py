"""A folder of documents with a cache of its own, and what of them is worked out anew."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fix_command import GLOSSARY, write
from summitalign.workspace import fixing, stamps
from summitalign.workspace.cache import cache_folder
from summitalign.workspace.outcomes import FILE
from summitalign.workspace.read import Input

PAGES = 40
OLD = time.time_ns() - 10**12
"""A time before any run: what was changed then is told from what was changed while it was read."""


def make_corpus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make documents, every fourth with a wrong form, and an empty cache; go where they are."""
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(folder / "cache"))
    # The change time of a file is now, whatever it says of itself; no test waits until it is long ago.
    monkeypatch.setattr(stamps, "MARGIN", -(10**15))
    (folder / "work").mkdir()
    monkeypatch.chdir(folder / "work")
    write("glossary.yml", GLOSSARY)
    for number in range(PAGES):
        words = "大熊在树林里。" if number % 4 == 0 else "树林里很安静。"
        write(f"docs/{number:02}.md", f"# 第{number}页\n\n今天{words}\n")


def place() -> Path:
    """Return where the rows are."""
    folder = cache_folder()
    assert folder is not None
    return folder / FILE


def execute(statement: str) -> None:
    """Do something to the rows."""
    base = sqlite3.connect(place(), isolation_level=None)
    base.execute(statement).fetchall()
    base.close()


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
