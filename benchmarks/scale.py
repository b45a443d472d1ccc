"""Time `summitalign fix-terms` over more and more documents: each engine, the first run and the ones after it.

Documents and the glossary of 1,000 entries come from `corpus.py`; smaller corpora are the first documents of the
largest. Engines: `one` process, `two` processes, `dask` (a cluster of two workers on this machine, where it is
installed). Runs: `alone` keeps nothing; `cold` fills an empty cache; `warm` has nothing to do; `one` has one changed
document. CPU seconds are those of all processes of a run; `us each` is what they come to for a document, and `more`
for each document beyond the first 64, which two processes share already: so the start of both is in neither. The peak
is that of the process that held most, and `flat` is what the processes held together at the end over what they held
after a tenth of the run.
`control` burns CPU in two processes and in one, turn by turn with the program, and says how much two can give here at
the moment.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cost import Cost, floor, run

ENGINES = {"one": ["--jobs", "1"], "two": ["--jobs", "2"], "dask": ["--engine", "dask", "--jobs", "2"]}
_FEW, _SMALL = 64, 2000
_BURN = "import hashlib\nfor _ in range({rounds}): hashlib.sha256(b'x' * 50000).digest()"


@dataclass
class Memory:
    """Samples what a process and its children hold, by the second."""

    folder: Path
    samples: list[float] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Memory":
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.2):
            held = sum(_resident(child) for child in _below(os.getpid()))
            if held:
                self.samples.append(held)

    @property
    def flat(self) -> float:
        """What was held in the last tenth over what was held after the first one; nan for a run of a moment."""
        tenth = len(self.samples) // 10
        if tenth < 2:
            return float("nan")
        # The very last ones are of processes that end.
        return statistics.median(self.samples[-tenth - 1 : -1]) / statistics.median(self.samples[tenth : 2 * tenth])


def _below(process: int) -> list[int]:
    found, pending = list[int](), [process]
    while pending:
        try:
            for task in Path(f"/proc/{pending.pop()}/task").iterdir():
                children = [int(each) for each in (task / "children").read_text().split()]
                found += children
                pending += children
        except OSError:
            continue
    return found


def _resident(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def cut(corpus: Path, files: int, to: Path) -> float:
    """Put the first files of a corpus into a folder of their own; return their megabytes."""
    size = 0
    for path in sorted(corpus.rglob("*.md"))[:files]:
        place = to / path.relative_to(corpus)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        size += path.stat().st_size
    return size / 1e6


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@dataclass
class Bench:
    work: Path
    program: list[str]
    limit: float
    first: dict[int, str] = field(default_factory=dict)
    """Digest of the results of the first run over so many documents."""
    start: dict[str, float] = field(default_factory=dict)
    """CPU seconds of each engine over the first few documents: two chunks, so that every process is started."""
    more: dict[tuple[int, str, str], float] = field(default_factory=dict)
    """CPU seconds for each document beyond the few, by documents, engine and run."""

    def begin(self, corpus: Path, engines: Sequence[str]) -> None:
        """Find out what a run over a few documents costs: nearly all of it is start-up."""
        cut(corpus, _FEW, self.work / "docs")
        for engine in engines:
            costs = [self.once(f"start-{engine}-{number}", engine, "alone").cpu for number in range(3)]
            self.start[engine] = statistics.median(costs)
            print(f"the first {_FEW} documents, {engine}: {self.start[engine]:.2f} s CPU")

    def once(self, name: str, engine: str, kind: str) -> Cost:
        output = self.work / "results" / f"{name}.jsonl"
        command = [*self.program, "fix-terms", "docs", "--glossary", "glossary.yml", "--format", "jsonl", "--quiet"]
        command += [*ENGINES[engine], *(["--no-cache"] if kind == "alone" else [])]
        cost = run(command, output, codes=(0, 1), limit=self.limit)
        if cost.problem:
            raise SystemExit(f"{name}: {cost.problem}")
        return cost

    def measure(self, files: int, engine: str, kind: str, megabytes: float) -> Cost:
        name = f"{files}-{engine}-{kind}"
        with Memory(self.work) as memory:
            cost = self.once(name, engine, kind)
        if kind == "alone" and files <= _SMALL:  # where a moment of somebody else's work is a large part
            costs = [cost, *(self.once(name, engine, kind) for _ in range(4))]
            cost = sorted(costs, key=lambda each: each.cpu)[2]
        self.more[files, engine, kind] = max(0.0, cost.cpu - self.start[engine]) / (files - _FEW)
        said = digest(self.work / "results" / f"{name}.jsonl")
        is_same = self.first.setdefault(files, said) == said or kind == "one"
        verdict = "same" if is_same else f"OTHER {said}"
        per, more = cost.cpu / files * 1e6, self.more[files, engine, kind] * 1e6
        print(
            f"{files:>7,} {engine:<5} {kind:<6} {cost.wall:>7.2f} {cost.cpu:>7.2f} {megabytes / cost.wall:>7.0f}"
            f" {cost.peak:>6.0f} {memory.flat:>6.2f} {per:>8.0f} {more:>6.0f}  {verdict}",
            flush=True,
        )
        return cost


def measure_all(bench: Bench, corpus: Path, files: int, engines: Sequence[str]) -> None:
    docs = bench.work / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    megabytes = cut(corpus, files, docs)
    time.sleep(3)  # what is read in the moment it was written is read again by the next run
    for engine in engines:
        shutil.rmtree(bench.work / "results" / "home" / "summitalign", ignore_errors=True)
        for kind in ("alone", "cold", "warm"):
            bench.measure(files, engine, kind, megabytes)
        changed = sorted(docs.rglob("*.md"))[files // 2]
        before = changed.read_bytes()
        changed.write_bytes(before + b"\nOne more line.\n")
        bench.measure(files, engine, "one", megabytes)
        changed.write_bytes(before)


def burn(processes: int, rounds: int) -> float:
    """Return the seconds that some processes take, each with its part of the work."""
    command = [sys.executable, "-c", _BURN.format(rounds=rounds // processes)]
    began = time.perf_counter()
    for process in [subprocess.Popen(command) for _ in range(processes)]:
        process.wait()
    return time.perf_counter() - began


def compare(bench: Bench, rounds: int) -> None:
    """Print how much faster two processes are than one, beside what two can be here."""
    ours, control = list[float](), list[float]()
    glossary = ["--glossary", "glossary.yml", "--no-cache", "--quiet", "--format", "jsonl"]
    for number in range(rounds):
        wall = {}
        for engine in ("one", "two"):
            output = bench.work / "results" / f"compare-{number}-{engine}.jsonl"
            command = [*bench.program, "fix-terms", "docs", *glossary, *ENGINES[engine]]
            wall[engine] = run(command, output, codes=(0, 1), limit=bench.limit).wall
        ours.append(wall["one"] / wall["two"])
        control.append(burn(1, 20_000) / burn(2, 20_000))
    ratio, most = statistics.median(ours), statistics.median(control)
    print(f"\ntwo processes against one, {rounds} rounds: {ratio:.2f}; control {most:.2f}; reached {ratio / most:.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", default="1000,10000,50000", metavar="N,N", help="documents (1000,10000,50000)")
    parser.add_argument("--engines", default=",".join(ENGINES), metavar="A,B", help="which of: one, two, dask")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of two against one (5)")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="what corpus.py wrote, with 1000 entries")
    parser.add_argument("--limit", type=float, default=1800, metavar="S", help="seconds for one run (1800)")
    asked = parser.parse_args()
    sizes = sorted(int(each) for each in asked.files.split(","))
    engines = [each for each in asked.engines.split(",") if each in ENGINES]
    if "dask" in engines and importlib.util.find_spec("distributed") is None:
        print("skipped dask: the package distributed is not installed")
        engines.remove("dask")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        made = asked.corpus or work / "made"
        if asked.corpus is None:
            script = str(Path(__file__).with_name("corpus.py"))
            options = ["--files", str(sizes[-1]), "--sizes", "1000", "--seed", str(asked.seed)]
            subprocess.run([sys.executable, script, str(made), *options], check=True, stdout=sys.stderr)
        shutil.copyfile(made / "glossary-1000.yml", work / "glossary.yml")
        (work / "results").mkdir()
        os.chdir(work)
        bench = Bench(work, [sys.executable, "-m", "summitalign.cli.main"], asked.limit)
        print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        print(f"peaks are at least {floor():.0f} MB\n")
        bench.begin(made / "corpus-1000", engines)
        print("\n  files engine run     wall s   CPU s    MB/s  peak  flat  us each   more  results")
        for files in sizes:
            measure_all(bench, made / "corpus-1000", files, engines)
        for engine in engines:
            few, many = (bench.more[files, engine, "alone"] for files in (sizes[0], sizes[-1]))
            print(f"{engine}: a document of {sizes[0]:,} costs {few / many:.2f} times one of {sizes[-1]:,}")
        if asked.rounds:
            shutil.rmtree(work / "docs")
            cut(made / "corpus-1000", min(sizes[-1], 10_000), work / "docs")
            compare(bench, asked.rounds)


if __name__ == "__main__":
    main()
