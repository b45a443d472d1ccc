"""What speaks for and against every bead of a lattice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from summitalign.align.sentences.borders import Lines
from summitalign.align.sentences.lattice import Lattice
from summitalign.align.sentences.likelihood import explained, halves
from summitalign.align.sentences.pair import Pair, Shared
from summitalign.align.sentences.words import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

SPREAD = 0.25
"""Variance of the log length ratio of short texts."""
_WEAKEST = (-6.0, 3.0)
"""Range in which it counts how well the words of one line of a bead are explained, nats."""
EDGE = 5
"""Words at the beginning and at the end of a line that are compared by themselves."""


def bead_terms(pair: Pair, lattice: Lattice, shared: Shared) -> Iterator[tuple[str, Floats]]:
    """Yield every feature that belongs to a bead as a whole, as an array [shape, cell at the end]."""
    import numpy as np

    band, shapes = lattice.band, lattice.shapes
    ahead, back = halves(pair.sides, shared.table)
    own_sizes = tuple(sorted({a for a, _ in shapes}))
    other_sizes = tuple(sorted({b for _, b in shapes}))
    turned = band.turned()
    across = turned.cells(band.columns, band.rows)
    forward = explained(ahead, band, own_sizes, None, None)
    backward = explained(back, turned, other_sizes, None, None)[:, across]
    words, least, sizes, weakest = (np.zeros(lattice.before.shape) for _ in range(4))
    for number, (a, b) in enumerate(shapes):
        ends = np.flatnonzero(lattice.before[number] < band.size)
        rows, columns = band.rows[ends], band.columns[ends]
        to_right = forward[own_sizes.index(a)]
        to_left = backward[other_sizes.index(b)]
        by_column = [to_right[ends - k] for k in range(b + 1)]
        by_row = [to_left[band.cells(rows - k, columns)] for k in range(a + 1)]
        right, left = by_column[0] - by_column[-1], by_row[0] - by_row[-1]
        words[number, ends] = 0.5 * (left + right)
        least[number, ends] = np.minimum(left, right)
        if a + b > 2:
            each = [one - before for side in (by_column, by_row) if len(side) > 2 for one, before in pairwise(side)]
            weakest[number, ends] = np.clip(np.minimum.reduce(each), *_WEAKEST)
        sizes[number, ends] = _spans(pair.sides[0].borders, rows, a) + _spans(pair.sides[1].borders, columns, b)
    yield "words", words
    yield "words-least", least
    yield "words-mean", words / np.sqrt(1.0 + sizes)
    yield "words-literal", words * (shared.table.literal - 0.5)
    yield "weakest-line", weakest
    yield from _length_terms(pair, lattice, shared)
    yield from _shape_terms(lattice, shared)
    yield from _inner_terms(pair, lattice)


def _spans(borders: Ints, ends: Ints, size: int) -> Ints:
    return borders[ends] - borders[ends - size]


def _length_terms(pair: Pair, lattice: Lattice, shared: Shared) -> Iterator[tuple[str, Floats]]:
    import numpy as np

    band = lattice.band
    own = np.concatenate([[0.0], np.cumsum(pair.lines[0].lengths)]) * shared.ratio
    other = np.concatenate([[0.0], np.cumsum(pair.lines[1].lengths)])
    normal, far, long = (np.zeros(lattice.before.shape) for _ in range(3))
    for number, (a, b) in enumerate(lattice.shapes):
        ends = np.flatnonzero(lattice.before[number] < band.size)
        rows, columns = band.rows[ends], band.columns[ends]
        left, right = own[rows] - own[rows - a], other[columns] - other[columns - b]
        x = np.log(right / left)
        spread = SPREAD * (1.0 / (1.0 + (left + right) / 80.0) + 0.15)
        normal[number, ends] = np.maximum(-0.5 * x * x / spread, -30.0) - 0.5 * np.log(spread)
        far[number, ends] = np.abs(x)
        long[number, ends] = np.log((left + right) / (2 * pair.lines[1].usual))
    yield "length", normal
    yield "length-far", far
    one = np.array([(a, b) == (1, 1) for a, b in lattice.shapes])
    yield "long-many", long * ~one[:, None]
    yield "many-literal", np.broadcast_to(~one[:, None] * (shared.table.literal - 0.5), long.shape)


def _shape_terms(lattice: Lattice, shared: Shared) -> Iterator[tuple[str, Floats]]:
    import numpy as np

    size = lattice.band.size
    prior = np.log([shared.priors[shape] for shape in lattice.shapes])
    yield "prior", np.broadcast_to(prior[:, None], (len(prior), size))
    for name, chosen in SHAPE_CLASSES.items():
        one = np.array([tuple(sorted(shape)) in chosen for shape in lattice.shapes], dtype=np.float64)
        yield f"shape-{name}", np.broadcast_to(one[:, None], (len(one), size))


SHAPE_CLASSES = {
    "1-2": {(1, 2)},
    "1-3": {(1, 3)},
    "1-4": {(1, 4)},
    "1-5": {(1, 5), (1, 6)},
    "2-2": {(2, 2)},
    "2-3": {(2, 3)},
    "more": {(2, 4), (2, 5), (3, 3), (3, 4)},
}


def _inner_terms(pair: Pair, lattice: Lattice) -> Iterator[tuple[str, Floats]]:
    """Yield what stands at the borders between lines that a bead joins."""
    import numpy as np

    tables = [dict(_inner(one)) for one in pair.lines]
    band = lattice.band
    for name, own in tables[0].items():
        found = np.zeros(lattice.before.shape)
        left, right = np.cumsum(own), np.cumsum(tables[1][name])
        for number, (a, b) in enumerate(lattice.shapes):
            if a + b > 2:
                ends = np.flatnonzero(lattice.before[number] < band.size)
                rows, columns = band.rows[ends], band.columns[ends]
                found[number, ends] = left[rows - 1] - left[rows - a] + right[columns - 1] - right[columns - b]
        yield f"inner-{name}", found


def _inner(lines: Lines) -> Iterator[tuple[str, Floats]]:
    """Yield features of the border before every line; the first has none."""
    import numpy as np

    def shifted(mask: Mask) -> Mask:
        return np.concatenate([[False], mask[:-1]])

    short = np.minimum(lines.lengths, np.concatenate([lines.lengths[:1], lines.lengths[:-1]]))
    yield "quoted", lines.quoted[:-1].astype(np.float64)
    yield "unfinished", (~shifted(lines.full) & ~shifted(lines.colon)).astype(np.float64)
    yield "colon", shifted(lines.colon).astype(np.float64)
    yield "small", lines.small.astype(np.float64)
    yield "closed", shifted(lines.closes).astype(np.float64)
    yield "opens", lines.opens.astype(np.float64)
    yield "question", (shifted(lines.question) | shifted(lines.exclamation)).astype(np.float64)
    yield "short", np.log(short / lines.usual)
    yield "bare", (lines.bare | shifted(lines.bare)).astype(np.float64)


def end_terms(pair: Pair, lattice: Lattice, shared: Shared) -> Iterator[tuple[str, Floats]]:
    """Yield the features of a cell at which a bead ends."""
    import numpy as np

    band = lattice.band
    rows, columns = np.maximum(band.rows - 1, 0), np.maximum(band.columns - 1, 0)
    left, right = pair.lines
    for name, own, other in (
        ("question", left.question, right.question),
        ("exclamation", left.exclamation, right.exclamation),
        ("full", left.full, right.full),
        ("colon", left.colon, right.colon),
        ("closes", left.closes, right.closes),
    ):
        yield f"end-{name}-both", (own[rows] & other[columns]).astype(np.float64)
        yield f"end-{name}-one", (own[rows] ^ other[columns]).astype(np.float64)
    yield "end-quoted-one", (left.quoted[band.rows] ^ right.quoted[band.columns]).astype(np.float64)
    edges = _Edges(pair, lattice, shared)
    yield "end-words", edges.compare(rows, columns, "tail", "tail")
    next_row, next_column = np.minimum(band.rows, band.count - 1), np.minimum(band.columns, band.others - 1)
    is_inner = (band.rows < band.count) & (band.columns < band.others)
    crossed = edges.compare(rows, next_column, "tail", "head") + edges.compare(next_row, columns, "head", "tail")
    yield "end-crossed", crossed * is_inner


def start_terms(pair: Pair, lattice: Lattice, shared: Shared) -> Iterator[tuple[str, Floats]]:
    """Yield the features of a cell at which a bead begins."""
    import numpy as np

    band = lattice.band
    rows, columns = np.minimum(band.rows, band.count - 1), np.minimum(band.columns, band.others - 1)
    left, right = pair.lines
    for name, own, other in (("opens", left.opens, right.opens), ("small", left.small, right.small)):
        yield f"start-{name}-both", (own[rows] & other[columns]).astype(np.float64)
        yield f"start-{name}-one", (own[rows] ^ other[columns]).astype(np.float64)
    yield "start-words", _Edges(pair, lattice, shared).compare(rows, columns, "head", "head")


class _Edges:
    """Compares the first and the last words of lines."""

    def __init__(self, pair: Pair, lattice: Lattice, shared: Shared) -> None:
        self._band = lattice.band
        self._turned = lattice.band.turned()
        self._halves = halves(pair.sides, shared.table)
        self._masks = [{"head": _edge(side, is_tail=False), "tail": _edge(side, is_tail=True)} for side in pair.sides]
        self._known: dict[tuple[str, str], tuple[Floats, Floats]] = {}

    def compare(self, rows: Ints, columns: Ints, own: str, other: str) -> Floats:
        """Return the log-likelihood ratio of the edges of lines, both directions averaged; 0 outside the band."""
        import numpy as np

        band, turned = self._band, self._turned
        if (own, other) not in self._known:
            left, right = self._masks[0][own], self._masks[1][other]
            self._known[own, other] = (
                explained(self._halves[0], band, (1,), left, right)[0],
                explained(self._halves[1], turned, (1,), right, left)[0],
            )
        ahead, back = self._known[own, other]
        end, start = band.cells(rows + 1, columns + 1), band.cells(rows + 1, columns)
        other_end, other_start = turned.cells(columns + 1, rows + 1), turned.cells(columns + 1, rows)
        is_known = (end >= 0) & (start >= 0) & (other_end >= 0) & (other_start >= 0)
        return np.where(is_known, 0.5 * (ahead[end] - ahead[start] + back[other_end] - back[other_start]), 0.0)


def _edge(side: Side, *, is_tail: bool) -> Mask:
    """Choose the occurrences among the first or the last words of their lines."""
    import numpy as np

    place = np.arange(len(side.ids))
    if is_tail:
        return np.asarray(side.borders[side.lines + 1] - place <= EDGE)
    return np.asarray(place - side.borders[side.lines] < EDGE)


def gap_terms(lines: Lines, side: Side, hits: Floats, shared: Shared) -> Iterator[tuple[str, Floats]]:
    """Yield the features of leaving out each line."""
    import numpy as np

    yield "gap", np.ones(side.count)
    yield "gap-prior", np.full(side.count, np.log(shared.gaps))
    known = np.bincount(side.lines, hits[side.ids] > 0.0, side.count) + 0.5
    yield "gap-literal", np.full(side.count, shared.table.literal - 0.5)
    yield "gap-strange", np.log(known / (np.bincount(side.lines, minlength=side.count) + 1.0))
    yield "gap-length", np.log(lines.lengths / lines.usual)
    yield "gap-bare", lines.bare.astype(np.float64)
    yield "gap-full", lines.full.astype(np.float64)
