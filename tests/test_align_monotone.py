"""The chain decoder against a slow, obvious twin that tries every chain."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.align.monotone import Block, best_chain, chain_posteriors

SHAPES = ((1, 1), (1, 2), (2, 1))
Scores = dict[tuple[int, int], np.ndarray]


@st.composite
def moves(draw: st.DrawFn) -> Scores:
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    number = st.integers(-40, 40).map(lambda tenth: tenth / 10)
    return {
        (a, b): np.array([[draw(number) for _ in range(m - b + 1)] for _ in range(n - a + 1)])
        for a, b in SHAPES
        if a <= n and b <= m
    }


def every_chain(scores: Scores, i: int = 0, j: int = 0) -> Iterator[tuple[Block, ...]]:
    """Yield every chain of beads from (i, j) on, each once."""
    n, m = scores[1, 1].shape
    yield ()
    for start in range(i, n):
        for other in range(j, m):
            for (a, b), table in scores.items():
                if start < table.shape[0] and other < table.shape[1]:
                    block = Block(start, a, other, b)
                    for rest in every_chain(scores, start + a, other + b):
                        yield (block, *rest)


def total(chain: tuple[Block, ...], scores: Scores, gap: float) -> float:
    n, m = scores[1, 1].shape
    covered = sum(block.sources + block.targets for block in chain)
    own = sum(float(scores[block.sources, block.targets][block.source, block.target]) for block in chain)
    return float(own + gap * (n + m - covered))


@given(moves(), st.sampled_from([-3.0, -1.0, -0.25]))
def test_no_chain_beats_the_best(scores: Scores, gap: float) -> None:
    found = tuple(best_chain(scores, gap))
    assert total(found, scores, gap) == pytest.approx(max(total(chain, scores, gap) for chain in every_chain(scores)))


@given(moves())
def test_a_chain_keeps_the_order_and_uses_a_segment_once(scores: Scores) -> None:
    for before, after in pairwise(best_chain(scores, -1.0)):
        assert before.source + before.sources <= after.source
        assert before.target + before.targets <= after.target


@given(moves(), st.sampled_from([-3.0, -1.0]))
def test_the_posterior_of_a_bead_is_its_share_of_all_chains(scores: Scores, gap: float) -> None:
    chain = best_chain(scores, gap)
    every = {one: np.exp(total(one, scores, gap)) for one in every_chain(scores)}
    expected = [sum(weight for one, weight in every.items() if bead in one) / sum(every.values()) for bead in chain]
    assert chain_posteriors(scores, gap, chain) == pytest.approx(expected)


@given(moves())
def test_the_beads_of_one_segment_share_one_probability(scores: Scores) -> None:
    every = [
        Block(i, a, j, b)
        for (a, b), table in scores.items()
        for i in range(table.shape[0])
        for j in range(table.shape[1])
    ]
    of_source = np.zeros(len(scores[1, 1]))
    for block, posterior in zip(every, chain_posteriors(scores, -1.0, every), strict=True):
        of_source[block.source : block.source + block.sources] += posterior
    assert (of_source <= 1.0 + 1e-9).all()


def test_a_bead_without_rival_is_nearly_certain() -> None:
    scores = {(1, 1): np.array([[9.0, -9.0], [-9.0, 9.0]])}
    chain = best_chain(scores, -2.0)
    assert chain == [Block(0, 1, 0, 1), Block(1, 1, 1, 1)]
    assert min(chain_posteriors(scores, -2.0, chain)) > 0.99


def test_segments_without_counterpart_stay_out() -> None:
    scores = {(1, 1): np.array([[5.0, -9.0, -9.0], [-9.0, -9.0, 5.0]])}
    assert best_chain(scores, -1.0) == [Block(0, 1, 0, 1), Block(1, 1, 2, 1)]
