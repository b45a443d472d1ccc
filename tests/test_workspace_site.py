"""Writing a report: inside its folder, and without leftovers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from summitalign.cli.main import program
from summitalign.errors import UsageError, WriteError
from summitalign.workspace.site import MANIFEST, check_folder, write_site


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


@pytest.mark.parametrize(
    "name", ["notes.md", "mine.html", ".env", "assets/photo.raw", "pairs/mine.html", "a/index.html"]
)
def test_a_manifest_removes_nothing_that_no_report_is_named_like(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text("kept", encoding="utf-8")
    (folder / MANIFEST).write_text(f"{name}\n", encoding="utf-8")

    write_site(str(folder), [("index.html", "1")])

    assert (folder / name).read_text(encoding="utf-8") == "kept"


def test_nothing_is_removed_through_a_link_nor_a_link_itself(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (folder / "mine").mkdir(parents=True)
    (folder / "mine/001-a.html").write_text("kept", encoding="utf-8")
    (folder / "glossary.html").symlink_to("mine/001-a.html")
    (folder / "pairs").symlink_to("mine")
    (folder / MANIFEST).write_text("glossary.html\npairs/001-a.html\n", encoding="utf-8")

    write_site(str(folder), [("index.html", "1")])

    assert (folder / "mine/001-a.html").read_text(encoding="utf-8") == "kept"
    assert (folder / "glossary.html").is_symlink()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "mine.md").write_text("kept", encoding="utf-8")
    (folder / "index.html").symlink_to("mine.md")
    (folder / MANIFEST).write_text("index.html\n", encoding="utf-8")

    with pytest.raises(WriteError, match="symbolic link"):
        write_site(str(folder), [("index.html", "1")])

    assert (folder / "mine.md").read_text(encoding="utf-8") == "kept"


def test_a_file_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(str(folder), [("index.html", "1")])
    (folder / "glossary.html").write_text("mine", encoding="utf-8")
    with pytest.raises(WriteError, match="no file of an earlier report"):
        write_site(str(folder), [("index.html", "2"), ("glossary.html", "2")])
    assert (folder / "glossary.html").read_text(encoding="utf-8") == "mine"


def test_a_run_that_was_stopped_leaves_a_folder_that_the_next_may_use(tmp_path: Path) -> None:
    def stopped() -> Iterator[tuple[str, str]]:
        yield "index.html", "1"
        yield "pairs/001-old.html", "1"
        raise KeyboardInterrupt

    folder = tmp_path / "site"
    with pytest.raises(KeyboardInterrupt):
        write_site(str(folder), stopped())
    check_folder(str(folder), [])
    write_site(str(folder), [("index.html", "2")])
    assert sorted(path.name for path in folder.iterdir()) == [MANIFEST, ".summitalignignore", "index.html", "pairs"]
    assert not list((folder / "pairs").iterdir())


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs" / "en").mkdir(parents=True)
    (tmp_path / "docs" / "en" / "day.md").write_text("# A day at sea\n\nThe tide was low.\n", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text("mine", encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("output", ["other", "docs", "docs/en", "."])
def test_a_folder_with_other_files_is_refused_before_anything_is_written(docs: Path, output: str) -> None:
    before = contents(docs)
    done = CliRunner().invoke(program, ["report", "docs/en/day.md", "-o", output])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"error: {output}: ")
    assert done.stderr.endswith("hint: choose an empty or new folder\n")
    assert contents(docs) == before


@pytest.mark.parametrize("place", ["docs", "docs/en", "docs/en/day.md"])
def test_documents_are_not_mixed_even_with_an_earlier_report(docs: Path, place: str) -> None:
    (docs / "docs" / MANIFEST).write_text("index.html\n", encoding="utf-8")
    with pytest.raises(UsageError, match="documents"):
        check_folder("docs", [place])


def test_a_report_goes_to_a_folder_of_its_own_and_replaces_an_earlier_one(docs: Path) -> None:
    for _ in range(2):
        done = CliRunner().invoke(program, ["report", "docs"])
        assert (done.exit_code, done.stdout) == (0, "report/index.html\n")
    (docs / "empty").mkdir()
    assert CliRunner().invoke(program, ["report", "docs", "-o", "empty"]).exit_code == 0
