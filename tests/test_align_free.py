"""Free order: the best counterpart or none, neighbours that join, pieces that move together."""

import numpy as np
import pytest

from summitalign.align.assign import free_beads, neighbour_support
from summitalign.align.match import Match
from summitalign.align.monotone import Block
from summitalign.align.order import concordance, explanation_score
from summitalign.align.score import best_share, soft_match
from summitalign.align.stars import join_stars
from summitalign.model.finding import Evidence

NULL = 1.0


def test_swapped_segments_find_each_other() -> None:
    scores = np.array([[-5.0, 6.0], [6.0, -5.0]])
    beads = free_beads({(1, 1): scores}, np.zeros((2, 2)), NULL)
    assert beads == [Block(1, 1, 0, 1), Block(0, 1, 1, 1)]


def test_a_pair_below_the_null_score_is_no_bead() -> None:
    assert free_beads({(1, 1): np.array([[0.9]])}, np.zeros((1, 1)), NULL) == []


def test_a_lone_neighbour_joins_where_the_joined_bead_scores_more() -> None:
    single = np.array([[4.0], [3.0]])
    assert free_beads({(1, 1): single, (2, 1): np.array([[8.0]])}, np.zeros((2, 1)), NULL) == [Block(0, 2, 0, 1)]
    assert free_beads({(1, 1): single, (2, 1): np.array([[4.5]])}, np.zeros((2, 1)), NULL) == [Block(0, 1, 0, 1)]
    turned = {(1, 1): single.T, (1, 2): np.array([[8.0]])}
    assert free_beads(turned, np.zeros((1, 2)), NULL) == [Block(0, 1, 0, 2)]


def test_a_moved_piece_lends_its_middle_the_support_of_its_ends() -> None:
    size = 6
    scores = np.full((size, size), -4.0)
    for i in range(size):
        scores[i, (i + 2) % size] = 6.0
    scores[1, 3] = 0.0
    support = neighbour_support(scores, NULL)
    assert support[1, 3] > 1.0
    assert support[1, 3] == support.max()


def test_shares_count_the_option_of_no_counterpart() -> None:
    alone = soft_match(np.array([[NULL]]), NULL)
    assert alone[0, 0] == pytest.approx(0.5)
    scores = np.array([[8.0], [8.0]])
    assert soft_match(scores, NULL).max() < 0.75
    assert best_share(scores, NULL).min() > 0.99


def match(source: int, target: int, weight: float = 1.0) -> Match:
    evidence = (Evidence("latin", f"name{source}", weight),)
    return Match((source,), (target,), 2.0, 0.9 - source / 100, evidence)


def test_pairs_around_one_segment_become_one_bead() -> None:
    [joined] = join_stars([match(0, 4), match(2, 4, 3.0)])
    assert (joined.sources, joined.targets) == ((0, 2), (4,))
    assert joined.score == 4.0
    assert joined.posterior == pytest.approx(0.88)
    assert [one.value for one in joined.evidence] == ["name2", "name0"]


def test_a_chain_of_pairs_claims_nothing_that_nobody_found() -> None:
    pairs = [match(0, 0), match(0, 1), match(1, 1)]
    assert set(join_stars(pairs)) == set(pairs)


def test_concordance_is_the_share_of_pairs_in_one_order() -> None:
    straight = [Block(i, 1, i, 1) for i in range(4)]
    assert concordance(straight) == 1.0
    assert concordance([Block(i, 1, 3 - i, 1) for i in range(4)]) == 0.0
    assert concordance([]) == 1.0


def test_an_explanation_pays_for_jumps_and_for_segments_left_out() -> None:
    moves = {(1, 1): np.zeros((2, 2))}
    straight, crossed = [Block(0, 1, 0, 1), Block(1, 1, 1, 1)], [Block(1, 1, 0, 1), Block(0, 1, 1, 1)]
    assert explanation_score(straight, moves, -1.0) == 0.0
    assert explanation_score(crossed, moves, -1.0) < 0.0
    assert explanation_score([], moves, -1.0) == -4.0
