"""HTML and plain text, read for their prose: nothing is lost, nothing raises, and time grows with the text only."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign import api
from summitalign.model.document import Document, RegionKind, Scope, SegmentKind

TAGS = (
    "<p>",
    "</p>",
    "<h2>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<li>",
    "<td>",
    "</a>",
)
OTHERS = (
    "<a href='x'>",
    "&amp;",
    "{{ x }}",
    "{%",
    "词语",
    "word ",
    "\r\n",
    "\n\n",
    "<",
    ">",
    "'",
    "https://example.org/a ",
)
PIECES = st.sampled_from((*TAGS, *OTHERS))
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def prose(document: Document) -> str:
    return " ".join(region.span.of(document.text) for region in document.regions if region.kind is RegionKind.PROSE)


@given(TEXTS)
def test_regions_tile_any_text(text: str) -> None:
    for document in (api.parse_html(text), api.parse_plain(text)):
        position = 0
        for region in document.regions:
            assert region.span.start == position
            assert len(region.span)
            position = region.span.end
        assert position == len(text)
        spans = [segment.span for segment in document.segments]
        assert all(first.end <= second.start for first, second in pairwise(spans))
        api.detect(document)


def test_code_styles_and_comments_are_no_prose() -> None:
    script = "<script>if (a < b) five('<h1>'); x = '</h1>'</script>"
    page = api.parse_html(f"<style>one</style><p>Two &eacute; <code>three</code></p><!-- four -->{script} six")

    assert prose(page).split() == ["Two", "six"]
    assert page.segments == ()


@pytest.mark.parametrize("name", ["script", "style", "textarea"])
def test_what_nobody_closes_reaches_to_the_end_of_the_page(name: str) -> None:
    assert prose(api.parse_html(f"<p>One</p><{name}>two <b>three</b>\n\nfour")).split() == ["One"]
    assert prose(api.parse_html(f"<p>One</p><{name}>two</{name}> three")).split() == ["One", "three"]


def test_sections_begin_at_headings() -> None:
    page = api.parse_html("<p>Before</p>\n<h1 class='x'>One <b>two</b></h1>\n<p>Text</p><h3>Three</h3>")
    sections = [segment for segment in page.segments if segment.kind is SegmentKind.SECTION]

    assert [(segment.level, segment.title) for segment in sections] == [(0, ""), (1, "One two"), (3, "Three")]
    assert sections[2].parent == sections[1].id


def test_an_item_that_is_left_open_ends_at_the_next() -> None:
    page = api.parse_html("<ul><li>one<li><a href='x'>two</a></ul><h2>three</h2>")
    scopes = {region.span.of(page.text): region.scope for region in page.regions if region.kind is RegionKind.PROSE}

    assert scopes["two"] & Scope.LINK_TEXT
    assert not scopes["one"] & Scope.LINK_TEXT
    assert scopes["three"] & Scope.HEADING


@pytest.mark.parametrize("piece", ["<li>", "<h1>", "<pre>", "<!--", "&", "<a ", "{{", "\n\n"])
def test_time_grows_with_the_text_only(piece: str) -> None:
    began = time.process_time()
    api.parse_html(piece * 30_000)
    api.parse_plain(piece * 30_000)

    assert time.process_time() - began < 5
