"""The site: matched segments stand level, what is alone says so, and every page is reached."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from report_pages import OTHER, PAGE, RECAP, SOURCE, joined, page, recap, site_of, twice
from report_values import report_on
from summitalign.model.alignment import Tier
from summitalign.report.corpus import CorpusReport, PairReport
from summitalign.report.html.detail import detail_script
from summitalign.report.html.document_card import card_of
from summitalign.report.html.index_page import view_index
from summitalign.report.html.names import pair_path
from summitalign.report.html.pair_card import pair_card
from summitalign.report.html.pair_page import view_pair
from summitalign.report.html.policy import POLICY
from summitalign.report.html.shell import SiteCards
from summitalign.report.html.site import build_site, shown_percent


def titles(row: LexborNode, side: str) -> list[str]:
    return [heading.text().strip() for heading in row.css(f".side.{side} h3")]


def rows(tree: LexborHTMLParser, within: str = "#rows") -> list[tuple[list[str], list[str]]]:
    return [(titles(row, "source"), titles(row, "target")) for row in tree.css(f"{within} > .row")]


def test_a_recap_is_read_in_its_own_order_with_its_sources_level() -> None:
    tree = page(recap())
    assert rows(tree) == [(["Harbour"], ["海港"]), (["Nets"], ["渔网"]), ([], ["感想"]), (["Boats"], ["船"])]
    assert rows(tree, ".left-over") == [(["Soup"], [])]


def test_where_the_order_is_kept_a_lone_source_segment_stands_in_its_place() -> None:
    source, target = report_on(SOURCE, "a.md", "en"), report_on("# 海港\n\n## 渔网\n", "b.md", "zh")
    pair = joined(source, target, ("Harbour", "海港"), ("Nets", "渔网"))
    tree = page(CorpusReport("x", (source, target), (pair,)), OTHER)
    assert rows(tree) == [(["Harbour"], ["海港"]), (["Boats"], []), (["Soup"], []), (["Nets"], ["渔网"])]
    assert not tree.css(".left-over")


def test_a_bead_of_several_segments_is_one_row() -> None:
    source, target = report_on(SOURCE, "a.md", "en"), report_on(RECAP, "b.md", "zh")
    pair = joined(source, target, ("Harbour+Soup", "海港+感想"), ("Boats", "船"))
    tree = page(CorpusReport("x", (source, target), (pair,)), OTHER)
    assert rows(tree)[0] == (["Harbour", "Soup"], ["海港", "感想"])


def test_a_segment_of_two_beads_has_its_id_once() -> None:
    source, target = report_on(SOURCE, "a.md", "en"), report_on(RECAP, "b.md", "zh")
    pair = joined(source, target, ("Boats", "船"), ("Boats", "渔网"))
    tree = page(CorpusReport("x", (source, target), (pair,)), OTHER)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert sum("Boats" in one for one, _ in rows(tree)) == 2
    assert len(ids) == len(set(ids))


def test_what_has_no_counterpart_says_so_on_its_empty_side() -> None:
    lone = page(recap()).css(".row.lone")
    assert [(titles(row, "source"), titles(row, "target")) for row in lone] == [([], ["感想"]), (["Soup"], [])]
    empty = [row.css_first(f".side.{side} .lone-mark") for row, side in zip(lone, ("source", "target"), strict=True)]
    assert all(mark is not None and "No counterpart" in mark.text() and "没有对应" in mark.text() for mark in empty)


def test_a_bead_shows_how_sure_it_is_and_its_data_say_why() -> None:
    joint = page(recap()).css_first(".row .joint")
    assert joint is not None
    assert "95%" in joint.text()
    assert "certain" in joint.text()
    data = data_of(recap().pairs[0])
    assert data["rows"]["1"] == ["certain", 0.95, 3.0, [["number", "3", 1.25], ["length", "0.9", -0.5]]]


def data_of(pair: PairReport) -> dict[str, Any]:
    found = re.fullmatch(r"summitalign\.detail\((.*)\);\n", detail_script(view_pair(pair)), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


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


def test_titles_are_shown_corrected() -> None:
    tree = page(twice(), pair_path("en/a.md", "zh/recap.md"))
    heading = tree.css_first("h1")
    assert heading is not None
    assert [(part.tag, part.text()) for part in heading.css("del, ins")] == [("del", "张量流"), ("ins", "TensorFlow")]
    assert [node.text() for node in tree.css(".facts .title")] == ["Harbour", "新的TensorFlow"]
    listed = page(twice(), "index.html").css("#document-list td:first-child > span:first-child")
    assert [node.text() for node in listed] == ["Harbour", "Pier", "新的TensorFlow"]


def test_pairs_of_one_target_are_told_apart() -> None:
    links = page(twice(), "index.html").css("#pair-list td > a")
    assert [" ".join(link.text().split()) for link in links] == [
        "Harbour → 新的TensorFlow",
        "Pier → 新的TensorFlow",
    ]
    assert [link.text().strip() for link in page(recap(), "index.html").css("#pair-list td > a")] == ["海港"]


def test_a_weak_bead_covers_nothing() -> None:
    (pair,) = recap().pairs
    first, *others = pair.alignment.beads
    weak = replace(pair, alignment=replace(pair.alignment, beads=(replace(first, tier=Tier.WEAK), *others)))
    sure, unsure = (one.source_coverage or 0.0 for one in (pair, weak))
    assert 0 < unsure < sure < 1
    missing = [[gap.title for gap in pair_card(one, PAGE).gaps] for one in (pair, weak)]
    assert missing == [["Soup"], ["Harbour", "Soup"]]
    strips = [LexborHTMLParser(site_of(replace(recap(), pairs=(one,)))["index.html"]) for one in (pair, weak)]
    assert [{node.attributes["class"] for node in tree.css(".strip path")} for tree in strips] == [
        {"certain", "lone"},
        {"certain", "weak", "lone"},
    ]


@pytest.mark.parametrize(
    ("shares", "listed"),
    [
        ((("zh-Hans", 0.985), ("en", 0.01), ("de", 0.005)), "zh-Hans 98%, en 1%"),
        ((("zh-Hans", 0.458), ("en", 0.308), ("de", 0.234)), "zh-Hans 46%, en 31%, de 23%"),
        ((("zh-Hans", 0.999), ("en", 0.001)), "zh-Hans >99%"),
        ((("en", 0.004), ("de", 0.003)), "en <1%, de <1%"),
    ],
)
def test_a_language_of_a_word_or_two_is_not_listed(shares: tuple[tuple[str, float], ...], listed: str) -> None:
    document = report_on(SOURCE, "a.md", "en")
    document = replace(document, detection=replace(document.detection, shares=shares))
    parts = page(CorpusReport("x", (document,)), "index.html").css_first(".parts")
    assert parts is not None
    assert parts.text() == listed


def test_every_segment_says_its_lines() -> None:
    places = page(recap()).css(".row .place")
    assert [part.text() for part in places[:2]] == ["L1–4", "L1–4"]


def test_every_segment_bears_its_language() -> None:
    tree = page(recap())
    assert {node.attributes["lang"] for node in tree.css(".side.source .segment")} == {"en"}
    assert {node.attributes["lang"] for node in tree.css(".side.target .segment")} == {"zh-Hans"}


def test_the_overview_gives_coverage_and_totals() -> None:
    tree = page(recap(), "index.html")
    whole = f"{100 * (recap().pairs[0].source_coverage or 0):.2f}".partition(".")[0] + "%"
    assert [node.text() for node in tree.css(".totals .count")] == [whole, "1", "2", "0", "1", "1", "1"]
    assert [node.text() for node in tree.css("td.covering .figure")] == [whole]


def test_the_overview_lists_what_is_not_translated() -> None:
    gaps = page(recap(), "index.html").css("#gap-list tbody tr")
    assert [[part.text().strip() for part in row.css("td:first-child, .path")] for row in gaps] == [
        ["Soup", "en/harbour.md:9", "→ zh/recap.md"]
    ]
    assert [row.css_first("a").attributes["href"] for row in gaps] == [f"{PAGE}#source-s7"]  # type: ignore[union-attr]


def test_the_picture_shows_a_source_without_a_partner() -> None:
    alone = report_on("# Pier\n\nAlone.\n", "en/pier.md", "en")
    report = replace(recap(), documents=(*recap().documents, alone))
    cards = [replace(card_of(one, one.document.source.startswith("en/"))) for one in report.documents]
    view = view_index(SiteCards(tuple(cards), ()))
    assert [(square.path, square.step, square.href) for square in view.folders[0].squares] == [
        ("en/harbour.md", 0, ""),
        ("en/pier.md", 0, ""),
    ]
    joined_view = view_index(SiteCards(tuple(cards), (pair_card(recap().pairs[0], PAGE),), 0.5))
    assert [(square.step > 0, square.href) for square in joined_view.folders[0].squares] == [(True, PAGE), (False, "")]
    assert joined_view.coverage == 0.5


@pytest.mark.parametrize(
    ("part", "written"), [(None, "–"), (0.0, "0%"), (0.001, "<1%"), (0.5, "50%"), (0.9999, ">99%"), (1.0, "100%")]
)
def test_a_part_is_never_rounded_to_all_or_nothing(part: float | None, written: str) -> None:
    assert shown_percent(part) == written


def test_the_glossary_page_lists_hits_and_what_was_never_met() -> None:
    tree = page(recap(), "glossary.html")
    assert [node.text() for node in tree.css(".entry h2")] == ["Coral", "TensorFlow"]
    links = [node.attributes["href"] for node in tree.css(".occurrences a")]
    assert links == [f"{PAGE}#target-fix-2", f"{PAGE}#target-fix-1"]
    assert "Keras" in tree.css("table")[-1].text()
    counts = [[part.text().split()[-1] for part in row.css("td.number")] for row in tree.css("#term-list tbody tr")]
    assert counts == [["1", "0", "1", "0"], ["1", "1", "0", "0"]]


def test_a_page_allows_only_its_own_files() -> None:
    for path, html in site_of(recap()).items():
        if path.endswith(".html"):
            policy = LexborHTMLParser(html).css_first("meta[http-equiv=Content-Security-Policy]")
            assert policy is not None
            assert policy.attributes["content"] == POLICY
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")


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
    nodes = LexborHTMLParser(html).css("[href], [src], .sheet")
    names = ("href", "src", "data-detail")
    targets = [next(filter(None, map(node.attributes.get, names)), "") for node in nodes]
    return [
        normpath(join(dirname(path), goal.split("#")[0])) for goal in targets if goal[:1] != "#" and ":" not in goal
    ]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert list(build_site(recap())) == list(build_site(recap()))


def test_a_report_on_nothing_is_a_site() -> None:
    site = site_of(CorpusReport("Empty", ()))
    assert "No documents." in site["index.html"]
    assert "glossary.html" not in site


def test_each_phrase_stands_in_both_languages() -> None:
    tree = page(recap(), "index.html")
    assert len(tree.css(".ui-en")) == len(tree.css(".ui-zh")) > 20
