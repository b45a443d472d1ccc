"""Findings as text: places, excerpts, marks, evidence; what a terminal is shown and how wide it is."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.model.finding import Applicability, Decision, Edit, Evidence, Finding, Fix
from summitalign.model.outcome import Outcome
from summitalign.model.span import LineIndex, Span
from summitalign.report.places import Places
from summitalign.report.remaining import remaining
from summitalign.report.text_findings import finding_blocks
from summitalign.report.width import head, tail, visible, width


def finding(text: str, found: str, *edits: tuple[str, str], decision: Decision = Decision.APPLY) -> Finding:
    start = text.index(found)
    made = tuple(Edit(Span(text.index(old), text.index(old) + len(old)), new) for old, new in edits)
    fix = Fix(made, Applicability.SAFE)
    return Finding(
        "term/mistranslated", Span(start, start + len(found)), found, ("Foxlet",), "f", decision, "so", fix=fix
    )


def block(text: str, *findings: Finding, is_verbose: bool = False) -> list[str]:
    blocks = finding_blocks(Outcome("a.md", findings, text, text), is_verbose=is_verbose)
    return [line for each in blocks for line in each.split("\n")]


def test_marks_stand_below_what_they_mark_and_the_replacement_beside_them() -> None:
    text = "前\n\t看見 ｆ，小狐狸！\n"

    assert block(text, finding(text, "小狐狸", ("小狐狸", " Foxlet"))) == [
        'a.md:2:7: apply  "小狐狸" -> "Foxlet"  so',
        "    2 |  看見 ｆ，小狐狸！",
        '                  ^^^^^^ " Foxlet"',
    ]


def test_long_lines_are_cut_by_columns() -> None:
    text = "长" * 500 + "小狐狸" + "x" * 500 + "\n"
    _, line, marks = block(text, finding(text, "小狐狸", ("小狐狸", "Foxlet")))

    assert line == "    1 | …" + "长" * 26 + "小狐狸" + "x" * 52 + "…"
    assert marks == " " * 61 + '^^^^^^ "Foxlet"'
    assert width(line) <= 8 + 52 + 6 + 52 + 2


def test_a_finding_over_two_lines_shows_both() -> None:
    text = "见小狐\r\n狸吧\r\n"

    assert block(text, finding(text, "小狐\r\n狸", ("小狐\r\n狸", "Foxlet"))) == [
        'a.md:1:2: apply  "小狐 狸" -> "Foxlet"  so',
        "    1 | 见小狐",
        "          ^^^^",
        "    2 | 狸吧",
        '        ^^ "Foxlet"',
    ]


def test_a_finding_over_many_lines_shows_the_first_and_the_last() -> None:
    text = "小\n\n\n狐狸\n"
    lines = block(text, finding(text, "小\n\n\n狐狸", ("小\n\n\n狐狸", "Foxlet")))

    assert lines[1:] == ["    1 | 小", "        ^^", "   ...", "    4 | 狐狸", '        ^^^^ "Foxlet"']


def test_of_a_fix_in_pieces_what_stays_is_marked_otherwise() -> None:
    text = "见小**狐狸**吧\n"

    assert block(text, finding(text, "小**狐狸", ("小", "Fox"), ("狐狸", "let")))[2] == '          ^^~~^^^^ "Fox**let"'


def test_lines_that_a_fix_changes_elsewhere_are_named() -> None:
    text = "# 小狐狸\n\n见[此](#one)\n\n与[彼](#two)\n"
    lines = block(text, finding(text, "小狐狸", ("小狐狸", "Foxlet"), ("#one", "#foxlet"), ("#two", "#foxlet")))

    assert lines[2] == '          ^^^^^^ "Foxlet"  and line 3, 5'


def test_verbose_shows_what_was_skipped_and_the_evidence_with_its_weights() -> None:
    text = "小狐狸\n"
    evidence = (Evidence("source", "'Zoo' names Foxlet", 6.0, "…a Foxlet\nruns…"), Evidence("against", "森林", -4.0))
    skipped = Finding("term/mistranslated", Span(0, 3), "小狐狸", ("Foxlet",), "f", Decision.SKIP, "so", evidence)

    assert block(text, skipped) == []
    assert block(text, skipped, is_verbose=True)[3:] == [
        "        +6.0  source: 'Zoo' names Foxlet",
        "              …a Foxlet runs…",
        "        -4.0  against: 森林",
    ]


def test_nothing_of_a_document_reaches_the_terminal_as_a_command() -> None:
    text = "\x1b[2J看\x07小\x1b]0;t\x07狐\u202e狸\x9b1m\u2028\n"
    bad = finding(text, "小\x1b]0;t\x07狐\u202e狸", ("小\x1b]0;t\x07狐\u202e狸", "Fox\x1b[1mlet"))
    shown = "".join(finding_blocks(Outcome("a\x1b\n.md", (bad,), text, text)))

    assert [c for c in shown if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")] == []
    assert "\u202e" not in shown
    assert shown.count("\n") == 2


PIECES = ["a", "狐", "\n", "\r\n", "\r", "\t", "é", "\u0301", "ｆ", "“", "…", "\U0001f98a"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(TEXTS, st.lists(st.integers(0, 60), max_size=8), st.booleans())
def test_places_are_those_of_an_index_of_the_lines(text: str, offsets: list[int], is_lf_only: bool) -> None:
    rows = LineIndex.build(text.replace("\r", "x") if is_lf_only else text)
    places = Places(text, is_lf_only=is_lf_only)
    for offset in (min(each, len(text)) for each in offsets):
        assert places.position(offset) == rows.position(offset)
        row = rows.line_span(rows.line(offset))
        ends = "\n" if is_lf_only else "\r\n"
        assert places.row(offset).start == row.start
        assert row.of(text).startswith(places.row(offset).of(text))
        assert row.of(text)[len(places.row(offset)) :].strip(ends + "\r") == ""


def columns(text: str) -> int:
    """Return what `width` returns, one character after the other."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


@given(st.text(), st.integers(0, 30))
def test_widths_are_those_of_the_characters_and_cuts_fit(text: str, room: int) -> None:
    assert width(text) == columns(text)
    assert text.startswith(head(text, room))
    assert text.endswith(tail(text, room))
    for cut in (head(text, room), tail(text, room)):
        assert width(cut) <= room
        assert cut == text or width(cut) >= room - 1


def test_every_character_of_the_wide_runs_is_wide() -> None:
    assert [c for c in map(chr, range(0x2E80, 0x10000)) if width(c) != columns(c)] == []


@given(st.text())
def test_what_is_visible_holds_no_control_characters(text: str) -> None:
    slowly = "".join(
        " "
        if c == "\t"
        else "\ufffd"
        if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"
        else c
        for c in text
    )
    assert visible(text) == slowly


def test_after_a_write_what_is_left_stands_at_its_new_place() -> None:
    text = "狐一狐二狐三"
    done = [
        finding(text, "一", ("一", "Foxlet")),
        finding(text, "二", ("二", "")),
        finding(text, "狐三", ("狐三", "x")),
    ]
    open_finding = Finding("c", Span(4, 6), "狐三", ("x",), "f", Decision.SUGGEST, "so", fix=done[2].fix)
    after = remaining(Outcome("a.md", (*done[:2], open_finding), text, "狐Foxlet狐狐三"))

    assert [each.span.of(after.before) for each in after.findings] == ["狐三"]
    assert after.findings[0].fix is not None
    assert after.findings[0].fix.edits[0].span == after.findings[0].span


@pytest.mark.parametrize(
    "text", ["小狐狸" * 400_000, "小狐狸\n" * 200_000, "小狐狸\r" * 200_000], ids=["one", "lf", "cr"]
)
def test_the_time_grows_with_the_findings_and_not_with_their_product(text: str) -> None:
    step = len(text) // 3_000
    spots = [Span(at, at + 3) for at in range(0, len(text) - 3, step)]
    fixes = [Fix((Edit(spot, "Foxlet"),), Applicability.SAFE) for spot in spots]
    found = tuple(
        Finding("term/mistranslated", spot, "小狐狸", ("Foxlet",), "f", Decision.APPLY, "so", fix=fix)
        for spot, fix in zip(spots, fixes, strict=True)
    )
    began = time.process_time()
    assert sum(1 for _ in finding_blocks(Outcome("a.md", found, text, text))) == len(spots)

    assert time.process_time() - began < 2
