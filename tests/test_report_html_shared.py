"""The shared pages of the site: what they call things, how they cut texts, and what they count."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from hostile_report import talk_report
from report_pages import joined, recap, site_of
from report_values import found, report_on, sections
from summitalign.model.alignment import Tier
from summitalign.model.document import SegmentKind
from summitalign.model.finding import Decision
from summitalign.report.corpus import CorpusReport
from summitalign.report.counting import percent
from summitalign.report.html import texts
from summitalign.report.html.document_card import card_of
from summitalign.report.html.titles import name_of

LONG = (
    "The lighthouse keeper writes every evening into a thick logbook, and we read it here: 张量流 is mentioned there."
)


@pytest.mark.parametrize(
    ("share", "written"), [(0.57, "57%"), (0.29, "29%"), (0.669, "66%"), (0.9999, "99%"), (1, "100%")]
)
def test_a_share_is_rounded_down(share: float, written: str) -> None:
    assert percent(share) == written


def contexts(text: str) -> tuple[str, str]:
    report = report_on(text, "b.md", "zh", (found(text, "张量流", "TensorFlow", Decision.APPLY, "why"),))
    (hit,) = card_of(report, False).hits
    return hit.before, hit.after


def test_what_stands_around_a_term_is_cut_between_words() -> None:
    before, after = contexts(f"{LONG} {LONG}\n")
    assert before.startswith("…")
    assert after.endswith("…")
    assert set(re.findall(r"[A-Za-z]+", before + after)) <= set(re.findall(r"[A-Za-z]+", LONG))
    assert 30 <= len(before) <= 41
    assert 30 <= len(after) <= 41


def test_a_link_s_destination_takes_no_room_around_a_term() -> None:
    text = f"看 [张量流](https://example.org/{'a' * 60}/) 的文档。\n"
    assert contexts(text) == ("看 ", " 的文档。")


def test_chinese_is_cut_anywhere() -> None:
    before, after = contexts(f"{'海' * 50}张量流{'船' * 50}\n")
    assert (before, after) == (f"…{'海' * 40}", f"{'船' * 40}…")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# 用张量流\n\n你好。\n", "用TensorFlow"),
        ("在 `tf.data` 里敲\n一行。\n", "在 tf.data 里敲一行。"),
        ("```sh\n\n# 先装好\npip install\n```\n", "# 先装好"),
        (f"{'海' * 50}\n", f"{'海' * 39}…"),
        ("<!-- -->\n", "<!-- -->"),
    ],
)
def test_a_part_is_named_by_its_heading_its_words_or_its_code(text: str, name: str) -> None:
    findings = (found(text, "张量流", "TensorFlow", Decision.APPLY, "why"),) if "张量流" in text else ()
    report = report_on(text, "b.md", "zh", findings)
    part = next((one for one in sections(report.document)), None) or report.document.segments[0]
    assert part.kind in (SegmentKind.SECTION, SegmentKind.DOCUMENT)
    assert name_of(report, part) == name


@pytest.mark.parametrize(("tier", "told"), [(Tier.WEAK, "0/1"), (Tier.LIKELY, "1/1"), (Tier.CERTAIN, "1/1")])
def test_a_talk_is_told_where_somebody_surely_speaks_of_it(tier: Tier, told: str) -> None:
    report = talk_report()
    (pair,) = report.pairs
    (bead,) = pair.alignment.beads
    report = replace(
        report, pairs=(replace(pair, alignment=replace(pair.alignment, beads=(replace(bead, tier=tier),))),)
    )
    tree = LexborHTMLParser(site_of(report)["talks.html"])
    help_text = tree.css_first(".help .ui-en")
    assert help_text is not None
    assert help_text.text() == f"{told} talks recapped"
    row = tree.css_first("tbody tr[data-is]")
    assert row is not None
    assert (row.attributes["data-is"] == "untold") is (told == "0/1")
    assert len(row.css(".told")) == 1


def test_documents_without_a_partner_are_counted_and_can_be_chosen() -> None:
    alone = report_on("# Pier\n\nAlone.\n", "en/pier.md", "en")
    tree = LexborHTMLParser(site_of(replace(recap(), documents=(*recap().documents, alone)))["index.html"])
    figures = [" ".join(part.text() for part in node.css(".count, .what .ui-en")) for node in tree.css(".totals li")]
    assert "1 without a partner" in figures
    chosen = tree.css('#document-list tr[data-is~="lone"] .path')
    assert [node.text() for node in chosen] == ["en/pier.md"]
    assert tree.css_first('button[data-only="lone"][data-table="document-list"]') is not None


def test_a_site_without_lone_documents_counts_none() -> None:
    source, target = report_on("# A\n", "a.md", "en"), report_on("# 甲\n", "b.md", "zh")
    report = CorpusReport("x", (source, target), (joined(source, target, ("A", "甲")),))
    assert not LexborHTMLParser(site_of(report)["index.html"]).css('#document-list tr[data-is~="lone"]')


def test_every_phrase_of_the_interface_is_used() -> None:
    folder = Path(texts.__file__).parent
    others = [path for path in folder.rglob("*") if path.suffix in {".html", ".js", ".py"} and path.name != "texts.py"]
    named = set(re.findall(r"""["']([a-z-]+)["']""", "".join(path.read_text(encoding="utf-8") for path in others)))
    # `detail-` and `sections`, put together by a template.
    unused = [
        name
        for name in texts.WORDINGS
        if name not in named and not {f"{(parts := name.partition('-'))[0]}-", parts[2]} <= named
    ]
    assert unused == []
