"""Pairing of many files: by an index, with work that grows with their number, and the answers of a full comparison."""

import pickle
import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from house_pages import page, sides
from summitalign import api
from summitalign.align import index, likeness
from summitalign.align.index import SHORT
from summitalign.align.likeness import Likeness, Scorer, Side, Usual, score
from summitalign.align.pairing import pair
from summitalign.align.profile import Entry, Profile, Vocabulary
from summitalign.model.alignment import DocumentPair, Tier

MANY = 3 * SHORT


def joined(pairs: Sequence[DocumentPair]) -> list[tuple[str, str]]:
    return [(one.source, one.target) for one in pairs if one.source and one.target]


def right(count: int) -> list[tuple[str, str]]:
    return [(f"en/{number}.md", f"zh/{chr(97 + number % 26)}{number}x.md") for number in range(count)]


def test_many_files_find_their_translations_and_strangers_stay_alone() -> None:
    own, other = sides(MANY)
    found = pair(own, other, None)
    assert joined(found) == right(MANY)
    assert [one.source or one.target for one in found[MANY:]][:2] == ["en/alone0.md", "en/alone1.md"]
    assert len(found) == MANY + 4
    assert {one.tier for one in found[:MANY]} <= {Tier.CERTAIN, Tier.LIKELY}
    assert all(0.0 < one.posterior < 1.0 for one in found[:MANY])
    assert all(one.posterior == 0.0 for one in found[MANY:])


@pytest.mark.parametrize("has_names", [True, False])
def test_the_index_gives_the_answers_of_a_full_comparison(monkeypatch: pytest.MonkeyPatch, has_names: bool) -> None:
    own, other = sides(MANY, has_names=has_names)
    found = pair(own, other, None)
    monkeypatch.setattr(index, "SHORT", 10_000)
    monkeypatch.setattr(likeness, "SAMPLE", 10_000)
    full = pair(own, other, None)
    assert joined(found) == joined(full)
    assert len(joined(found)) >= 0.9 * MANY


def test_comparisons_grow_with_the_number_of_files_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: Counter[int] = Counter()
    compare = Scorer.likeness

    def counting(self: Scorer, one: Entry, others: Sequence[Entry]) -> Likeness:
        compared[count] += len(others)
        return compare(self, one, others)

    monkeypatch.setattr(Scorer, "likeness", counting)
    for count in (200, 400):
        own, other = sides(count)
        assert len(joined(pair(own, other, None))) == count
    assert compared[400] <= 2.1 * compared[200]
    assert compared[400] <= 2 * 404 * (SHORT + 2 * 8 + likeness.SAMPLE)


def test_a_file_without_a_word_in_common_is_found_by_its_structure() -> None:
    own, other = sides(MANY, has_names=False)
    found = {(one.source, one.target): one for one in pair(own, other, None) if one.tier}
    assert len(found.keys() & set(right(MANY))) >= 0.9 * MANY
    kinds = {piece.kind for one in found.values() for piece in one.evidence}
    assert "structure" in kinds
    assert any(piece.value.startswith("outline ") for one in found.values() for piece in one.evidence)


def test_among_many_an_equal_name_is_enough() -> None:
    sources = [api.parse("# House\n\nA lamp.\n", f"en/rooms/{number}/lamp{number}.md") for number in range(MANY)]
    targets = [api.parse("# 房子\n\n灯。\n", f"zh/rooms/{number}/lamp{number}.zh.md") for number in range(MANY)]
    found = joined(pair(sources, targets, None))
    assert found == [(own.source, other.source) for own, other in zip(sources, targets, strict=True)]


def test_pages_of_one_structure_are_told_apart_by_the_lengths_of_their_blocks() -> None:
    own, other = [], []
    for number in range(MANY):
        chance = random.Random(number)
        words = [chance.choice((1, 3, 9, 27)) for _ in range(14)]
        texts = ("# {}\n\n" + "\n\n".join(sentence * n for n in words) for sentence in ("It rains. ", "在下雨。"))
        own.append(api.parse(next(texts).format("Rain"), f"en/{number}.md"))
        other.append(api.parse(next(texts).format("雨"), f"zh/x{number}.md"))
    found = joined(pair(own, other, None))
    assert len(found) >= 0.9 * MANY
    assert set(found) <= {(f"en/{number}.md", f"zh/x{number}.md") for number in range(MANY)}


def test_a_page_that_names_everything_is_the_translation_of_none() -> None:
    sources = [api.parse(page(number)[0], f"en/{number}.md") for number in range(12)]
    lines = (f"- House{number}Kit，{number + 40}，<https://houses.example/{number}>" for number in range(12))
    register = api.parse("# 目录\n\n" + "\n".join(lines) + "\n", "zh/register.md")
    assert joined(pair(sources, [register], None)) == []


def test_what_is_usual_among_strangers_is_taken_off() -> None:
    vocabulary, describe = Vocabulary(), api.profiler()
    own, other = (vocabulary.learn(describe(api.parse(text, "a.md"))) for text in (page(1)[0], page(2)[1]))
    scorer = Scorer.of(vocabulary, np.ones(len(vocabulary.tokens)))
    strangers = Usual(cosine=5.0, alike=9.0, sample=frozenset(range(1, 11)))
    alone, usual = (
        score(scorer, 0, [0], Side.of([own], [one]), Side.of([other], [Usual()])) for one in (Usual(), strangers)
    )
    # Thirty for a cosine of one; two strangers that share nothing are supposed beside the ten.
    assert alone.tokens[0] - usual.tokens[0] == pytest.approx(30.0 * 5.0 / 12.0)
    assert usual.structure[0] < alone.structure[0]


def test_of_two_copies_one_gets_the_partner() -> None:
    own, other = page(1)
    sources = [api.parse(own, "en/1.md"), api.parse(own, "en/copy.md"), api.parse(page(2)[0], "en/2.md")]
    targets = [api.parse(page(2)[1], "zh/b.md"), api.parse(other, "zh/a.md")]
    assert joined(pair(sources, targets, None)) == [("en/1.md", "zh/a.md"), ("en/2.md", "zh/b.md")]


def test_both_directions_compare_the_same_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[set[tuple[str, str]]] = []
    compare = Scorer.likeness

    def noting(self: Scorer, one: Entry, others: Sequence[Entry]) -> Likeness:
        compared[-1] |= {(min(one.path, other.path), max(one.path, other.path)) for other in others}
        return compare(self, one, others)

    monkeypatch.setattr(Scorer, "likeness", noting)
    monkeypatch.setattr(likeness, "SAMPLE", 1)
    own, other = sides(MANY)
    for first, second in ((own, other), (other, own)):
        compared.append(set())
        pair(first, second, None)
    assert compared[0] == compared[1]
    assert len(compared[0]) < 0.75 * len(own) * len(other)


def test_names_of_files_and_lengths_are_evidence() -> None:
    own, other = page(3)
    strangers = [page(number) for number in (4, 5)]
    sources = [api.parse(own, "en/a/house.md"), api.parse(strangers[0][0], "en/b.md")]
    targets = [api.parse(other, "zh/a/house.zh.md"), api.parse(strangers[1][1], "zh/c.md")]
    evidence = {piece.kind: piece for piece in pair(sources, targets, None)[0].evidence}
    # Five for the name and one for the folder above it; `en` and `zh` differ.
    assert (evidence["name"].value, evidence["name"].weight) == ("house", 6.0)
    assert evidence["length"].value.endswith(" times as long")
    again = [*sources, api.parse(strangers[0][0], "en/b/house.md")]
    shared = {piece.kind: piece.weight for piece in pair(again, targets, None)[0].evidence}
    assert shared["name"] == 3.5
    weights = [piece.weight for piece in pair(sources, targets, None)[0].evidence]
    assert weights == sorted(weights, reverse=True)


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(SHORT + 2, 40))
def test_swapping_the_sides_swaps_the_partners_of_many(chance: random.Random, count: int) -> None:
    own, other = sides(count)
    own, other = chance.sample(own, len(own) - 4), chance.sample(other, len(other) - 4)
    there, back = pair(own, other, None), pair(other, own, None)
    assert {(one.source, one.target, one.tier, one.score, one.posterior) for one in there} == {
        (one.target, one.source, one.tier, one.score, one.posterior) for one in back
    }
    assert {(one.source, one.target): {piece.value for piece in one.evidence if piece.kind != "length"}
            for one in there} == {(one.target, one.source): {
                piece.value for piece in one.evidence if piece.kind != "length"} for one in back}  # fmt: skip
    assert pair(own, other, None) == there


def test_a_profile_holds_no_text() -> None:
    describe = api.profiler()
    small, large = (api.parse("# Lamps\n\n" + "A small lamp is red. " * words, "a.md") for words in (2, 20_000))
    assert len(pickle.dumps(describe(large))) < len(pickle.dumps(describe(small))) + 100
    assert isinstance(describe(small), Profile)
