"""Why a bead is believed, as people read it."""

from __future__ import annotations

from math import log

from summitalign.align.monotone import Block
from summitalign.align.sentences.pair import Pair, Shared
from summitalign.align.tokens import TokenKind
from summitalign.model.finding import Evidence

_MOST = 5
"""Words that are named."""
_LEAST = 0.1
"""Nats that a word has to say to be named."""


def reasons(block: Block, pair: Pair, shared: Shared) -> tuple[Evidence, ...]:
    """Name the words of a bead that translate each other, the surest first, and how its lengths compare.

    The weight of a word is how much likelier it is beside its counterparts than by chance, in nats.
    """
    words = sorted(_words(block, pair, shared), key=lambda one: (-one.weight, one.value))
    own, other = (lines.lengths for lines in pair.lines)
    left = float(own[block.source : block.source + block.sources].sum()) * shared.ratio
    right = float(other[block.target : block.target + block.targets].sum())
    far = log(right / left)
    length = Evidence("length", f"{right / left:.2f} of what is usual", round(0.5 - 2.0 * min(far * far, 4.0), 2))
    return (*words[:_MOST], length)


def _words(block: Block, pair: Pair, shared: Shared) -> list[Evidence]:
    import numpy as np

    left, right = pair.sides
    table = shared.table
    own = left.ids[left.borders[block.source] : left.borders[block.source + block.sources]]
    others = right.ids[right.borders[block.target] : right.borders[block.target + block.targets]]
    found: dict[int, tuple[float, int]] = {}
    for word in np.unique(own):
        entries = slice(*np.searchsorted(table.rows, (word, word + 1)))
        for other, chance in zip(table.columns[entries], table.ahead[entries], strict=True):
            if other in others:
                ratio = chance / (len(own) + 1.0) / right.frequency[other] - 1.0
                weight = float(np.log1p(table.right_hits[other] * ratio))
                found[int(other)] = max(found.get(int(other), (_LEAST, -1)), (weight, int(word)))
    return [
        Evidence(
            _kind(left.shown[word], right.shown[other]), f"{left.shown[word]} = {right.shown[other]}", round(weight, 2)
        )
        if left.shown[word] != right.shown[other]
        else Evidence(_kind(left.shown[word], right.shown[other]), right.shown[other], round(weight, 2))
        for other, (weight, word) in found.items()
        if word >= 0
    ]


def _kind(left: str, right: str) -> str:
    if right[:1].isdigit():
        return TokenKind.NUMBER.value
    return TokenKind.LATIN.value if left.lower() == right.lower() else TokenKind.WORD.value
