"""Learn a lexicon from texts that are aligned already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.lexicon import Lexicon
from summitalign.align.monotone import Block
from summitalign.align.sentences.aligner import make_sides
from summitalign.align.sentences.estimate import relearn
from summitalign.align.sentences.known import Known
from summitalign.align.sentences.translations import Translations
from summitalign.align.sentences.words import Side
from summitalign.model.alignment import Alignment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

SURE = 0.9
"""Posterior from which a bead is learned from."""
_ROUNDS = 3
_TIMES = 2
"""Beads that have to hold both words."""
_SHARE = 0.2
"""Share of the occurrences of each word that the other has to account for."""
_LONGEST = 100
"""Words of a side above which a bead says too little of each."""


@dataclass(frozen=True, slots=True)
class LearnedWord:
    """Two words that translate each other."""

    source: str
    target: str
    count: int
    """Beads that hold both."""
    weight: float
    """0..1: geometric mean of the shares of both words that the other accounts for."""


def learn_lexicon(alignments: Iterable[Alignment], lexicon: Lexicon | None = None) -> tuple[LearnedWord, ...]:
    """Learn which words translate which from the sure beads of alignments; the best known first.

    Beads of lines and sentences tell most. A lexicon helps to cut Chinese into words, and is a first guess.
    """
    texts = [pair for alignment in alignments for pair in _texts(alignment)]
    if not texts:
        return ()
    sides, _ = make_sides([one for one, _ in texts], [other for _, other in texts], lexicon)
    beads = [(Block(number, 1, number, 1), 1.0) for number in range(len(texts)) if _is_short(sides, number)]
    rows, columns, counts = _together(sides, beads)
    first: Known = rows, columns, _dice(sides, rows, columns, counts)
    table = Translations.first(first, (len(sides[0].words), len(sides[1].words)))
    for _ in range(_ROUNDS):
        table = relearn(first, table, sides, beads)
    width = max(1, len(sides[1].words))
    seen = dict(zip((rows * width + columns).tolist(), counts.tolist(), strict=True))
    found = []
    for row, column, ahead, back in zip(table.rows, table.columns, table.ahead, table.back, strict=True):
        count = seen.get(int(row) * width + int(column), 0)
        source, target = sides[0].shown[row], sides[1].shown[column]
        if count >= _TIMES and min(ahead, back) >= _SHARE and _is_word(source) and _is_word(target):
            found.append(LearnedWord(source, target, count, round(float(ahead * back) ** 0.5, 3)))
    return tuple(sorted(found, key=lambda one: (-one.weight, -one.count, one.source, one.target)))


def as_table(words: Iterable[LearnedWord]) -> str:
    """Write learned words as a table that is read as a lexicon: source, target, count and weight, tabs between."""
    return "".join(f"{one.source}\t{one.target}\t{one.count}\t{one.weight}\n" for one in words)


def _texts(alignment: Alignment) -> list[tuple[str, str]]:
    source, target = (
        {one.id: one.span.of(document.text) for one in segments}
        for document, segments in (
            (alignment.source, alignment.source_segments),
            (alignment.target, alignment.target_segments),
        )
    )
    return [
        ("\n".join(source[one] for one in bead.source), "\n".join(target[one] for one in bead.target))
        for bead in alignment.beads
        if bead.posterior >= SURE
    ]


def _is_word(shown: str) -> bool:
    return shown.isalpha()


def _is_short(sides: tuple[Side, Side], number: int) -> bool:
    return all(0 < side.borders[number + 1] - side.borders[number] <= _LONGEST for side in sides)


def _together(sides: tuple[Side, Side], beads: Sequence[tuple[Block, float]]) -> tuple[Ints, Ints, Ints]:
    """Count the beads that hold both words of a pair, for pairs that two beads hold."""
    import numpy as np

    left, right = sides
    width = max(1, len(right.words))
    keys = []
    for block, _ in beads:
        own = np.unique(left.ids[left.borders[block.source] : left.borders[block.source + 1]])
        other = np.unique(right.ids[right.borders[block.target] : right.borders[block.target + 1]])
        keys.append((own[:, None] * width + other[None, :]).ravel())
    unique, counts = np.unique(np.concatenate(keys) if keys else np.zeros(0, np.int64), return_counts=True)
    kept = counts >= _TIMES
    rows, columns = np.divmod(unique[kept], width)
    return rows, columns, counts[kept]


def _dice(sides: tuple[Side, Side], rows: Ints, columns: Ints, counts: Ints) -> Floats:
    """Weigh pairs by the coefficient of Dice, so that those of a left word add up to 1."""
    import numpy as np

    own, other = (np.bincount(side.ids, minlength=len(side.words)) for side in sides)
    # Squared: a word that goes with everything should not begin with a share of everything.
    weights = (2.0 * counts / (own[rows] + other[columns])) ** 2
    return np.asarray(weights / np.bincount(rows, weights, len(sides[0].words))[rows], dtype=np.float64)
