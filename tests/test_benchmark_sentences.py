"""The benchmark of sentences: it runs, its table is complete, and its way by lengths aligns by lengths."""

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "sentences.py"


def run(*arguments: str) -> str:
    command = [sys.executable, str(BENCHMARK), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def test_every_way_has_a_row_in_every_set(tmp_path: Path) -> None:
    for side, text in (
        ("a", "One.\nTwo and three.\n"),
        ("b", "Eins.\nZwei und drei.\n"),
        ("gold", "[0]:[0]\n[1]:[1]\n"),
    ):
        (tmp_path / side).mkdir()
        (tmp_path / side / "1").write_text(text, encoding="utf-8")
    (tmp_path / "set.json").write_text('{"first": "a", "second": "b"}', encoding="utf-8")
    lines = run("--gold", str(tmp_path), "--texts", "2").splitlines()
    rows = [line.split() for line in lines]
    assert [row[0] for row in rows if row and row[0] in ("gale-church", "summitalign")] == [
        "gale-church",
        "summitalign",
    ] * 2
    assert rows[-1][:5] == ["summitalign", "1.000", "1.000", "1.000", "1.000"]
    assert f"{tmp_path.name}: 1 texts, 2 beads" in lines


def test_lengths_alone_join_what_is_as_long(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x" * 60 + "\n" + "x" * 20 + "\n", encoding="utf-8")
    (tmp_path / "b").write_text("y" * 30 + "\n" + "y" * 30 + "\n" + "y" * 20 + "\n", encoding="utf-8")
    (tmp_path / "pairs").write_text(f"{tmp_path / 'a'}\t{tmp_path / 'b'}\n", encoding="utf-8")
    assert run("--lengths", str(tmp_path / "pairs")).strip() == "[[[0], [0, 1]], [[1], [2]]]"
