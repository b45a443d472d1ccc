"""How alike two titles are, once the glossary has put the right names into both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from summitalign.align import weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FLOOR = 0.7
"""Likeness below which two titles are merely different."""
_HAN_RUN = re.compile(r"([\u2e80-\u9fff]+)")


def title_scores(sources: Sequence[str], targets: Sequence[str]) -> Floats:
    """Score likeness of titles, word order ignored; 0 where one has none. Never speaks against a pair.

    A title that several segments bear says the less of each: its worth is divided by their number.
    """
    import numpy as np

    if not (any(sources) and any(targets)):  # the tokenizer takes a quarter of a second to import
        return np.zeros((len(sources), len(targets)))
    from rapidfuzz import fuzz, process

    tokenize = _tokenizer()
    own = [_comparable(title, tokenize) for title in sources]
    other = [_comparable(title, tokenize) for title in targets]
    alike = process.cdist(own, other, scorer=fuzz.token_sort_ratio, dtype=np.float64) / 100.0
    alike *= np.array([bool(title) for title in own])[:, None] * np.array([bool(title) for title in other])[None, :]
    score = np.maximum(0.0, (alike - _FLOOR) / (1.0 - _FLOOR))
    rivals = np.maximum(1.0, np.maximum(score.sum(axis=1)[:, None], score.sum(axis=0)[None, :]))
    return np.asarray(weights.TITLES * score / rivals)


def _tokenizer() -> Callable[[str], list[str]]:
    """Return the tokenizer of Moses: it parts punctuation from words, and leaves `v2.0`, `Dr.` and `tf.data` whole."""
    from sacremoses import MosesTokenizer

    return partial(MosesTokenizer(lang="en").tokenize, escape=False)


def _comparable(title: str, tokenize: Callable[[str], list[str]]) -> str:
    """Set Chinese apart from Latin words, and both from punctuation, so that each is a word of its own."""
    words = tokenize(_HAN_RUN.sub(r" \1 ", title.lower()))
    return " ".join(word for word in words if any(letter.isalnum() for letter in word))
