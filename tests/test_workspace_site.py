"""Writing a report: inside its folder, and without leftovers."""

from pathlib import Path

import pytest

from summitalign.errors import WriteError
from summitalign.workspace.site import write_site


def test_a_later_report_clears_away_what_it_no_longer_has(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(str(folder), [("index.html", "1"), ("pairs/001-a.html", "a"), ("pairs/002-b.html", "b")])
    (folder / "pairs" / "mine.html").write_text("kept", encoding="utf-8")
    write_site(str(folder), [("index.html", "2"), ("pairs/001-b.html", "b")])
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert names == ["index.html", "pairs/001-b.html", "pairs/mine.html"]
    assert (folder / "index.html").read_text(encoding="utf-8") == "2"


@pytest.mark.parametrize("name", ["../out.html", "/out.html", "pairs/../../out.html"])
def test_nothing_is_written_outside_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="outside"):
        write_site(str(tmp_path / "site"), [(name, "x")])
    assert not (tmp_path / "out.html").exists()


def test_a_manifest_that_points_outside_removes_nothing_there(tmp_path: Path) -> None:
    outside = tmp_path / "precious.md"
    outside.write_text("kept", encoding="utf-8")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".summitalign-report").write_text("../precious.md\n", encoding="utf-8")
    write_site(str(folder), [("index.html", "1")])
    assert outside.exists()
