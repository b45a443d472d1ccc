"""Line by line: shapes of beads, words that translate, both directions alike, long texts in parts."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.align.lexicon import Lexicon
from summitalign.align.match import Match
from summitalign.align.sentences.aligner import Resources
from summitalign.align.sentences.guide import Part
from summitalign.align.sentences.texts import align_texts

ENGLISH = (
    "The harbour opens at six in the morning.",
    "Two pilots, Ada and Grace, bring the ferry Nautilus in.",
    "On stormy days the Nautilus waits outside, and the passengers of the line 42 drink tea in the old lighthouse.",
    "Everyone is home by 19:30.",
)
GERMAN = (
    "Der Hafen öffnet um sechs Uhr am Morgen.",
    "Zwei Lotsen, Ada und Grace, bringen die Fähre Nautilus herein.",
    "An stürmischen Tagen wartet die Nautilus draußen.",
    "Die Passagiere der Linie 42 trinken dann Tee im alten Leuchtturm.",
    "Alle sind um 19:30 zu Hause.",
)
LEXICON = Lexicon({"猫": "cat", "狗": "dog", "鱼": "fish", "鸟": "bird", "吃": "to eat", "看": "to see"}, {})
Shapes = list[tuple[tuple[int, ...], tuple[int, ...]]]


def shapes(found: tuple[Match, ...]) -> Shapes:
    return [(one.sources, one.targets) for one in found]


def align(source: tuple[str, ...], target: tuple[str, ...], lexicon: Lexicon | None = None) -> tuple[Match, ...]:
    return align_texts(source, target, Resources(lexicon))


def test_a_line_split_in_two_is_one_bead() -> None:
    assert shapes(align(ENGLISH, GERMAN)) == [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), ((3,), (4,))]


def test_swapping_the_sides_swaps_the_beads() -> None:
    ahead, back = align(ENGLISH, GERMAN), align(GERMAN, ENGLISH)
    assert [one.mirrored() for one in back] == list(ahead)


def test_a_lexicon_makes_beads_surer_and_a_wrong_one_does_not() -> None:
    source, target = ("The cat eats a fish.", "The dog sees a bird."), ("猫吃鱼。", "狗看鸟。")
    wrong = Lexicon({"猫": "bird", "狗": "cat", "鱼": "dog", "鸟": "fish", "吃": "to see", "看": "to eat"}, {})
    by_length, by_words, misled = (align(source, target, known)[0].score for known in (None, LEXICON, wrong))
    assert by_words > by_length
    assert by_words > misled


@pytest.mark.parametrize("article", ["The", "A"])  # which side comes first inside goes by the alphabet
def test_a_lexicon_counts_whichever_side_it_was_written_for(article: str) -> None:
    source, target = (f"{article} cat eats fish.", f"{article} dog sees us."), ("Il gatto mangia.", "Il cane vede.")
    known = Lexicon({"gatto": "cat", "mangia": "eats", "cane": "dog", "vede": "sees"}, {}, "it", is_spaced=True)
    plain, ahead, back = align(source, target), align(source, target, known), align(target, source, known)
    assert ahead[0].score > plain[0].score
    assert back[0].score == pytest.approx(ahead[0].score)


def test_the_words_that_translate_each_other_are_the_reasons() -> None:
    found = align(("The cat eats a fish.", "The dog sees a bird."), ("猫吃鱼。", "狗看鸟。"), LEXICON)
    said = {one.value for one in found[0].evidence if one.kind == "word"}
    assert {"猫 = cat", "鱼 = fish"} <= said
    assert found[0].evidence[-1].kind == "length"


def test_traditional_characters_are_looked_up_too() -> None:
    known = Lexicon({"机器": "machine", "学习": "to learn"}, {})
    source, plain, other = ("The machine learns.", "It is 5."), ("机器学习。", "是 5。"), ("機器學習。", "是 5。")
    assert [one.score for one in align(source, other, known)] == [one.score for one in align(source, plain, known)]


def test_posteriors_are_probabilities() -> None:
    assert all(0.0 <= bead.posterior <= 1.0 for bead in align(ENGLISH, GERMAN))


def test_nothing_faces_nothing() -> None:
    assert align((), ENGLISH) == ()
    assert align(ENGLISH, ()) == ()
    assert align_texts(ENGLISH, GERMAN, Resources(), []) == ()
    assert align_texts(ENGLISH, GERMAN, Resources(), [Part((0, 0), (0, 5))]) == ()


def test_lines_are_joined_within_their_part_only() -> None:
    parts = [Part((0, 2), (0, 1)), Part((2, 4), (1, 5))]
    found = shapes(align_texts(ENGLISH, GERMAN, Resources(), parts))
    assert all((max(own) < 2) == (max(other) < 1) for own, other in found)
    assert found


def test_a_moved_line_is_found_unless_order_is_kept() -> None:
    source = (*ENGLISH, "The cat eats a fish.", "Nobody counts the gulls in 1998.", "The dog sees a bird.")
    target = (GERMAN[0], "Niemand zählt 1998 die Möwen.", *GERMAN[1:], "猫吃鱼。", "狗看鸟。")
    kept = shapes(align_texts(source, target, Resources(LEXICON)))
    free = shapes(align_texts(source, target, Resources(LEXICON), in_order=False))
    assert ((5,), (1,)) in free
    assert ((5,), (1,)) not in kept


def test_equal_texts_align_line_by_line_however_long_they_are() -> None:
    rng = random.Random(7)
    words = [f"{a}{b}{c}" for a in "bdkst" for b in "aeiou" for c in "lmnr"]
    lines = tuple(" ".join(rng.choices(words, k=rng.randint(4, 14))) + "." for _ in range(1500))
    # Three hundred lines are missing on one side.
    found = shapes(align(lines, lines[:600] + lines[900:]))
    right = [((n,), (n if n < 600 else n - 300,)) for n in range(1500) if not 600 <= n < 900]
    assert len(set(found) & set(right)) >= 0.99 * len(right)
    assert len(found) <= 1.01 * len(right)


def test_vectors_that_know_better_decide() -> None:
    source = tuple(f"{letter} is here now." for letter in "kqxzvwjy")
    target = ("Nun ist es da.", *(f"Das {letter * 2} ist nun da." for letter in "fghnbmpt"))
    meaning = {line: number for number, line in enumerate(source)} | {
        line: number for number, line in enumerate(target[1:])
    }

    def embed(texts: object) -> np.ndarray:
        assert isinstance(texts, list)
        return np.array([np.eye(9)[meaning.get(text, 8)] + 0.1 for text in texts])

    plain = align_texts(source, target, Resources())
    found = align_texts(source, target, Resources(None, embed))
    right = {((number,), (number + 1,)) for number in range(8)}
    assert len(right & set(shapes(found))) >= len(right & set(shapes(plain)))
    assert len(right & set(shapes(found))) >= 7


LINE = st.text(alphabet="ab 12.鱼猫\u00e9“”", max_size=12)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(LINE, min_size=1, max_size=5).map(tuple), st.lists(LINE, min_size=1, max_size=5).map(tuple), st.booleans()
)
def test_any_lines_align_and_mirror(source: tuple[str, ...], target: tuple[str, ...], in_order: bool) -> None:
    found = align_texts(source, target, Resources(LEXICON), in_order=in_order)
    own = [number for one in found for number in one.sources]
    other = [number for one in found for number in one.targets]
    assert len(set(own)) == len(own)
    assert other == sorted(set(other))
    assert not in_order or own == sorted(own)
    again = align_texts(target, source, Resources(LEXICON), in_order=in_order)
    assert {(one.sources, one.targets) for one in found} == {(one.targets, one.sources) for one in again}
