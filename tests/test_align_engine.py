"""Whole documents: translations in order and out of it, recaps of talks, documents without counterpart."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitalign.align.engine import align
from summitalign.align.match import LEAST
from summitalign.align.options import AlignOptions
from summitalign.align.weights import tier
from summitalign.api import parse
from summitalign.model.alignment import Alignment, Tier, Unit
from summitalign.model.document import Document
from summitalign.model.term import Glossary, TermEntry, WrongForm

ENGLISH = {
    "Overview": "Driftwood keeps tide tables for `HarborMap` and for 12 small ports.",
    "Install the compass": "Run `pip install driftwood` and set `DRIFT_HOME` first.",
    "Reading the tables": "A table has 24 rows. Call `read_tide()` on each, or see <https://driftwood.example/tables>.",
    "Drawing a chart": "`draw_chart` takes a `Canvas` and writes an SVG file.",
    "Frequently asked questions": "Ask in the Zulip channel, or open a ticket with the label `lost-at-sea`.",
}
CHINESE = {
    "Overview": ("概述", "Driftwood 为 `HarborMap` 和 12 个小港口保存潮汐表。"),
    "Install the compass": ("安装罗盘", "先运行 `pip install driftwood`，再设置 `DRIFT_HOME`。"),
    "Reading the tables": (
        "读表",
        "一张表有 24 行。对每行调用 `read_tide()`，或见 <https://driftwood.example/tables>。",
    ),
    "Drawing a chart": ("画图", "`draw_chart` 需要一个 `Canvas`，并写出 SVG 文件。"),
    "Frequently asked questions": ("常见问题", "到 Zulip 频道提问，或者提交带有 `lost-at-sea` 标签的工单。"),
}
TALKS = (
    ("9:00 AM", "aaaaaaaaaa1", "Opening the gate", "Mira Holm"),
    ("9:30 AM", "bbbbbbbbbb2", "Lamps without oil", "Jon Aske"),
    ("10:00 AM", "cccccccccc3", "Fog horns, part one", "Ida Roe"),
    ("10:30 AM", "cccccccccc3?t=1200", "Fog horns, part two", "Ida Roe"),
    ("11:00 AM", "dddddddddd4", "Beacon Protocol in practice", "Sol Vik"),
)
ROWS = "".join(
    f'<tr><td>{time}</td><td><a href="https://youtu.be/{video}">{title}</a></td><td><b>{name}</b>, Keeper</td></tr>\n'
    for time, video, title, name in TALKS
)
AGENDA = f"# Lighthouse Days\n\n## Day 1\n\n<table>\n{ROWS}</table>\n"
RECAP = """# 灯塔日见闻

我去了海边，天气很好。

## 雾号

([视频](https://www.youtube.com/watch?v=cccccccccc3))

声音很大。

## 无油之灯

([视频](https://www.youtube.com/watch?v=bbbbbbbbbb2&list=PLzzzzzzzzzzzzz))

灯很亮。

## 午餐

鱼汤很好喝。

## 信标协议

最后讲的是它。
"""
GLOSSARY = Glossary((TermEntry("beacon-protocol", ("Beacon Protocol",), (WrongForm("信标协议"),)),))


def english(titles: Sequence[str]) -> Document:
    return parse("".join(f"## {title}\n\n{ENGLISH[title]}\n\n" for title in titles), "source.md")


def chinese(titles: Sequence[str]) -> Document:
    return parse("".join(f"## {CHINESE[title][0]}\n\n{CHINESE[title][1]}\n\n" for title in titles), "target.md")


def titles(alignment: Alignment) -> set[tuple[str, str]]:
    return {
        (alignment.source.segment(own).title, alignment.target.segment(other).title)
        for bead in alignment.beads
        for own, other in product(bead.source, bead.target)
    }


def expected(names: Sequence[str]) -> set[tuple[str, str]]:
    return {(name, CHINESE[name][0]) for name in names}


def order_of(alignment: Alignment) -> str:
    return dict(alignment.signature.parameters)["order"]


ALL = list(ENGLISH)


@pytest.mark.parametrize("unit", [Unit.SECTION, Unit.AUTO])
def test_a_translation_keeps_its_order(unit: Unit) -> None:
    found = align(english(ALL), chinese(ALL), None, AlignOptions(unit))
    assert titles(found) == expected(ALL)
    assert order_of(found) == "kept"
    assert found.signature.unit == unit.value


@pytest.mark.parametrize("unit", [Unit.SECTION, Unit.AUTO])
def test_content_overrides_order(unit: Unit) -> None:
    moved = [ALL[3], ALL[4], ALL[0], ALL[2], ALL[1]]
    found = align(english(ALL), chinese(moved), None, AlignOptions(unit))
    assert titles(found) == expected(ALL)
    assert order_of(found) == "free"


def test_a_section_that_was_left_out_has_no_counterpart() -> None:
    found = align(english(ALL), chinese([ALL[0], ALL[2], ALL[4]]), None, AlignOptions(Unit.SECTION))
    assert titles(found) == expected([ALL[0], ALL[2], ALL[4]])


def test_two_sections_run_together_are_one_bead() -> None:
    whole = "".join(
        f"## {title}\n\n{text}\n\n" if name != ALL[3] else f"{text}\n\n" for name, (title, text) in CHINESE.items()
    )
    found = align(english(ALL), parse(whole), None, AlignOptions(Unit.SECTION))
    assert (ALL[2], "读表") in titles(found)
    assert (ALL[3], "读表") in titles(found)


def test_paragraphs_headings_and_items_are_units_of_their_own() -> None:
    source = parse("# Knots\n\nThe bowline holds 200 kg.\n\n- Use `tie()`.\n- Use `cut()`.\n")
    target = parse("# 绳结\n\n单套结能承受 200 kg。\n\n- 用 `tie()`。\n- 用 `cut()`。\n")
    found = align(source, target, None, AlignOptions(Unit.PARAGRAPH))
    assert [(bead.source, bead.target) for bead in found.beads] == [
        ((own.id,), (other.id,)) for own, other in zip(found.source_segments, found.target_segments, strict=True)
    ]
    assert len(found.beads) == 4


def test_lines_are_joined_too() -> None:
    found = align(parse("One 1.\n\nTwo 2.\n"), parse("一 1。\n二 2。\n"), None, AlignOptions(Unit.LINE))
    assert [(bead.source, bead.target) for bead in found.beads] == [(("l1",), ("l1",)), (("l3",), ("l2",))]


def test_a_recap_finds_its_talks_by_their_videos() -> None:
    found = align(parse(AGENDA), parse(RECAP), None, AlignOptions(Unit.AUTO))
    assert {pair for pair in titles(found) if pair[1]} == {
        ("Fog horns, part one", "雾号"),
        ("Fog horns, part two", "雾号"),
        ("Lamps without oil", "无油之灯"),
        ("Lighthouse Days", "灯塔日见闻"),
    }


def test_talks_of_one_section_are_one_bead_with_its_evidence() -> None:
    found = align(parse(AGENDA), parse(RECAP), None, AlignOptions(Unit.ENTRY))
    [horns] = [bead for bead in found.beads if len(bead.source) == 2]
    assert horns.evidence[0].kind == "video"
    assert horns.evidence[0].value == "youtube:cccccccccc3"
    assert horns.tier is Tier.CERTAIN


def test_a_time_stamp_tells_apart_talks_that_share_a_recording() -> None:
    stamped = RECAP.replace("watch?v=cccccccccc3", "watch?v=cccccccccc3&t=1500")
    found = align(parse(AGENDA), parse(stamped), None, AlignOptions(Unit.AUTO))
    assert {pair for pair in titles(found) if pair[1] == "雾号"} == {("Fog horns, part two", "雾号")}


def test_the_glossary_finds_a_talk_without_a_link() -> None:
    assert ("Beacon Protocol in practice", "信标协议") in titles(
        align(parse(AGENDA), parse(RECAP), GLOSSARY, AlignOptions(Unit.AUTO))
    )


def test_items_of_a_list_find_a_talk_each() -> None:
    listed = """# 见闻

## 工程

- **灯** 很好 ([视频](https://youtu.be/bbbbbbbbbb2))
- **信标** 很好 ([视频](https://youtu.be/dddddddddd4))
"""
    found = align(parse(AGENDA), parse(listed), None, AlignOptions(Unit.AUTO))
    assert titles(found) == {("Lamps without oil", "灯"), ("Beacon Protocol in practice", "信标")}


def test_texts_that_have_nothing_to_do_with_each_other_have_no_beads() -> None:
    other = parse("# 食谱\n\n## 汤\n\n水和盐。\n\n## 面\n\n面粉和水。\n\n## 茶\n\n叶子。\n")
    assert align(parse(AGENDA), other, None, AlignOptions(Unit.AUTO)).beads == ()


def test_empty_documents_have_no_beads() -> None:
    for unit in Unit:
        assert align(parse(""), chinese(ALL), None, AlignOptions(unit)).beads == ()
        assert align(english(ALL), parse(""), None, AlignOptions(unit)).beads == ()


@pytest.mark.parametrize(("posterior", "name"), [(1.0, Tier.CERTAIN), (0.8, Tier.LIKELY), (0.2, Tier.WEAK)])
def test_a_tier_names_a_posterior(posterior: float, name: Tier) -> None:
    assert tier(posterior) is name


ORDERS = st.lists(st.sampled_from(ALL), min_size=1, max_size=5, unique=True)


def test_equal_sums_fall_alike_on_both_sides_even_among_the_unlikeliest_beads(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without a floor beads are told that only rounding chooses among equals.
    monkeypatch.setattr("summitalign.align.correspond.LEAST", 0.0)
    source, target = english([ALL[0], ALL[2], ALL[3]]), chinese([ALL[1]])
    there, back = (
        align(source, target, None, AlignOptions(Unit.PARAGRAPH)),
        align(target, source, None, AlignOptions(Unit.PARAGRAPH)),
    )
    assert any(bead.posterior < LEAST for bead in there.beads)
    assert {(bead.source, bead.target, bead.posterior) for bead in there.beads} == {
        (bead.target, bead.source, bead.posterior) for bead in back.beads
    }


@settings(max_examples=40, deadline=None)
@given(ORDERS, ORDERS, st.sampled_from([Unit.SECTION, Unit.PARAGRAPH, Unit.LINE, Unit.SENTENCE, Unit.AUTO]))
@example([ALL[0], ALL[2], ALL[3]], [ALL[1]], Unit.PARAGRAPH)
def test_swapping_the_sides_mirrors_the_alignment(own: list[str], other: list[str], unit: Unit) -> None:
    there = align(english(own), chinese(other), None, AlignOptions(unit))
    back = align(chinese(other), english(own), None, AlignOptions(unit))
    assert {(bead.source, bead.target, bead.posterior, bead.tier) for bead in there.beads} == {
        (bead.target, bead.source, bead.posterior, bead.tier) for bead in back.beads
    }


def length_ratios(alignment: Alignment) -> dict[frozenset[str], float]:
    return {
        frozenset(alignment.source.segment(own).title for own in bead.source)
        | frozenset(alignment.target.segment(other).title for other in bead.target): float(one.value)
        for bead in alignment.beads
        for one in bead.evidence
        if one.kind == "length"
    }


def test_a_bead_gives_the_length_of_the_target_against_that_of_the_source() -> None:
    source, target = english(ALL), parse(chinese(ALL).text.replace("保存潮汐表。", "保存潮汐表。每天都更新。"))
    there = length_ratios(align(source, target, None, AlignOptions(Unit.SECTION)))
    back = length_ratios(align(target, source, None, AlignOptions(Unit.SECTION)))
    assert there.keys() == back.keys()
    assert max(abs(ratio - 1.0) for ratio in there.values()) > 0.1
    for names, ratio in there.items():
        assert back[names] == pytest.approx(1.0 / ratio, abs=0.02)


@settings(max_examples=40, deadline=None)
@given(ORDERS, ORDERS, st.sampled_from([Unit.SECTION, Unit.ENTRY, Unit.PARAGRAPH, Unit.AUTO]))
def test_no_bead_is_likelier_wrong_than_right(own: list[str], other: list[str], unit: Unit) -> None:
    assert all(bead.posterior >= LEAST for bead in align(english(own), chinese(other), None, AlignOptions(unit)).beads)


@settings(max_examples=40, deadline=None)
@given(ORDERS, ORDERS)
def test_beads_name_candidates_in_the_order_of_the_target(own: list[str], other: list[str]) -> None:
    found = align(english(own), chinese(other), None, AlignOptions(Unit.SECTION))
    sources = {segment.id for segment in found.source_segments}
    place = {segment.id: number for number, segment in enumerate(found.target_segments)}
    firsts = [place[bead.target[0]] for bead in found.beads]
    assert firsts == sorted(firsts)
    for bead in found.beads:
        assert bead.source
        assert set(bead.source) <= sources
        assert 0.0 <= bead.posterior <= 1.0
    assert found == align(english(own), chinese(other), None, AlignOptions(Unit.SECTION))
