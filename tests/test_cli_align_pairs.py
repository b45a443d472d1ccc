"""`align --pairs`: lists and pipes, bad lines and bad documents, and several processes; commands inside `align`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summitalign.cli.main import program

SOURCE = "# Harbour\n\n## Boats\n\nBring a hammer and 3 nails.\n\n## Knots\n\nOnly members.\n"
TARGET = "# 港口\n\n## 船\n\n请带锤子和 3 颗钉子。\n"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("day.md", SOURCE), ("tag.md", TARGET)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_pairs_come_from_a_pipe(folder: Path) -> None:
    (folder / "en").mkdir()
    (folder / "zh").mkdir()
    (folder / "day.md").rename("en/day.md")
    (folder / "tag.md").rename("zh/tag.md")
    table = "score\ttarget\tsource\n3.0\tzh/tag.md\ten/day.md\n0.0\t\ten/alone.md\n"

    done = run("align", "--pairs", "-", "--format", "jsonl", stdin=table)

    assert json.loads(done.stdout)["source"]["path"] == "en/day.md"
    assert done.stderr == "1 pair aligned\n"
    assert done.exit_code == 0
    bad = run("align", "--pairs", "-", "--stdin-filename", "list", stdin="en/day.md\n")
    assert bad.stderr.startswith("error: list:1: is not a pair: a line holds two paths with a tab between them")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("# x\n\nday.md\n", 3, "and this one has 1"),
        ("day.md\ttag.md\tmore\n", 1, "and this one has 3"),
        ("day.md\t\n", 1, "one of the two paths is empty"),
        ("source\ttarget\ttier\nday.md\ttag.md\n", 2, "a line holds its 3 columns, and this one has 2"),
    ],
)
def test_a_list_of_pairs_with_the_wrong_columns_names_the_line(folder: Path, text: str, line: int, says: str) -> None:
    (folder / "pairs.tsv").write_text(text, encoding="utf-8")
    done = run("align", "--pairs", "pairs.tsv")

    assert done.stderr.startswith(f"error: pairs.tsv:{line}: is not a pair: ")
    assert says in done.stderr
    assert done.exit_code == 2


def test_one_bad_pair_does_not_stop_the_others_and_is_named(folder: Path) -> None:
    (folder / "long.md").write_text("# x\n\n" * 5000, encoding="utf-8")
    (folder / "pairs.tsv").write_text("day.md\tlong.md\nlong.md\tlong.md\nday.md\ttag.md\n", encoding="utf-8")
    done = run("align", "--pairs", "pairs.tsv", "--unit", "section", "--format", "jsonl")

    assert [json.loads(line)["target"]["path"] for line in done.stdout.splitlines()] == ["long.md", "tag.md"]
    assert done.stderr.startswith("error: long.md and long.md: ")
    assert done.stderr.endswith("2 of 3 pairs aligned\n")
    assert done.exit_code == 3


def test_processes_give_what_one_gives(folder: Path) -> None:
    (folder / "pairs.tsv").write_text("day.md\ttag.md\nnone.md\ttag.md\n" * 6, encoding="utf-8")
    one = run("align", "--pairs", "pairs.tsv", "--format", "jsonl", "--jobs", "1")
    two = run("align", "--pairs", "pairs.tsv", "--format", "jsonl", "--jobs", "2")

    assert len(one.stdout.splitlines()) == 6
    assert (two.stdout, two.stderr, two.exit_code) == (one.stdout, one.stderr, 3)


def test_a_command_inside_a_command_has_its_own_help_and_refuses_dashes(folder: Path) -> None:
    assert "score  Compare beads" in run("align", "--help").stdout
    assert run("align", "score", "--help").stdout.startswith("Usage: program align score [OPTIONS] GOLD PREDICTED")
    (folder / "score").write_text(SOURCE, encoding="utf-8")
    assert run("align", "./score", "tag.md").stdout.startswith("./score (en) <-> tag.md")
    assert "begins with a dash that is no hyphen" in run("align", "score", "a", "b", "—format", "json").stderr
    assert "begins with a dash that is no hyphen" in run("align", "a", "b", "—unit", "line").stderr


def test_a_path_with_two_blanks_goes_through_a_pipe(folder: Path) -> None:
    (folder / "two  blanks").mkdir()
    link = "\nhttps://www.youtube.com/watch?v=abcdefghijk\n"
    (folder / "two  blanks/my  day.md").write_text(SOURCE + link, encoding="utf-8")
    (folder / "tag.md").write_text(TARGET + link, encoding="utf-8")
    table = run("pair", "two  blanks", "tag.md", "--format", "tsv").stdout

    done = run("align", "--pairs", "-", "--format", "tsv", stdin=table)

    assert done.stderr == "1 pair aligned\n"
    assert done.stdout.splitlines()[1].startswith("two  blanks/my  day.md\t")


def test_wrong_usage_is_told_before_any_work(folder: Path) -> None:
    (folder / "inner").mkdir()
    for arguments, says in (
        (("align", "inner", "tag.md"), "error: inner: is a folder, not a document\n  hint: pair SOURCE_DIR TARGET_DIR"),
        (("align", "day.md", "inner"), "error: inner: is a folder, not a document\n  hint: pair SOURCE_DIR TARGET_DIR"),
        (("align", "day.md", "tag.md", "--min-posterior", "nan"), "error: invalid value for '--min-posterior': nan"),
        (("pair", "-", "-"), "error: only one side can come from standard input\n"),
    ):
        done = run(*arguments, stdin="")
        assert done.stderr.startswith(says)
        assert (done.stdout, done.exit_code) == ("", 2)


def test_what_pair_finds_is_aligned_through_a_pipe(folder: Path) -> None:
    (folder / "en").mkdir()
    (folder / "zh").mkdir()
    (folder / "day.md").rename("en/day.md")
    (folder / "tag.md").rename("zh/tag.md")
    (folder / "en/other.md").write_text("# Gardens\n\nRoses and tulips need water in May.\n", encoding="utf-8")
    link = "\nhttps://www.youtube.com/watch?v=abcdefghijk\n"
    for name in ("en/day.md", "zh/tag.md"):
        (folder / name).write_text((folder / name).read_text(encoding="utf-8") + link, encoding="utf-8")

    table = run("pair", "en", "zh", "--format", "tsv").stdout
    done = run("align", "--pairs", "-", "--format", "tsv", stdin=table)

    assert len(table.splitlines()) == 3
    assert {line.split("\t")[0] for line in done.stdout.splitlines()[1:]} == {"en/day.md"}
    assert (done.stderr, done.exit_code) == ("1 pair aligned\n", 0)


def test_below_a_heading_a_file_name_may_begin_as_a_remark_does(folder: Path) -> None:
    (folder / "day.md").rename("#day.md")
    table = "# a remark\nsource\ttarget\n# another\n#day.md\ttag.md\n"
    done = run("align", "--pairs", "-", "--format", "jsonl", stdin=table)
    assert json.loads(done.stdout)["source"]["path"] == "#day.md"
    assert done.exit_code == 0
