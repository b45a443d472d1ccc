"""The option --source of fix-terms: which originals are asked about a document, and how often."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fix_command import run, write
from summitalign.align import engine, features
from summitalign.align.engine import Aligner
from summitalign.align.partners import Partners
from summitalign.model.alignment import Alignment
from summitalign.model.document import Document

GLOSSARY = """\
languages: {source: en, target: zh}
terms:
  - {use: Spark, wrong: [火花], ambiguous: true}
  - {use: Flask, wrong: [烧瓶], ambiguous: true}
  - {use: Foxlet, wrong: [小狐狸]}
"""
THINGS = (
    "bridge 桥梁",
    "garden 花园",
    "harbour 港口",
    "kitchen 厨房",
    "museum 博物馆",
    "library 图书馆",
    "market 市场",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("glossary.yml", GLOSSARY)
    return tmp_path


class Counts:
    """How often what was described, and what was aligned with what."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.described: Counter[tuple[str, tuple[str, ...]]] = Counter()
        """By the path of the document, and the ids of the segments that were described; of the whole it is empty."""
        self.aligned: Counter[tuple[str, str]] = Counter()
        self.indexed = 0
        describe, align, index = features.describe, Aligner.align, Partners.__init__

        def counting_describe(document: Document, segments: Any, *arguments: Any, **options: Any) -> Any:
            self.described[document.source, tuple(segment.id for segment in segments)] += 1
            return describe(document, segments, *arguments, **options)

        def counting_align(self_: Aligner, source: Document, target: Document, *arguments: Any) -> Alignment:
            self.aligned[source.source, target.source] += 1
            return align(self_, source, target, *arguments)

        def counting_index(self_: Partners, *arguments: Any) -> None:
            self.indexed += 1
            index(self_, *arguments)

        monkeypatch.setattr(engine, "describe", counting_describe)
        monkeypatch.setattr(Partners, "__init__", counting_index)
        monkeypatch.setattr(Aligner, "align", counting_align)


def pages(number: int) -> tuple[str, str]:
    """Return a page about the number and its translation."""
    (thing, word), (other, what) = (THINGS[(number * step) % len(THINGS)].split() for step in (1, 3))
    source = (
        f"# The {thing}\n\nBuilt in {1800 + number}, near the {other}.\n\n"
        f"## Rooms of unit{number}\n\nHere Spark counts {number + 3} visitors.\n\n"
        f"- The {other} has {number + 20} lamps.\n"
        f"\n## Plans\n\nA plan for {2000 + number} is open.\n"
    )
    target = (
        f"# {word}\n\n建于 {1800 + number} 年，靠近{what}。\n\n"
        f"## unit{number} 的房间\n\n火花统计 {number + 3} 位来客。\n\n- {what}有 {number + 20} 盏灯。\n"
        f"\n## 计划\n\n{2000 + number} 年的计划是公开的。\n"
    )
    return source, target


def write_tree(count: int, name: str, translated_name: str) -> None:
    for number in range(count):
        source, target = pages(number)
        write(name.format(number), source)
        write(translated_name.format(number, other=(number * 7 + 3) % count), target)


def decisions(*arguments: str) -> list[tuple[int, str, str]]:
    done = run(*arguments, "--format", "jsonl")
    assert done.exit_code in (0, 1), done.output
    objects: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    return [(each["line"], each["found"], each["decision"]) for each in objects]


@pytest.mark.parametrize("count", [5, 40])
@pytest.mark.parametrize(
    ("name", "translated_name", "arguments"),
    [
        ("en/p{}.md", "zh/p{}.md", ("zh", "--source", "en")),
        ("en/page-{}.md", "zh/文{other}.md", ("zh", "--source", "en")),
        ("all/p{}.en.md", "all/p{}.zh.md", ("all", "--source", "all")),
    ],
    ids=["same-names", "other-names", "one-folder"],
)
def test_each_original_is_described_once_and_each_document_aligned_with_its_own(
    name: str, translated_name: str, arguments: tuple[str, ...], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(count, name, translated_name)
    counts = Counts(monkeypatch)

    found = decisions(*arguments)

    assert [decision for _, _, decision in found] == ["apply"] * count
    originals = {name.format(number) for number in range(count)}
    assert {times for (path, _), times in counts.described.items() if path in originals} == {1}
    assert counts.indexed == 1
    assert len(counts.aligned) == count
    assert all(
        source == name.format(number) and target == translated_name.format(number, other=(number * 7 + 3) % count)
        for (source, target), number in ((pair, _number(pair[0])) for pair in counts.aligned)
    )


def _number(path: str) -> int:
    return int("".join(letter for letter in Path(path).name if letter.isdigit()))


def test_work_grows_with_the_number_of_documents_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    work = []
    for count in (30, 60):
        write_tree(count, f"en{count}/p{{}}.md", f"zh{count}/p{{}}.md")
        with monkeypatch.context() as patch:
            counts = Counts(patch)
            run(f"zh{count}", "--source", f"en{count}")
        work.append(counts.described.total() + counts.aligned.total())
    assert work[1] <= 2.1 * work[0]


def test_an_original_of_several_documents_is_described_once(monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = pages(3)
    write("en/a.md", source)
    for name in ("one", "two", "three"):
        write(f"zh/{name}.md", target)
    counts = Counts(monkeypatch)

    assert len(decisions("zh", "--source", "en")) == 3
    assert counts.aligned.total() == 3
    assert {times for (path, _), times in counts.described.items() if path == "en/a.md"} == {1}


def test_a_document_without_original_is_aligned_with_none_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(40, "en/p{}.md", "unused/{other}.md")
    write("zh/own.md", "# 晚会\n\n2001 年的晚会上，小狐狸看火花。\n\n## 回家\n\n23 点下雨了。\n")
    counts = Counts(monkeypatch)

    assert (3, "火花", "apply") not in decisions("zh", "--source", "en")
    assert not counts.aligned


def test_a_document_that_leaves_nothing_open_is_aligned_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    write("en/a.md", "# Foxlet\n\nFoxlet runs.\n")
    write("zh/a.md", "# 小狐狸\n\n小狐狸在运行。\n")
    counts = Counts(monkeypatch)

    assert [decision for *_, decision in decisions("zh", "--source", "en")] == ["apply", "apply"]
    assert not counts.aligned


def test_a_recap_is_aligned_with_all_that_it_retells() -> None:
    names = ("Spark", "Flask", "Spark", "Flask", "Spark")
    words = {"Spark": "火花", "Flask": "烧瓶"}
    parts = []
    for number, name in enumerate(names):
        videos = [f"https://youtu.be/{letter * 11}" for letter in ("abcde"[number], "ABCDE"[number])]
        write(
            f"en/day{number}.md",
            f"# Day {number + 1}\n\n## Welcome {number}\n\n[video]({videos[0]})\n\n{70 + number} guests.\n\n"
            f"## Talk {number}\n\n[video]({videos[1]})\n\nAll of {name} in {50 + number} min.\n\n## Lunch\n\nSoup.\n",
        )
        parts.append(f"## 欢迎 {number}\n\n[录像]({videos[0]})\n\n来了 {70 + number} 人。\n")
        parts.append(f"## 第 {number} 讲\n\n[录像]({videos[1]})\n\n{50 + number} 分钟讲{words[name]}。\n")
    write("zh/recap.md", "# 回顾\n\n" + "\n".join(parts))

    found = decisions("zh", "--source", "en")

    assert [decision for *_, decision in found] == ["apply"] * len(names)


def test_several_processes_come_to_the_same_answers() -> None:
    write_tree(70, "en/p{}.md", "zh/文{other}.md")
    assert run("zh", "--source", "en", "--jobs", "2").stdout == run("zh", "--source", "en", "--jobs", "1").stdout
