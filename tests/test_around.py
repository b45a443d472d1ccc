"""Reading only around some places says what reading the whole document says, and gives up where it could not."""

import random
from bisect import bisect_right
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.fix.apply import Retraced, apply_edits
from summitalign.markdown.around import cut_around
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.harmless import LetterEdits
from summitalign.markdown.overlays import SPANNING
from summitalign.markdown.structure import outline, structure
from summitalign.markdown.surroundings import Surroundings, parse_around, parse_labelled
from summitalign.model.document import Region, RegionKind
from summitalign.model.finding import Edit
from summitalign.model.span import Span

LINES = st.sampled_from(
    [
        *("```\n", "~~~\n", "```py\n", "  ```\n", "   ```\n", "    ```\n", "`` ` ``\n", "\t```\n", "````\n"),
        *("- 甲\n", "1. 乙\n", "10. 丙\n", "14. 丁\n", "-   戊\n", "-     己\n", "- \n", "*\n", "- - -\n", "***\n"),
        *("> 庚\n", "> ```\n", "\n", "\n\n", " \n", "\t\n", "\r\n", "===\n", "# 辛\n", "    壬\n", "\t癸\n"),
        *("<div>\n", "</div>\n", "<pre>\n", "<!-- 子 -->\n", "<!--\n", "-->\n", "<!DOCTYPE x>\n", "<?php\n"),
        *("{% raw %}\n", "{% endraw %}\n", "{{ 丑 }}\n", "{{< highlight >}}\n", "$$\n", "$寅$\n", "\\[ 卯\n"),
        *("| 辰 | `巳` |\n|---|---|\n", "[午](u)", "[未][b] ", "[b]\n", "![b] ", "\n\n[b]: http://x.y\n\n"),
        *("\n\n[b]: u 't'\n[c]: v\n\n", "[^1]: 申\n", "[b]:\n", "**", "`", "段落酉\n", "词 **粗** 词\n", "import 戌\n"),
        *("import {a} from 'b'\n", "export const x = `\n", "亥 https://例.中国/甲\n", "data/张量流/\n", "\\*", "&amp;"),
    ]
)
TEXTS = st.lists(LINES, max_size=24).map("".join)
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def region_at(regions: tuple[Region, ...], place: int) -> Region:
    at = bisect_right([region.span.start for region in regions], place) - 1
    if at >= 0 and place < regions[at].span.end:
        return regions[at]
    return Region(RegionKind.MARKUP, Span(place, place + 1))


@MANY
@given(TEXTS, st.randoms(use_true_random=False))
def test_prose_is_the_same_prose_in_the_same_scope(text: str, chance: random.Random) -> None:
    places = sorted({chance.randrange(len(text)) for _ in range(6)}) if text else []
    around, whole = parse_around(text, places).regions, api.parse(text).regions
    for place in places:
        near, far = region_at(around, place), region_at(whole, place)
        if RegionKind.PROSE in (near.kind, far.kind):
            assert (near.kind, near.span, near.scope) == (far.kind, far.span, far.scope)


def test_no_tag_reaches_into_a_fence() -> None:
    text = "甲\n\n<x.Y a,\n乙\n~~~\nb=c>\n"
    place = text.index("乙")
    near, far = region_at(parse_around(text, [place]).regions, place), region_at(api.parse(text).regions, place)
    assert near.kind is RegionKind.PROSE
    assert near == far


@pytest.mark.parametrize("read", [parse_around, parse_labelled])
@MANY
@given(text=TEXTS, chance=st.randoms(use_true_random=False))
def test_links_are_the_same_links(
    text: str, chance: random.Random, read: Callable[[str, Sequence[int]], Surroundings]
) -> None:
    places = [chance.randrange(len(text))] if text else []
    around, whole = read(text, places), api.parse(text).links
    for place in places:
        if region_at(around.regions, place).kind is RegionKind.PROSE:
            shown = [link for link in around.links if link.text_span.contains(Span(place, place + 1))]
            assert shown == [link for link in whole if link.text_span.contains(Span(place, place + 1))]


@MANY
@given(TEXTS, st.randoms(use_true_random=False))
def test_an_edit_that_is_called_harmless_leaves_every_construct_where_it_was(text: str, chance: random.Random) -> None:
    prose = [region.span for region in api.parse(text).regions if region.kind is RegionKind.PROSE]
    letters = LetterEdits(text)
    edits = []
    for span in prose:
        at = chance.randrange(span.start, span.end)
        edit = Edit(Span(at, min(at + chance.randint(1, 3), span.end)), chance.choice(WORDS))
        if letters.holds(edit):
            edits.append(edit)
    after = apply_edits(text, edits)
    assert structure(after) == structure(text)
    assert outline(after, retrace=Retraced(edits).span) == outline(text)


WORDS = (
    "TensorFlow",
    " Go",
    "即时执行",
    " Edge TPU ",
    "x",
    "href",
    "amp",
    "a-b",
    "www.x",
    "b",
    "C++",
    "x_y",
    "1.",
    "c.d",
)


@pytest.mark.parametrize(
    ("text", "edit", "why"),
    [
        ("<张 量>", "a", "a tag needs letters"),
        ("[张量]\n\n[ab]: u", "ab", "a label with a definition"),
        ("&张;", "amp", "a character reference"),
        ("$张$ 和 5$", "ab", "mathematics"),
        ("# 题 {张=1}", "id", "attributes of a heading"),
        ("---\n张: x", "ab", "settings"),
        ("<?php\n\n张量\n", "ab", "an instruction that nothing closes"),
        ("<!ELEMENT a\n\n张量\n", "ab", "a declaration that nothing closes"),
        ("**张**", "C++", "a punctuation mark beside emphasis"),
        ("张x", "ab ", "a blank where no letter follows", ),
        ("[x](张 量)", "ab", "a destination without its blank"),
    ],
)  # fmt: skip
def test_edits_that_need_a_look_are_not_called_harmless(text: str, edit: str, why: str) -> None:
    start = text.index("张")
    span = Span(start, start + 3) if "张 量" in text else Span(start, start + 1)
    text = text if why != "a blank where no letter follows" else "张。"
    assert not LetterEdits(text).holds(Edit(span, edit)), why


def test_most_edits_are_called_harmless() -> None:
    text = "# 张量流\n\n- **张量流** 和 [张量流](https://example.org)。\n\n| `a` | 张量流 |\n|---|---|\n"
    letters = LetterEdits(text)
    at = text.find("张量流")
    while at >= 0:
        assert letters.holds(Edit(Span(at, at + 3), "TensorFlow"))
        at = text.find("张量流", at + 3)


@pytest.mark.parametrize("blank", ["\t", " \t", "\u3000", "\xa0", "\x0b"])
def test_a_closing_fence_is_one_where_the_parser_says_so(blank: str) -> None:
    text = f"甲\n\n```\n乙\n```{blank}\n\n丙丁\n"
    place = text.index("丙")
    whole = region_at(api.parse(text).regions, place).kind is RegionKind.PROSE
    assert (region_at(parse_around(text, [place]).regions, place).kind is RegionKind.PROSE) == whole


@pytest.mark.parametrize("attribute", ['title="甲', "title='甲", "title={甲", 'a="b" title="甲>'])
def test_a_tag_is_one_where_a_table_stands_in_its_attribute(attribute: str) -> None:
    closer = {"'": "'", "{": "}"}.get(attribute[6], '"')
    text = f"<a {attribute}\n| 乙 | 丙 |\n|---|---|\n| 丁 | 戊 |\n己{closer}/>\n"
    place = text.index("丁")
    assert region_at(api.parse(text).regions, place).kind is RegionKind.HTML_TAG
    assert region_at(parse_around(text, [place]).regions, place).kind is not RegionKind.PROSE


def test_the_blocks_between_are_not_read() -> None:
    text = "甲\n\n```\n乙\n\n丙\n```\n\n# 丁\n\n戊 `己`\n"
    cuts = cut_around(text, front_matter_end(text), [0, text.index("丙"), text.index("戊")])
    assert cuts is not None
    assert [cut.of(text).strip() for cut in cuts.spans] == ["甲", "戊 `己`"]


@pytest.mark.parametrize("opener", SPANNING)
def test_what_reaches_over_blank_lines_needs_the_whole_document(opener: str) -> None:
    text = f"甲\n{opener}\n\n乙\n"
    assert cut_around(text, 0, [text.index("乙")]) is None
    fenced = f"甲\n\n```\n{opener}\n```\n\n乙\n"
    cuts = cut_around(fenced, 0, [fenced.index("乙")])
    assert cuts is not None
    assert [cut.of(fenced).strip() for cut in cuts.spans] == ["乙"]


def test_a_fence_that_a_shallow_line_took_out_of_its_item_is_left_to_the_parser() -> None:
    assert cut_around("* 甲\n\n  ```\n  乙\n  ```\n\n丙\n", 0, [0]) is not None
    assert cut_around("* 甲\n\n 乙\n  ```\n\n  丙\n\n1. 丁\n", 0, [0]) is None


def test_definitions_come_along() -> None:
    text = "甲 [乙]\n\n丙\n\n[乙]: https://example.org\n"
    cuts = cut_around(text, 0, [0])
    assert cuts is not None
    assert cuts.definitions.strip() == "[乙]: https://example.org"
    assert cut_around("甲 [乙]\n\n丙\n[乙]: x\n", 0, [0]) is None
