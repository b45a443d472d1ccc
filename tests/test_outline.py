"""The outline of a text says of its prose and sections what reading the whole document says."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.markdown import skim
from summitalign.markdown.canvas import paint_of, prose_runs, tiles_of
from summitalign.markdown.outline import outline_of, read_outline
from summitalign.markdown.parse import parse

BLOCKS = (
    *("# a", "## b {#c}\n", "###Tight", "**b**", "**b** [l](x)", "__b__:", "*c", "_d_", "~~s~~", "　**w**"),
    *("- ", "1. ", "> ", "| a | b |\n|---|---|\n| c `d", "|", "    ", "\t", "---\n", "```py\n", "~~~\n", "[^1]: "),
)
INLINES = (
    *("`e`", "`", "[f](g)", "![h](i)", "![", "](", "[l]", "[l]: http://a.b\n", "[^1]", "http://x.y/z", "a@b.org"),
    *("&amp;", "&ngE;", "&#35;", "\\*", "\\", "$x$", "$$", "$5 or $6", "{{x}}", "{%", "\0", "\ud800"),
    *(
        "<i>",
        "</i>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<div>",
        "</div>",
        "<br>",
        "<!-- c -->",
        "<svg>",
        "<A b={c}>",
    ),
    *("词语。", "é", "word ", "two words", ".", "import x from 'y'\n"),
)
ENDS = ("\n", "\n\n", "\n\n", "\r\n", "\r", "  \n")
TEXTS = st.lists(st.sampled_from((*BLOCKS, *INLINES, *ENDS)), max_size=25).map("".join)


@settings(deadline=None)  # the first text compiles patterns
@given(TEXTS)
def test_outline_says_what_the_whole_document_says(text: str) -> None:
    assert read_outline(text) == outline_of(parse(text))


@settings(deadline=None)
@given(TEXTS | st.text())
def test_paint_and_regions_are_one(text: str) -> None:
    document = parse(text)
    paint = paint_of(document.regions)
    assert len(paint) == len(text)
    assert tuple(tiles_of(paint)) == document.regions


@pytest.mark.parametrize(
    "text",
    [
        "Fish & `code` [link](target) **bold** <b>tag</b> <https://example.org>\n\n- item\n- [x] done\n",
        "Text with &ngE; whose letters are as many bytes as it has itself.\n",
        "| a `b | c` |\n|---|---|\n| d | `e` |\n",
        "<code>\n\nnothing stays open\n</code> here <code>x</code>\n",
        "an <code>open element\n\nends with its paragraph</code> at last\n",
        "a title\nof two lines\n===\n\ntext\n",
        "It costs $5 here and $6 there.\n",
        "one\rtwo\r\n# three\r\n",
        "```py\nx = 1\n```py\n\nThis is a sentence of prose behind it.\n",
        "- **bold** in an item\n\n**A heading**\n\ntext\n\n> **none**\n\n##Tight\n",
    ],
)
def test_outline_of(text: str) -> None:
    for front in ("", "---\nlang: en\n---\n\n"):
        assert read_outline(front + text) == outline_of(parse(front + text))


def test_most_texts_are_read_without_events(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("an event")

    monkeypatch.setattr(skim, "Event", forbidden)
    found = read_outline("# One\n\nTwo *three* **four**\n  five\n\n- six\n- seven\n\n> eight\n\n**Nine**\n\nten\n")
    assert [section.title for section in found.sections] == ["One", "Nine"]


def test_what_is_prose() -> None:
    text = "# Reef\n\nFish `code` and [link](https://example.org) at www.example.org.\n\n    indented\n"
    found = read_outline(text, "reef.md")
    words = [text[start:end] for start, end in prose_runs(found.paint)]
    assert (found.source, found.text) == ("reef.md", text)
    assert words == ["Reef", "Fish ", " and ", "link", " at ", "."]


@pytest.mark.parametrize(("opener", "closer"), [("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("<!--", "-->")])
def test_what_opens_in_code_opens_nothing(opener: str, closer: str) -> None:
    text = f"Write `{opener}` and {opener} x {closer} here.\n"
    assert [text[start:end] for start, end in prose_runs(read_outline(text).paint)] == ["Write ", " and ", " here."]


@pytest.mark.parametrize("piece", ["*a", "[a](", "<i>a", "- ", "|a", "&amp;", "**b**\n\n", "# h\n", "`"])
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(number: int) -> float:
        began = time.process_time()
        api.detect(read_outline(piece * number))
        return time.process_time() - began

    seconds(10)
    assert seconds(6_000) < 12 * max(seconds(1_500), 0.02)
