"""What documents say is shown as text, talks included; nothing in them becomes part of the page."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hostile_report import hostile_report, talk_report
from report_values import report_on, sections
from summitalign.model.alignment import Alignment, Signature
from summitalign.report.corpus import CorpusReport, PairReport
from summitalign.report.html.names import pair_path
from summitalign.report.html.site import build_site


def test_a_talk_shows_speakers_time_video_and_notes() -> None:
    card = LexborHTMLParser(dict(build_site(talk_report()))[pair_path("agenda.md", "zh/recap.md")]).css_first(
        ".side.source .segment"
    )
    assert card is not None
    words = " ".join(card.text().split())
    for expected in ("Deep sea", "Ada, Engineer", "Day 1 · 9:50 AM", "19:52", "More here."):
        assert expected in words
    assert [link.attributes["href"] for link in card.css("a")] == ["https://youtu.be/abc?t=1192"]


def unsafe_parts(html: str) -> list[str]:
    """List what a page must not hold, wherever it came from."""
    tree = LexborHTMLParser(html)
    found_parts = [f"script {node.html}" for node in tree.css("script") if not is_our_script(node)]
    found_parts += [str(node.tag) for node in tree.css("img, iframe, object, embed, form, base, style, video, audio")]
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                found_parts.append(f"{node.tag} {name}")
            if name in {"href", "src"} and not re.match(r"https?://|mailto:|#|(\.\./)?[a-z]+(/|\.html)", value or ""):
                found_parts.append(f"{node.tag} {name}={value}")
    return found_parts


def is_our_script(node: LexborNode) -> bool:
    return bool(re.fullmatch(r"(\.\./)?assets/[a-z-]+\.js", node.attributes.get("src") or "")) and not node.text()


def test_hostile_text_stays_text() -> None:
    site = dict(build_site(hostile_report()))
    pages = {path: html for path, html in site.items() if path.endswith(".html")}
    assert len(pages) == 5
    assert {path: unsafe_parts(html) for path, html in pages.items()} == {path: [] for path in pages}
    assert all("49" not in LexborHTMLParser(html).css_first("main").text() for html in pages.values())  # type: ignore[union-attr]
    assert all(re.fullmatch(r"[a-z0-9/.-]+", path) for path in site)
    assert all("\x00" not in html for html in pages.values())


MARKUP = (
    "<script>",
    "</script>",
    "<img onerror=x>",
    "javascript:x",
    '"',
    "'",
    "<",
    ">",
    "](",
    "[",
    ")",
    "`",
    "*",
    "&#60;",
    "\n",
    "a",
    "{{",
    "{%",
)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(MARKUP), max_size=24).map("".join))
def test_no_text_makes_a_page_unsafe(text: str) -> None:
    source, target = report_on("# a\n", "a.md", "en"), report_on(f"# t\n\n{text}", "b.md", "zh")
    candidates = sections(source.document), sections(target.document)
    alignment = Alignment(source.document, target.document, *candidates, (), Signature("0.1.0", "", "section"))
    report = CorpusReport(text, (source, target), (PairReport(source, target, alignment),))
    html = dict(build_site(report))[pair_path("a.md", "b.md")]
    assert unsafe_parts(html) == []
