"""The spellings that are looked for, and how they are found in bytes."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign import api
from summitalign.model.finding import Decision
from summitalign.model.span import Span
from summitalign.model.term import Glossary
from summitalign.terms.broken import is_respaced, pieces
from summitalign.terms.forms import exact_forms
from summitalign.terms.scan import Scanner
from summitalign.terms.spellings import traditional
from summitalign.workspace.spellings import kept_traditional


def glossary(*rows: str, repairs: str = "") -> Glossary:
    head = f"repairs: [{repairs}]\n" if repairs else ""
    return api.load_glossary(head + "terms:\n" + "".join(f"  - {row}\n" for row in rows), "g.yml", lambda _: "")


TERMS = glossary(
    "张量流: TensorFlow", "网格 TensorFlow: Mesh TensorFlow", "edge tpu: Edge TPU",
    "{use: 张量, wrong: [張力量], not_in: [张量流动]}",
)  # fmt: skip


def found(text: str, terms: Glossary = TERMS) -> list[str]:
    return [hit.span.of(text) for hit in Scanner(terms).hits(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学张量流", ["张量流"]),
        ("学張量流", ["張量流"]),
        ("学张**量**流", ["张**量**流"]),
        ("学张量\n流", ["张量\n流"]),
        ("> 学张量\r\n> 流", ["张量\r\n> 流"]),
        ("学张 量 流", ["张 量 流"]),
        ("学张量\n\n流", []),
        ("学张量  \n流", []),
        ("学张量、流", []),
        ("网格TensorFlow 网格  TensorFlow", ["网格TensorFlow", "网格  TensorFlow"]),
        ("ｅｄｇｅ　ｔｐｕ edge  tpu edge\ntpu", ["ｅｄｇｅ　ｔｐｕ", "edge  tpu", "edge\ntpu"]),
        ("edgetpu edge-tpu", []),
        ("张量流动 张**量流**动", []),
        ("张量\n\n流张量流", ["张量流"]),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected
    assert Scanner(TERMS).may_hit(text.encode()) >= bool(expected)


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.sampled_from(["张", "量", "流", "动", " ", "\n", "**", "x", "，"]), max_size=30).map("".join))
def test_the_scan_of_the_bytes_overlooks_nothing(text: str) -> None:
    scanner = Scanner(TERMS)
    hits = scanner.hits(text)
    assert scanner.may_hit(text.encode()) or not hits
    whole = {at for at in range(len(text)) if text.startswith("张量流", at) and not text.startswith("张量流动", at)}
    assert {hit.span.start for hit in hits if hit.span.of(text) == "张量流"} == whole


def test_the_pieces_of_a_broken_form() -> None:
    text = "学张**量流**吧"
    assert pieces(text, Span(1, 6), "张量流") == (Span(1, 2), Span(4, 6))
    assert pieces(text, Span(1, 7), "张量流") is None
    assert is_respaced("网格  TF", (Span(0, 2), Span(4, 6)))
    assert not is_respaced("张 量", (Span(0, 1), Span(2, 3)))


def test_the_fix_of_a_broken_form_leaves_what_stands_inside() -> None:
    outcome = api.Fixer(TERMS).fix_text("学张**量流**，再学张量\n流。", "x")
    assert outcome.after == outcome.before
    first, second = outcome.findings
    assert first.decision is second.decision is Decision.SUGGEST
    assert "emphasis" in first.reason
    assert "line break" in second.reason
    assert first.fix is not None
    assert second.fix is not None
    assert [(edit.span.of(outcome.before), edit.replacement) for edit in first.fix.edits] == [
        ("张", ""), ("量流", "TensorFlow"),
    ]  # fmt: skip
    assert [(edit.span.of(outcome.before), edit.replacement) for edit in second.fix.edits] == [
        ("张量", " TensorFlow"), ("流", ""),
    ]  # fmt: skip


def test_right_forms_that_hold_a_wrong_one_are_shields() -> None:
    terms = glossary("flow chart: FlowChart", "{use: big flow chart tool, wrong: [大流程]}")
    shields = {form.text for form in exact_forms(terms) if form.kind.value == "shield"}
    assert "big flow chart tool" in shields
    assert found("a big flow chart tool, a flow chart", terms) == ["flow chart"]


class TestKeptSpellings:
    def test_they_are_what_the_dictionary_says(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path))
        texts = ["张量流", "数据", "plain"]
        expected = list(traditional(texts))
        assert kept_traditional(texts) == expected
        (file,) = tmp_path.iterdir()
        assert kept_traditional(texts) == expected
        file.write_text(json.dumps([["甲", "乙", "丙"]] * 3), encoding="utf-8")
        assert kept_traditional(texts) == [["甲", "乙", "丙"]] * 3  # it was read

    @pytest.mark.parametrize("content", ["", "{", "[]x", '{"a": 1}', '[["one"]]', "null"])
    def test_a_broken_file_is_made_anew(self, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path))
        expected = kept_traditional(["张量流"])
        (file,) = tmp_path.iterdir()
        file.write_text(content, encoding="utf-8")
        assert kept_traditional(["张量流"]) == expected

    def test_no_folder_is_needed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SUMMITALIGN_CACHE", "")
        assert kept_traditional(["张量流"])[0] == ["張量流"]
        blocked = tmp_path / "file"
        blocked.write_text("x", encoding="utf-8")
        monkeypatch.setenv("SUMMITALIGN_CACHE", str(blocked / "below"))
        assert kept_traditional(["张量流"])[0] == ["張量流"]

    def test_old_ones_go(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SUMMITALIGN_CACHE", str(tmp_path))
        for number in range(20):
            kept_traditional([f"张量流{number}"])
        assert len(list(tmp_path.iterdir())) == 16
