"""`fix-terms --format gitlab`: a Code Quality report, whose issues a host tells apart by their fingerprints."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

SEVERITIES = ("info", "minor", "major", "critical", "blocker")
GLOSSARY = "terms:\n  - 张量流: TensorFlow\n  - {use: Coral, wrong: [珊瑚], ambiguous: true, near: [芯片]}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (tmp_path / "docs/a.md").write_text("# 学习\n\n张量流\n张量流\n\n珊瑚芯片\n", encoding="utf-8")
    (tmp_path / "docs/b.md").write_text("# 学习\n\n张量流\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments, "--format", "gitlab"))


def issues(*arguments: str) -> list[dict[str, Any]]:
    found = json.loads(run(*arguments).stdout)
    assert isinstance(found, list)
    return found


def test_every_issue_has_what_the_host_asks_for() -> None:
    for issue in issues("docs"):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in SEVERITIES
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
        assert issue["description"]
        assert set(issue["location"]["lines"]) == {"begin", "end"}


def test_places_and_severities() -> None:
    found = [(issue["location"]["path"], issue["location"]["lines"], issue["severity"]) for issue in issues("docs")]
    assert found == [
        ("docs/a.md", {"begin": 3, "end": 3}, "minor"),
        ("docs/a.md", {"begin": 4, "end": 4}, "minor"),
        ("docs/a.md", {"begin": 6, "end": 6}, "info"),
        ("docs/b.md", {"begin": 3, "end": 3}, "minor"),
    ]


def test_no_two_issues_share_a_fingerprint_and_moved_lines_keep_theirs(folder: Path) -> None:
    before = [issue["fingerprint"] for issue in issues("docs")]
    assert len(set(before)) == len(before) == 4
    (folder / "docs/a.md").write_text("# 学习\n\n更多\n\n张量流\n张量流\n\n珊瑚芯片\n", encoding="utf-8")
    assert [issue["fingerprint"] for issue in issues("docs")] == before


def test_paths_begin_at_the_top_of_the_repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "docs")
    assert {issue["location"]["path"] for issue in issues("./a.md")} == {"docs/a.md"}


def test_a_document_that_cannot_be_read_is_an_issue_too(folder: Path) -> None:
    (folder / "docs/c.md").write_bytes(b"\0\0")
    done = run("docs/c.md")
    assert done.exit_code == 3
    (issue,) = json.loads(done.stdout)
    assert (issue["check_name"], issue["severity"]) == ("summitalign/not-done", "major")
    assert issue["location"] == {"path": "docs/c.md", "lines": {"begin": 1, "end": 1}}


def test_nothing_found_is_an_empty_list(folder: Path) -> None:
    (folder / "docs/b.md").write_text("学习\n", encoding="utf-8")
    done = run("docs/b.md")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])


def test_what_was_written_is_no_issue_any_more() -> None:
    assert {issue["severity"] for issue in issues("docs", "--write")} == {"info"}
