"""Where sentences end, in running text and in documents."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.markdown.sentence_ends import sentence_ends
from summitalign.markdown.sentences import sentences
from summitalign.markdown.shown import shown_text
from summitalign.model.document import Document, RegionKind, Scope, SegmentKind
from summitalign.model.span import Span

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "cases" / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def cut(text: str) -> list[str]:
    places = [0, *sentence_ends(text), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


def spans_of(text: str) -> list[str]:
    return [one.span.of(text) for one in sentences(api.parse(text))]


def shown(text: str) -> list[str]:
    document = api.parse(text)
    return [shown_text(document, one.span) for one in sentences(document)]


def test_the_table_has_the_languages_that_matter() -> None:
    languages = {language.rstrip("?") for language, _ in ROWS}
    assert languages >= {"en", "zh", "ja", "ko", "de", "fr", "es", "it", "pt", "nl", "pl", "ru"}
    assert len(ROWS) >= 150


@pytest.mark.parametrize(("language", "marked"), ROWS)
def test_sentences_end_where_a_reader_says(language: str, marked: str) -> None:
    is_found = cut(marked.replace("¦", "")) == marked.split("¦")
    assert is_found != language.endswith("?"), cut(marked.replace("¦", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One. Two\n\nA.\n", ["One.", "Two", "A."]),
        ("A [link. With two](x.md) in it. B.", ["A [link. With two](x.md) in it.", "B."]),
        ("A ![pic. Two](x.png). B.", ["A ![pic. Two](x.png).", "B."]),
        ("Run `a. B. c` now. `b` next.", ["Run `a. B. c` now.", "`b` next."]),
        ("See **bold.** Then *it.*", ["See **bold.**", "Then *it.*"]),
        ("他说**好。**然后**走。**", ["他说**好。**", "然后**走。**"]),
        ("Look at https://a.io/b.c?d. Then go.", ["Look at https://a.io/b.c?d.", "Then go."]),
        ("Noted.[^1] Again.\n\n[^1]: A note. Two.", ["Noted.[^1]", "Again.", "A note.", "Two."]),
        ("- one. Two\n- three\n\n  four. Five", ["one.", "Two", "three", "four.", "Five"]),
        ("- a\n  - b. C\n- d", ["a", "b.", "C", "d"]),
        ("| Ask. Be | c |\n|---|---|\n| 一。二 | `x` |\n", ["Ask.", "Be", "c", "一。", "二", "`x`"]),
        ("> one\n> two. Three\n", ["one\n> two.", "Three"]),
        ("One.\n\n```\nCode. Here.\n```\n\nTwo.", ["One.", "Two."]),
        ("One\n\n    Code. Here.\n\ntwo.", ["One", "two."]),
        ("<p>One. <b>Two.</b></p><p>Three</p>", ["One.", "<b>Two.", "Three"]),
        ("<pre>Code. Here.</pre>\n\nTwo.", ["Two."]),
        ("中文\n换行。再来  \n一行。", ["中文\n换行。", "再来  \n一行。"]),
        ("---\ntitle: One. Two\n---\n\nThree.", ["Three."]),
        ("One.<!-- no. No -->Two. Three", ["One.<!-- no. No -->Two.", "Three"]),
        ("A &lt;b&gt;. C &amp; D.", ["A &lt;b&gt;.", "C &amp; D."]),
        ("", []),
        ("\n\n---\n\n", []),
    ],
)
def test_sentences_of_a_document_are_stretches_of_its_text(text: str, expected: list[str]) -> None:
    assert spans_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A **bold** [link](x) and `code`.", ["A bold link and `code`."]),
        ("中文\n换行  \n继续。", ["中文换行继续。"]),
        ("two\nlines with <br> a break.", ["two lines with a break."]),
        ("> one\n> two.", ["one two."]),
        ("A &amp; B\\* &#8212; c.", ["A & B* — c."]),
        ("See <https://a.io> and [ref].\n\n[ref]: x", ["See https://a.io and ref."]),
        ("Done.[^1]\n\n[^1]: Why.", ["Done.", "Why."]),
        ("中\nLatin\n文", ["中 Latin 文"]),
        ("<p>A &amp; B.</p>", ["A & B."]),
    ],
)
def test_what_is_shown_has_no_markup(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_section_is_shown_without_its_blocks_of_code_a_block_a_line() -> None:
    document = api.parse("# T\n\nOne\ntwo.\n\n```\ncode\n```\n\n- a\n- b `c`\n\n| x | y |\n|---|---|\n| z | |\n")
    assert shown_text(document, document.segments[0].span) == "T\nOne two.\na\nb `c`\nx\ny\nz"


def test_the_parent_is_the_innermost_segment() -> None:
    document = api.parse("# T\n\nOne. Two.\n\n- c\n\n| d |\n|---|\n| e |\n")
    kinds = [(one.parent and document.segment(one.parent).kind) for one in sentences(document)]
    paragraph, cell = SegmentKind.PARAGRAPH, SegmentKind.CELL
    assert kinds == [paragraph, paragraph, paragraph, SegmentKind.ITEM, cell, cell]


PIECES = st.sampled_from(
    (
        *(
            "One two",
            "学习",
            "。",
            ". ",
            "! ",
            "？",
            "e.g. ",
            "v1.2 ",
            "`a. B`",
            "[l. M](u.v)",
            "![a. B](c)",
            "**",
            "*",
        ),
        *(
            "“",
            "”",
            "「",
            "」",
            "(",
            ")",
            "（",
            "）",
            '"',
            "\n",
            "\n\n",
            "  \n",
            "\r\n",
            "- ",
            "1. ",
            "> ",
            "# ",
            "A. ",
        ),
        *(
            "| a | b |\n|---|---|\n",
            "| c. D | e |\n",
            "```\nx. Y\n```\n",
            "    code. x\n",
            "<b>",
            "</b>",
            "<p>",
            "<br>",
        ),
        *(
            "&amp;",
            "[^1]",
            "\n[^1]: n. ",
            "https://a.b. ",
            "<!-- c. D -->",
            "...",
            "……",
            "$x. y$",
            "{{ t. u }}",
            "---\n",
        ),
    )
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def tiles(document: Document) -> None:
    """Check that sentences hold all prose of the blocks, each code point once."""
    found = sentences(document)
    last = 0
    held = bytearray(len(document.text))
    for one in found:
        assert one.span.start >= last
        assert one.span.of(document.text).strip() == one.span.of(document.text) != ""
        held[one.span.start : one.span.end] = b"\1" * len(one.span)
        last = one.span.end
    for region in document.regions:
        if region.kind is RegionKind.PROSE and not region.scope & Scope.FRONT_MATTER:
            missed = [
                place
                for place in range(region.span.start, region.span.end)
                if not held[place] and not document.text[place].isspace()
            ]
            assert not missed, (region, document.text)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_sentences_tile_the_prose_of_a_document(text: str) -> None:
    tiles(api.parse(text))


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example("[l. M](u.v)。[l. M](u.v)")
def test_links_and_code_are_never_cut(text: str) -> None:
    document = api.parse(text)
    places = {place for one in sentences(document) for place in (one.span.start, one.span.end)}
    whole = [link.span for link in document.links if len(link.span) < 100 and "\n" not in link.span.of(text)]
    whole += [one.span for one in document.regions if one.kind is RegionKind.CODE]
    for span in whole:
        assert not any(span.start < place < span.end for place in places), (span.of(text), text)


@settings(deadline=None)
@given(st.text())
def test_the_ends_of_any_text_ascend(text: str) -> None:
    ends = sentence_ends(text)
    assert ends == sorted(set(ends))
    assert all(0 < end < len(text) for end in ends)
    tiles(api.parse_plain(text))


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(("One is here. ", "二在这里。", "Is it? ", "(No.) ", "“好。” ")), min_size=1, max_size=9)
)
def test_sentences_behind_each_other_are_found_one_by_one(parts: list[str]) -> None:
    text = "".join(parts)
    assert [one.strip() for one in cut(text)] == [part.strip() for part in parts]


HOSTILE = {
    "no mark": "word " * 200_000,
    "no mark, no space": "啊" * 1_000_000,
    "dots": "." * 1_000_000,
    "spaced dots": ". " * 200_000,
    "initials": "A. " * 100_000,
    "brackets": "(" * 100_000,
    "pairs": "(" * 50_000 + ")" * 50_000,
    "quotes": '"' * 300_000,
    "quotations": "“。”啊" * 60_000,
    "closers": "“(「" * 50_000 + "。 " * 50_000,
    "blanks": "a." + " " * 1_000_000 + "b",
    "numbers": "1. " * 100_000,
    "guillemets": "! »" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text(name: str) -> None:
    began = time.process_time()
    sentence_ends(HOSTILE[name])
    assert time.process_time() - began < 5


def test_a_document_of_links_and_code_takes_time_in_proportion() -> None:
    document = api.parse("[Ask. Be](c) `d` **end.** " * 10_000)
    began = time.process_time()
    found = sentences(document)
    assert time.process_time() - began < 8
    assert len(found) > 1_000
    assert found[0].span == Span(0, 25)
