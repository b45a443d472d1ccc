"""Evidence on which segments correspond: scorers behind one protocol, whose log-odds add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summitalign.align.monotone import Block
from summitalign.align.score import Rates, length_scores, token_scores, token_weights
from summitalign.align.table import Together, TokenTable
from summitalign.model.finding import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FELT = 0.05
"""Weight below which a reason is not worth showing, nats."""
LENGTH = "length"
"""The reason that is told even where it speaks against a bead."""


class Scorer(Protocol):
    """What one kind of evidence says of two lists of segments."""

    def scores(self, sources: int, targets: int) -> Floats:
        """Score every window of `sources` neighbours against every window of `targets` neighbours, nats.

        Row and column are where the windows begin. 0 where there is nothing to say.
        """

    def reasons(self, block: Block) -> Iterator[Evidence]:
        """Tell what speaks for a bead, by the scorer's name."""


@dataclass(frozen=True, slots=True, eq=False)
class TokenScorer:
    """Shared and missing tokens: a window holds those of all its segments. The names are those of the kinds."""

    table: TokenTable
    rates: Rates
    single: Together
    """What single segments hold together."""

    def scores(self, sources: int, targets: int) -> Floats:
        """Score tokens by their rarity among the windows of the other side."""
        is_single = sources == targets == 1
        together = self.single if is_single else Together.of(self.table, sources, targets)
        return token_scores(self.table, self.rates, together)

    def reasons(self, block: Block) -> Iterator[Evidence]:
        """Tell the shared tokens that speak for a bead."""
        import numpy as np

        table = self.table
        own = table.source[block.source : block.source + block.sources].max(axis=0)
        other = table.target[block.target : block.target + block.targets].max(axis=0)
        forward, backward = token_weights(table, self.rates, block.sources, block.targets)
        worth = 0.5 * own * other * (forward.both + backward.both)
        for column in np.flatnonzero(worth > FELT).tolist():
            token = table.tokens[column]
            yield Evidence(token.kind.value, token.text, float(worth[column]))


@dataclass(frozen=True, slots=True, eq=False)
class PairScorer:
    """Scores of single pairs: a window is as good as its best pair, as one of its segments bears the title."""

    name: str
    pairs: Floats
    """Source segments x target segments, nats."""
    value: str
    """What is said of a pair that scores well."""

    def scores(self, sources: int, targets: int) -> Floats:
        """Return the best pair of every window."""
        import numpy as np

        view = np.lib.stride_tricks.sliding_window_view(self.pairs, (sources, targets))
        return np.asarray(view.max(axis=(2, 3)))

    def reasons(self, block: Block) -> Iterator[Evidence]:
        """Tell the best pair of a bead."""
        rows = slice(block.source, block.source + block.sources)
        weight = float(self.pairs[rows, block.target : block.target + block.targets].max())
        if weight > FELT:
            yield Evidence(self.name, self.value, weight)


@dataclass(frozen=True, slots=True, eq=False)
class LengthScorer:
    """Lengths of windows, which add up."""

    source: Floats
    target: Floats
    """In the unit of `source`."""
    trust: float
    """0..1: how far lengths may be trusted; 0 where one document is a summary of the other."""
    is_turned: bool = False
    """True where `source` are the lengths of the target."""

    def scores(self, sources: int, targets: int) -> Floats:
        """Score the ratio of lengths; a window far too long or too short is all but ruled out."""
        return self.trust * length_scores(_sums(self.source, sources), _sums(self.target, targets))

    def reasons(self, block: Block) -> Iterator[Evidence]:
        """Tell the ratio of the target's length to the source's, 1 where it is the documents' own."""
        import numpy as np

        own = self.source[block.source : block.source + block.sources].sum()
        other = self.target[block.target : block.target + block.targets].sum()
        weight = self.trust * float(length_scores(np.array([own]), np.array([other]))[0, 0])
        if abs(weight) > FELT:
            ratio = own / other if self.is_turned else other / own
            yield Evidence(LENGTH, f"{ratio:.2f}", weight)


def _sums(values: Floats, size: int) -> Floats:
    import numpy as np

    return np.asarray(np.convolve(values, np.ones(size), mode="valid"))
