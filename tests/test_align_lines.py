"""Line by line: shapes of beads, words that translate, both directions alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summitalign.align.lexicon import Lexicon
from summitalign.align.lines import MAX_CELLS, align_lines
from summitalign.errors import SegmentLimitError

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


def shapes(source: tuple[str, ...], target: tuple[str, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [
        (
            tuple(range(bead.block.source, bead.block.source + bead.block.sources)),
            tuple(range(bead.block.target, bead.block.target + bead.block.targets)),
        )
        for bead in align_lines(source, target, None)
    ]


def test_a_line_split_in_two_is_one_bead() -> None:
    assert shapes(ENGLISH, GERMAN) == [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), ((3,), (4,))]


def test_swapping_the_sides_swaps_the_beads() -> None:
    assert shapes(GERMAN, ENGLISH) == [(target, source) for source, target in shapes(ENGLISH, GERMAN)]


def test_a_lexicon_makes_beads_surer_and_a_wrong_one_does_not() -> None:
    source, target = ("The cat eats a fish.", "The dog sees a bird."), ("猫吃鱼。", "狗看鸟。")
    wrong = Lexicon({"猫": "bird", "狗": "cat", "鱼": "dog", "鸟": "fish", "吃": "to see", "看": "to eat"}, {})
    by_length, by_words, misled = (align_lines(source, target, known)[0].posterior for known in (None, LEXICON, wrong))
    assert by_words > by_length
    assert by_words > misled


def test_posteriors_are_probabilities() -> None:
    assert all(0.0 <= bead.posterior <= 1.0 for bead in align_lines(ENGLISH, GERMAN, None))


def test_nothing_faces_nothing() -> None:
    assert align_lines((), ENGLISH, None) == ()
    assert align_lines(ENGLISH, (), None) == ()


def test_too_many_lines_are_refused_with_a_way_out() -> None:
    many = ("line",) * (int(MAX_CELLS**0.5) + 1)
    with pytest.raises(SegmentLimitError, match="too many") as refused:
        align_lines(many, many, None)
    assert "split" in refused.value.hint


LINE = st.text(alphabet="ab 12.鱼猫\u00e9", max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=5).map(tuple), st.lists(LINE, min_size=1, max_size=5).map(tuple))
def test_any_lines_align_in_order_and_mirror(source: tuple[str, ...], target: tuple[str, ...]) -> None:
    found = shapes(source, target)
    own = [number for numbers, _ in found for number in numbers]
    other = [number for _, numbers in found for number in numbers]
    assert own == sorted(set(own))
    assert other == sorted(set(other))
    assert shapes(target, source) == [(right, left) for left, right in found]
