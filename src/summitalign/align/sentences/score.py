"""Score the beads of a lattice, and what it costs to leave out lines: a log-linear model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from summitalign.align.sentences.features import bead_terms, end_terms, gap_terms, start_terms
from summitalign.align.sentences.lattice import Gaps, Lattice
from summitalign.align.sentences.meaning import meaning_term
from summitalign.align.sentences.pair import Pair, Shared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EDGES = frozenset({"end-words", "start-words"})
"""Features of cells; without them in the weights none is computed, as they take most of the time."""


def score(pair: Pair, lattice: Lattice, shared: Shared, weights: Mapping[str, float]) -> tuple[Floats, Gaps]:
    """Return the scores of all beads by [shape, cell at the end], and of leaving out each line; nats."""
    import numpy as np

    size = lattice.band.size
    beads = np.where(lattice.before < size, 0.0, -np.inf)
    for name, found in bead_terms(pair, lattice, shared):
        if name in weights:
            beads += weights[name] * found
    ends, starts = np.zeros(size), np.zeros(size + 1)
    if not EDGES.isdisjoint(weights):
        for name, found in end_terms(pair, lattice, shared):
            ends += weights.get(name, 0.0) * found
        for name, found in start_terms(pair, lattice, shared):
            starts[:size] += weights.get(name, 0.0) * found
    beads += ends
    beads += starts[lattice.before]
    if pair.vectors is not None and shared.likeness is not None:
        beads += meaning_term(pair.vectors, pair.lines, lattice, shared.likeness)
    hits = shared.table.left_hits, shared.table.right_hits
    own, other = (
        sum(
            (weights.get(name, 0.0) * found for name, found in gap_terms(lines, side, hit, shared)),
            np.zeros(side.count),
        )
        for lines, side, hit in zip(pair.lines, pair.sides, hits, strict=True)
    )
    return beads, (own, other)
