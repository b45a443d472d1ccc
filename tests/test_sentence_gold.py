"""Our own technical texts, Chinese and English: joined, split, dropped and moved sentences."""

import pytest

from sentence_fixtures import FOLDER, tool
from summitalign.align.lexicon import installed
from summitalign.align.match import Match
from summitalign.align.sentences.aligner import Resources
from summitalign.align.sentences.texts import align_texts

judged_sentences = tool("judged_sentences")
TEXTS = judged_sentences.read_parallel(FOLDER)
KINDS = {"1-1": 0, "1-n": 0, "n-1": 0, "dropped": 0, "moved": 0}


def beads(found: tuple[Match, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(one.sources, one.targets) for one in found]


def test_the_texts_hold_what_they_claim() -> None:
    seen = dict.fromkeys(KINDS, 0)
    for text in TEXTS:
        assert sorted(n for first, _ in text.beads for n in first) == list(range(len(text.first))), text.name
        assert sorted(n for _, second in text.beads for n in second) == list(range(len(text.second))), text.name
        assert all(line.strip() for line in (*text.first, *text.second)), text.name
        assert 15 <= max(len(text.first), len(text.second)) <= 40, text.name
        chain = text.chain(7)
        for first, second in text.beads:
            kind = "dropped" if not (first and second) else "moved" if (first, second) not in chain else ""
            many = "n-1" if len(first) > 1 else "1-n" if len(second) > 1 else "1-1"
            seen[kind or many] += 1
    assert len(TEXTS) >= 20
    assert all(count >= 10 for count in seen.values()), seen


def test_nearly_all_beads_are_found() -> None:
    if installed() is None:
        pytest.skip("needs the extra zh")
    results, sure, right = [], 0, 0
    for text in TEXTS:
        found = align_texts(text.first, text.second, Resources(installed()), in_order=False)
        sizes = len(text.first), len(text.second)
        results.append((text.beads, judged_sentences.with_gaps(beads(found), sizes)))
        certain = [one for one in found if one.posterior >= 0.95]
        sure += len(certain)
        right += len(set(beads(tuple(certain))) & set(text.beads))
    figures = judged_sentences.figures(results)
    assert figures.strict[2] >= 0.98
    assert figures.lax[2] >= 0.99
    assert right >= 0.97 * sure
    assert sure >= 150


def test_the_same_texts_give_the_same_beads_and_turned_ones_their_mirror() -> None:
    for text in TEXTS[:3]:
        found = align_texts(text.first, text.second, Resources(installed()), in_order=False)
        assert align_texts(text.first, text.second, Resources(installed()), in_order=False) == found
        turned = align_texts(text.second, text.first, Resources(installed()), in_order=False)
        assert {one.mirrored() for one in turned} == set(found)


def test_figures_count_as_the_literature_does() -> None:
    judged = [((0,), (0,)), ((1, 2), (1,)), ((), (2,))]
    found = [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((), (2,))]
    counted = judged_sentences.figures([(judged, found)])
    # Two of four beads are right, a third overlaps; of the two judged beads with both sides one is found as it is.
    assert counted.strict[:2] == (0.5, 0.5)
    assert counted.lax[:2] == (0.75, 1.0)
