"""Running `detect --untranslated` on documents of a test."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

PROSE = "运行器是一个小程序，它从队列里取出任务，并把结果写回仓库。安装之前，请先确认机器上有足够的磁盘空间。\n"
ENGLISH = "Open the settings page and choose the queue that the runner should listen to.\n"
GERMAN = "Der Läufer holt sich die Aufträge aus der Warteschlange und schreibt die Ergebnisse zurück in das Archiv.\n"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, ("detect", *arguments), stdin)


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def remaining(text: str, target: str = "zh", name: str = "page.md") -> list[tuple[object, ...]]:
    """Return extent, first and last line, and language of what remains in one document."""
    write(name, text)
    done = run(name, "--untranslated", target, "--format", "jsonl")
    (found,) = map(json.loads, done.stdout.splitlines())
    assert done.exit_code == (1 if found["remaining"] else 0)
    assert (found["translated"] in (1, None)) == (not found["remaining"])
    assert (1 if found["translated"] is None else found["translated"]) + sum(
        part["share"] for part in found["remaining"]
    ) == pytest.approx(1, abs=0.001)
    return [(part["extent"], part["start_line"], part["end_line"], part["language"]) for part in found["remaining"]]
