"""How alike two texts are as wholes, whatever their lengths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summitalign.align.table import TokenTable
from summitalign.align.tokens import Token, TokenKind
from summitalign.align.weights import TRUST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def cosines(sources: Sequence[frozenset[Token]], targets: Sequence[frozenset[Token]]) -> Floats:
    """Return the cosine of every source with every target over the tokens that both sides hold, 0..1.

    A token counts by its kind and by its rarity on both sides. Unlike a sum of log-odds, a cosine does not grow with
    the length of a text: notes of three hundred lines hold a translation of nearly every word, by chance alone.
    """
    import numpy as np

    table = TokenTable.of(sources, targets)
    trust = np.array([TRUST[kind] for kind in TokenKind])[table.kinds]
    weight = trust * np.sqrt(_rarity(table.source) * _rarity(table.target))
    return np.asarray(_unit(table.source * weight) @ _unit(table.target * weight).T)


def _rarity(rows: Floats) -> Floats:
    import numpy as np

    return np.asarray(np.maximum(0.0, np.log((len(rows) + 1.0) / (rows.sum(axis=0) + 0.5))))


def _unit(rows: Floats) -> Floats:
    import numpy as np

    size = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(size > 0.0, size, 1.0))
