"""The commands `align`, `pair` and `report`, through the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from summitalign.align.pairing import Pairing
from summitalign.cli.main import program
from summitalign.errors import WriteError
from summitalign.model.alignment import DocumentPair, Tier
from summitalign.model.finding import Evidence
from summitalign.workspace.site import write_site

SOURCE = """\
# Harbour day

## Building boats

Bring a hammer. See https://youtu.be/abcdefghijk for the plan.

## Sailing with Windlib

Windlib 2.1 steers the boat.

## Knots

Only for members.
"""
TARGET = """\
# 港口日

## 用 Windlib 航行

Windlib 2.1 为船掌舵。

## 造船

请带锤子。图纸见 https://www.youtube.com/watch?v=abcdefghijk 。


"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("en/day.md", SOURCE), ("zh/day.md", TARGET)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def titles(answer: dict[str, Any]) -> list[tuple[list[str], list[str]]]:
    names = {side: {item["id"]: item["title"] for item in answer[side]["segments"]} for side in ("source", "target")}
    return [
        ([names["source"][item] for item in bead["source"]], [names["target"][item] for item in bead["target"]])
        for bead in answer["beads"]
    ]


def test_jsonl_follows_the_contract() -> None:
    answer = json.loads(run("align", "en/day.md", "zh/day.md", "--format", "jsonl", "--unit", "section").stdout)

    assert answer["schema"] == "summitalign/alignment/1"
    assert (answer["source"]["path"], answer["source"]["language"]) == ("en/day.md", "en")
    assert (answer["target"]["path"], answer["target"]["language"]) == ("zh/day.md", "zh-Hans")
    assert all(item["id"].startswith("s") for item in answer["source"]["segments"])
    assert all(item["id"].startswith("t") for item in answer["target"]["segments"])
    building = next(item for item in answer["target"]["segments"] if item["title"] == "造船")
    assert (building["kind"], building["level"]) == ("section", 2)
    assert (building["start_line"], building["end_line"]) == (7, 9)  # blank lines at the end left out
    assert (["Building boats"], ["造船"]) in titles(answer)
    assert (["Sailing with Windlib"], ["用 Windlib 航行"]) in titles(answer)
    bead = answer["beads"][0]
    assert set(bead) == {"source", "target", "score", "posterior", "tier", "evidence"}
    assert bead["tier"] in ("certain", "likely", "weak")
    assert set(answer["signature"]) == {"version", "glossary", "unit", "parameters"}


def test_text_names_lines_titles_and_what_has_no_counterpart() -> None:
    shown = run("align", "en/day.md", "zh/day.md", "--unit", "section").stdout

    assert "en/day.md (en) <-> zh/day.md (zh-Hans)" in shown
    assert any("Building boats" in line and "造船" in line for line in shown.splitlines())
    *rest, last = shown.split("only in en/day.md:")[1].splitlines()
    assert " ".join(rest).split() == ["11-13", "Knots"]
    assert last.endswith("without a counterpart: 1 of 4 in the source, 0 of 3 in the target")


def test_a_list_of_pairs_is_answered_in_its_order(folder: Path) -> None:
    (folder / "en/other.md").write_text("# Knots\n\nOnly for members.\n", encoding="utf-8")
    listing = "# a comment\n\nen/other.md\tzh/day.md\r\nen/none.md\tzh/day.md\nen/day.md\tzh/day.md\n"
    (folder / "pairs.tsv").write_bytes(listing.encode())

    done = run("align", "--pairs", "pairs.tsv", "--format", "jsonl")
    answers = [json.loads(line) for line in done.stdout.splitlines()]

    assert [item["source"]["path"] for item in answers] == ["en/other.md", "en/day.md"]
    assert done.stderr == "error: en/none.md: cannot be read: No such file or directory\n2 of 3 pairs aligned\n"
    assert done.exit_code == 3
    whole = json.loads(run("align", "--pairs", "pairs.tsv", "--format", "json").stdout)
    assert whole["alignments"] == answers


def test_a_bad_list_names_its_line(folder: Path) -> None:
    (folder / "pairs.tsv").write_text("a.md\tb.md\na.md b.md\n", encoding="utf-8")

    done = run("align", "--pairs", "pairs.tsv")

    assert done.stderr.startswith("error: pairs.tsv:2: is not a pair")
    assert done.exit_code == 2


def test_the_table_of_pair_is_a_list_for_align(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = (DocumentPair("en/day.md", "zh/day.md", 12.0, Tier.CERTAIN), DocumentPair("en/x.md", None, 0.0, None))
    monkeypatch.setattr(Pairing, "pairs", lambda _: pairs)
    assert run("pair", "en", "zh", "--format", "tsv", "-o", "pairs.tsv").exit_code == 0

    done = run("align", "--pairs", "pairs.tsv", "--format", "jsonl")

    assert [json.loads(line)["target"]["path"] for line in done.stdout.splitlines()] == ["zh/day.md"]
    assert done.exit_code == 0


def test_tsv_has_a_row_a_bead_and_a_row_for_the_rest() -> None:
    table = [
        line.split("\t")
        for line in run("align", "en/day.md", "zh/day.md", "--unit", "section", "--format", "tsv").stdout.splitlines()
    ]

    assert {len(row) for row in table} == {10}
    (lone,) = [row for row in table if row[2] == "Knots"]
    assert lone[:8] == ["en/day.md", "11-13", "Knots", "zh/day.md", "", "", "", ""]
    assert (lone[8][0], lone[9]) == ("s", "")


def test_every_line_stands_in_one_bead(folder: Path) -> None:
    pytest.importorskip("summitalign.align.sentences")
    (folder / "a.txt").write_text("One boat.\n\nTwo boats and 42 oars.\nThree.\n", encoding="utf-8")
    (folder / "b.txt").write_text("一条船。\n两条船和 42 支桨。\n", encoding="utf-8")

    lines = run("align", "a.txt", "b.txt", "--unit", "line", "--format", "beads").stdout.splitlines()

    sides = [[json.loads(part) for part in line.rsplit(":", 1)[0].split(":")] for line in lines]
    assert sorted(number for side in sides for number in side[0]) == [0, 1, 2, 3]
    assert sorted(number for side in sides for number in side[1]) == [0, 1]
    assert all(0 <= float(line.rsplit(":", 1)[1]) <= 1 for line in lines)


def test_pair_answers_with_null_for_a_missing_partner(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = (DocumentPair("en/day.md", "zh/day.md", 12.0, Tier.CERTAIN), DocumentPair(None, "zh/x.md", 0.0, None))
    monkeypatch.setattr(Pairing, "pairs", lambda _: pairs)

    done = run("pair", "en", "zh", "--format", "jsonl")
    first, second = (json.loads(line) for line in done.stdout.splitlines())

    assert (first["source"], first["target"], first["score"], first["tier"]) == (
        "en/day.md",
        "zh/day.md",
        12.0,
        "certain",
    )
    assert (second["source"], second["target"], second["tier"]) == (None, "zh/x.md", None)
    assert "no source" in run("pair", "en", "zh").stdout
    assert run("pair", "en", "zh", "--format", "tsv").stdout.splitlines()[1] == "en/day.md\tzh/day.md\t12.0000\tcertain"


def test_report_writes_a_site_into_its_folder_only(folder: Path) -> None:
    (folder / "glossary.yml").write_text("锤子: mallet\n", encoding="utf-8")
    (folder / "pairs.tsv").write_text("en/day.md\tzh/day.md\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    done = run("report", "en", "zh", "-o", "out/site", "--pairs", "pairs.tsv")

    assert done.stdout == "out/site/index.html\n"
    assert done.stderr == "2 documents, 1 pair\n"
    assert done.exit_code == 0
    assert "zh/day.md" in (folder / "out/site/index.html").read_text(encoding="utf-8")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "out" not in path.parts}
    assert after == before


def test_report_pairs_a_recap_with_everything_it_retells(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "en/post.md").write_text("# Windlib\n\nWindlib 2.1 steers the boat for you.\n", encoding="utf-8")

    def best(pairing: Pairing, sources: Any = None, targets: Any = None) -> tuple[DocumentPair, ...]:
        evidence = (Evidence("name", "Windlib", 5.0),)
        source = sorted(sources or ["en/day.md"])[0]
        return (DocumentPair(source, "zh/day.md", 5.0, Tier.LIKELY, evidence),)

    monkeypatch.setattr(Pairing, "pairs", best)
    done = run("report", "en", "zh", "-o", "site")

    assert done.stderr == "3 documents, 2 pairs\n"


@pytest.mark.parametrize("name", ["../evil.html", "/evil.html", "a/../../evil.html", "link/evil.html"])
def test_a_site_stays_in_its_folder(folder: Path, name: str) -> None:
    (folder / "site").mkdir()
    (folder / "site/link").symlink_to(folder)

    with pytest.raises(WriteError, match="outside"):
        write_site("site", [("fine.html", "fine"), (name, "evil")])

    assert not (folder / "evil.html").exists()
