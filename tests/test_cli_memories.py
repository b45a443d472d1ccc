"""Memories written by `align`, through the command line."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from memory_values import ENDINGS
from sailing_pair import TARGET, align, run, write_pair
from summitalign.report.memories.formats import WRITERS, read_units

PAIRS = [
    ("Sailing school", "帆船学校"),
    ("A hull keeps the water out.", "船壳挡水。"),
    ("Check the hull every day, e.g. before sunrise.", "每天都要检查船壳，例如在日出之前。"),
    ("Oars move the boat", "船桨推动船"),
    ("Run `row --fast` to move faster", "运行 `row --fast` 可以更快"),
    ("See the harbour guide.", "参见港口指南。"),
    ("Windlib 2.1 steers.", "Windlib 2.1 掌舵。"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_pair(tmp_path)


@pytest.mark.parametrize("form", ENDINGS)
def test_each_form_holds_the_sentences(folder: Path, form: str) -> None:
    path = folder / f"m{ENDINGS[form]}"
    done = align(form, "--output", str(path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "7 units\n")
    with path.open("rb") as file:
        found = list(read_units(file, str(path)))
    assert [(one.source, one.target) for one in found] == PAIRS
    assert {(one.source_language, one.target_language) for one in found} == {("en", "zh-Hans")}
    assert found[2].target_origin.shown_lines == "3-4"
    printed = align(form)
    assert printed.stdout_bytes == path.read_bytes()


@pytest.mark.parametrize("form", WRITERS)
def test_a_file_appears_whole_or_not_at_all(folder: Path, form: str) -> None:
    (folder / "m").write_text("before", encoding="utf-8")
    done = run("align", "en.md", "nowhere.md", "--format", form, "--output", "m")
    assert done.exit_code != 0
    assert (folder / "m").read_text(encoding="utf-8") == "before"
    assert align(form, "--output", "m").exit_code == 0
    assert (folder / "m").read_bytes() != b"before"
    assert sorted(path.name for path in folder.iterdir()) == ["en.md", "m", "zh.md"]


@pytest.mark.parametrize("arguments", [("en.md", "bad.md"), ("--pairs", "all.tsv")])
def test_a_run_that_comes_to_nothing_leaves_the_older_file(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "bad.md").write_bytes(b"\0\1\2")
    (folder / "all.tsv").write_text("en.md\tbad.md\nbad.md\tzh.md\n", encoding="utf-8")
    assert align("tmx", "--output", "m").exit_code == 0
    older = (folder / "m").read_bytes()

    done = run("align", *arguments, "--format", "tmx", "--output", "m")

    assert (done.exit_code, done.stdout) == (3, "")
    assert "m: not written, as there is no result\n" in done.stderr
    assert (folder / "m").read_bytes() == older


def test_an_input_is_not_overwritten() -> None:
    done = align("tmx", "--output", "zh.md")
    assert done.exit_code == 2
    assert "is read by this run" in done.stderr


def test_languages_can_be_said(folder: Path) -> None:
    root = ET.fromstring(align("tmx", "--source-language", "en_us", "--target-language", "zh-Hans-CN").stdout)
    tags = {one.attrib["{http://www.w3.org/XML/1998/namespace}lang"] for one in root.iter("tuv")}
    assert tags == {"en-US", "zh-Hans-CN"}
    done = align("tmx", "--source-language", "english language")
    assert done.exit_code == 2
    assert done.stderr == (
        "error: --source-language: 'english language' is no language tag\n  hint: tags read en, zh-Hans, pt-BR\n"
    )


def test_options_of_memories_are_for_memories() -> None:
    done = align("tsv", "--keep-identical")
    assert done.exit_code == 2
    assert done.stderr.startswith("error: --keep-identical is for memories\n")


def test_what_is_left_out_is_told_and_can_be_kept(folder: Path) -> None:
    (folder / "en.md").write_text("# Windlib\n\nStop.\n\n## Oars\n\nStop.\n", encoding="utf-8")
    (folder / "zh.md").write_text("# Windlib\n\n停下。\n\n## 船桨\n\n停下。\n", encoding="utf-8")
    assert align("bitext").stderr == "2 units; left out: 1 not translated, 1 repeated\n"
    kept = align("bitext", "--keep-identical", "--keep-duplicates")
    assert len(kept.stdout.splitlines()) == 1 + int(kept.stderr.split()[0])
    assert kept.stdout.count("Stop.\t停下。") == 2
    assert "Windlib\tWindlib" in kept.stdout


def test_only_sure_beads_are_taken() -> None:
    everything = align("bitext").stdout.splitlines()[1:]
    posteriors = [float(line.split("\t")[9]) for line in everything]
    least = sorted(posteriors)[2]
    kept = align("bitext", "--min-posterior", str(least)).stdout.splitlines()[1:]
    assert len(kept) == sum(value >= least for value in posteriors)
    certain = align("bitext", "--tier", "certain").stdout.splitlines()[1:]
    assert all(line.endswith("\tcertain") for line in certain)


@pytest.mark.parametrize("unit", ["section", "paragraph", "line", "auto"])
def test_every_unit_makes_a_memory(unit: str) -> None:
    done = run("align", "en.md", "zh.md", "--unit", unit, "--format", "tmx")
    assert done.exit_code == 0
    assert list(ET.fromstring(done.stdout).iter("tu"))


def test_a_section_is_a_unit_without_its_code() -> None:
    done = run("align", "en.md", "zh.md", "--unit", "section", "--format", "bitext")
    assert "Oars move the boat\\nRun `row --fast` to move faster\\nSee the harbour guide." in done.stdout


def test_sentences_are_numbered_as_beads_and_as_a_ladder() -> None:
    beads = align("beads").stdout.splitlines()
    assert [line.rsplit(":", 1)[0] for line in beads] == [f"[{number}]:[{number}]" for number in range(7)]
    ladder = align("ladder").stdout.splitlines()
    assert ladder[-1] == "7\t7\t0"


def test_sentences_in_json_say_where_they_stand() -> None:
    found = json.loads(align("json").stdout)
    sentence = found["target"]["segments"][2]
    assert sentence["text"] == PAIRS[2][1]
    assert TARGET[sentence["start"] : sentence["end"]] == "每天都要检查**船壳**，\n例如在日出之前。"


def test_many_pairs_are_one_memory_and_one_that_fails_is_named(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"\xff\xfe\xff")
    (folder / "pairs.tsv").write_text("en.md\tzh.md\nen.md\tbad.md\nen.md\tzh.md\n", encoding="utf-8")
    done = run("align", "--pairs", "pairs.tsv", "--unit", "sentence", "--format", "tmx", "-o", "m.tmx")
    assert done.exit_code == 3
    assert "bad.md" in done.stderr
    assert done.stderr.endswith("7 units; left out: 7 repeated\n")
    assert len(list(ET.parse(folder / "m.tmx").iter("tu"))) == 7


def test_one_pair_of_languages_is_asked_for_where_a_form_has_one(folder: Path) -> None:
    (folder / "de.md").write_text(
        "# Segelschule\n\nEin Rumpf hält das Wasser draußen. Prüfen Sie den Rumpf täglich.\n", encoding="utf-8"
    )
    (folder / "pairs.tsv").write_text("en.md\tzh.md\nen.md\tde.md\n", encoding="utf-8")
    done = run("align", "--pairs", "pairs.tsv", "--unit", "section", "--format", "po", "-o", "m.po")
    assert done.exit_code == 2
    assert "error: de.md: is en to de, and a file of the format po has one pair of languages" in done.stderr
    assert not (folder / "m.po").exists()


def test_a_lexicon_is_learned_and_read_back(folder: Path) -> None:
    names = [("boat", "船"), ("oar", "桨"), ("sail", "帆"), ("knot", "结"), ("rope", "绳")]
    source = "".join(f"The {one} and the {other}.\n\n" for one, _ in names for other, _ in names)
    target = "".join(f"{one}和{other}。\n\n" for _, one in names for _, other in names)
    (folder / "en.md").write_text(source, encoding="utf-8")
    (folder / "zh.md").write_text(target, encoding="utf-8")
    done = align("jsonl", "--learn-lexicon", "new/words.tsv")
    assert done.exit_code == 0
    rows = [line.split("\t") for line in (folder / "new/words.tsv").read_text(encoding="utf-8").splitlines()]
    assert done.stderr == f"new/words.tsv: {len(rows)} pairs of words\n"
    assert {(row[0], row[1]) for row in rows} & set(names)
    assert all(len(row) == 4 for row in rows)
    again = json.loads(align("jsonl", "--lexicon", "new/words.tsv").stdout)
    assert "words.tsv" in again["signature"]["parameters"]["lexicon"]
    refused = align("jsonl", "--learn-lexicon", "zh.md")
    assert refused.exit_code == 2
    assert "is read by this run" in refused.stderr
    twice = align("jsonl", "--learn-lexicon", "both", "-o", "./both")
    assert twice.exit_code == 2
    assert twice.stderr.startswith("error: both: takes the results of this run")
