"""Memories searched by `concordance`, through the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sailing_pair import align, run, write_pair
from summitalign.cli.main import program


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_pair(tmp_path)


def concordance(*arguments: str) -> Result:
    align("tmx", "--output", "m.tmx", "--quiet")
    return run("concordance", *arguments)


def test_a_concordance_shows_both_sides() -> None:
    done = concordance("HULL", "--memory", "m.tmx")
    assert done.exit_code == 0
    rows = done.stdout.splitlines()
    assert rows[0] == "HULL: 2 units in 1 memory, 7 searched"
    assert rows[2] == "m.tmx: 2 units"
    assert rows[3].index("hull") == rows[5].index("hull")
    assert "船壳挡水。" in rows[4]
    assert "zh.md:3" in rows[4]


def test_a_concordance_finds_traditional_writing_from_the_other_side(folder: Path) -> None:
    done = concordance("船殼", "--memory", str(folder), "--format", "json")
    found = json.loads(done.stdout)
    assert (found["count"], found["memories"]) == (2, [{"path": str(folder / "m.tmx"), "count": 2}])
    hit = found["hits"][0]
    assert hit["side"] == "target"
    assert hit["target"]["text"][hit["found"][0]["start"] : hit["found"][0]["end"]] == "船壳"
    assert json.loads(concordance("船殼", "--exact", "--memory", "m.tmx", "--format", "json").stdout)["count"] == 0


def test_a_concordance_counts_what_the_glossary_names(folder: Path) -> None:
    (folder / "glossary.yml").write_text(
        "version: 1\nterms:\n  - use: [船体]\n    wrong: [船壳]\n    source: [hull]\n", encoding="utf-8"
    )
    lines = concordance("hull", "--memory", "m.tmx", "--format", "jsonl").stdout.splitlines()
    counts, *hits = (json.loads(line) for line in lines)
    assert [(one["text"], one["count"], one["by"]) for one in counts["translations"]] == [("船壳", 2, "wrong")]
    assert len(hits) == 2
    assert hits[0]["schema"] == "summitalign/concordance-hit/1"
    assert hits[0]["translations"] == [{"start": 0, "end": 2}]
    assert "      2  100%  船壳  target (wrong, 船体)" in concordance("hull", "--memory", "m.tmx").stdout.splitlines()


def test_a_concordance_is_limited_and_says_so() -> None:
    done = concordance("the", "--memory", "m.tmx", "--limit", "1")
    assert done.stdout.splitlines()[-1] == "3 more; --limit 0 shows all"
    assert concordance("the", "--memory", "m.tmx", "--limit", "0").stdout.count("zh.md:") == 4


def test_colours_mark_the_word_and_its_translation(folder: Path) -> None:
    (folder / "glossary.yml").write_text(
        "version: 1\nterms:\n  - use: [船体]\n    wrong: [船壳]\n    source: [hull]\n", encoding="utf-8"
    )
    align("tmx", "--output", "m.tmx")
    done = CliRunner().invoke(program, ["concordance", "hull", "--memory", "m.tmx", "--color", "always"], color=True)
    assert "\x1b[1mhull\x1b[0m" in done.stdout
    assert "\x1b[32m船壳\x1b[0m" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("hull",), 2, "error: missing option '--memory'"),
        (("hull", "--memory", "no.tmx"), 2, "error: no.tmx: no such file or folder"),
        ((" ", "--memory", "m.tmx"), 2, "error: an empty word"),
        (("hull", "--memory", "en.md"), 3, "error: en.md: is no memory that is known by its ending"),
        (("hull", "--memory", "bad.tmx"), 3, "error: bad.tmx:1: declares entities or a DTD of its own"),
    ],
)
def test_what_is_wrong_with_a_memory_is_said(folder: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    (folder / "bad.tmx").write_text('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', encoding="utf-8")
    done = concordance(*arguments)
    assert done.exit_code == code
    assert done.stderr.splitlines()[0].startswith(message)


def test_a_word_that_is_no_text_is_found_nowhere() -> None:
    done = concordance("\udcff", "--memory", "m.tmx")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "0 units, 7 searched" in done.stdout


def test_a_memory_comes_from_standard_input(folder: Path) -> None:
    for form in ("tmx", "xliff", "xliff2", "bitext", "csv"):
        done = run("concordance", "hull", "--memory", "-", stdin=align(form).stdout_bytes)
        assert done.stdout.startswith("hull: 2 units in 1 memory"), form


def test_a_folder_without_memories_is_told(folder: Path) -> None:
    done = run("concordance", "hull", "--memory", str(folder))
    assert (done.exit_code, done.stderr) == (0, "no memories found\n")
