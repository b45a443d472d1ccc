"""The benchmark of pair: its folders have the shape it claims, and the program finds in them what was put there."""

import re
import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
COUNT = 60


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCHMARKS / script), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def texts(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


def test_the_folders_have_the_claimed_shape_and_the_same_seed_writes_the_same(tmp_path: Path) -> None:
    for name, seed in (("a", "1"), ("again", "1"), ("other", "2")):
        assert run("folders.py", str(tmp_path / name), "--documents", str(COUNT), "--seed", seed).returncode == 0
    first, again, other = (texts(tmp_path / name) for name in ("a", "again", "other"))
    assert first == again != other

    pairs = [line.split("\t") for line in (tmp_path / "a/pairs.tsv").read_text(encoding="utf-8").splitlines()]
    assert len(pairs) == 0.9 * COUNT
    assert {path for pair in pairs for path in pair} <= first.keys()
    assert sum(path.startswith("en/") for path in first) == sum(path.startswith("zh/") for path in first) == COUNT
    sizes = [len(text.encode()) for path, text in first.items() if path.startswith("en/")]
    assert min(sizes) >= 4_000
    assert max(sizes) <= 13_000
    moved = [own for own, away in pairs if own.removeprefix("en/") != away.removeprefix("zh/")]
    assert 0 < len(moved) < 0.25 * len(pairs)
    assert not any(re.search("[\u4e00-\u9fff]", text) for path, text in first.items() if path.startswith("en/"))


def test_the_pairs_are_counted_by_how_sure_they_are() -> None:
    done = run("pair.py", "--documents", str(COUNT), "--ways", "one process,one folder")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = re.findall(r"^one (?:process|folder) .* 1\.0000 1\.0000 .*\d+/\d+", done.stdout, re.MULTILINE)
    assert len(rows) == 4, done.stdout


def test_an_unknown_way_is_refused() -> None:
    done = run("pair.py", "--ways", "by hand")
    assert done.returncode == 2
    assert "no way is called by hand" in done.stderr
