"""Settings of some documents only: each document has its own, and what is about all of them is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

SETTINGS = """\
glossary = "glossary.yml"
[[overrides]]
paths = ["docs/hant/"]
glossary = "hant.yml"
[[overrides]]
paths = ["docs/hant/old*.md"]
encoding = "big5"
[[overrides]]
paths = ["docs/de/**"]
[overrides.detect]
languages = ["de"]
"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for name, text in {
        "summitalign.toml": SETTINGS,
        "glossary.yml": "张量流: TensorFlow\n",
        "hant.yml": "张量流: TENSOR\n",
        "docs/zh/a.md": "学习张量流\n",
        "docs/hant/b.md": "學習張量流\n",
        "docs/de/c.md": "Een boot ligt im Hafen.\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "docs/hant/old.md").write_bytes("學習張量流\n".encode("big5"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(done: Result) -> set[tuple[str, str]]:
    """Return path and right form of what was found."""
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    return {(each["path"], each["use"][0]) for each in objects}


@pytest.mark.parametrize("paths", [["docs"], ["."], ["docs/hant", "docs/zh"], ["docs/zh/a.md", "docs/hant/b.md"]])
def test_each_document_has_its_own(paths: list[str]) -> None:
    done = run("fix-terms", *paths, "--format", "jsonl")
    assert done.exit_code == 1
    rights = {(Path(path).name, right) for path, right in findings(done)}
    assert {("a.md", "TensorFlow"), ("b.md", "TENSOR")} <= rights
    assert (("old.md", "TENSOR") in rights) is (len(paths) == 1 or "docs/hant" in paths)


def test_the_folder_of_the_file_counts_and_not_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "docs" / "hant")
    assert findings(run("fix-terms", "b.md", "--format", "jsonl")) == {("b.md", "TENSOR")}


def test_all_documents_of_one_kind_are_one_run() -> None:
    done = run("fix-terms", "docs/hant/b.md", "--format", "json")
    assert json.loads(done.stdout)["findings"][0]["use"] == ["TENSOR"]
    assert done.exit_code == 1


def test_the_command_line_wins_for_all() -> None:
    done = run("fix-terms", "docs/zh", "docs/hant/b.md", "--glossary", "glossary.yml", "--format", "jsonl")
    assert findings(done) == {("docs/zh/a.md", "TensorFlow"), ("docs/hant/b.md", "TensorFlow")}


def test_all_parts_are_written_and_the_gravest_exit_code_counts(folder: Path) -> None:
    done = run("fix-terms", "docs", "--write")
    assert done.exit_code == 0, done.output
    assert (folder / "docs/zh/a.md").read_text(encoding="utf-8") == "学习 TensorFlow\n"
    assert (folder / "docs/hant/old.md").read_bytes() == "學習 TENSOR\n".encode("big5")
    (folder / "docs/zh/a.md").write_bytes(b"\0")
    assert run("fix-terms", "docs").exit_code == 3
    (folder / "docs/zh/a.md").write_text("学习张量流\n", encoding="utf-8")
    assert run("fix-terms", "docs").exit_code == 1


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--format", "json"], "--format json"),
        (["--format", "sarif"], "--format sarif"),
        (["--format", "gitlab"], "--format gitlab"),
        (["-o", "out.txt"], "--output"),
        (["--write-baseline", "known.json"], "--write-baseline"),
        (["--max-fixes", "1"], "--max-fixes"),
    ],
)
def test_what_is_about_all_documents_is_refused(folder: Path, options: list[str], what: str) -> None:
    done = run("fix-terms", "docs", *options)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"error: summitalign.toml: {what} is for all documents together")
    assert done.stdout == ""
    assert not (folder / "out.txt").exists()


@pytest.mark.parametrize("form", ["text", "diff", "github", "rdjsonl"])
def test_formats_that_follow_each_other_have_all(form: str) -> None:
    done = run("fix-terms", "docs", "--format", form)
    assert "TensorFlow" in done.stdout
    assert "TENSOR" in done.stdout


def test_standard_input_has_those_of_the_document_it_is_called() -> None:
    done = run("fix-terms", "-", "--stdin-filename", "docs/hant/b.md", "--write", stdin="學習張量流\n")
    assert done.stdout == "學習 TENSOR\n"
    assert run("fix-terms", "-", "--write", stdin="学习张量流\n").stdout == "学习 TensorFlow\n"


def test_undo_reads_no_documents() -> None:
    assert run("fix-terms", "docs", "--write").exit_code == 0
    assert run("fix-terms", "--undo").output.count("restored") == 1


def test_detect_has_its_own_too(folder: Path) -> None:
    (folder / "docs/de/d.html").write_text("<p>Ein Boot liegt im Hafen.</p>\n", encoding="utf-8")
    done = run("detect", "docs/de", "docs/zh", "--format", "jsonl")
    tags = {(each := json.loads(line))["path"]: each["language"] for line in done.stdout.splitlines()}
    assert tags == {"docs/de/c.md": "de", "docs/de/d.html": "de", "docs/zh/a.md": "zh-Hans"}


def test_commands_that_take_documents_together_go_by_the_top(folder: Path) -> None:
    done = run("glossary", "stats", "docs/hant/b.md")
    assert "TensorFlow" in done.stdout


def test_show_names_what_overrides_change() -> None:
    rows = json.loads(run("config", "show", "--format", "json", "fix-terms", "docs").stdout)["settings"]
    assert {row["name"]: row["value"] for row in rows if " of " in row["name"]} == {
        "--glossary of docs/hant/": "hant.yml",
        "--encoding of docs/hant/, docs/hant/old*.md": "big5",
    } | {"--glossary of docs/hant/, docs/hant/old*.md": "hant.yml"}
