"""Measure `summitalign glossary suggest`: what it finds, how much of that is right, and what it takes.

A folder to be measured holds `docs/`, originals in `en/` where there are some, and either `names.txt` and `pairs.tsv`
(`wrong<TAB>right`, the errors in the documents), or judged places: `glossary.csv`, whose column `right` has the names,
and `gold.jsonl` with a judged place a line. Precision is that of the first proposals, recall that of all of them.
With --scale N, N invented documents of 12 kB are searched instead.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SIZE = 12_000
TEXT = "数据模型我们使用训练系统可以函数结果网络需要时间问题方法其中因此服务文件程序用户"
WORDS = [TEXT[at : at + 2] for at in range(0, len(TEXT), 2)]
WRONG = ["张量流", "科特林", "码头工人", "py torch", "弹性搜索", "格拉法纳", "芹菜", "气流", "红宝石", "海洋"]
RIGHT = ["TensorFlow", "Kotlin", "Docker", "PyTorch", "Elasticsearch", "Grafana", "Celery", "Airflow", "Ruby", "Kafka"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Truth:
    """What is looked for in a folder, in lower case."""

    names: list[str]
    errors: list[set[Pair]]
    """The ways to find each error: a form with a character more or less may be judged too."""


def read_truth(folder: Path) -> Truth:
    if not (folder / "gold.jsonl").exists():
        lines = (folder / "pairs.tsv").read_text("utf-8").lower().splitlines()
        names = folder / "names.txt"
        return Truth(
            names.read_text("utf-8").splitlines() if names.exists() else [],
            [{(wrong, right)} for wrong, right in (line.split("\t")[:2] for line in lines)],
        )
    with (folder / "glossary.csv").open(encoding="utf-8", newline="") as file:
        names = sorted({row["right"] for row in csv.DictReader(file)})
    listed = {name.lower() for name in names}
    errors: dict[Pair, set[Pair]] = {}
    for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines()):
        rights = {right.lower() for right in row["right"]} & listed
        if row["verdict"] == "fix" and rights and "。" not in row["term"]:  # a stop in an identifier is a repair
            forms = {row["term"].lower(), row["wrong"].lower()}
            ways = errors.setdefault((row["term"].lower(), min(rights)), set())
            ways |= {(form, right) for form in forms for right in rights}
    return Truth(names, list(errors.values()))


def suggest(*arguments: str) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "glossary.yml"  # not the nearest one, which would have some of the forms
        empty.write_text("version: 1\nterms: []\n", "utf-8")
        command = [sys.executable, "-m", "summitalign", "glossary", "suggest", *arguments, "--format", "jsonl", "-q"]
        command += ["--glossary", str(empty)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def found_by(row: dict[str, object], truth: Truth) -> set[int]:
    """Return the errors that a proposal finds; one that holds a form and a character more is its true extent."""
    form, uses = str(row["wrong"]).lower(), {str(use).lower() for use in row["use"]}  # type: ignore[attr-defined]
    return {
        number
        for number, ways in enumerate(truth.errors)
        for wrong, use in ways
        if use in uses and (wrong == form or (wrong in form and len(form) == len(wrong) + 1 > 3))
    }


def measure(folder: Path, first: int, more: list[str], mined: Path | None) -> None:
    truth = read_truth(folder)
    sources = ["--source", str(folder / "en")] if (folder / "en").is_dir() else []
    with tempfile.TemporaryDirectory() as place:
        listed = Path(place) / "names.txt"
        listed.write_text("\n".join(truth.names), "utf-8")
        ways = (("listed", ["--names", str(listed)]),) if truth.names else ()
        for what, options in (*ways, ("found", [])):
            rows = suggest(str(folder / "docs"), *sources, *options, *more)
            hits = [found_by(row, truth) for row in rows]
            good, count = sum(map(bool, hits[:first])), len(hits[:first])
            print(
                f"{what}: {len(rows)} proposed, precision of the first {count} {good / max(count, 1):.3f}, "
                f"recall of all {len(set().union(*hits)) / len(truth.errors):.3f} of {len(truth.errors)}"
            )
            for row, hit in zip(rows, hits, strict=True):
                if "-v" in sys.argv and not hit:
                    print(f"    {row['score']:.2f} {row['wrong']} -> {' or '.join(row['use'])}")  # type: ignore[arg-type]
            if mined is not None and options:
                write_mined(rows, mined)


def write_mined(rows: list[dict[str, object]], path: Path) -> None:
    """Write what was proposed as a table of the columns of `glossary.csv`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["wrong", "right", "ambiguous", "notes"])
        for row in rows:
            right, *others = row["use"]  # type: ignore[misc]
            also = f"also: {' / '.join(others)}" if others else ""
            table.writerow([row["wrong"], right, "yes" if row["ambiguous"] else "no", also])


def invent(folder: Path, count: int) -> None:
    """Write pages of common words with names of the pack in them, right and wrong."""
    chance = random.Random(9)
    for number in range(count):
        text, own = [f"# 第 {number} 页\n\n"], chance.sample(range(len(WRONG)), 3)
        size = 0
        while size < SIZE:
            words = chance.choices(WORDS, k=20)
            if chance.random() < 0.2:
                which = chance.choice(own)
                words.insert(chance.randrange(20), f" {chance.choice((WRONG, RIGHT))[which]} ")
            piece = "".join(words) + "。" + ("\n\n" if chance.random() < 0.2 else "")
            text.append(piece)
            size += len(piece.encode())
        (folder / f"p{number:05}.md").write_text("".join(text), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--first", type=int, default=100, help="proposals whose precision is measured")
    parser.add_argument("--threshold", help="as in `glossary suggest`")
    parser.add_argument("--mined", type=Path, metavar="FILE", help="write what is proposed for listed names to a table")
    parser.add_argument("--scale", type=int, metavar="N")
    parser.add_argument("-v", action="store_true", help="show the proposals that no judged place confirms")
    arguments = parser.parse_args()
    more = ["--threshold", arguments.threshold] if arguments.threshold else []
    for folder in arguments.folders:
        measure(folder, arguments.first, more, arguments.mined)
    if arguments.scale:
        with tempfile.TemporaryDirectory() as folder:
            invent(Path(folder), arguments.scale)
            for what in ("first run", "second run"):
                began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
                rows = suggest(folder)
                spent, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
                work = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
                print(
                    f"{what}: {arguments.scale} documents, {spent:.1f} s, CPU {work:.1f} s, "
                    f"{used.ru_maxrss / 1024:.0f} MiB a process, {len(rows)} proposed"
                )


if __name__ == "__main__":
    main()
