"""A second report takes over what has not changed, and comes to the same site as a first one."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from summitalign.cli.main import program
from summitalign.workspace.corpus import SurveyJob
from summitalign.workspace.kept_report import KeptReport
from summitalign.workspace.outcomes import FILE, Outcomes
from summitalign.workspace.program import key_of
from summitalign.workspace.studying import StudyJob, Task

ROOT = Path(__file__).parents[1]


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for name in ("guide-data-pipelines", "release-notes"):
        for side in ("en", "zh"):
            (tmp_path / "docs" / side).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "corpus" / side / f"{name}.md", tmp_path / "docs" / side)
    shutil.copy(ROOT / "glossary.yml", tmp_path)
    return tmp_path


@pytest.fixture
def studied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which targets are done anew."""
    names: list[str] = []
    made = StudyJob.prepare

    def prepare(job: StudyJob) -> object:
        study = made(job)

        def noted(task: Task) -> object:
            names.append(Path(task.name).name)
            return study(task)

        return noted

    monkeypatch.setattr(StudyJob, "prepare", prepare)
    return names


def report(folder: str = "site", *options: str) -> None:
    done = CliRunner().invoke(program, ["report", "docs", "-o", folder, "--jobs", "1", *options])
    assert done.exit_code == 0, done.output


def test_a_report_among_the_documents_is_none_of_them(work: Path) -> None:
    for options in (("--format", "html", "--format", "markdown"), ("--format", "json", "--format", "markdown")):
        report("docs/report", *options)
        assert (work / "docs/report/report.md").is_file()
    data = json.loads((work / "docs/report/report.json").read_bytes())
    assert len(data["documents"]) == 4
    report("elsewhere", "--format", "json", "--format", "badges")
    assert json.loads((work / "elsewhere/report.json").read_bytes()) == data


def test_a_run_that_was_stopped_is_gone_on_with(
    work: Path, studied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = StudyJob.prepare

    def prepare(job: StudyJob) -> object:
        study = made(job)

        def stopped(task: Task) -> object:
            if Path(task.name).name == "release-notes.md":
                raise KeyboardInterrupt
            return study(task)

        return stopped

    with monkeypatch.context() as patch:
        patch.setattr(StudyJob, "prepare", prepare)
        stop = CliRunner().invoke(program, ["report", "docs", "-o", "site", "--jobs", "1"])
        assert stop.exit_code == 130
    assert studied == ["guide-data-pipelines.md"]
    report()
    assert studied == ["guide-data-pipelines.md", "release-notes.md"]
    report("new")
    assert contents(work / "site") == contents(work / "new")


KILLED = """
import os, signal
from summitalign.workspace import kept_report
from summitalign.workspace.studying import StudyJob

made = StudyJob.prepare
kept_report._SOON = -1  # what is found is kept at once

def prepare(job):
    study = made(job)

    def one(task):
        if task.name.endswith("release-notes.md"):
            os.kill(os.getpid(), signal.SIGKILL)
        return study(task)

    return one

StudyJob.prepare = prepare
from summitalign.cli.main import program
program(["report", "docs", "-o", "site", "--jobs", "1"])
"""


def test_a_run_that_was_killed_is_gone_on_with(work: Path, studied: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert subprocess.run([sys.executable, "-c", KILLED], check=False).returncode == -signal.SIGKILL
    assert len(list((work / "site/pairs").glob("*.html"))) == 1
    with monkeypatch.context() as patch:  # all documents have been read, and paired
        patch.setattr("summitalign.workspace.reporting.find_pairs", None)
        patch.setattr(SurveyJob, "prepare", lambda _: None)
        report()
    assert studied == ["release-notes.md"]
    report("new")
    assert contents(work / "site") == contents(work / "new")


def test_what_an_earlier_run_has_found_outlasts_one_that_is_stopped(
    work: Path, studied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: SurveyJob) -> object:
        raise KeyboardInterrupt

    report()
    studied.clear()
    with (work / "docs/zh/release-notes.md").open("a", encoding="utf-8") as file:
        file.write("\n最后还有一句话。\n")
    with monkeypatch.context() as patch:
        patch.setattr(SurveyJob, "prepare", stopped)
        stop = CliRunner().invoke(program, ["report", "docs", "-o", "site", "--jobs", "1"])
        assert stop.exit_code == 130
    report()
    assert studied == ["release-notes.md"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(folder: Path, name: str) -> Path:
    (found,) = folder.glob(f"pairs/{name}-*.html")
    return found


def test_only_what_changed_is_done_again(work: Path, studied: list[str]) -> None:
    report()
    assert sorted(studied) == ["guide-data-pipelines.md", "release-notes.md"]
    studied.clear()
    before = {path: path.stat().st_mtime_ns for path in (work / "site" / "pairs").iterdir()}
    report()
    assert studied == []
    with (work / "docs/zh/release-notes.md").open("a", encoding="utf-8") as file:
        file.write("\n最后还有一句话。\n")
    report()
    assert studied == ["release-notes.md"]
    after = {path: path.stat().st_mtime_ns for path in (work / "site" / "pairs").iterdir()}
    assert {path.name.rsplit("-", 1)[0] for path, time in after.items() if before[path] != time} == {"release-notes"}
    assert "最后还有一句话" in page(work / "site", "release-notes").read_text(encoding="utf-8")


def test_a_changed_source_changes_its_pair(work: Path, studied: list[str]) -> None:
    report()
    studied.clear()
    with (work / "docs/en/guide-data-pipelines.md").open("a", encoding="utf-8") as file:
        file.write("\nOne more word.\n")
    report()
    assert studied == ["guide-data-pipelines.md"]


@pytest.mark.parametrize("change", ["glossary", "title", "page", "gone"])
def test_what_a_page_depends_on_is_not_taken_over(work: Path, studied: list[str], change: str) -> None:
    report()
    studied.clear()
    options: tuple[str, ...] = ()
    if change == "glossary":
        with (work / "glossary.yml").open("a", encoding="utf-8") as file:
            file.write("\n# another digest\n")
    elif change == "title":
        options = ("--title", "Another")
    elif change == "page":
        page(work / "site", "release-notes").write_text("mine", encoding="utf-8")
    else:
        page(work / "site", "release-notes").unlink()
    report("site", *options)
    assert "release-notes.md" in studied
    assert "<main" in page(work / "site", "release-notes").read_text(encoding="utf-8")


def test_a_report_that_grew_is_the_same_as_a_new_one(work: Path) -> None:
    late = work / "docs/zh/release-notes.md"
    kept = late.read_bytes()
    late.unlink()
    report()
    late.write_bytes(kept)
    report()
    report("other")
    assert contents(work / "site") == contents(work / "other")


def kept_rows(work: Path) -> tuple[Outcomes, list[str]]:
    """Return the rows of the report, and their names."""
    base = sqlite3.connect(work / "cache" / FILE)
    names = [name.decode() for (name,) in base.execute("SELECT name FROM outcomes")]
    base.close()
    return Outcomes(work / "cache", key_of("report", str(work / "site")), print), names


def test_nothing_is_kept_of_documents_that_are_gone(work: Path) -> None:
    report()
    other = Outcomes(work / "cache", "other", print)
    other.put(kept_rows(work)[0].find(kept_rows(work)[1]).items())
    (work / "docs/zh/release-notes.md").rename(work / "docs/zh/release-notes-2.md")
    report()
    rows, names = kept_rows(work)
    known = {name.replace("\0", " ") for name in rows.find(names)}
    assert len(known) == 4 + 2 + 1
    assert {"survey docs/zh/release-notes-2.md", "target docs/zh/release-notes-2.md"} < known
    assert len(other.find(names)) == 4 + 2 + 1


def test_a_damaged_cache_is_told_and_does_no_harm(work: Path, studied: list[str]) -> None:
    report()
    before = contents(work / "site")
    base = sqlite3.connect(work / "cache" / FILE)
    base.execute("UPDATE outcomes SET content = x'00'")
    base.commit()
    base.close()
    studied.clear()
    done = CliRunner().invoke(program, ["report", "docs", "-o", "site", "--jobs", "1"])
    assert done.output.count("is damaged; it was set aside") == 1
    assert len(studied) == 2
    assert contents(work / "site") == before


@pytest.mark.parametrize("spoil", [lambda row: [*row[:-1], [row[-1]]], lambda _: None], ids=["field", "value"])
def test_rows_of_another_shape_are_passed_over(work: Path, studied: list[str], spoil: Callable[[Any], Any]) -> None:
    report()
    before = contents(work / "site")
    rows, names = kept_rows(work)
    known = rows.find(names)
    assert len(known) == 4 + 2 + 1
    for name, row in known.items():
        other = json.dumps(spoil(json.loads(zlib.decompress(row.content))))
        rows.put([(name, replace(row, content=zlib.compress(other.encode())))])
    studied.clear()
    report()
    assert len(studied) == 2
    assert contents(work / "site") == before


def test_nothing_is_kept_where_nothing_is_wanted(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITALIGN_CACHE", "")
    report()
    assert not (work / "cache").exists()
    assert KeptReport("site", "basis", print).pairs("key") is None
