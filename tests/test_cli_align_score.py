"""`align score`: strict and lax figures, the forms it reads, and what it says of files that are none of them."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.align.evaluate import evaluate, harmonic_mean
from summitalign.cli.main import program
from summitalign.model.bead_list import Place, PlainBead

GOLD = "[0]:[0]\n[1,2]:[1]\n[3]:[2]\n[4]:[]\n[5]:[3,4]\n"
FOUND = "# by hand\n\n[0]:[0]:0.9\r\n[1]:[1]:0.5\n[2]:[]:0\n[3]:[2]\n[4]:[3]\n[5]:[4]\n"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(program, arguments, stdin)


def figures(*arguments: str, stdin: str | None = None) -> dict[str, Any]:
    done = run("align", "score", *arguments, "--format", "json", stdin=stdin)
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def write(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("gold.beads", GOLD)
    write("found.beads", FOUND)
    return tmp_path


def test_precision_counts_empty_sides_and_recall_does_not() -> None:
    answer = figures("gold.beads", "found.beads")

    assert answer["schema"] == "summitalign/alignment-score/1"
    # Found: 2 of 6 are equal, [1]:[1] and [5]:[4] overlap, [2]:[] and [4]:[3] are wrong.
    assert answer["found"] == {"beads": 6, "equal": 2, "overlapping": 2}
    # Of the gold standard [4]:[] does not count; [1,2]:[1] and [5]:[3,4] overlap with something that was found.
    assert answer["gold"] == {"beads": 4, "equal": 2, "overlapping": 2}
    assert answer["strict"] == {"precision": 0.3333, "recall": 0.5, "f1": 0.4}
    assert answer["lax"] == {"precision": 0.6667, "recall": 1.0, "f1": 0.8}


def test_text_is_a_table_and_a_line_of_counts() -> None:
    shown = run("align", "score", "gold.beads", "found.beads").stdout.splitlines()

    assert shown[0].split() == ["precision", "recall", "F1"]
    assert [line.split() for line in shown[1:3]] == [
        ["strict", "0.333", "0.500", "0.400"],
        ["lax", "0.667", "1.000", "0.800"],
    ]
    assert shown[3:] == ["1 pair of documents; 6 beads found: 2 as in the gold standard, 2 overlap, 2 wrong"]


def test_standard_input_may_be_either_side() -> None:
    assert figures("gold.beads", "-", stdin=FOUND)["strict"] == figures("gold.beads", "found.beads")["strict"]
    assert figures("-", "found.beads", stdin=GOLD)["strict"] == figures("gold.beads", "found.beads")["strict"]
    assert run("align", "score", "-", "-").exit_code == 2


def test_counts_of_files_are_added_up_and_not_their_shares() -> None:
    write("gold/a", "[0]:[0]\n")
    write("gold/sub/b.beads", "[0]:[0]\n[1]:[1]\n[2]:[2]\n")
    write("found/a", "[0]:[1]\n")
    write("found/sub/b.ladder", "0\t0\t1\n1\t1\t1\n2\t2\t1\n3\t3\t0\n")

    answer = figures("gold", "found")

    assert answer["strict"]["precision"] == 0.75
    assert [(each["name"], each["strict"]["f1"]) for each in answer["documents"]] == [("a", 0.0), ("sub/b.beads", 1.0)]
    shown = run("align", "score", "gold", "found", "--verbose").stdout
    assert "sub/b.beads  strict      1.000" in shown
    assert "sub/b.beads" not in run("align", "score", "gold", "found").stdout


def test_a_gold_standard_without_an_answer_is_a_problem_and_an_answer_without_one_a_note() -> None:
    write("gold/a.beads", GOLD)
    write("gold/b.beads", GOLD)
    write("found/a.beads", GOLD)
    write("found/c.beads", GOLD)

    done = run("align", "score", "gold", "found")

    assert done.stderr.splitlines() == [
        "found/c.beads: no gold standard is for it",
        "error: gold/b.beads: nothing was found for this gold standard: no file of that name",
    ]
    assert done.exit_code == 3
    assert "1 pair of documents" in done.stdout


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[0]:[0]\n[1][1]\n", 2, "is not a bead"),
        ("[0]:[0]\n\n[1]:[x]\n", 3, "is not a bead"),
        ("[0]:[0]\n[1 2]:[1]\n", 2, "is not a bead"),
        ("0\t0\t1\n1\t\t1\n", 2, "is not a rung"),
        ("0\t0\t1\n2\t2\t1\n1\t3\t1\n", 3, "steps back"),
        ("0\t0\t1\n999999999\t3\t1\n", 2, "is more than 100,000 lines behind the rung before"),
        (f"0\t0\t1\n{'9' * 5000}\t3\t1\n", 2, "is not a rung"),
        (f"[0]:[0]\n[{'9' * 5000}]:[0]\n", 2, "is not a bead"),
        (f"source_lines\ttarget_lines\n1\t{'9' * 5000}\n", 2, f"'{'9' * 5000}' in target_lines is no range of lines"),
        (f'{{"schema": {"9" * 5000}}}\n', 1, "is not JSON: a number has too many digits"),
        ("# a list\nhello\n", 2, "holds no beads in a form that is known"),
        ("source_lines\ttarget_lines\n1\t2\n3\n", 3, "has 1 columns where the heading has 2"),
        ("source_lines\ttarget_lines\n1\t2\n3-2\t4\n", 3, "'3-2' in source_lines is no range of lines"),
        ("source_lines\ttarget_lines\n1\t0\n", 2, "'0' in target_lines is no range of lines"),
        ("source_lines\ttarget_lines\tsource_ids\n1-2\t3\ts1,s2\n", 2, "has 1 in source_lines and 2 in source_ids"),
        ('{"schema": "summitalign/alignment/1"}\n', 1, "is not a whole alignment: 'source' is missing"),
        ('{"schema": "summitalign/pair/1"}\n', 1, "is not an alignment: its schema is summitalign/pair/1"),
        ('\n{"schema": "summitalign/alignment/1",\n "source" 1}', 3, "is not JSON"),
        ('{"schema": "summitalign/alignments/1", "alignments": []}\n\n{"schema": "x"}\n', 3, "is not an alignment"),
    ],
)
def test_a_bad_file_is_named_with_the_line(text: str, line: int, says: str) -> None:
    write("bad", text)

    for pair in (("gold.beads", "bad"), ("bad", "gold.beads")):
        done = run("align", "score", *pair)
        assert done.stderr.startswith(f"error: bad:{line}: {says}"), done.stderr
        assert (done.exit_code, done.stdout) == (3, "")


def test_what_is_named_has_to_exist_and_folders_go_with_folders(folder: Path) -> None:
    (folder / "some").mkdir()

    assert run("align", "score", "gold.beads", "none").stderr == "error: none: no such file or folder\n"
    assert run("align", "score", "some", "found.beads").stderr.startswith(
        "error: found.beads: is a file, and the other one a folder"
    )
    assert run("align", "score", "some", "some").stderr == "error: some: holds no files\n"
    assert run("align", "score").stderr.startswith("error: missing argument 'GOLD'")


def test_two_answers_for_one_gold_standard_are_refused() -> None:
    write("gold/a.gold", GOLD)
    write("found/a.beads", GOLD)
    write("found/a.ladder", "0\t0\t1\n")

    done = run("align", "score", "gold", "found")

    assert done.stderr.startswith("error: gold/a.gold: is like a.beads and a.ladder")
    assert done.exit_code == 2


ALIGNED = {
    "schema": "summitalign/alignment/1",
    "source": {"path": "a.md", "segments": [{"id": "s1", "start_line": 1, "end_line": 1},
                                            {"id": "s2", "start_line": 2, "end_line": 4},
                                            {"id": "s3", "start_line": 2, "end_line": 4}]},
    "target": {"path": "b.md", "segments": [{"id": "t1", "start_line": 1, "end_line": 2},
                                            {"id": "t2", "start_line": 3, "end_line": 3}]},
    "beads": [{"source": ["s1"], "target": ["t1"]}, {"source": ["s2"], "target": ["t2"]}],
}  # fmt: skip
HEAD = "source\tsource_lines\ttarget\ttarget_lines\tsource_ids\ttarget_ids\n"


def test_objects_and_tables_are_compared_by_lines_and_by_ids_where_lines_are_shared() -> None:
    write("gold.json", json.dumps(ALIGNED, indent=1))
    write("right.tsv", HEAD + "a.md\t1-1\tb.md\t1-2\ts1\tt1\na.md\t2-4\tb.md\t3-3\ts2\tt2\na.md\t2-4\tb.md\t\ts3\t\n")
    write("wrong.tsv", HEAD + "a.md\t1-1\tb.md\t1-2\ts1\tt1\na.md\t2-4\tb.md\t3-3\ts3\tt2\na.md\t2-4\tb.md\t\ts2\t\n")
    # Another version may number segments otherwise: where lines tell them apart, ids do not matter.
    write("other.tsv", HEAD + "a.md\t1-1\tb.md\t1-2\ts7\tt9\na.md\t2-4\tb.md\t3-3\ts2\tt2\na.md\t2-4\tb.md\t\ts3\t\n")

    assert figures("gold.json", "right.tsv")["strict"]["f1"] == 1.0
    assert figures("gold.json", "right.tsv")["found"]["beads"] == 3  # what stands alone included
    assert figures("gold.json", "other.tsv")["strict"]["f1"] == 1.0
    assert figures("gold.json", "wrong.tsv")["found"] == {"beads": 3, "equal": 1, "overlapping": 0}
    write("nothing.json", json.dumps({**ALIGNED, "beads": []}))
    assert figures("gold.json", "nothing.json")["found"] == {"beads": 5, "equal": 1, "overlapping": 0}


def test_files_of_several_pairs_are_matched_by_their_paths() -> None:
    second = {**ALIGNED, "source": {**ALIGNED["source"], "path": "c.md"}, "beads": []}  # type: ignore[dict-item]
    write("gold.jsonl", f"{json.dumps(ALIGNED)}\n{json.dumps(second)}\n")
    write("found.json", json.dumps({"schema": "summitalign/alignments/1", "alignments": [second, ALIGNED]}))
    write("half.jsonl", json.dumps(second))

    answer = figures("gold.jsonl", "found.json")
    done = run("align", "score", "gold.jsonl", "half.jsonl")

    assert answer["strict"]["f1"] == 1.0
    assert [each["name"] for each in answer["documents"]] == ["gold.jsonl: a.md and b.md", "gold.jsonl: c.md and b.md"]
    assert done.stderr == "error: half.jsonl: holds nothing of a.md and b.md\n"
    assert done.exit_code == 3


def test_a_path_in_a_table_may_begin_with_the_mark_of_a_comment() -> None:
    heading = "source\tsource_lines\ttarget\ttarget_lines\n"
    write("gold.tsv", f"# by hand\n{heading}# a\tcomment\n#a.md\t1\t#b.md\t2\n#a.md\t3\t#b.md\t4\n")
    write("found.tsv", f"{heading}#a.md\t1\t#b.md\t2\n")

    answer = figures("gold.tsv", "found.tsv")

    assert answer["gold"] == {"beads": 2, "equal": 1, "overlapping": 0}
    assert answer["found"] == {"beads": 1, "equal": 1, "overlapping": 0}


def test_an_answer_for_other_documents_is_noted() -> None:
    heading = "source\tsource_lines\ttarget\ttarget_lines\n"
    write("gold.tsv", f"{heading}a.md\t1\tb.md\t2\nc.md\t1\td.md\t1\n")
    write("found.tsv", f"{heading}a.md\t1\tb.md\t2\nc.md\t1\td.md\t1\ne.md\t3\tf.md\t4\n")

    done = run("align", "score", "gold.tsv", "found.tsv", "--format", "json")

    assert done.stderr == "found.tsv: e.md and f.md: no gold standard is for it\n"
    assert done.exit_code == 0
    assert json.loads(done.stdout)["found"] == {"beads": 2, "equal": 2, "overlapping": 0}


def test_an_empty_answer_scores_nothing() -> None:
    write("none", "\n")

    assert figures("gold.beads", "none")["strict"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_results_do_not_go_over_what_is_read() -> None:
    done = run("align", "score", "gold.beads", "found.beads", "-o", "gold.beads")

    assert done.exit_code == 2
    assert Path("gold.beads").read_text() == GOLD


Pairs = list[tuple[tuple[int, ...], tuple[int, ...]]]
SIDES = st.lists(st.integers(0, 4), max_size=3, unique=True).map(lambda side: tuple(sorted(side)))
BEADS = st.lists(st.tuples(SIDES, SIDES), max_size=6)


def plain(beads: Pairs) -> list[PlainBead]:
    return [PlainBead.of({Place(n + 1, n + 1) for n in a}, {Place(n + 1, n + 1) for n in b}) for a, b in beads]


def slow(standard: Pairs, beads: Pairs) -> tuple[int, int, int]:
    """Count beads, equal ones, and equal or overlapping ones, bead by bead."""
    counted: Pairs = []
    for bead in beads:
        if bead not in counted and bead != ((), ()):
            counted.append(bead)
    equal = [bead for bead in counted if bead in standard]
    lax = [
        bead
        for bead in counted
        if bead in equal or any(set(bead[0]) & set(other[0]) and set(bead[1]) & set(other[1]) for other in standard)
    ]
    return len(counted), len(equal), len(lax)


@given(BEADS, BEADS)
@settings(max_examples=300, deadline=None)
def test_hits_are_those_of_a_slow_twin(gold: Pairs, found: Pairs) -> None:
    score = evaluate(plain(gold), plain(found))
    full: Sequence[Pairs] = [[bead for bead in beads if bead[0] and bead[1]] for beads in (gold, found)]

    assert (score.found.beads, score.found.equal, score.found.equal + score.found.overlapping) == slow(gold, found)
    assert (score.gold.beads, score.gold.equal, score.gold.equal + score.gold.overlapping) == slow(full[1], full[0])


@given(BEADS)
@settings(deadline=None)
def test_whatever_is_compared_with_itself_is_right(beads: Pairs) -> None:
    shuffled = random.Random(0).sample(beads, len(beads))
    score = evaluate(plain(beads), plain(shuffled))

    assert score.found.equal == score.found.beads
    assert score.gold.equal == score.gold.beads


def test_f1_is_the_harmonic_mean() -> None:
    assert harmonic_mean(0.5, 1.0) == pytest.approx(2 / 3)
    assert harmonic_mean(0.0, 0.0) == 0.0
