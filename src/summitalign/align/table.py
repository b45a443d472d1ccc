"""Which segment holds which shared token, as matrices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.tokens import Token, TokenKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


_COMMON = 1 / 16
"""Share of the pairs of windows from which a token is faster to multiply than to list."""


@dataclass(frozen=True, slots=True, eq=False)
class TokenTable:
    """Presence of the tokens that both documents hold; the others say nothing about who belongs to whom."""

    tokens: tuple[Token, ...]
    kinds: Ints
    """For every token the position of its kind in `TokenKind`."""
    source: Floats
    """Source segments x tokens, 0 or 1."""
    target: Floats
    source_share: Floats
    """Part of the source segments that hold a token, and half a segment more, 0..1."""
    target_share: Floats

    @classmethod
    def of(cls, sources: Sequence[frozenset[Token]], targets: Sequence[frozenset[Token]]) -> TokenTable:
        """Lay out the tokens that occur on both sides."""
        import numpy as np

        shared = frozenset().union(*sources) & frozenset().union(*targets)
        tokens = tuple(sorted(shared))
        order = {kind: number for number, kind in enumerate(TokenKind)}
        kinds = np.array([order[token.kind] for token in tokens], dtype=np.int64)
        source, target = _presence(tokens, sources), _presence(tokens, targets)
        shares = ((side.sum(axis=0) + 0.5) / (len(side) + 1.0) for side in (source, target))
        return cls(tokens, kinds, source, target, *shares)


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Which tokens windows of both sides hold together; most tokens are in few, so the pairs are listed."""

    own: Floats
    """Source windows x tokens, 0 or 1."""
    other: Floats
    sources: int
    """Segments in a source window."""
    targets: int
    cells: Ints
    """Source window times the number of target windows, plus target window: a cell of the table of pairs."""
    held: Ints
    """The token that each cell's pair holds together; a cell comes as often as its windows share a token."""
    common: Ints
    """Tokens that are in too many windows to list the pairs: those are multiplied as matrices."""

    @classmethod
    def of(cls, table: TokenTable, sources: int = 1, targets: int = 1) -> Together:
        """List the pairs of windows of `sources` and `targets` neighbours."""
        import numpy as np

        own, other = windows(table.source, sources), windows(table.target, targets)
        counts, others = own.sum(axis=0), other.sum(axis=0)
        is_common = counts * others > _COMMON * own.shape[0] * other.shape[0]
        # By tokens first, so that every cell adds up its tokens in one order, whichever side comes first.
        held, rows = np.nonzero(np.ascontiguousarray((own.astype(bool) & ~is_common).T))
        _, columns = np.nonzero(np.ascontiguousarray(other.astype(bool).T))
        starts = np.concatenate([[0], np.cumsum(others)]).astype(np.int64)
        times = others[held].astype(np.int64)
        ends = np.cumsum(times)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - times, times)
        cells = np.repeat(rows, times) * other.shape[0] + columns[np.repeat(starts[held], times) + within]
        return cls(own, other, sources, targets, cells, np.repeat(held, times), np.flatnonzero(is_common))

    def sums(self, weights: Floats) -> Floats:
        """Add up the weights of the tokens that two windows hold together, source windows x target windows."""
        import numpy as np

        shape = len(self.own), len(self.other)
        listed = np.bincount(self.cells, weights[self.held], shape[0] * shape[1]).reshape(shape)
        if not len(self.common):
            return np.asarray(listed)
        return np.asarray(listed + (self.own[:, self.common] * weights[self.common]) @ self.other[:, self.common].T)

    def hits(self, match: Floats) -> Floats:
        """Add up, for every token, the correspondences of the windows that hold it together."""
        import numpy as np

        found = np.bincount(self.held, match.ravel()[self.cells], self.own.shape[1]).astype(np.float64)
        own, other = self.own[:, self.common], self.other[:, self.common]
        found[self.common] += (own * (match @ other)).sum(axis=0)
        return np.asarray(found)


def _presence(tokens: Sequence[Token], segments: Sequence[frozenset[Token]]) -> Floats:
    import numpy as np

    column = {token: number for number, token in enumerate(tokens)}
    table = np.zeros((len(segments), len(tokens)))
    for row, segment in enumerate(segments):
        for token in segment:
            if token in column:
                table[row, column[token]] = 1.0
    return table


def windows(rows: Floats, size: int) -> Floats:
    """Unite every `size` neighbouring rows: a token is in a window when it is in one of its rows."""
    import numpy as np

    united = rows[: len(rows) - size + 1].copy()
    for shift in range(1, size):
        np.maximum(united, rows[shift : len(rows) - size + 1 + shift], out=united)
    return united
