"""How well the words of lines explain those of the other side, inside a band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.sentences.band import Band
from summitalign.align.sentences.translations import Translations
from summitalign.align.sentences.words import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_BLOCK = 16
"""Lines scored at a time: few, so that their bands are much the same; many, so that numpy has something to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Half:
    """One direction: what the words of the own side translate into, and the words of the other that are explained."""

    own: Side
    other: Side
    begins: Ints
    """For every own word its first translation in `others`; one entry more for the end."""
    others: Ints
    chances: Floats
    """p(other | own)."""
    hits: Floats
    """For every other word."""


def halves(sides: tuple[Side, Side], table: Translations) -> tuple[Half, Half]:
    """Return both directions, the one that explains the right side first."""
    import numpy as np

    left, right = sides
    order = np.argsort(table.columns, kind="stable")
    ahead = np.searchsorted(table.rows, np.arange(len(left.words) + 1))
    back = np.searchsorted(table.columns[order], np.arange(len(right.words) + 1))
    return (
        Half(left, right, ahead, table.columns, table.ahead, table.right_hits),
        Half(right, left, back, table.rows[order], table.back[order], table.left_hits),
    )


def explained(half: Half, band: Band, sizes: tuple[int, ...], own: Mask | None, other: Mask | None) -> Floats:
    """Sum up log-likelihood ratios of the other side's words given windows of own lines, against chance.

    Entry [number, cell] is for the window of `sizes[number]` own lines that ends at the row of the cell, and for the
    other lines up to the column of the cell, from some line on: only differences along a row mean something. `own` and
    `other` choose occurrences.
    """
    import numpy as np

    found = np.zeros((len(sizes), band.size))
    place = np.full(len(half.other.words), -1, np.int64)
    for first in range(1, band.count + 1, _BLOCK):
        last = min(first + _BLOCK, band.count + 1)  # borders first..last-1 end the windows
        begin = max(0, first - max(sizes))
        low, high = int(band.low[first]), int(band.high[last - 1])
        tokens, borders = _explicable(half, (low, high), other)
        words, local = np.unique(tokens, return_inverse=True)
        place[words] = np.arange(len(words))
        summed = np.zeros((last - begin, len(words)))
        np.cumsum(_expected(half, (begin, last - 1), own, place, len(words)), axis=0, out=summed[1:])
        place[words] = -1
        counts = half.own.borders[begin:last] - half.own.borders[begin]
        hits = half.hits[words]
        summed *= hits / half.other.frequency[words]
        for number, size in enumerate(sizes):
            ends = np.arange(max(first, size), last)
            if not len(ends):
                continue
            share = summed[ends - begin] - summed[ends - size - begin]
            share /= (counts[ends - begin] - counts[ends - size - begin] + 1.0)[:, None]
            share -= hits
            running = np.zeros((len(ends), len(tokens) + 1))
            np.cumsum(np.log1p(share, out=share)[:, local], axis=1, out=running[:, 1:])
            cells = slice(int(band.begins[ends[0]]), int(band.begins[last]))
            found[number, cells] = running[band.rows[cells] - ends[0], borders[band.columns[cells] - low]]
    return found


def _explicable(half: Half, lines: tuple[int, int], chosen: Mask | None) -> tuple[Ints, Ints]:
    """Return the words of some other lines that have translations, and for every border how many stand before it."""
    import numpy as np

    low, high = lines
    start, end = half.other.borders[low], half.other.borders[high]
    tokens = half.other.ids[start:end]
    kept = np.flatnonzero((half.hits[tokens] > 0.0) & (True if chosen is None else chosen[start:end]))
    return tokens[kept], np.searchsorted(kept, half.other.borders[low : high + 1] - start)


def _expected(half: Half, rows: tuple[int, int], own: Mask | None, place: Ints, size: int) -> Floats:
    """Return how much of some other words the words of some own lines translate into (lines x words).

    `place` says where each of those words stands in the table, -1 for one that is not asked for.
    """
    import numpy as np

    begin, end = rows
    start, stop = half.own.borders[begin], half.own.borders[end]
    ids, lines = half.own.ids[start:stop], half.own.lines[start:stop] - begin
    if own is not None:
        ids, lines = ids[own[start:stop]], lines[own[start:stop]]
    counts = half.begins[ids + 1] - half.begins[ids]
    entries = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    entries += np.repeat(half.begins[ids], counts)
    columns = place[half.others[entries]]
    kept = columns >= 0
    cells = np.repeat(lines, counts)[kept] * size + columns[kept]
    found = np.bincount(cells, half.chances[entries[kept]], (end - begin) * size)
    return np.asarray(found, dtype=np.float64).reshape(end - begin, size)
