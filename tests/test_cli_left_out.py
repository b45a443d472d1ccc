"""Which documents of a folder are passed over, and that a folder without any says why."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ("detect", *arguments))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/zh.md").write_text("珊瑚礁是许多鱼类的家园。\n", encoding="utf-8")


def test_verbose_tells_what_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "docs/.draft.md").write_text("礁石。\n", encoding="utf-8")

    assert run("docs", "--verbose").stderr == "docs/.draft.md: left out: hidden\n"
    assert run("docs").stderr == ""


def test_why_a_folder_seems_to_hold_no_documents_is_said(tmp_path: Path) -> None:
    (tmp_path / "more/old").mkdir(parents=True)
    (tmp_path / "more/.draft.md").write_text("A text.\n", encoding="utf-8")
    (tmp_path / "more/.summitalignignore").write_text("old\n", encoding="utf-8")
    why = "ignored by .gitignore or .summitalignignore"
    told = "more: no documents found (2 left out: 1 hidden, 1 " + why

    done = run("more")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"{told}; --verbose lists them)\n")
    shown = f"more/.draft.md: left out: hidden\nmore/old: left out: {why}\n{told})\n"
    assert run("more", "--verbose").stderr == shown


def test_a_folder_without_documents_is_clean(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = run("none")

    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "none: no documents found\n")
