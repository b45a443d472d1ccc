"""The site: matched segments stand level, what is alone says so, and every page is reached."""

from collections.abc import Sequence
from dataclasses import replace
from posixpath import dirname, join, normpath

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from report_values import found, report_on, sections
from summitalign.model.alignment import Alignment, Bead, Signature, Tier
from summitalign.model.document import Document
from summitalign.model.finding import Applicability, Decision, Edit, Evidence, Fix
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry, WrongForm
from summitalign.report.corpus import CorpusReport, DocumentReport, PairReport
from summitalign.report.html.site import build_site, percent

SOURCE = "# Harbour\n\nHello.\n\n## Boats\n\nThree boats.\n\n## Soup\n\nHot.\n\n## Nets\n\nTorn nets.\n"
RECAP = "# 海港\n\n你好。\n\n## 渔网\n\n张量流补网。\n\n## 感想\n\n珊瑚很美。\n\n## 船\n\n三条船。\n"
PAGE = "pairs/001-recap.html"


def joined(source: DocumentReport, target: DocumentReport, *titles: tuple[str, str]) -> PairReport:
    """Pair two documents by the titles of their sections; `a+b` joins two sections."""
    beads = [
        Bead(named(source.document, one), named(target.document, other), 3.0, 0.95, Tier.CERTAIN, WHY)
        for one, other in titles
    ]
    beads.sort(key=lambda bead: target.document.segment(bead.target[0]).span)
    signature = Signature("0.1.0", "sha256:00", "section", (("null", "-1.5"),))
    candidates = sections(source.document), sections(target.document)
    return PairReport(source, target, Alignment(source.document, target.document, *candidates, tuple(beads), signature))


WHY = (Evidence("number", "3", 1.25), Evidence("length", "0.9", -0.5))


def named(document: Document, titles: str) -> tuple[str, ...]:
    by_title = {part.title: part.id for part in sections(document)}
    return tuple(by_title[title] for title in titles.split("+"))


def recap() -> CorpusReport:
    findings = (
        found(RECAP, "张量流", "TensorFlow", Decision.APPLY, "the source names it"),
        found(RECAP, "珊瑚", "Coral", Decision.SUGGEST, "nothing decides"),
    )
    source, target = report_on(SOURCE, "en/harbour.md", "en"), report_on(RECAP, "zh/recap.md", "zh-Hans", findings)
    pair = joined(source, target, ("Harbour", "海港"), ("Nets", "渔网"), ("Boats", "船"))
    entries = (
        TermEntry("tensorflow", ("TensorFlow",), (WrongForm("张量流"),)),
        TermEntry("coral", ("Coral",), (WrongForm("珊瑚"),), is_ambiguous=True),
        TermEntry("keras", ("Keras",), (WrongForm("喀拉斯"),)),
    )
    return CorpusReport("Harbour days", (source, target), (pair,), Glossary(entries, "glossary.yml"), "0.1.0")


def site_of(report: CorpusReport) -> dict[str, str]:
    return dict(build_site(report))


def page(report: CorpusReport, path: str = PAGE) -> LexborHTMLParser:
    return LexborHTMLParser(site_of(report)[path])


def titles(row: LexborNode, side: str) -> list[str]:
    return [heading.text() for heading in row.css(f".side.{side} h3")]


def rows(tree: LexborHTMLParser, within: str = "#rows") -> list[tuple[list[str], list[str]]]:
    return [(titles(row, "source"), titles(row, "target")) for row in tree.css(f"{within} > .row")]


def test_a_recap_is_read_in_its_own_order_with_its_sources_level() -> None:
    tree = page(recap())
    assert rows(tree) == [(["Harbour"], ["海港"]), (["Nets"], ["渔网"]), ([], ["感想"]), (["Boats"], ["船"])]
    assert rows(tree, ".left-over") == [(["Soup"], [])]


def test_where_the_order_is_kept_a_lone_source_segment_stands_in_its_place() -> None:
    source, target = report_on(SOURCE, "a.md", "en"), report_on("# 海港\n\n## 渔网\n", "b.md", "zh")
    pair = joined(source, target, ("Harbour", "海港"), ("Nets", "渔网"))
    tree = page(CorpusReport("x", (source, target), (pair,)), "pairs/001-b.html")
    assert rows(tree) == [(["Harbour"], ["海港"]), (["Boats"], []), (["Soup"], []), (["Nets"], ["渔网"])]
    assert not tree.css(".left-over")


def test_a_bead_of_several_segments_is_one_row() -> None:
    source, target = report_on(SOURCE, "a.md", "en"), report_on(RECAP, "b.md", "zh")
    pair = joined(source, target, ("Harbour+Soup", "海港+感想"), ("Boats", "船"))
    tree = page(CorpusReport("x", (source, target), (pair,)), "pairs/001-b.html")
    assert rows(tree)[0] == (["Harbour", "Soup"], ["海港", "感想"])


def test_a_segment_of_two_beads_has_its_id_once() -> None:
    source, target = report_on(SOURCE, "a.md", "en"), report_on(RECAP, "b.md", "zh")
    pair = joined(source, target, ("Boats", "船"), ("Boats", "渔网"))
    tree = page(CorpusReport("x", (source, target), (pair,)), "pairs/001-b.html")
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert sum("Boats" in one for one, _ in rows(tree)) == 2
    assert len(ids) == len(set(ids))


def test_what_has_no_counterpart_says_so_on_its_empty_side() -> None:
    lone = page(recap()).css(".row.lone")
    assert [(titles(row, "source"), titles(row, "target")) for row in lone] == [([], ["感想"]), (["Soup"], [])]
    empty = [row.css_first(f".side.{side} .lone-mark") for row, side in zip(lone, ("source", "target"), strict=True)]
    assert all(mark is not None and "No counterpart" in mark.text() and "没有对应" in mark.text() for mark in empty)


def test_a_bead_shows_how_sure_it_is_and_why() -> None:
    why = page(recap()).css_first(".row .why")
    assert why is not None
    words = " ".join(why.text().split())
    assert "certain" in words
    assert "95 %" in words
    assert "same numbers" in words
    assert "+1.2" in words
    assert "−0.5" in words


def test_changes_stand_in_the_text_with_their_reason() -> None:
    tree = page(recap())
    changes = {
        "applied" if "applied" in (node.attributes["class"] or "") else "suggested": node
        for node in tree.css(".segment .fix")
    }
    applied, suggested = changes["applied"], changes["suggested"]
    assert [(part.tag, part.text()) for part in applied.css("del, ins")] == [("del", "张量流"), ("ins", "TensorFlow")]
    assert applied.attributes["title"] == "the source names it"
    assert applied.attributes["tabindex"] == "0"
    assert [part.text() for part in suggested.css("del, ins")] == ["珊瑚", "Coral"]


def twice() -> CorpusReport:
    """Give one target two sources, and a title with a wrong term."""
    text = "# 新的**张量流**\n\n你好。\n"
    finding = replace(
        found(text, "张量流", "TensorFlow", Decision.APPLY, "the source names it"),
        fix=Fix((Edit(Span(6, 9), "TensorFlow"),), Applicability.SAFE),
    )
    target = report_on(text, "zh/recap.md", "zh-Hans", (finding,))
    sources = [report_on("# Harbour\n\nHello.\n", "en/a.md", "en"), report_on("# Pier\n\nHello.\n", "en/b.md", "en")]
    pairs = tuple(joined(source, target, (source.title, "新的张量流")) for source in sources)
    return CorpusReport("Twice", (*sources, target), pairs)


def test_titles_are_shown_corrected() -> None:
    tree = page(twice())
    heading = tree.css_first("h1")
    assert heading is not None
    assert [(part.tag, part.text()) for part in heading.css("del, ins")] == [("del", "张量流"), ("ins", "TensorFlow")]
    assert [node.text() for node in tree.css(".facts .title")] == ["Harbour", "新的TensorFlow"]
    listed = page(twice(), "index.html").css("#document-list td:first-child > span:first-child")
    assert [node.text() for node in listed] == ["Harbour", "Pier", "新的TensorFlow"]


def test_pairs_of_one_target_are_told_apart() -> None:
    links = page(twice(), "index.html").css("td > a")
    assert [" ".join(link.text().split()) for link in links] == [
        "Harbour → 新的TensorFlow",
        "Pier → 新的TensorFlow",
    ]
    assert [link.text().strip() for link in page(recap(), "index.html").css("td > a")] == ["海港"]


def test_a_weak_bead_covers_nothing() -> None:
    (pair,) = recap().pairs
    first, *others = pair.alignment.beads
    weak = replace(pair, alignment=replace(pair.alignment, beads=(replace(first, tier=Tier.WEAK), *others)))
    assert (pair.source_coverage, pair.target_coverage) == (0.75, 0.75)
    assert (weak.source_coverage, weak.target_coverage) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("shares", "listed"),
    [
        ((("zh-Hans", 0.985), ("en", 0.01), ("de", 0.005)), "zh-Hans 98 %, en 1 %"),
        ((("en", 0.004), ("de", 0.003)), "en <1 %, de <1 %"),
    ],
)
def test_a_language_of_a_word_or_two_is_not_listed(shares: tuple[tuple[str, float], ...], listed: str) -> None:
    document = report_on(SOURCE, "a.md", "en")
    document = replace(document, detection=replace(document.detection, shares=shares))
    parts = page(CorpusReport("x", (document,)), "index.html").css_first(".parts")
    assert parts is not None
    assert parts.text() == listed


def test_lines_are_written_as_each_language_writes_them() -> None:
    places = page(recap()).css(".segment + .place")
    assert [part.text() for part in places[0].css("span")] == ["lines 1–4", "第 1–4 行"]


def test_every_segment_bears_its_language() -> None:
    tree = page(recap())
    assert {node.attributes["lang"] for node in tree.css(".side.source .segment")} == {"en"}
    assert {node.attributes["lang"] for node in tree.css(".side.target .segment")} == {"zh-Hans"}


def test_the_overview_gives_coverage_and_totals() -> None:
    tree = page(recap(), "index.html")
    assert [node.text() for node in tree.css(".totals .count")] == ["2", "1", "1", "1"]
    assert [node.text() for node in tree.css("td .figure")] == ["75 %", "75 %"]


@pytest.mark.parametrize(
    ("part", "written"), [(None, "–"), (0.0, "0 %"), (0.001, "<1 %"), (0.5, "50 %"), (0.9999, ">99 %"), (1.0, "100 %")]
)
def test_a_part_is_never_rounded_to_all_or_nothing(part: float | None, written: str) -> None:
    assert percent(part) == written


def test_the_glossary_page_lists_hits_and_what_was_never_met() -> None:
    tree = page(recap(), "glossary.html")
    assert [node.text() for node in tree.css(".entry h2")] == ["Coral", "TensorFlow"]
    links = [node.attributes["href"] for node in tree.css(".occurrences a")]
    assert links == [f"{PAGE}#target-fix-2", f"{PAGE}#target-fix-1"]
    assert "Keras" in tree.css("table")[0].text()


def test_a_page_allows_only_its_own_files() -> None:
    for path, html in site_of(recap()).items():
        if path.endswith(".html"):
            policy = LexborHTMLParser(html).css_first("meta[http-equiv=Content-Security-Policy]")
            assert policy is not None
            assert (policy.attributes["content"] or "").startswith(
                "default-src 'none'; style-src 'self'; script-src 'self'"
            )


def test_every_file_is_reached_from_the_first_page() -> None:
    site = site_of(recap())
    reached, waiting = set[str](), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += own_files(path, site[path])
    assert reached == set(site)


def own_files(path: str, html: str) -> Sequence[str]:
    if not path.endswith(".html"):
        return []
    nodes = LexborHTMLParser(html).css("[href], [src]")
    targets = [node.attributes.get("href") or node.attributes.get("src") or "" for node in nodes]
    return [normpath(join(dirname(path), goal.split("#")[0])) for goal in targets if goal[0] != "#" and ":" not in goal]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert list(build_site(recap())) == list(build_site(recap()))


def test_a_report_on_nothing_is_a_site() -> None:
    site = site_of(CorpusReport("Empty", ()))
    assert "No documents." in site["index.html"]
    assert "glossary.html" not in site


def test_each_phrase_stands_in_both_languages() -> None:
    tree = page(recap(), "index.html")
    assert len(tree.css(".ui-en")) == len(tree.css(".ui-zh")) > 20
