"""Sections of a report that only frame what their parts tell: a list or table of talks, a paragraph for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summitalign.align.recap import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_OWN = 1.0
"""What the title of a section and the notes on a talk must say for the pair if the section is no frame, nats."""


def frame_scores(scores: Floats, own: Floats, sources: Side, targets: Side, null: float) -> Floats:
    """Take from sections the talks that their parts tell of, nats; 0 for those that are no frame.

    `scores` are what the contents say, and `own` what of that a section has as a whole, whatever stands in its parts.
    """
    import numpy as np

    framed = (
        _framed(scores, own, targets, sources.named, null) | _framed(scores.T, own.T, sources, targets.named, null).T
    )
    return np.where(framed, np.minimum(0.0, own - scores), 0.0)


def _framed(scores: Floats, own: Floats, texts: Side, talks: Sequence[int], null: float) -> NDArray[np.bool_]:
    import numpy as np

    framed = np.zeros(scores.shape, dtype=bool)
    told: dict[int, list[tuple[int, float]]] = {}
    for column, one in enumerate(texts.features):
        if texts.plain[column] and one.parent is not None and talks:
            row = talks[int(scores[talks, column].argmax())]
            if (score := float(scores[row, column])) > null:
                told.setdefault(one.parent, []).append((row, score))
    for parent, parts in told.items():
        rows = [row for row, _ in parts]
        for row, score in parts:
            # Of a list of many talks, no talk is told by more than a few parts, however well the whole list suits it.
            is_part_only = score > scores[row, parent] or 2 * rows.count(row) < len(rows)
            framed[row, parent] |= is_part_only and len(set(rows)) > 1 and own[row, parent] < _OWN
    return framed
