"""Paragraphs stand level by their sentences; what is told in another order, or by one side only, says so."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_values import report_on
from summitalign import api
from summitalign.align.options import AlignOptions
from summitalign.model.alignment import Unit
from summitalign.report.corpus import PairReport
from summitalign.report.html.blocks import Block, RunKind
from summitalign.report.html.order import in_order
from summitalign.report.html.pair_page import PairView, view_pair

ENGLISH = """# Release 3.4

The scheduler now starts 40 % faster. Large graphs need less memory.

Set `queue_size` to 64 before you upgrade.

```sh
pip install lakeside==3.4
```

## Known problems

Windows 7 is no longer supported. Use Windows 10 or later.
"""
CHINESE = """# 3.4 版

调度器的启动速度现在快了 40 %。大型图需要的内存更少。

这一段是译者加上的，原文没有。

升级之前，请把 `queue_size` 设为 64。

```sh
pip install lakeside==3.4
```

## 已知问题

不再支持 Windows 7。请使用 Windows 10 或更高版本。
"""


def pair(source: str, target: str, *, has_sentences: bool = True) -> PairView:
    own, other = report_on(source, "a.md", "en"), report_on(target, "b.md", "zh-Hans")
    alignment = api.align(own.document, other.document, None, AlignOptions(unit=Unit.SECTION))
    options = AlignOptions(unit=Unit.SENTENCE)
    sentences = api.align(own.document, other.document, None, options) if has_sentences else None
    return view_pair(PairReport(own, other, alignment, sentences))


def words(blocks: Sequence[Block]) -> str:
    return " ".join("".join(run.text for run in block.runs if run.kind is not RunKind.CELL) for block in blocks)[:14]


def test_paragraphs_stand_level_and_code_with_its_copy() -> None:
    first, second = pair(ENGLISH, CHINESE).rows
    assert [(words(part.source), words(part.target)) for part in first.parts] == [
        ("Release 3.4", "3.4 版"),
        ("The scheduler ", "调度器的启动速度现在快了 4"),
        ("", "这一段是译者加上的，原文没有"),
        ("Set queue_size", "升级之前，请把 queue_"),
        ("pip install la", "pip install la"),
    ]
    assert [part.is_heading for part in second.parts] == [True, False]


def test_a_paragraph_of_several_sentences_has_them_level() -> None:
    sentences = pair(ENGLISH, CHINESE).rows[0].parts[1].sentences
    assert [(words(row.source), words(row.target)) for row in sentences] == [
        ("The scheduler ", "调度器的启动速度现在快了 4"),
        ("Large graphs n", "大型图需要的内存更少。"),
    ]


def test_a_row_whose_sides_tell_different_things_is_shown_as_a_whole() -> None:
    target = "# 3.4 版\n\n我们在湖边散步。\n\n晚饭很好吃。\n\n天气不错。\n"
    source = "# Release 3.4\n\nThe scheduler is new.\n\nUse port 80.\n\nSee issue 12.\n"
    assert pair(source, target, has_sentences=False).rows[0].parts == ()


def test_paragraphs_stand_level_only_where_half_of_them_correspond() -> None:
    own, other = report_on(ENGLISH, "a.md", "en"), report_on(CHINESE, "b.md", "zh-Hans")
    alignment = api.align(own.document, other.document, None, AlignOptions(unit=Unit.SECTION))
    sentences = api.align(own.document, other.document, None, AlignOptions(unit=Unit.SENTENCE))
    less = view_pair(PairReport(own, other, alignment, replace(sentences, beads=sentences.beads[:1])))
    assert [bool(row.parts) for row in less.rows] == [False, False]


def test_all_that_a_document_shows_is_shown_in_its_parts() -> None:
    whole, parts = pair(ENGLISH, CHINESE, has_sentences=False), pair(ENGLISH, CHINESE)
    for side in ("source", "target"):
        shown = [block for row in whole.rows for view in getattr(row, side) for block in view.blocks]
        level = [block for row in parts.rows for part in row.parts for block in getattr(part, side)]
        assert level == shown


@pytest.mark.parametrize(
    ("groups", "levels", "rest"),
    [
        ([], [((), (0,)), ((), (1,)), ((0,), ()), ((1,), ())], []),
        ([((0,), (0,)), ((1,), (1,))], [((0,), (0,)), ((1,), (1,))], []),
        ([((1,), (0,))], [((0,), ()), ((1,), (0,)), ((), (1,))], []),
        ([((1,), (0,)), ((0,), (1,))], [((1,), (0,)), ((0,), (1,))], []),
        ([((0, 1), (1,))], [((), (0,)), ((0, 1), (1,))], []),
    ],
)
def test_levels_stand_in_the_order_of_the_target(
    groups: list[tuple[tuple[int, ...], tuple[int, ...]]],
    levels: list[tuple[tuple[int, ...], tuple[int, ...]]],
    rest: list[tuple[int, ...]],
) -> None:
    found, left = in_order(groups, 2, 2)
    assert [(level.source, level.target) for level in found] == levels
    assert [level.source for level in left] == rest


NUMBERS = st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6))
def test_nothing_is_lost_in_any_order(groups: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
    levels, rest = in_order(groups, 6, 6)
    for side in ("source", "target"):
        assert {number for level in (*levels, *rest) for number in getattr(level, side)} == set(range(6))
    assert sorted(level.group for level in levels if level.group >= 0) == list(range(len(groups)))
    assert not any(level.target for level in rest)
