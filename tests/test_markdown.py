"""What the Markdown layer reads out of a text."""

import pytest

from summitalign.api import parse
from summitalign.model.document import Document, RegionKind, Scope, Segment, SegmentKind


def of_kind(document: Document, kind: SegmentKind) -> list[Segment]:
    return [segment for segment in document.segments if segment.kind is kind]


def own_lines(document: Document, segment: Segment) -> tuple[int, int]:
    return document.lines.lines_of(segment.span)


def test_sections_reach_to_the_next_heading_of_any_level() -> None:
    document = parse("before\n\n# One\n\ntext\n\nTwo\n---\n\ntext\n\n### Three\n\n# Four\n")
    sections = of_kind(document, SegmentKind.SECTION)
    assert [(s.level, s.title, own_lines(document, s)) for s in sections] == [
        (0, "", (1, 2)),
        (1, "One", (3, 6)),
        (2, "Two", (7, 11)),
        (3, "Three", (12, 13)),
        (1, "Four", (14, 14)),
    ]
    parents = {s.title: s.parent and document.segment(s.parent).title for s in sections}
    assert parents == {"": None, "One": None, "Two": "One", "Three": "Two", "Four": None}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("###Intro\n\ntext\n", ["Intro"]),
        ("####[Talk](https://youtu.be/abcdefghijk)\n\ntext\n", ["Talk"]),
        ("####[Talk](https://youtu.be/abcdefghijk)\ntext\n", ["Talk"]),
        ("#hashtag in a line of text that goes on for quite a while and is no heading at all\n", [""]),
        ("#one #two\n", [""]),
        ("**Second day**\n\ntext\n", ["Second day"]),
        ("******第二天******\n\n正文。\n", ["第二天"]),
        ("**这是一整句加粗的话。**\n\n正文。\n", [""]),
        ("**bold** and more\n", [""]),
        ("> **quoted**\n", [""]),
        ("```\n# not a heading\n```\n", [""]),
        ("---\ntitle: x\n---\n# One\n", ["One"]),
    ],
)
def test_headings_and_what_only_looks_like_one(text: str, titles: list[str]) -> None:
    assert [section.title for section in of_kind(parse(text), SegmentKind.SECTION)] == titles


def test_a_bold_line_is_a_section_below_the_last_heading() -> None:
    document = parse("# Day\n\n**Talk**\n\ntext\n")
    talk = of_kind(document, SegmentKind.SECTION)[1]
    assert talk.is_pseudo_heading
    assert talk.level == 2
    assert talk.parent is not None
    assert document.segment(talk.parent).title == "Day"


def test_items_end_where_their_children_begin() -> None:
    document = parse("- **Lite**: small\n  - child\n- other\n")
    items = of_kind(document, SegmentKind.ITEM)
    assert [(i.title, i.level, i.span.of(document.text).strip()) for i in items] == [
        ("Lite", 1, "- **Lite**: small"),
        ("", 2, "- child"),
        ("", 1, "- other"),
    ]
    assert items[1].parent == items[0].id


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("*   ******联合学习**—分散数据。([视频](https://youtu.be/abcdefghijk))****", "联合学习"),
        ("* [**Course**](https://example.org/a_(b)) more", "Course"),
        ("1. [TensorFlow Hub](https://example.org) - modules", "TensorFlow Hub"),
        ("* plain text", ""),
        ("* **a whole sentence in bold.** and more", ""),
    ],
)
def test_the_leading_phrase_is_an_items_title(item: str, title: str) -> None:
    assert of_kind(parse(item + "\n"), SegmentKind.ITEM)[0].title == title


def test_tables_have_rows_and_cells() -> None:
    document = parse("| a | b |\n| --- | --- |\n| c | d |\n")
    assert len(of_kind(document, SegmentKind.TABLE)) == 1
    rows = of_kind(document, SegmentKind.ROW)
    assert [own_lines(document, row) for row in rows] == [(1, 1), (3, 3)]
    cells = [cell.span.of(document.text).strip(" |") for cell in of_kind(document, SegmentKind.CELL)]
    assert cells == ["a", "b", "c", "d"]


def test_an_agenda_row_is_tied_to_its_notes() -> None:
    document = parse(
        "## Day 1\n\n<table>\n<tr><td>Time</td><td>Talk</td><td>Speaker</td><td>Notes</td></tr>\n"
        '<tr><td>9:00 AM</td><td><a href="https://youtu.be/abcdefghijk">Opening</a></td>'
        '<td><b>Ada Byron</b>, Engineer</td><td><a href="#opening-words">link</a></td></tr>\n</table>\n\n'
        "### Opening words\n\n- hello\n"
    )
    (talk,) = document.talks
    assert (talk.title, talk.time, talk.day) == ("Opening", "9:00 AM", "Day 1")
    assert [(speaker.name, speaker.role) for speaker in talk.speakers] == [("Ada Byron", "Engineer")]
    assert talk.notes is not None
    assert document.segment(talk.notes).title == "Opening words"
    assert document.segment(talk.segment).kind is SegmentKind.ENTRY


def test_links_of_every_form_are_found_with_their_text() -> None:
    document = parse(
        "[a](https://youtu.be/abcdefghijk?t=5) <https://example.org/> https://example.net/x. "
        '![i](p.png) <a href="https://example.com">h</a>\n'
    )
    found = [(link.identity, link.text_span.of(document.text)) for link in document.links]
    assert found == [
        ("youtube:abcdefghijk", "a"),
        ("example.org", "https://example.org/"),
        ("example.net/x", "https://example.net/x"),
        ("p.png", "i"),
        ("example.com", "h"),
    ]
    assert document.links[0].seconds == 5


def test_prose_knows_its_scopes() -> None:
    document = parse("# 标题\n\n> - [链接](x)\n\n![图](y)\n")
    scopes = {r.span.of(document.text): r.scope for r in document.regions if r.kind is RegionKind.PROSE}
    assert scopes == {
        "标题": Scope.HEADING,
        "链接": Scope.QUOTE | Scope.LIST | Scope.LINK_TEXT,
        "图": Scope.ALT,
    }


def test_anchors_are_those_that_github_makes() -> None:
    document = parse("# TensorFlow 2.0\n\n# tf.function and Autograph\n\n# 张量流\n\n# 张量流\n")
    assert [s.anchor for s in of_kind(document, SegmentKind.SECTION)] == [
        "tensorflow-20",
        "tffunction-and-autograph",
        "张量流",
        "张量流-1",
    ]


def test_front_matter_gives_its_plain_values() -> None:
    document = parse('---\ntitle: "A day"\ntags: [x]\nlang: zh\n---\n# One\n')
    assert document.front_matter == (("title", "A day"), ("lang", "zh"))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_count(ending: str) -> None:
    document = parse(ending.join(["# One", "", "text", "", "# Two", ""]))
    assert [own_lines(document, s)[0] for s in of_kind(document, SegmentKind.SECTION)] == [1, 5]
    assert document.lines.position(document.text.index("text")) == (3, 1)


@pytest.mark.parametrize(
    ("text", "kind", "covered"),
    [
        ("a\n\n```py\nx = 1\n```\n", RegionKind.CODE, "```py\nx = 1\n```"),
        ("a `x` b\n", RegionKind.CODE, "`x`"),
        ("---\na: b\n---\nc\n", RegionKind.FRONT_MATTER, "---\na: b\n---\n"),
        ("[a](b)\n", RegionKind.LINK_TARGET, "](b)"),
        ("a $x$ b\n", RegionKind.MATH, "$x$"),
        ("a[^1]\n", RegionKind.FOOTNOTE_LABEL, "[^1]"),
        ("a &amp; b\n", RegionKind.ENTITY, "&amp;"),
        ("<b>a</b>\n", RegionKind.HTML_TAG, "<b>"),
        ("a <!-- b --> c\n", RegionKind.HTML_COMMENT, "<!-- b -->"),
        ("{% a %} b\n", RegionKind.TEMPLATE, "{% a %}"),
        ("see a/b.py now\n", RegionKind.IDENTIFIER, "a/b.py"),
        ("[a]\n\n[a]: b\n", RegionKind.REFERENCE_DEFINITION, "[a]: b"),
    ],
)
def test_regions_say_what_a_stretch_is(text: str, kind: RegionKind, covered: str) -> None:
    assert covered in [region.span.of(text) for region in parse(text).regions if region.kind is kind]
