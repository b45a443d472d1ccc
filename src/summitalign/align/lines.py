"""Align line by line, order kept: bead shapes, lengths, and words that translate each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.learn import relearn
from summitalign.align.lexicon import Lexicon
from summitalign.align.monotone import Block, best_chain, chain_posteriors
from summitalign.align.shapes import PRIORS, learned_priors
from summitalign.align.translation import Side, Translations, cells, is_han, known_translations, make_side
from summitalign.errors import SegmentLimitError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GAP = -7.0
"""What a line without counterpart costs, nats."""
MAX_CELLS = 4_000_000
"""Product of the numbers of lines above which the tables would not fit into memory."""
_SPREAD = 0.25
"""Variance of the log length ratio of short texts."""
_DAMPED = 0.5
"""Part of the words' log-likelihood that counts: neighbouring words are not independent."""
_ROUNDS = 2
_NARROWEST = 150
"""Lines by which counterparts may be apart in any text; a longer text may have more."""
_WIDTH = 0.2
_NEVER = -1e6
_BLOCK = 128
"""Windows scored at a time, so that the table of words stays small."""


@dataclass(frozen=True, slots=True)
class LineBead:
    """A bead of neighbouring lines."""

    block: Block
    score: float
    """Nats."""
    posterior: float
    """0..1."""


def align_lines(source: Sequence[str], target: Sequence[str], lexicon: Lexicon | None) -> tuple[LineBead, ...]:
    """Find the beads between two lists of lines, lines without letters included; order is kept.

    Scores are sums of the bead shape's prior, a Gaussian on the log length ratio (Gale & Church 1993,
    with the ratio estimated on the two texts) and the likelihood ratio of each side's words given the
    other's, every word explained once. Raises SegmentLimitError for too many lines.
    """
    if not source or not target:
        return ()
    if len(source) * len(target) > MAX_CELLS:
        raise SegmentLimitError(
            f"{len(source)} by {len(target)} lines are too many to align at once",
            hint="split the two texts at the same chapters and align the parts",
        )
    if _is_turned(source, target):
        return tuple(_turned(bead) for bead in _align(target, source, lexicon))
    return _align(source, target, lexicon)


def _is_turned(source: Sequence[str], target: Sequence[str]) -> bool:
    """Choose which side comes first by the texts alone, so that swapping them mirrors the result."""
    own, other = is_han(source), is_han(target)
    return other if own != other else tuple(source) > tuple(target)


def _turned(bead: LineBead) -> LineBead:
    block = bead.block
    return LineBead(Block(block.target, block.targets, block.source, block.sources), bead.score, bead.posterior)


def _align(left: Sequence[str], right: Sequence[str], lexicon: Lexicon | None) -> tuple[LineBead, ...]:
    sides = make_side(left, lexicon, is_han(right)), make_side(right, lexicon, is_han(left))
    known = current = known_translations(*sides, lexicon if is_han(left) else None)
    priors = learned_priors({})
    shapes = _shape_lengths(left, right)
    chain: list[Block] = []
    for number in range(_ROUNDS + 1):
        moves = _moves(sides, current, priors, shapes)
        chain = best_chain(moves, GAP)
        if number < _ROUNDS:
            current = relearn(known, current, *sides, chain)
            priors = learned_priors(Counter((block.sources, block.targets) for block in chain))
    return tuple(
        LineBead(block, float(moves[block.sources, block.targets][block.source, block.target]), posterior)
        for block, posterior in zip(chain, chain_posteriors(moves, GAP, chain), strict=True)
    )


def _shape_lengths(left: Sequence[str], right: Sequence[str]) -> tuple[Floats, Floats]:
    """Return the running lengths of both sides in code points, the left scaled to the right's total."""
    import numpy as np

    own = np.concatenate([[0.0], np.cumsum([max(1, len(line.strip())) for line in left])])
    other = np.concatenate([[0.0], np.cumsum([max(1, len(line.strip())) for line in right])])
    return own * (other[-1] / own[-1]), other


def _moves(
    sides: tuple[Side, Side],
    table: Translations,
    priors: dict[tuple[int, int], float],
    lengths: tuple[Floats, Floats],
) -> dict[tuple[int, int], Floats]:
    """Score every bead shape at every place."""
    import numpy as np

    left, right = sides
    shapes = [(a, b) for a, b in PRIORS if a <= left.count and b <= right.count]
    ahead, back = _expected(table, left, right), _expected_back(table, left, right)
    forward = {a: _explained(ahead, left, right, table.right_hits, a) for a in sorted({a for a, _ in shapes})}
    backward = {b: _explained(back, right, left, table.left_hits, b) for b in sorted({b for _, b in shapes})}
    moves = {}
    for a, b in shapes:
        words = (forward[a][:, b:] - forward[a][:, :-b]) + (backward[b][:, a:] - backward[b][:, :-a]).T
        moves[a, b] = np.log(priors[a, b]) + _length_term(lengths, a, b) + 0.5 * _DAMPED * words
        moves[a, b][_outside(words.shape, left.count, right.count)] = _NEVER
    return moves


def _length_term(lengths: tuple[Floats, Floats], a: int, b: int) -> Floats:
    import numpy as np

    own, other = lengths[0][a:] - lengths[0][:-a], lengths[1][b:] - lengths[1][:-b]
    x = np.log(other)[None, :] - np.log(own)[:, None]
    spread = _SPREAD * (1.0 / (1.0 + (own[:, None] + other[None, :]) / 80.0) + 0.15)
    return np.asarray(-0.5 * x * x / spread - 0.5 * np.log(spread))


def _expected(table: Translations, left: Side, right: Side) -> Floats:
    """Return for every left line how much of every right word its words translate into (lines x words)."""
    rows, columns = cells(table, right)
    return _spread(left, rows, columns, table.weights, len(right.words))


def _expected_back(table: Translations, left: Side, right: Side) -> Floats:
    """Return the same from right lines to left words, weights normalised by right word."""
    import numpy as np

    rows, columns = cells(table, right)
    totals = np.maximum(np.bincount(columns, table.weights, len(right.words)), 1e-9)
    order = np.argsort(columns, kind="stable")
    return _spread(right, columns[order], rows[order], (table.weights / totals[columns])[order], len(left.words))


def _spread(side: Side, words: NDArray[np.int64], others: NDArray[np.int64], weights: Floats, size: int) -> Floats:
    """Add up the rows of a sparse table (sorted by `words`) over the words of every line."""
    import numpy as np

    begin, end = np.searchsorted(words, side.ids, "left"), np.searchsorted(words, side.ids, "right")
    counts = end - begin
    places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(begin, counts)
    cell = np.repeat(side.lines, counts) * size + others[places]
    return np.asarray(np.bincount(cell, weights[places], side.count * size).reshape(side.count, size))


def _explained(expected: Floats, own: Side, other: Side, hits: Floats, window: int) -> Floats:
    """Return the log-likelihood ratio of the other side's words given windows of own lines.

    Shape: windows x (other lines + 1), summed up from the left, so that any run of lines is a difference.
    """
    import numpy as np

    summed = np.vstack([np.zeros((1, expected.shape[1])), np.cumsum(expected, axis=0)])
    words = np.concatenate([[0], np.cumsum(np.bincount(own.lines, minlength=own.count))])
    borders = np.searchsorted(other.lines, np.arange(other.count + 1))
    explained = np.zeros((own.count - window + 1, other.count + 1))
    for first in range(0, len(explained), _BLOCK):
        last = min(first + _BLOCK, len(explained))
        low, high = _band(first, last + window, own.count, other.count)
        share = summed[first + window : last + window] - summed[first:last]
        share /= (words[first + window : last + window] - words[first:last] + 1.0)[:, None]
        ratio = np.log1p(hits[None, :] * (share / other.frequency[None, :] - 1.0))
        by_word = np.cumsum(ratio[:, other.ids[borders[low] : borders[high]]], axis=1)
        running = np.concatenate([np.zeros((last - first, 1)), by_word], axis=1)
        explained[first:last, low : high + 1] = running[:, borders[low : high + 1] - borders[low]]
    return explained


def _band(first: int, last: int, own: int, other: int) -> tuple[int, int]:
    """Return the lines of the other side that may face own lines `first` to `last`: those about as far along."""
    width = max(_NARROWEST, int(_WIDTH * max(own, other)))
    return max(0, first * other // own - width), min(other, -(-last * other // own) + width)


def _outside(shape: tuple[int, int], own: int, other: int) -> NDArray[np.bool_]:
    """Mark the places outside the band."""
    import numpy as np

    width = max(_NARROWEST, int(_WIDTH * max(own, other)))
    along = np.arange(shape[0])[:, None] * other / own - np.arange(shape[1])[None, :]
    return np.asarray(np.abs(along) > width)
