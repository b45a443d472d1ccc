"""What is not judged because there is too much of it, and that work grows with a document and not with its square."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import SupportsIndex

import pytest
from click.testing import CliRunner

from summitalign.api import Fixer, load_glossary
from summitalign.cli.main import program
from summitalign.errors import InputError
from summitalign.fix import anchors
from summitalign.markdown import labels
from summitalign.markdown.events import Event
from summitalign.markdown.fragments import Anchorage
from summitalign.markdown.headings import HeadingMarks, may_be_heading
from summitalign.markdown.rendering import Rendered
from summitalign.model.finding import Decision
from summitalign.terms import lists
from summitalign.terms.borders import joins, tied_word
from summitalign.terms.evidence import Judge
from summitalign.terms.limits import CROWDED, MOST_FORMS, MOST_WEIGHED, weighings

GLOSSARY = """
terms:
  - {use: HarborDock, wrong: [码头坞]}
  - {use: Lighthouse, wrong: [灯塔], ambiguous: true}
  - {use: Dock++, wrong: [坞加加]}
"""
PROVEN = "Lighthouse HarborDock\n\n"


@pytest.fixture(scope="module")
def fixer() -> Fixer:
    return Fixer(load_glossary(GLOSSARY, "glossary.yml", str))


def counted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[int]:
    """Count the calls of a function from here on; the list holds the number."""
    calls = [0]
    made: Callable[..., object] = getattr(owner, name)

    def count(*arguments: object, **named: object) -> object:
        calls[0] += 1
        return made(*arguments, **named)

    monkeypatch.setattr(owner, name, count)
    return calls


def read_whole(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count from here on how often each text is read for where its links lead."""
    texts: Counter[str] = Counter()

    def read(text: str, events: Iterable[Event]) -> Anchorage:
        texts[text] += 1
        return Anchorage(text, events)

    monkeypatch.setattr(anchors, "Anchorage", read)
    return texts


class TestForms:
    """Documents that hold more wrong forms than a text that people wrote."""

    def test_they_are_left_alone(self, fixer: Fixer) -> None:
        with pytest.raises(
            InputError, match=r"a\.md: 15001 wrong forms stand in it; of more than 15000 none is judged"
        ):
            fixer.fix_text("码头坞\n" * (MOST_FORMS + 1), "a.md")

    def test_a_long_document_may_hold_more(self, fixer: Fixer) -> None:
        text = ("码头坞" + "很好的文字。" * 12 + "\n\n") * (MOST_FORMS + 1)
        assert fixer.may_hit(text.encode())
        assert fixer.fix_text(text, "a.md").after.count("HarborDock") == MOST_FORMS + 1

    def test_those_of_a_pattern_count(self) -> None:
        entry = "terms: [{use: HarborDock, wrong: [{re: 'harbor ?dock'}]}]"
        fixer = Fixer(load_glossary(entry, "glossary.yml", str))
        with pytest.raises(InputError, match="15001 wrong forms"):
            fixer.fix_text("harbor dock\n" * (MOST_FORMS + 1), "a.md")

    def test_a_document_that_is_switched_off_is_none_of_them(self, fixer: Fixer) -> None:
        text = "---\nsummitalign: off\n---\n" + "码头坞\n" * (MOST_FORMS + 1)
        assert fixer.fix_text(text, "a.md").findings == ()

    def test_right_words_do_not_count(self) -> None:
        entry = "terms: [{use: HarborDock, wrong: [码头坞], not_in: [码头坞口]}]"
        fixer = Fixer(load_glossary(entry, "glossary.yml", str))
        assert fixer.fix_text("码头坞口\n" * (MOST_FORMS + 1), "a.md").findings == ()

    def test_the_others_of_a_run_are_done(self, tmp_path: Path) -> None:
        (tmp_path / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
        (tmp_path / "a.md").write_text("码头坞\n" * (MOST_FORMS + 1), encoding="utf-8")
        (tmp_path / "b.md").write_text("码头坞\n", encoding="utf-8")
        arguments = [
            "fix-terms",
            str(tmp_path),
            "--glossary",
            str(tmp_path / "glossary.yml"),
            "--write",
            "--no-journal",
        ]
        done = CliRunner().invoke(program, arguments)
        assert done.exit_code == 3
        assert "15001 wrong forms stand in it" in done.stderr
        assert "--exclude" in done.stderr
        assert (tmp_path / "b.md").read_text(encoding="utf-8") == "HarborDock\n"


class TestWeighing:
    """Ambiguous forms, which are all weighed or all left to people."""

    def test_a_crowd_is_suggested(self, fixer: Fixer, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = counted(monkeypatch, Judge, "judge")
        text = PROVEN + "灯塔 2.0 和码头坞\n\n" * (MOST_WEIGHED + 1)
        done = fixer.fix_text(text, "a.md")
        assert calls == [0]
        assert {(each.found, each.decision) for each in done.findings} == {
            ("灯塔", Decision.SUGGEST),
            ("码头坞", Decision.APPLY),
        }
        assert {each.reason for each in done.findings if each.found == "灯塔"} == {CROWDED}
        assert fixer.fix_text(done.after, "a.md").after == done.after

    def test_many_are_weighed(self, fixer: Fixer) -> None:
        done = fixer.fix_text(PROVEN + "Lighthouse 灯塔 2.0\n\n" * (MOST_WEIGHED // 3), "a.md")
        assert {each.decision for each in done.findings} == {Decision.APPLY}

    def test_fixes_that_prove_one_another_come_to_an_end(self, fixer: Fixer, monkeypatch: pytest.MonkeyPatch) -> None:
        calls = counted(monkeypatch, Judge, "judge")
        # Each place is proven by the one before it, which is fixed a round earlier.
        text = "Lighthouse 灯塔 2.0" + ("字" * 1_500 + "灯塔" * 20) * 45
        done = fixer.fix_text(text, "a.md")
        assert calls[0] <= weighings(len(text))
        assert done.after == text
        assert {each.reason for each in done.findings} == {CROWDED}

    def test_a_short_chain_is_followed(self, fixer: Fixer) -> None:
        text = "Lighthouse 灯塔 2.0" + ("字" * 1_500 + "灯塔") * 12
        assert {each.decision for each in fixer.fix_text(text, "a.md").findings} == {Decision.APPLY}


class TestWork:
    """Work for a document and one four times as long."""

    @pytest.mark.parametrize(
        "block", ["[码头坞{0}][] [码头坞{0}]\n\n[码头坞{0}]: /x{0}\n\n", "[码头坞]\n\n[码头坞]: /x\n\n"]
    )
    def test_labels(self, fixer: Fixer, monkeypatch: pytest.MonkeyPatch, block: str) -> None:
        done = []
        for size in (50, 200):
            calls = counted(monkeypatch, labels, "label_key")
            text = "".join(block.format(number) for number in range(size))
            assert fixer.fix_text(text, "a.md").after.count("HarborDock") == text.count("码头坞")
            done.append(calls[0])
        assert done[1] <= 5 * done[0]

    def test_headings_are_read_once_a_text(self, fixer: Fixer, monkeypatch: pytest.MonkeyPatch) -> None:
        texts = read_whole(monkeypatch)
        text = "".join(f"# 码头坞{number}\n\n[a](#码头坞{number})\n\n" for number in range(40))
        assert fixer.fix_text(text, "a.md").after == text.replace("码头坞", "HarborDock").replace(
            "#Harb", "#harb"
        ).replace("#harborDock", "#harbordock")
        assert len(texts) > 1
        assert set(texts.values()) == {1}

    def test_links_that_lead_elsewhere_are_not_read_for_a_heading(
        self, fixer: Fixer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        texts = read_whole(monkeypatch)
        text = "# 码头坞\n\n" + "[a](#b) " * 40
        assert fixer.fix_text(text, "a.md").after == text.replace("码头坞", "HarborDock")
        assert not texts

    @pytest.mark.parametrize("link", ["[a](#%E7%A0%81%E5%A4%B4%E5%9D%9E)", "[a](&#35;码头坞)", "[a](#harbordock)"])
    def test_links_that_may_lead_to_a_heading_are_read(
        self, link: str, fixer: Fixer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        texts = read_whole(monkeypatch)
        fixer.fix_text(f"# 码头坞\n\n{link} [b](#c)\n", "a.md")
        assert texts

    def test_guilty_fixes_are_not_looked_for_without_end(self, fixer: Fixer, monkeypatch: pytest.MonkeyPatch) -> None:
        read: list[int] = []
        made = Rendered.of

        def of(text: str, is_whole: bool = True) -> Rendered:
            read.append(len(text))
            return made(text, is_whole)

        monkeypatch.setattr(Rendered, "of", of)
        text = "**坞加加**字 " * 6_000
        done = fixer.fix_text(text, "a.md")
        assert done.after == text
        assert {each.decision for each in done.findings} == {Decision.SUGGEST}
        assert sum(read) < 4 * 300_000

    def test_marks_of_headings_are_those_of_each_place(self) -> None:
        text = "码头\n# 头 a\n坞\n一\n===\n\n二\n三\n\n> 四\n> ---\n"
        marks = HeadingMarks(text)
        told = [marks.hold(at) for at in range(len(text))]
        assert told == [may_be_heading(text, at) for at in range(len(text))]
        assert [text[at] for at in range(len(text)) if told[at] and text[at] in "码坞一二三四"] == ["坞", "一", "四"]

    def test_letters_beside_a_form_are_counted_in_one_pass(self) -> None:
        class Text(str):
            passes = 0

            def count(self, sub: str, *place: SupportsIndex | None) -> int:
                Text.passes += 1
                return super().count(sub, *place)

        letters = [letter for letter in map(chr, range(0x5000, 0x5200)) if joins(letter)]
        text = Text("".join(f"码头坞{letter}，坞{letter}，坞{letter}。" for letter in letters))
        tied = [tied_word(text, at, at + 3) for at in range(0, len(text), 11) if text.startswith("码头坞", at)]
        assert [each[1:] for each in tied] == letters[: len(tied)]
        assert Text.passes < 100

    def test_a_long_line_is_no_line_of_a_list(self, fixer: Fixer, monkeypatch: pytest.MonkeyPatch) -> None:
        assert lists._LONGEST < 10_000
        done = fixer.fix_text("Lighthouse\n\n- 灯塔\n- Redis\n", "a.md")
        assert "alone" in {piece.kind for each in done.findings for piece in each.evidence}
        done = fixer.fix_text(f"Lighthouse\n\n- [灯塔](/{'a' * 5_000})\n- Redis\n", "a.md")
        assert "alone" not in {piece.kind for each in done.findings for piece in each.evidence}
