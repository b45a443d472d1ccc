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


@dataclass(frozen=True, slots=True, eq=False)
class TokenTable:
    """Presence of the tokens that both documents hold; the others say nothing about who belongs to whom."""

    tokens: tuple[Token, ...]
    kinds: Ints
    """For every token the position of its kind in `TokenKind`."""
    source: Floats
    """Source segments x tokens, 0 or 1."""
    target: Floats

    @classmethod
    def of(cls, sources: Sequence[frozenset[Token]], targets: Sequence[frozenset[Token]]) -> TokenTable:
        """Lay out the tokens that occur on both sides."""
        import numpy as np

        shared = frozenset().union(*sources) & frozenset().union(*targets)
        tokens = tuple(sorted(shared))
        order = {kind: number for number, kind in enumerate(TokenKind)}
        kinds = np.array([order[token.kind] for token in tokens], dtype=np.int64)
        return cls(tokens, kinds, _presence(tokens, sources), _presence(tokens, targets))


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
