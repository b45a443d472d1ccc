"""How far two titles say the same, word by word, across languages and in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summitalign.align.lexicon import Lexicon
from summitalign.align.tokens import names, numbers, pieces, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_RUN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
TitleWords = tuple[frozenset[str], ...]
"""A word of a title each, as the stems that it may stand for."""


def title_words(title: str, lexicon: Lexicon | None) -> TitleWords:
    """Cut a title into words: a Chinese word stands for its translations, a compound name for its parts."""
    return tuple(word for word in _words(title, lexicon) if word)


def _words(title: str, lexicon: Lexicon | None) -> Iterator[frozenset[str]]:
    for run in _RUN.findall(title):
        # The parts stand for the whole, which another writes as one word or translates: `Harbormap`, `HarborMap`.
        yield from (frozenset({stem(name), *map(stem, pieces(run))}) for name in names(run))
    for number in numbers(title):
        yield frozenset({number})
    if lexicon is not None:
        for word in lexicon.words(title):
            yield frozenset(lexicon.translations(word))


def title_coverage(sources: Sequence[TitleWords], targets: Sequence[TitleWords]) -> Floats:
    """Return how much of two titles each finds in the other, 0..1; a word counts by its rarity on the other side."""
    import numpy as np

    forward = _covered(sources, targets)
    backward = _covered(targets, sources).T
    return np.asarray(np.sqrt(forward * backward))


def told_coverage(titles: Sequence[TitleWords], texts: Sequence[frozenset[str]]) -> Floats:
    """Return how much of each title stands in each text, 0..1; a word counts by its rarity among the texts.

    A title of one word or two that are in many texts is never covered in full.
    """
    import numpy as np

    covered = np.zeros((len(titles), len(texts)))
    for row, title in enumerate(titles):
        found = np.array([[not word.isdisjoint(text) for text in texts] for word in title], dtype=np.float64)
        if title and texts:
            rarity = np.log((len(texts) + 1.0) / (found.sum(axis=1) + 0.5))
            covered[row] = rarity @ found / (rarity.sum() + np.log(len(texts) + 1.0))
    return covered


def _covered(titles: Sequence[TitleWords], others: Sequence[TitleWords]) -> Floats:
    import numpy as np

    held = [frozenset().union(*other) for other in others]
    covered = np.zeros((len(titles), len(others)))
    for row, title in enumerate(titles):
        if title:
            found = np.array([[not word.isdisjoint(other) for other in held] for word in title], dtype=np.float64)
            rarity = np.log((len(held) + 1.0) / (found.sum(axis=1) + 0.5))
            covered[row] = rarity @ found / rarity.sum()
    return covered
