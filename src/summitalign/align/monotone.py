"""Order kept: the best chain of beads through two documents, and how probable each of its beads is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Moves = Mapping[tuple[int, int], "Floats"]
"""For a bead of a source and b target segments (both at least 1) the scores of every window pair, nats.

The matrix has n - a + 1 rows and m - b + 1 columns: row and column are where the windows begin.
"""


class Block(NamedTuple):
    """A bead as two ranges of neighbouring segments."""

    source: int
    """Position of the first source segment."""
    sources: int
    """Number of source segments."""
    target: int
    targets: int


def best_chain(moves: Moves, gap: float) -> list[Block]:
    """Find the chain of beads with the highest sum, first to last; segments outside cost `gap` each.

    Dynamic programming over prefixes, one row of numpy operations for each source segment. Of equal
    chains the one whose beads come first in `moves` wins.
    """
    import numpy as np

    n, m = _sizes(moves)
    order = list(moves)
    score = np.full((n + 1, m + 1), -np.inf)
    step = np.full((n + 1, m + 1), -1, dtype=np.int16)
    score[0] = gap * np.arange(m + 1)
    for i in range(1, n + 1):
        row, taken = score[i], step[i]
        for number, (a, b) in enumerate(order):
            if a <= i and b <= m:
                candidate = score[i - a, : m + 1 - b] + moves[a, b][i - a]
                better = candidate > row[b:]
                row[b:][better] = candidate[better]
                taken[b:][better] = number
        skipped = score[i - 1] + gap
        better = skipped > row
        row[better], taken[better] = skipped[better], -2
        run = np.maximum.accumulate(row - gap * np.arange(m + 1)) + gap * np.arange(m + 1)
        better = run > row + 1e-9
        row[better], taken[better] = run[better], -1
    return _trace(step, order, n, m)


def _trace(step: NDArray[np.int16], order: list[tuple[int, int]], n: int, m: int) -> list[Block]:
    blocks = []
    i, j = n, m
    while i or j:
        number = int(step[i, j]) if i else -1
        if number == -1:
            j -= 1
        elif number == -2:
            i -= 1
        else:
            a, b = order[number]
            i, j = i - a, j - b
            blocks.append(Block(i, a, j, b))
    return blocks[::-1]


def chain_posteriors(moves: Moves, gap: float, chain: Sequence[Block]) -> list[float]:
    """Return for every bead of a chain the probability that the right chain holds it, 0..1.

    Forward-backward over the same chains as `best_chain`, each counted once; scores are read as
    log-probabilities.
    """
    n, m = _sizes(moves)
    ahead = _prefix_sums(n, m, lambda a, b: moves[a, b], list(moves), gap)
    behind = _prefix_sums(n, m, lambda a, b: moves[a, b][::-1, ::-1], list(moves), gap)[::-1, ::-1]
    return [
        exp(
            min(
                0.0,
                float(ahead[block.source, block.target])
                + float(moves[block.sources, block.targets][block.source, block.target])
                + float(behind[block.source + block.sources, block.target + block.targets])
                - float(ahead[n, m]),
            )
        )
        for block in chain
    ]


def _prefix_sums(
    n: int, m: int, scores: Callable[[int, int], Floats], order: list[tuple[int, int]], gap: float
) -> Floats:
    """Add up the chains through every prefix, in logarithms.

    Between two beads the source segments are left out before the target segments: counted in every
    order, one chain with many segments left out would pass for many chains.
    """
    import numpy as np

    sums = np.full((n + 1, m + 1), -np.inf)
    slope = gap * np.arange(m + 1)
    sums[0] = slope
    # The chains after whose last bead no target segment has been left out yet.
    row = np.full(m + 1, -np.inf)
    row[0] = 0.0
    for i in range(1, n + 1):
        row = row + gap
        for a, b in order:
            if a <= i and b <= m:
                row[b:] = np.logaddexp(row[b:], sums[i - a, : m + 1 - b] + scores(a, b)[i - a])
        sums[i] = np.logaddexp.accumulate(row - slope) + slope
    return sums


def _sizes(moves: Moves) -> tuple[int, int]:
    n, m = moves[1, 1].shape
    return n, m
