"""Paragraphs and headings that are read without a parser: as the parser reads them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.markdown.link_reading import read_links_around
from summitalign.markdown.plain import read_plain
from summitalign.model.document import RegionKind, Scope

PIECES = st.sampled_from(
    ("学习", " ", "TensorFlow", "（注）", "，", "。", ":", ".", "(a b)", "`code`", "`a*b`", "``", "`",
     "[文档](https://a.io/b_c)", "[文 档](../a.md#b)", "[x]()", "[x]", "[", "](", ")", "*", "_", "#", "1. ", "- ", "\n",
     "\n\n", "  ", "a.py", "x=1", "**粗**")
)  # fmt: skip
BLOCKS = st.tuples(st.sampled_from(["", "\n", "# ", "## ", "###### ", "#"]), st.lists(PIECES, max_size=12)).map(
    lambda parts: parts[0] + "".join(parts[1])
)


@settings(deadline=None)  # the first example prepares what all of them need
@given(BLOCKS)
def test_prose_and_links_are_those_of_the_parser(text: str) -> None:
    places = list(range(len(text)))
    plain = read_plain(text, places)
    if plain is None:
        return
    whole = api.parse(text)
    assert plain[0] == [region for region in whole.regions if region.kind is RegionKind.PROSE]
    shown = [link for link in whole.links if link.kind and len(link.text_span)]
    assert list(read_links_around(text, places, (), plain[1])) == shown


@pytest.mark.parametrize(
    "text",
    ["学 `a` 习。\n", "# 学习 [文档](a.md)\n", "\n学习 TensorFlow（二）。\n\n", "`a` 是 [b](https://c.io/d_e) 的。"],
)
def test_what_is_plain_is_taken(text: str) -> None:
    assert read_plain(text, range(len(text))) is not None


@pytest.mark.parametrize(
    "text",
    ["**粗**", "一\n二", "- 一", "1. 一", "`a", "``a``", "![图](a.png)", "[一]: a", "[a][b]", "<b>一</b>", "一 $a$",
     "&amp;", "用 a.py 来", "#一", "> 一", "| 一 |"],
)  # fmt: skip
def test_what_may_be_more_is_not(text: str) -> None:
    assert read_plain(text, range(len(text))) is None


def test_only_what_holds_a_place_is_returned() -> None:
    regions, links = read_plain("# 一 `a` 二 [三](b.md)", [8]) or ([], [])
    assert [(region.span.start, region.scope) for region in regions] == [(7, Scope.HEADING)]
    assert not links
