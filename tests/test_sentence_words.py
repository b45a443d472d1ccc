"""Words of lines, what is known of them, and what is learned: each rule by itself."""

import numpy as np
import pytest

from summitalign.align.lexicon import Lexicon
from summitalign.align.monotone import Block
from summitalign.align.sentences.borders import describe
from summitalign.align.sentences.estimate import relearn
from summitalign.align.sentences.known import known_pairs
from summitalign.align.sentences.traditional import simplified
from summitalign.align.sentences.translations import Translations
from summitalign.align.sentences.words import MOST_WORDS, Cutter, is_english, is_han, make_side

LEXICON = Lexicon({"机器": "machine", "学习": "to study; to learn", "鞋": "shoe"}, {"王": frozenset({"wang"})})
ENGLISH = Cutter(LEXICON, is_english=True)


def pairs(left: str, right: str, cutter: Cutter = ENGLISH, lexicon: Lexicon | None = LEXICON) -> set[tuple[str, str]]:
    sides = make_side([left], cutter), make_side([right], cutter)
    rows, columns, weights = known_pairs((sides[0].words, sides[1].words), cutter, lexicon)
    assert np.bincount(rows, weights)[np.unique(rows)] == pytest.approx(1.0)
    return {(sides[0].shown[row], sides[1].shown[column]) for row, column in zip(rows, columns, strict=True)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("机器学习很好！", ["机器", "学习", "很好", "!"]),  # known words, then pairs of what is not known
        ("用 read_csv 读 1,204 行？", ["用", "read", "csv", "读", "1204", "行", "?"]),
        ("She took better shoes.", ["she", "tak", "good", "sho"]),  # base forms, then stems
        ("ブラウザ学习", ["ブラ", "ラウ", "ウザ", "学习"]),
    ],
)
def test_words_of_a_line(text: str, words: list[str]) -> None:
    assert list(ENGLISH.words(text)) == words


def test_without_a_lexicon_characters_go_in_pairs_and_words_by_their_beginning() -> None:
    assert list(Cutter(None, is_english=False).words("机器人 Bergsteiger")) == ["机器", "器人", "bergs"]


def test_characters_that_mostly_stand_together_are_a_word() -> None:
    known = Lexicon(dict.fromkeys("小玄子走来看", "x"), {})
    lines = ["小玄子走", "小玄子来", "小玄子看", "来看", "走来"]
    assert "小玄子" in make_side(lines, Cutter(known, is_english=True)).words
    assert "小玄子" not in make_side(lines[:2], Cutter(known, is_english=True)).words


def test_of_an_endless_line_both_ends_are_compared() -> None:
    line = " ".join(f"{number}" for number in range(3 * MOST_WORDS))
    side = make_side([line, "1"], Cutter(None, is_english=False))
    assert list(side.borders) == [0, MOST_WORDS, MOST_WORDS + 1]
    assert side.words[0] == "0"
    assert side.words[MOST_WORDS - 1] == f"{3 * MOST_WORDS - 1}"


def test_a_language_is_known_by_its_commonest_words() -> None:
    assert is_english(["The boat is in the harbour and it is red."])
    assert not is_english(["Das Boot ist im Hafen und es ist rot."])
    assert not is_english(["123"])
    assert is_han(["用 TensorFlow 训练模型"])
    assert not is_han(["TensorFlow 张 is a name of a library"])


def test_pairs_come_from_the_lexicon_pinyin_spelling_and_kin() -> None:
    assert pairs("机器学习", "machines learned") == {("机器", "machines"), ("学习", "learned")}
    assert ("王", "Wang") in pairs("王", "Mr Wang")
    assert pairs("TensorFlow 2.0", "TensorFlow 2.0") == {("TensorFlow", "TensorFlow"), ("2.0", "2.0")}
    plain = Cutter(None, is_english=False)
    assert ("Expedition", "expédition") in pairs("Expedition", "expédition", plain, None)
    assert not pairs("Gletscher", "montagne", plain, None)


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert list(simplified(["機器學習"])) == ["机器学习"]
    simple = ["机器学习"]
    assert simplified(simple) is simple
    english = ["machine"]
    assert simplified(english) is english


def _learned(beads: list[tuple[str, str]]) -> set[tuple[str, str]]:
    cutter = Cutter(None, is_english=False)
    sides = make_side([left for left, _ in beads], cutter), make_side([right for _, right in beads], cutter)
    nothing = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    table = Translations.first(nothing, (len(sides[0].words), len(sides[1].words)))
    found = relearn(nothing, table, sides, [(Block(n, 1, n, 1), 1.0) for n in range(len(beads))])
    return {
        (sides[0].shown[row], sides[1].shown[column]) for row, column in zip(found.rows, found.columns, strict=True)
    }


def test_a_bead_is_not_its_own_witness() -> None:
    assert _learned([("gull", "gaviota"), ("rope", "cuerda")]) == set()
    assert _learned([("gull", "gaviota"), ("gull", "gaviota"), ("rope", "cuerda")]) == {("gull", "gaviota")}


def test_a_bead_of_too_many_words_teaches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    beads = [("gull", "gaviota"), ("gull", "gaviota"), ("knot", "nudo"), ("knot", "nudo"), ("rope a b", "cuerda c d")]
    monkeypatch.setattr("summitalign.align.sentences.estimate.MOST_PAIRS", 1)
    assert _learned(beads) == {("gull", "gaviota"), ("knot", "nudo")}
    monkeypatch.setattr("summitalign.align.sentences.estimate.MOST_PAIRS", 0)
    assert _learned(beads) == set()


def test_edges_of_lines() -> None:
    lines = describe(["“Why not?” he asked:", "and left.", "“Go”", "“Open", "still!”", "—"])
    assert lines.colon.tolist() == [True, False, False, False, False, False]
    assert lines.full.tolist() == [False, True, False, False, True, False]
    assert lines.small.tolist() == [False, True, False, False, True, False]
    assert lines.opens.tolist() == [True, False, True, True, False, False]
    assert lines.closes.tolist() == [False, False, True, False, True, False]
    assert lines.exclamation.tolist() == [False, False, False, False, True, False]
    assert lines.bare.tolist() == [False] * 5 + [True]
    assert lines.quoted.tolist() == [False, False, False, False, True, False, False]


def test_german_and_french_quotes_and_apostrophes() -> None:
    assert describe(["„Komm!“", "Er kam."]).quoted.tolist() == [False, False, False]
    assert describe(["« Oui", "bien »"]).quoted.tolist() == [False, True, False]
    assert describe(["It's the captain's", "boat"]).quoted.tolist() == [False, False, False]
