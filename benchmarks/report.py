"""Time `summitalign report` over invented pairs: a first run, a second one with one file changed, and memory.

The pairs are an English document and its Chinese translation each, put together from the sentences of `bilingual.py`;
the same for the same seed. The cache is one of its own. Time is CPU seconds of all processes; memory is what all
processes hold at once, pages they share counted once (Linux only).
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bilingual import NOUNS, SENTENCES, TITLES

PRODUCTS = ("Kestrel", "Heron", "Orion", "Tundra", "Vesta", "Zephyr", "Fjord")
SECTION = 5
"""Paragraphs of a section."""
_LOST, _WRONG = 0.05, 0.05
"""Parts (0..1) of the paragraphs that are not translated, and that hold a wrong term."""
_TICK = 0.5
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    cpu: float
    wall: float
    memory: float
    """Megabytes; 0 where the system does not say."""


def write_pairs(folder: Path, pairs: int, paragraphs: int, seed: int) -> None:
    """Write the documents and a glossary."""
    chance = random.Random(seed)
    for number in range(pairs):
        sides = _document(chance, number, paragraphs)
        for side, lines in zip(("en", "zh"), sides, strict=True):
            path = folder / "docs" / side / f"{number // 50:03d}" / f"manual-{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    (folder / "glossary.yml").write_text("张量流: TensorFlow\n网格张量流: Mesh TensorFlow\n", encoding="utf-8")


def _document(chance: random.Random, number: int, paragraphs: int) -> tuple[list[str], list[str]]:
    product = PRODUCTS[number % len(PRODUCTS)]
    english, chinese = [f"# Manual {number} of the {product}"], [f"# {product} 手册 {number}"]
    for place in range(paragraphs):
        if place % SECTION == 0:
            title = _filled(chance, chance.choice(TITLES), number, place)
            english.append(f"## {title[0]}")
            chinese.append(f"## {title[1]}")
        picked = [_filled(chance, chance.choice(SENTENCES), number, place) for _ in range(chance.randint(1, 4))]
        english.append(" ".join(one for one, _ in picked))
        if chance.random() >= _LOST:
            chinese.append("".join(one for _, one in picked) + ("用张量流做。" if chance.random() < _WRONG else ""))
    return english, chinese


def _filled(chance: random.Random, pattern: tuple[str, str], number: int, place: int) -> tuple[str, str]:
    one, other = chance.choice(NOUNS), chance.choice(NOUNS)
    values = {
        "p": chance.choice(PRODUCTS),
        "n": chance.randint(2, 99),
        "v": f"{chance.randint(1, 9)}.{chance.randint(0, 9)}",
        "u": f"https://example.org/{number}/{place}",
        "c": f"opt_{chance.randint(1, 999)}",
    }
    return (
        pattern[0].format(a=one[0], b=other[0], **values),
        pattern[1].format(a=one[1], b=other[1], **values),
    )


def run(folder: Path, jobs: int) -> Cost:
    """Make the report once."""
    environment = os.environ | {"SUMMITALIGN_CACHE": str(folder / "cache"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "summitalign.cli.main", "report", "docs", "-o", "site", "--jobs", str(jobs)]
    before, began, memory = os.times(), time.perf_counter(), 0.0
    process = subprocess.Popen([*command, "--quiet"], cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        memory = max(memory, _held(process.pid))
        time.sleep(_TICK)
    after = os.times()
    if process.returncode:
        sys.exit(f"report ended with {process.returncode}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(cpu, time.perf_counter() - began, memory)


def _held(pid: int) -> float:
    """Return the megabytes that a process and its children hold."""
    total = 0
    for member in (pid, *_children(pid)):
        try:
            rows = Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total / 1024


def _children(pid: int) -> list[int]:
    try:
        names = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [int(name) for name in names]


def measure(folder: Path, pairs: int, paragraphs: int, jobs: int) -> None:
    """Print the costs of three runs."""
    print(f"\n{pairs:,} pairs of {paragraphs} paragraphs, {jobs} processes")
    print(f"{'run':<24} {'CPU s':>8} {'wall s':>8} {'MB':>6}")

    def show(name: str) -> None:
        cost = run(folder, jobs)
        print(f"{name:<24} {cost.cpu:>8.1f} {cost.wall:>8.1f} {cost.memory:>6.0f}", flush=True)

    show("first")
    show("nothing changed")
    with next((folder / "docs" / "zh").rglob("*.md")).open("a", encoding="utf-8") as file:
        file.write("\n最后还有一句话。\n")
    show("one file changed")
    sizes = [page.stat().st_size for page in (folder / "site" / "pairs").glob("*.html")]
    print(f"{len(sizes):,} pages, {sum(sizes) / 1e6:.1f} MB, the largest {max(sizes) / 1e3:.0f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=1000, metavar="N", help="pairs of documents (1000)")
    parser.add_argument("--paragraphs", type=int, default=100, metavar="N", help="paragraphs of a document (100)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes (2)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other documents (1)")
    parser.add_argument(
        "--folder", metavar="DIR", help="where to work, and to leave the site; default: a temporary one"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.folder or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        write_pairs(folder, options.pairs, options.paragraphs, options.seed)
        measure(folder, options.pairs, options.paragraphs, options.jobs)


if __name__ == "__main__":
    main()
