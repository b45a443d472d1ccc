"""Find which of two lists of segments correspond: both decoders, and the choice between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summitalign.align.assign import free_beads, many_beads, neighbour_support
from summitalign.align.evidence import Scores, explain, null_score, score_lists
from summitalign.align.features import Features
from summitalign.align.match import Match
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
LEAST = 0.45
"""Posterior below which a pair of a recap is not told: it is likelier wrong than right."""


def correspond(
    sources: Sequence[Features], targets: Sequence[Features], *, is_recap: bool = False
) -> tuple[tuple[Match, ...], bool]:
    """Match two lists of segments; the second value says whether the order was kept.

    With `is_recap` one text reports on the other: the order is free, and a segment may correspond to
    several that are not neighbours.
    """
    if not sources or not targets:
        return (), True
    scores = score_lists(sources, targets)
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
        return tuple(_match(scores, block, _soft_posterior(soft, block)) for block in free), False
    posteriors = chain_posteriors(scores.moves, gap, kept)
    return tuple(_match(scores, *pair) for pair in zip(kept, posteriors, strict=True)), True


def _recap(scores: Scores, null: float) -> tuple[Match, ...]:
    single = scores.moves[1, 1]
    soft = best_share(single, null)
    matches = (_match(scores, block, _soft_posterior(soft, block)) for block in many_beads(single, null))
    return join_stars([match for match in matches if match.posterior >= LEAST])


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


def _match(scores: Scores, block: Block, posterior: float) -> Match:
    total = float(scores.moves[block.sources, block.targets][block.source, block.target])
    return Match.of_block(block, total, posterior, explain(scores, block))
