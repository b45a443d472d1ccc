"""Free order: every segment takes the counterpart that suits it best, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitalign.align.monotone import Block, Moves
from summitalign.align.score import soft_match

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ROUNDS = 4
_NEAR = ((1, 1, 1.0), (1, 2, 0.5), (2, 1, 0.5))
"""Steps to a neighbour on both sides, and how much its correspondence says."""


def neighbour_support(scores: Floats, null: float) -> Floats:
    """Return what the correspondences of neighbours add to every pair, nats.

    Moved text moves in pieces, so a pair whose neighbours correspond is likelier. How much, the
    documents themselves say: the share of surely matched pairs whose next segments also match.
    """
    import numpy as np

    support = np.zeros_like(scores)
    for _ in range(_ROUNDS):
        match = soft_match(scores + support, null)
        support = _bonus(match) * _neighbours(match)
    return support


def _bonus(match: Floats) -> float:
    """Return the log-odds that one matched neighbour is worth."""
    import numpy as np

    sure = match[:-1, :-1][match[:-1, :-1] > 0.5].sum()
    if not sure:
        return 0.0
    followed = (match[:-1, :-1] * match[1:, 1:]).sum() / (sure + 1.0)
    chance = 1.0 / max(match.shape)
    return float(np.clip(np.log((followed + chance) / (2.0 * chance)), 0.0, 3.0))


def _neighbours(match: Floats) -> Floats:
    import numpy as np

    near = np.zeros_like(match)
    for down, right, weight in _NEAR:
        if down < match.shape[0] and right < match.shape[1]:
            near[down:, right:] += weight * match[:-down, :-right]
            near[:-down, :-right] += weight * match[down:, right:]
    return np.minimum(near, 2.0)


def free_beads(moves: Moves, support: Floats, null: float) -> list[Block]:
    """Choose beads in any order, surest first, then let lone neighbours join them.

    A pair below `null` is not a bead. A lone segment joins a neighbour's bead when the joined bead
    scores higher by more than `null`.
    """
    pairs = _pairs(moves[1, 1] + support, null)
    blocks = [Block(i, 1, j, 1) for i, j in pairs]
    blocks = _join_sources(moves, blocks, null)
    return sorted(_join_targets(moves, blocks, null), key=lambda block: (block.target, block.source))


def _pairs(scores: Floats, null: float) -> list[tuple[int, int]]:
    import numpy as np

    match = soft_match(scores, null)
    rows, columns = np.nonzero(scores > null)
    # Rounded, so that both directions of a swapped run break ties alike.
    strength, score = np.round(match[rows, columns], 9), np.round(scores[rows, columns], 9)
    order = np.lexsort((np.minimum(rows, columns), rows + columns, -score, -strength))
    taken_rows: set[int] = set()
    taken_columns: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if len(chosen) == min(scores.shape):
            break
        if i not in taken_rows and j not in taken_columns:
            chosen.append((i, j))
            taken_rows.add(i)
            taken_columns.add(j)
    return chosen


def _join_sources(moves: Moves, blocks: list[Block], null: float) -> list[Block]:
    free = set(range(moves[1, 1].shape[0])) - {block.source for block in blocks}
    joined = []
    for block in blocks:
        best = block
        for start in (block.source - 1, block.source):
            lone = start if start < block.source else block.source + 1
            if (2, 1) not in moves or lone not in free or not 0 <= start < moves[2, 1].shape[0]:
                continue
            gain = moves[2, 1][start, block.target] - moves[1, 1][block.source, block.target]
            if gain > null and (
                best == block or gain > moves[2, 1][best.source, block.target] - moves[1, 1][block.source, block.target]
            ):
                best = Block(start, 2, block.target, 1)
        if best != block:
            free -= set(range(best.source, best.source + 2))
        joined.append(best)
    return joined


def _join_targets(moves: Moves, blocks: list[Block], null: float) -> list[Block]:
    turned = {(b, a): scores.T for (a, b), scores in moves.items()}
    mirrored = [Block(block.target, block.targets, block.source, block.sources) for block in blocks]
    simple = [block for block in mirrored if block.targets == 1]
    wide = [block for block in mirrored if block.targets != 1]
    joined = _join_sources(turned, simple, null)
    return [Block(block.target, block.targets, block.source, block.sources) for block in (*joined, *wide)]
