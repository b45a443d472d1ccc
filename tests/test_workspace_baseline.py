"""What a baseline remembers of rejections."""

from pathlib import Path

from summitalign.workspace.baseline import Baseline, extended
from summitalign.workspace.rejection import Rejection

KEY = ("term", "火花", "line")


def test_a_rejection_without_a_reason_keeps_the_reason_of_an_earlier_one(tmp_path: Path) -> None:
    name, file = str(tmp_path / "page.md"), str(tmp_path / "rejected.json")
    first = extended(Baseline(file), {name: [KEY]}, {(name, KEY): Rejection("a reef", "2026-01-02")})
    second = extended(first, {name: [KEY]}, {(name, KEY): Rejection("", "2026-02-03")})
    third = extended(second, {name: [KEY]}, {(name, KEY): Rejection("a board", "2026-03-04")})
    place = ("page.md", KEY)
    assert second.rejections[place] == Rejection("a reef", "2026-02-03")
    assert third.rejections[place] == Rejection("a board", "2026-03-04")
    assert third.known["page.md"][KEY] == 3
