"""Measure `summitalign glossary suggest`: what it finds, how much of that is right, and what it takes.

A folder to be measured holds `docs/`, `names.txt` and `pairs.tsv` (`wrong<TAB>right`, the errors in the documents), and
originals in `en/` where there are some. With --scale N, N invented documents of 12 kB are searched instead.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = 12_000
WORDS = [
    "数据",
    "模型",
    "我们",
    "使用",
    "训练",
    "系统",
    "可以",
    "函数",
    "结果",
    "网络",
    "需要",
    "时间",
    "问题",
    "方法",
    "其中",
    "因此",
    "服务",
    "文件",
    "程序",
    "用户",
]


def suggest(*arguments: str) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "glossary.yml"  # not the nearest one, which would have some of the forms
        empty.write_text("version: 1\nterms: []\n", "utf-8")
        command = [sys.executable, "-m", "summitalign", "glossary", "suggest", *arguments, "--format", "jsonl", "-q"]
        command += ["--glossary", str(empty)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def is_right(row: dict[str, object], right: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs that a proposal finds; one that holds a form with a character more is its true extent."""
    form, uses = str(row["wrong"]).lower(), [str(use).lower() for use in row["use"]]  # type: ignore[attr-defined]
    return {
        (wrong, use)
        for wrong, use in right
        if use in uses and (wrong == form or (wrong in form and len(form) == len(wrong) + 1 > 3))
    }


def measure(folder: Path, top: int, threshold: str | None) -> None:
    lines = (folder / "pairs.tsv").read_text("utf-8").splitlines()
    right = {(wrong.lower(), use.lower()) for wrong, use in (line.split("\t")[:2] for line in lines)}
    sources = ["--source", str(folder / "en")] if (folder / "en").is_dir() else []
    names = folder / "names.txt"
    for what, more in (("listed", ["--names", str(names)]), ("found", [])):
        if more and not names.exists():
            continue
        limit = ["--threshold", threshold] if threshold else []
        rows = suggest(str(folder / "docs"), *sources, *more, *limit, "--top", str(top))
        hits = [is_right(row, right) for row in rows]
        found = set().union(*hits) if hits else set()
        good = sum(bool(hit) for hit in hits)
        least = rows[-1]["score"] if rows else "-"
        print(
            f"{what}: {len(rows)} proposed down to {least}, precision {good / max(len(rows), 1):.3f}, "
            f"recall {len(found) / len(right):.3f} of {len(right)}"
        )


def invent(folder: Path, count: int) -> None:
    """Write pages of common words with names of the pack in them, right and wrong."""
    chance = random.Random(9)
    wrong = ["张量流", "科特林", "码头工人", "py torch", "弹性搜索", "格拉法纳", "芹菜", "气流", "红宝石", "海洋"]
    right = [
        "TensorFlow",
        "Kotlin",
        "Docker",
        "PyTorch",
        "Elasticsearch",
        "Grafana",
        "Celery",
        "Airflow",
        "Ruby",
        "Kafka",
    ]
    for number in range(count):
        text, own = [f"# 第 {number} 页\n\n"], chance.sample(range(len(wrong)), 3)
        size = 0
        while size < SIZE:
            words = chance.choices(WORDS, k=20)
            if chance.random() < 0.2:
                which = chance.choice(own)
                words.insert(chance.randrange(20), f" {chance.choice((wrong, right))[which]} ")
            piece = "".join(words) + "。" + ("\n\n" if chance.random() < 0.2 else "")
            text.append(piece)
            size += len(piece.encode())
        (folder / f"p{number:05}.md").write_text("".join(text), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--top", type=int, default=100)
    parser.add_argument("--threshold")
    parser.add_argument("--scale", type=int, metavar="N")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        measure(folder, arguments.top, arguments.threshold)
    if arguments.scale:
        with tempfile.TemporaryDirectory() as folder:
            invent(Path(folder), arguments.scale)
            for what in ("first run", "second run"):
                began = time.perf_counter()
                rows = suggest(folder)
                spent = time.perf_counter() - began
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
                print(f"{what}: {arguments.scale} documents, {spent:.1f} s, {peak:.0f} MiB, {len(rows)} proposed")


if __name__ == "__main__":
    main()
