"""Time `summitalign fix-terms` and other fixers of terms over one invented corpus, as whole processes.

All look for the same entries, in one process, in report mode, and write their results to a file. Every round
runs each tool once, so that a machine that slows down slows all of them. CPU seconds are those of the process
and its children; the best of all rounds counts.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cost import Cost, floor, run
from peers import PEERS, Tool, find_peers
from vocabulary import Entry

OWN = "summitalign"
WRITE, NO_HITS, ONE_LINE = f"{OWN} --write", f"{OWN}, no hits", f"{OWN}, one line"


@dataclass
class Task:
    """One tool on one folder with one glossary, and what its runs took."""

    name: str
    entries: int
    command: list[str]
    folder: Path
    output: Path
    codes: tuple[int, ...] = (0, 1)
    is_slow: bool = False
    megabytes: float = 0
    expected: int | None = None
    """Findings that a right result has; None where nobody knows."""
    found: int = 0
    costs: list[Cost] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return min(cost.cpu for cost in self.costs)

    @property
    def rate(self) -> float:
        """Megabytes a CPU second."""
        return self.megabytes / self.cpu

    @property
    def problem(self) -> str:
        if not self.costs:
            return "was not run"
        return next((cost.problem for cost in self.costs if cost.problem), "")


def generate(work: Path, asked: argparse.Namespace) -> dict[str, object]:
    """Write the corpora in a process of its own, so that this one stays small; return what was written."""
    script = str(Path(__file__).with_name("corpus.py"))
    command = [sys.executable, script, str(work), "--seed", str(asked.seed), "--size-mb", str(asked.size_mb)]
    command += ["--sizes", asked.sizes, *(("--files", str(asked.files)) if asked.files else ())]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return dict(json.loads((work / "manifest.json").read_text(encoding="utf-8")))


def read_glossary(path: Path) -> tuple[Entry, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Entry(*line.split(": ", 1)) for line in lines)


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*.md")) / 1e6


def cut_slice(corpus: Path, megabytes: float, to: Path) -> Path:
    """Put the first files of a corpus into a folder of their own; the whole corpus if it is smaller."""
    size = 0.0
    for path in sorted(corpus.rglob("*.md")):
        if size >= megabytes * 1e6:
            break
        place = to / path.relative_to(corpus)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        size += path.stat().st_size
    return to


def results(work: Path, entries: int, name: str) -> Path:
    return work / "results" / f"{entries}-{name}.txt"


def own_tasks(work: Path, entries: int, program: Sequence[str]) -> list[Task]:
    glossary, expected = work / f"glossary-{entries}.yml", work / f"expected-{entries}.tsv"
    hits = len(expected.read_text(encoding="utf-8").splitlines())
    common = [*program, "fix-terms", "--glossary", str(glossary), "--jobs", "1", "--no-cache", "--format", "jsonl"]
    corpus, line = work / f"corpus-{entries}", work / "line"
    # Not an empty folder: what is prepared for the first document only belongs to the start as well.
    line.mkdir(exist_ok=True)
    (line / "line.md").write_text("# README\n", encoding="utf-8")
    return [
        Task(OWN, entries, [*common, str(corpus)], corpus, results(work, entries, "own"), expected=hits),
        Task(WRITE, entries, [*common, "--write", str(work / "copy")], corpus, results(work, entries, "write")),
        Task(
            NO_HITS, entries, [*common, str(work / "clean")], work / "clean", results(work, entries, "none"), expected=0
        ),
        Task(ONE_LINE, entries, [*common, str(line)], line, results(work, entries, "line"), expected=0),
    ]


def peer_tasks(work: Path, entries: int, peers: Sequence[Tool], asked: argparse.Namespace) -> list[Task]:
    terms, tasks = read_glossary(work / f"glossary-{entries}.yml"), []
    for peer in peers:
        corpus = work / f"corpus-{entries}"
        if peer.is_slow and entries > asked.slow_entries:
            continue
        if peer.is_slow:
            corpus = work / f"slice-{entries}"
            if not corpus.exists():
                cut_slice(work / f"corpus-{entries}", asked.slice_mb, corpus)
        config = peer.configure(terms, work / f"config-{entries}")
        command, output = peer.command(config, corpus), results(work, entries, peer.name)
        tasks.append(Task(peer.name, entries, command, corpus, output, peer.codes, peer.is_slow))
    return tasks


def run_all(tasks: Sequence[Task], work: Path, asked: argparse.Namespace) -> None:
    for number in range(asked.rounds):
        for task in tasks:
            if task.is_slow and number >= asked.slow_rounds:
                continue
            print(f"round {number + 1}: {task.entries:,} entries, {task.name}", file=sys.stderr)
            if task.name == WRITE:
                shutil.rmtree(work / "copy", ignore_errors=True)
                shutil.copytree(task.folder, work / "copy")
            task.output.parent.mkdir(exist_ok=True)
            task.costs.append(run(task.command, task.output, codes=task.codes, limit=asked.limit))


def count_findings(output: Path) -> int:
    """Count the lines that tell of a finding: an object of ours, or a path with a line number."""
    with output.open(encoding="utf-8", errors="replace") as lines:
        return sum('"summitalign/finding/' in line if line[0] == "{" else ".md:" in line for line in lines)


def look(task: Task, work: Path) -> None:
    """Count the findings of the last run; hold ours against what was put into prose, path by path, form by form."""
    task.found = count_findings(task.output)
    if task.name != OWN or task.problem:
        return
    lines = task.output.read_text(encoding="utf-8").splitlines()
    objects = [json.loads(line) for line in lines if '"summitalign/finding/' in line]
    found = sorted(f"{os.path.relpath(one['path'], task.folder)}\t{one['found']}" for one in objects)
    wanted = sorted((work / f"expected-{task.entries}.tsv").read_text(encoding="utf-8").splitlines())
    if found != wanted:
        differing = sorted(set(found) ^ set(wanted))
        print(f"findings differ from what was written, such as {differing[:3] or 'their number'}", file=sys.stderr)
        task.found = -1


def print_table(tasks: Sequence[Task]) -> None:
    head = f"{'entries':>7}  {'tool':<24} {'MB':>6} {'CPU s':>8} {'MB/CPU s':>9} {'median':>8}"
    print(f"{head} {'peak MB':>8} {'wall s':>7} {'found':>7}")
    for task in tasks:
        start = f"{task.entries:>7,}  {task.name:<24} {task.megabytes:>6.1f}"
        if task.problem:
            print(f"{start} {task.problem}")
            continue
        median = task.megabytes / statistics.median(cost.cpu for cost in task.costs)
        peak, wall = max(cost.peak for cost in task.costs), min(cost.wall for cost in task.costs)
        rates = f"{task.rate:>9.2f} {median:>8.2f}" if task.name != ONE_LINE else f"{'':>9} {'':>8}"
        print(f"{start} {task.cpu:>8.3f} {rates} {peak:>8.1f} {wall:>7.2f} {task.found:>7,}")


def print_ratios(tasks: Sequence[Task], sizes: Sequence[int]) -> None:
    done = {(task.name, task.entries): task for task in tasks if not task.problem}
    names = [name for name in dict.fromkeys(task.name for task in tasks) if not name.startswith(OWN)]
    print("\nratios of MB per CPU second, and of CPU seconds where it says cost")
    for name in names:
        for entries in sizes:
            own, peer = done.get((OWN, entries)), done.get((name, entries))
            if own and peer:
                print(f"{OWN} / {name + ',':<13} {entries:>6,} entries: {own.rate / peer.rate:>9.2f}")
    for more, less in zip(sizes[1:], sizes, strict=False):
        if (OWN, more) in done and (OWN, less) in done:
            ratio = done[OWN, more].cpu / done[OWN, less].cpu
            print(f"{OWN}, cost of {more:,} entries / {less:,}: {ratio:.2f}")
    for entries in sizes:
        clean, line = done.get((NO_HITS, entries)), done.get((ONE_LINE, entries))
        if clean and line:
            seconds = clean.cpu - line.cpu
            rate = f"{clean.megabytes / seconds:.0f} MB/CPU s" if seconds > 0 else "too few to tell"
            print(f"{OWN}, files without hits, start-up aside, {entries:,} entries: {rate}")


def measure(work: Path, asked: argparse.Namespace) -> bool:
    """Run everything and print it; say whether our own results were right."""
    names = [] if asked.peers == "none" else PEERS if asked.peers == "all" else asked.peers.split(",")
    peers, missing = find_peers(names, asked.peers_bin, asked.npm_dir)
    sizes = sorted(int(number) for number in asked.sizes.split(","))
    counts = generate(work, asked)
    program = [asked.program] if asked.program else [sys.executable, "-m", "summitalign.cli.main"]
    tasks: list[Task] = []
    for entries in sizes:
        own = own_tasks(work, entries, program)
        tasks += [own[0], *peer_tasks(work, entries, peers, asked), *own[1:]]
    for task in tasks:
        task.megabytes = size_of(task.folder)
    run_all(tasks, work, asked)
    # Only now, as what this process holds is part of the peak of each that it starts.
    least_peak = floor()
    for task in tasks:
        look(task, work)
    print(f"{date.today()}, Python {platform.python_version()}, {counts['files']:,} files, {asked.rounds} rounds")
    for line in missing:
        print(line)
    print_table(tasks)
    print(f"\npeak MB cannot read lower than {least_peak:.0f}, which this script holds")
    print_ratios(tasks, sizes)
    wrong = [task for task in tasks if task.expected is not None and (task.problem or task.found != task.expected)]
    for task in wrong:
        print(f"WRONG: {task.name}, {task.entries:,} entries: found {task.found:,} of {task.expected:,} {task.problem}")
    return not wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size-mb", type=float, default=40, metavar="MB", help="megabytes of the corpus (40)")
    parser.add_argument("--files", type=int, metavar="N", help="a corpus of N files, whatever their size")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other documents (1)")
    parser.add_argument("--sizes", default="25,1000,10000", metavar="N,N", help="entries (25,1000,10000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each tool (3)")
    parser.add_argument(
        "--peers", default="all", metavar="NAMES", help=f"none, all, or some of {','.join(PEERS)} (all)"
    )
    parser.add_argument("--peers-bin", type=Path, metavar="DIR", help="where their programs are, if not on the path")
    parser.add_argument("--npm-dir", type=Path, metavar="DIR", help="where textlint is, or will be installed")
    parser.add_argument("--slice-mb", type=float, default=2, metavar="MB", help="what the slow peers have to read (2)")
    parser.add_argument("--slow-rounds", type=int, default=1, metavar="N", help="runs of the slow peers (1)")
    parser.add_argument(
        "--slow-entries", type=int, default=1000, metavar="N", help="most entries for the slow peers (1000)"
    )
    parser.add_argument("--limit", type=float, default=600, metavar="S", help="seconds a run may take (600)")
    parser.add_argument("--program", metavar="FILE", help="the summitalign to time (that of this Python)")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="work here, and leave everything there")
    asked = parser.parse_args()
    if asked.folder:
        raise SystemExit(0 if measure(asked.folder.resolve(), asked) else 1)
    with tempfile.TemporaryDirectory(prefix="summitalign-benchmark-") as folder:
        is_right = measure(Path(folder).resolve(), asked)
    raise SystemExit(0 if is_right else 1)


if __name__ == "__main__":
    main()
