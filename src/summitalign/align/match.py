"""A bead between positions of two lists, before it has the ids of a document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.align.monotone import Block
from summitalign.model.finding import Evidence

LEAST = 0.5
"""Posterior below which a match is not told: it is likelier wrong than right."""


@dataclass(frozen=True, slots=True)
class Match:
    """Positions in the source list that correspond to positions in the target list."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float
    """Nats."""
    posterior: float
    """0..1."""
    evidence: tuple[Evidence, ...] = ()

    @classmethod
    def of_block(cls, block: Block, score: float, posterior: float, evidence: Sequence[Evidence] = ()) -> "Match":
        """Make a match of two ranges of neighbours."""
        return cls(
            tuple(range(block.source, block.source + block.sources)),
            tuple(range(block.target, block.target + block.targets)),
            score,
            posterior,
            tuple(evidence),
        )

    def mirrored(self) -> "Match":
        """Return the match with its sides swapped."""
        return replace(self, sources=self.targets, targets=self.sources)
