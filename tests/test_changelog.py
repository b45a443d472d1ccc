"""The changelog has the form of Keep a Changelog, so that release notes can be cut out of it."""

import re
from pathlib import Path

from summitalign import __version__

LINES = (Path(__file__).parents[1] / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
KINDS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
RELEASE = re.compile(r"## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})( \[YANKED\])?")


def headings(level: int) -> list[str]:
    return [line for line in LINES if line.startswith("#" * level + " ")]


def test_the_title_and_the_conventions_stand_first() -> None:
    assert LINES[0] == "# Changelog"
    head = " ".join(LINES[: LINES.index("## [Unreleased]")])
    assert "https://keepachangelog.com/en/1.1.0/" in head
    assert "https://semver.org/" in head


def test_versions_are_dated_and_stand_newest_first() -> None:
    assert headings(2)[0] == "## [Unreleased]"
    found = [RELEASE.fullmatch(line) for line in headings(2)[1:]]
    assert all(found)
    versions = [(tuple(map(int, each[1].split("."))), each[2]) for each in found if each]
    assert versions == sorted(versions, reverse=True)
    assert [version for version in versions if ".".join(map(str, version[0])) == __version__] == versions[:1]


def test_changes_stand_under_the_six_kinds_each_once_a_version() -> None:
    inside: list[str] = []
    for line in LINES:
        if line.startswith("## "):
            inside = []
        elif line.startswith("### "):
            assert line.removeprefix("### ") in KINDS
            assert line not in inside
            inside.append(line)
        elif line.startswith("- "):
            assert inside, f"stands under no kind of change: {line}"
