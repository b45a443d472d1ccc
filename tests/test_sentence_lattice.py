"""All chains of beads: sums and best chain against listing them one by one; bands and cuts."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from summitalign.align.monotone import Block
from summitalign.align.sentences.aligner import Fitted
from summitalign.align.sentences.band import Band
from summitalign.align.sentences.borders import describe
from summitalign.align.sentences.forward_backward import Posteriors, posteriors
from summitalign.align.sentences.guide import Part, around
from summitalign.align.sentences.lattice import MOST, SHAPES, Lattice
from summitalign.align.sentences.pair import Pair, Shared
from summitalign.align.sentences.translations import Translations
from summitalign.align.sentences.words import Cutter, make_side

Step = tuple[str, int, int]
Floats = NDArray[np.float64]


class Listed:
    """Every chain through a lattice, one by one: slow and obvious."""

    def __init__(self, band: Band, beads: Floats, gaps: tuple[Floats, Floats]) -> None:
        self.band, self.beads, self.gaps = band, beads, gaps

    def cell(self, row: int, column: int) -> int | None:
        if not (0 <= row <= self.band.count and self.band.low[row] <= column <= self.band.high[row]):
            return None
        return int(self.band.begins[row] + column - self.band.low[row])

    def chains(self, row: int, column: int, last: str = "") -> Iterator[tuple[float, tuple[Step, ...]]]:
        if (row, column) == (self.band.count, self.band.others):
            yield 0.0, ()
        for number, (a, b) in enumerate(SHAPES):
            corners = [self.cell(row, column + b), self.cell(row + a, column), self.cell(row + a, column + b)]
            end = corners[-1]
            if end is not None and None not in corners:
                for score, rest in self.chains(row + a, column + b, "bead"):
                    yield score + float(self.beads[number, end]), (("bead", number, end), *rest)
        if last != "right" and self.cell(row + 1, column) is not None:
            for score, rest in self.chains(row + 1, column, "left"):
                yield score + float(self.gaps[0][row]), (("left", row, column), *rest)
        if self.cell(row, column + 1) is not None:
            for score, rest in self.chains(row, column + 1, "right"):
                yield score + float(self.gaps[1][column]), (("right", row, column), *rest)


def example(seed: int, count: int, others: int, margin: int | None) -> tuple[Lattice, Floats, tuple[Floats, Floats]]:
    random = np.random.default_rng(seed)
    band = Band.whole(count, others) if margin is None else around([], (count, others), margin)
    lattice = Lattice.of(band)
    beads = np.where(lattice.before < band.size, random.normal(0, 2, (len(SHAPES), band.size)), -np.inf)
    return lattice, beads, (random.normal(-1, 1, count), random.normal(-1, 1, others))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 4), st.sampled_from([None, 1, 2]))
def test_sums_and_best_chain_are_those_of_all_chains(seed: int, count: int, others: int, margin: int | None) -> None:
    lattice, beads, gaps = example(seed, count, others, margin)
    listed = list(Listed(lattice.band, beads, gaps).chains(0, 0))
    found = posteriors(lattice, beads, gaps)
    total = float(np.logaddexp.reduce([score for score, _ in listed]))
    assert found.total == pytest.approx(total)
    share = {"bead": np.zeros_like(found.beads), "left": np.zeros(count), "right": np.zeros(others)}
    for score, steps in listed:
        for kind, first, second in steps:
            place: tuple[int, ...] = (first, second) if kind == "bead" else (first if kind == "left" else second,)
            share[kind][place] += math.exp(score - total)
    assert found.beads == pytest.approx(share["bead"])
    assert found.left == pytest.approx(share["left"])
    assert found.right == pytest.approx(share["right"])
    best = max(listed)[1]
    ends = [(SHAPES[number], cell) for kind, number, cell in best if kind == "bead"]
    rows, columns = lattice.band.rows, lattice.band.columns
    assert lattice.best(beads, gaps) == [Block(rows[c] - a, a, columns[c] - b, b) for (a, b), c in ends]


@pytest.mark.parametrize(("bead", "count"), [(0.45, 1), (0.25, 0)])
def test_a_line_had_rather_stand_in_an_unsure_bead_than_alone(bead: float, count: int) -> None:
    lattice = Lattice.of(Band.whole(1, 1))
    found = np.zeros(lattice.before.shape)
    found[SHAPES.index((1, 1)), -1] = bead
    alone = np.array([1.0 - bead])
    side = make_side(["a"], Cutter(None, is_english=False))
    pair = Pair((side, side), (describe(["a"]), describe(["a"])))
    nothing = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    shared = Shared(Translations.first(nothing, (1, 1)), {}, 1.0, 0.1)
    part = Part((5, 6), (7, 8))
    fitted = Fitted(part, pair, lattice, shared, found, Posteriors(found, alone, alone, 0.0))
    assert [one.block for one in fitted.chain()] == [Block(5, 1, 7, 1)][:count]


def test_no_bead_is_larger_than_seven_lines() -> None:
    assert max(a + b for a, b in SHAPES) == MOST == 7
    assert len(SHAPES) == 21


def test_a_band_follows_its_path_over_a_long_gap() -> None:
    band = around([Block(0, 1, 0, 1), Block(1, 1, 60, 1)], (2, 61), margin=3)
    assert band.low.tolist() == [0, 0, 57]
    assert band.high.tolist() == [3, 61, 61]
    across = band.turned()
    assert across.turned().low.tolist() == band.low.tolist()
    assert across.size == band.size


def test_cells_outside_a_band_have_no_number() -> None:
    band = around([], (10, 10), margin=2)
    assert band.cells(np.array([0, 0, 11, -1]), np.array([2, 3, 0, 0])).tolist() == [2, -1, -1, -1]
