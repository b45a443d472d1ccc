"""Which explanation of two documents is better: one that keeps the order, or one that does not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log

from summitalign.align.monotone import Block, Moves


def concordance(blocks: Sequence[Block]) -> float:
    """Return the share of pairs of beads that stand in the same order on both sides, 0..1; 1 below two beads."""
    pairs = [(first, second) for number, first in enumerate(blocks) for second in blocks[number + 1 :]]
    if not pairs:
        return 1.0
    same = sum((first.source - second.source) * (first.target - second.target) > 0 for first, second in pairs)
    return same / len(pairs)


def explanation_score(blocks: Sequence[Block], moves: Moves, gap: float) -> float:
    """Score a set of beads in nats: their own scores, the segments left out, and the jumps between them.

    A bead that follows its predecessor on both sides costs nothing; one that skips segments pays for
    those; one that jumps back could have landed anywhere, so it costs the logarithm of the places.
    """
    n, m = moves[1, 1].shape
    score = sum(float(moves[block.sources, block.targets][block.source, block.target]) for block in blocks)
    covered = sum(block.sources + block.targets for block in blocks)
    return float(score + gap * (n + m - covered) - _jumps(blocks) * 2.0 * log(1.0 + max(n, m)))


def _jumps(blocks: Sequence[Block]) -> float:
    """Count the steps back, read along the target and along the source, and average the two."""
    by_target = sorted(blocks, key=lambda block: (block.target, block.source))
    by_source = sorted(blocks, key=lambda block: (block.source, block.target))
    back = sum(after.source < before.source for before, after in pairwise(by_target))
    return 0.5 * (back + sum(after.target < before.target for before, after in pairwise(by_source)))
