"""Find which of two lists of segments correspond: both decoders, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summitalign.align.assign import free_beads, many_beads, neighbour_support
from summitalign.align.evidence import Scores, explain, null_score, score_lists
from summitalign.align.features import Features
from summitalign.align.match import LEAST, Match
from summitalign.align.monotone import Block, best_chain, chain_posteriors
from summitalign.align.order import concordance, explanation_score
from summitalign.align.score import best_share, soft_match
from summitalign.align.stars import join_stars

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

KEPT = -0.5
"""What a kept order adds to the price of a segment without counterpart, nats: its place speaks for it."""
NULL_MANY = 2.0
"""The least that a pair must score where a segment may have several counterparts, nats."""
SURE = 0.9
"""Posterior from which a bead is an anchor of the order."""
CONCORDANT = 0.85
"""Share of anchor pairs in the same order on both sides, from which the order may be kept at all."""


def correspond(
    sources: Sequence[Features], targets: Sequence[Features], *, is_recap: bool = False
) -> tuple[tuple[Match, ...], bool]:
    """Match two lists of segments; the second value says whether the order was kept.

    With `is_recap` one text reports on the other: the order is free, and a segment may correspond to
    several that are not neighbours.
    """
    if not sources or not targets:
        return (), True
    if _is_turned(sources, targets):
        scores = replace(score_lists(targets, sources), is_turned=True)
        matches, is_kept = _decode(scores, is_recap=is_recap)
        return tuple(match.mirrored() for match in matches), is_kept
    return _decode(score_lists(sources, targets), is_recap=is_recap)


def _is_turned(sources: Sequence[Features], targets: Sequence[Features]) -> bool:
    """Choose which side comes first by the contents alone, so that swapping the sides mirrors the matches.

    Equal sums of scores are common where little is known, and rounding falls differently along rows
    and columns. No rule of position is the same for both sides; only what the sides say tells them apart.
    """
    for own, other in zip(sources, targets, strict=False):
        if (left := _contents(own)) != (right := _contents(other)):
            return left > right
    return len(sources) > len(targets)


def _contents(one: Features) -> tuple[object, ...]:
    return one.title, one.length, sorted(one.tokens), [(link.identity, link.seconds or 0) for link in one.links]


def _decode(scores: Scores, *, is_recap: bool) -> tuple[tuple[Match, ...], bool]:
    single = scores.moves[1, 1]
    null = null_score(single)
    if is_recap:
        return _recap(scores, max(null, NULL_MANY)), False
    support = neighbour_support(single, null)
    soft = soft_match(single + support, null)
    free = free_beads(scores.moves, support, null)
    gap = null / 2.0 + KEPT
    kept = best_chain(scores.moves, gap)
    if not _is_order_kept(scores, kept, free, soft, gap):
        return _matches(scores, ((block, _soft_posterior(soft, block)) for block in free)), False
    posteriors = chain_posteriors(scores.moves, gap, kept)
    return _matches(scores, zip(kept, posteriors, strict=True)), True


def _recap(scores: Scores, null: float) -> tuple[Match, ...]:
    single = scores.moves[1, 1]
    soft = best_share(single, null)
    return join_stars(_matches(scores, ((block, _soft_posterior(soft, block)) for block in many_beads(single, null))))


def _is_order_kept(scores: Scores, kept: Sequence[Block], free: Sequence[Block], soft: Floats, gap: float) -> bool:
    """Say whether a chain explains the documents better than beads in any order do."""
    sure = [block for block in free if _soft_posterior(soft, block) > SURE]
    if concordance(sure) < CONCORDANT:
        return False
    return explanation_score(kept, scores.moves, gap) >= explanation_score(free, scores.moves, gap)


def _soft_posterior(soft: Floats, block: Block) -> float:
    rows = slice(block.source, block.source + block.sources)
    columns = slice(block.target, block.target + block.targets)
    return float(soft[rows, columns].max())


def _matches(scores: Scores, found: Iterable[tuple[Block, float]]) -> tuple[Match, ...]:
    """Make matches of the beads whose posterior is high enough to be told."""
    return tuple(
        Match.of_block(block, _total(scores, block), posterior, explain(scores, block))
        for block, posterior in found
        if posterior >= LEAST
    )


def _total(scores: Scores, block: Block) -> float:
    return float(scores.moves[block.sources, block.targets][block.source, block.target])
