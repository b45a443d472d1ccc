"""A report as a workbook, and its segments written out as lines."""

import io
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from report_digests import a_document, a_finding, a_pair, a_report, a_segment, one_report, pair_of
from summitalign.errors import UsageError
from summitalign.model.alignment import Tier
from summitalign.model.document import SegmentKind
from summitalign.model.finding import Decision
from summitalign.report.corpus import PairReport
from summitalign.report.corpus_digest import CorpusDigest, digest_document
from summitalign.report.corpus_markdown import length
from summitalign.report.corpus_workbook import report_workbook
from summitalign.report.segment_lines import segment_lines
from summitalign.report.spreadsheet import Column, Workbook, cell_text, is_formula


def test_segments_are_written_with_their_fix_and_what_is_alone_at_its_place() -> None:
    pair = pair_of()
    first, *_ = pair.alignment.source_segments
    bead = replace(
        pair.alignment.beads[0] if pair.alignment.beads else _bead(pair),
        source=(first.id,), target=(pair.alignment.target_segments[0].id,), tier=Tier.CERTAIN,
    )  # fmt: skip
    lines = segment_lines(replace(pair, alignment=replace(pair.alignment, beads=(bead,))))

    assert [(line.source, line.target, line.tier) for line in lines] == [
        ("Tools\nA mallet is a soft hammer.", "工具\n锤子是一种软锤。", Tier.CERTAIN),
        ("", "螺丝\n没有原文。", None),
        ("Nails\nNails are sharp.", "", None),
    ]
    assert lines[0].fixed == "工具\nmallet 是一种软锤。"
    assert lines[0].comment == 'fixed: "锤子" should be "mallet": it is a tool'
    assert (lines[0].source_lines, lines[1].target_lines, lines[1].fixed) == ("1–3", "5–7", "")


def _bead(pair: PairReport) -> Any:
    from summitalign.model.alignment import Bead

    return Bead((), (), 1.0, 1.0, Tier.CERTAIN)


def test_inner_segments_have_lines_of_their_own_and_no_text_is_written_twice() -> None:
    english = "# A\n\nAlpha.\n\n- **One**: uno\n- **Two**: due\n\nOmega.\n"
    pair = pair_of(english, "# 甲\n\n一。\n")
    kinds = (SegmentKind.SECTION, SegmentKind.ITEM)
    parts = tuple(part for part in pair.source.document.segments if part.kind in kinds)
    lines = segment_lines(replace(pair, alignment=replace(pair.alignment, source_segments=parts, beads=())))

    assert [line.source for line in lines if line.source] == ["A\nAlpha.\nOmega.", "One: uno", "Two: due"]


def test_what_is_only_suggested_is_not_made_and_what_is_skipped_is_not_told() -> None:
    pair = pair_of()
    (fix,) = pair.target.findings
    for decision, comment in ((Decision.SUGGEST, "suggested: "), (Decision.SKIP, "")):
        outcome = replace(pair.target.outcome, findings=(replace(fix, decision=decision),))  # type: ignore[type-var]
        other = replace(pair, target=replace(pair.target, outcome=outcome))
        lines = [line for line in segment_lines(other) if "锤子" in line.target]

        assert [line.fixed for line in lines] == [""]
        assert lines[0].comment.startswith(comment)
        assert bool(lines[0].comment) is bool(comment)
        assert len(digest_document(other.target, False).findings) == bool(comment)


def test_sentences_are_written_where_there_are_some() -> None:
    pair = pair_of()
    sentences = replace(pair.alignment, source_segments=(), target_segments=(), beads=())

    assert segment_lines(replace(pair, sentences=sentences)) == ()


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.values) for sheet in book.worksheets}


def with_segments(*segments: Any) -> CorpusDigest:
    report = one_report()
    return replace(report, pairs=(replace(report.pairs[0], segments=segments),))


def test_a_workbook_holds_segments_findings_and_documents() -> None:
    segments = a_segment(fixed="打。"), a_segment("", "没有", tier=None)
    found = sheets(report_workbook(with_segments(*segments)))

    assert found["Segments"] == [
        ("Source document", "Source language", "Source lines", "Source", "Target document", "Target language",
         "Target lines", "Target", "Fix", "Tier", "Comment"),
        ("en/a.md", "en", "1–2", "Knock.", "zh/a.md", "zh-Hans", "3", "敲。", "打。", "likely", None),
        ("en/a.md", "en", "1–2", None, "zh/a.md", "zh-Hans", "3", "没有", None, "no counterpart", None),
    ]  # fmt: skip
    assert found["Findings"][1] == (
        "zh/a.md", 3, 1, "锤子", "mallet", "fix", "it is a tool", None, "mallet",
    )  # fmt: skip
    assert [row[5] for row in found["Findings"][1:]] == ["fix", "suggestion"]
    assert found["Documents"][1][:6] == ("en/a.md", "Tools", "en", "source", 100, 87)
    assert found["Documents"][3][6:8] == (0.5, "5–9")


def test_a_sheet_has_a_header_that_stays_and_filters_and_its_texts_wrap() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(with_segments(a_segment()))))

    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.b
        assert sheet["A2"].alignment.wrap_text
    assert book.properties.title == "docs"


def test_texts_that_run_right_to_left_are_set_so() -> None:
    report = with_segments(a_segment(target="شكرا"))
    report = replace(report, pairs=(replace(report.pairs[0], target_language="ar"),))
    sheet = openpyxl.load_workbook(io.BytesIO(report_workbook(report)))["Segments"]

    assert sheet["H2"].alignment.readingOrder == 2
    assert sheet["D2"].alignment.readingOrder == 0


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", " =cmd|'/c calc'!A1", "|calc", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_in_a_document_is_a_text_in_the_workbook(text: str) -> None:
    finding = a_finding(text, reason=text)
    document = a_document(text, finding, title=text)
    report = a_report(document, a_document("en.md", tag="en"), pairs=(a_pair("en.md", text, 1),), title=text)
    report = replace(report, pairs=(replace(report.pairs[0], segments=(a_segment(text, text, text),)),))
    content = report_workbook(report)
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert is_formula(text)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows(min_row=2) for cell in row]
    own = [cell for cell in cells if cell.value == text]
    assert len(own) >= 8
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in own)
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert b"<f>" not in content


@pytest.mark.parametrize("text", ["plain", "a=b", "1 - 2", "https://x.y", "", "42", "真"])
def test_other_texts_are_left_as_they_are(text: str) -> None:
    assert not is_formula(text)
    assert cell_text(text) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_comes_back_from_a_workbook(texts: Sequence[str]) -> None:
    with Workbook("x") as book:
        book.sheet("Any", [Column("c", 10)], [(text,) for text in (*texts, "_x0041_ & <b>")])
        content = book.content()

    back = [row[0] for row in sheets(content)["Any"]][1:]
    # openpyxl reads what XML makes of line ends, and nothing where a cell is empty.
    plain = [re.sub(r"\r\n?", "\n", cell_text(text)) or None for text in (*texts, "_x0041_ & <b>")]
    assert [value if value is None else re.sub(r"\r\n?", "\n", unescape(value)) for value in back] == plain


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ud800b", "a\ufffeb", "a\x7fb"])
def test_characters_that_no_cell_can_hold_are_marked(text: str) -> None:
    with Workbook(text) as book:
        book.sheet("Any", [Column("c", 10)], [(text,)])
        content = book.content()

    assert sheets(content)["Any"][1] == ("a\ufffdb",)


@pytest.mark.parametrize("text", ["长" * 40_000, "😀" * 20_000, "a" * 32_768])
def test_a_text_that_no_cell_can_hold_is_cut(text: str) -> None:
    cut = cell_text(text)

    assert length(cut) <= 32_767
    assert length(cut) >= 32_765
    assert cut[:-1] == text[: len(cut) - 1]
    assert cut[-1] == "…"


def test_rows_that_no_sheet_can_hold_go_to_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summitalign.report.spreadsheet._MOST_ROWS", 3)
    with Workbook("x") as book:
        book.sheet("N", [Column("n", 5)], [(number,) for number in range(5)])
        content = book.content()

    assert sheets(content) == {
        "N": [("n",), (0,), (1,)], "N 2": [("n",), (2,), (3,)], "N 3": [("n",), (4,)],
    }  # fmt: skip


def test_the_same_report_gives_the_same_workbook() -> None:
    content = report_workbook(one_report())

    assert report_workbook(one_report()) == content
    # Seconds may pass between two runs.
    assert openpyxl.load_workbook(io.BytesIO(content)).properties.created == datetime(2000, 1, 1)


def test_a_workbook_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(UsageError, match=r"summitalign\[xlsx\]"):
        report_workbook(one_report())
