"""Speakers' names: a text that names those who give a talk is about the talk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summitalign.align.features import Features
from summitalign.align.tokens import TokenKind, names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PARTS = 2
"""Words that a name must have: a first name alone is anybody's."""


def speaker_scores(sources: Sequence[Features], targets: Sequence[Features], worth: float) -> Floats | None:
    """Speak for pairs of a talk and a segment that names one of its speakers, nats; None where nobody speaks.

    `worth` is for a name with one talk that one segment holds; each further talk or segment halves what is left. A
    segment inside another one is no further one.
    """
    import numpy as np

    if not any(one.speakers for one in (*sources, *targets)):
        return None
    forward = _named(sources, targets)
    backward = _named(targets, sources).T
    both = np.maximum(forward, backward)
    rivals = np.maximum(_outermost(both, targets), _outermost(both.T, sources).T)
    return np.asarray(worth * both * 0.5 ** np.maximum(0.0, rivals - 1.0))


def _outermost(both: Floats, segments: Sequence[Features]) -> Floats:
    """Count for every row the segments that hold the name and lie in no other that does."""
    import numpy as np

    counted = both.copy()
    for number, one in enumerate(segments):
        if one.parent is not None:
            counted[:, number] *= 1.0 - both[:, one.parent]
    return np.asarray(counted.sum(axis=1, keepdims=True))


def _named(talks: Sequence[Features], texts: Sequence[Features]) -> Floats:
    """Return 1 where a text holds the whole name of a speaker of a talk."""
    import numpy as np

    held = [{token.text for token in one.tokens if token.kind is TokenKind.LATIN} for one in texts]
    found = np.zeros((len(talks), len(texts)))
    for row, talk in enumerate(talks):
        wanted = [frozenset(names(speaker)) for speaker in talk.speakers]
        for name in wanted:
            if len(name) >= _PARTS:
                found[row, [name <= words for words in held]] = 1.0
    return found
