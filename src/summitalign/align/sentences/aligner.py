"""Align the lines of two texts: expectation maximisation around a lattice of beads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from summitalign.align.embedding import Embedder, vectors
from summitalign.align.lexicon import Lexicon
from summitalign.align.monotone import Block
from summitalign.align.sentences.borders import describe
from summitalign.align.sentences.estimate import Weighted, relearn
from summitalign.align.sentences.forward_backward import Posteriors, posteriors
from summitalign.align.sentences.guide import Part, guide
from summitalign.align.sentences.known import Known, known_pairs
from summitalign.align.sentences.lattice import SHAPES, Lattice
from summitalign.align.sentences.meaning import likeness_of
from summitalign.align.sentences.moved import moved
from summitalign.align.sentences.pair import Pair, Shared
from summitalign.align.sentences.score import score
from summitalign.align.sentences.shapes import learned_priors
from summitalign.align.sentences.traditional import simplified
from summitalign.align.sentences.translations import Translations
from summitalign.align.sentences.weights import Weights, learned
from summitalign.align.sentences.words import Cutter, Side, is_english, is_han, make_side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ROUNDS = 2
"""How often the documents are asked for translations, shapes and lengths."""
_GAPS = 0.02
"""Share of lines without counterpart before they are asked, and the lines that this counts for."""
_GAP_PSEUDO = 50.0
_LENGTH_PSEUDO = 100.0
DOUBT = 0.4
"""Posterior that a line has no counterpart up to which it had rather stand in an unsure bead."""


class Scored(NamedTuple):
    """A bead between neighbouring lines, whose numbers count from 0."""

    block: Block
    score: float
    """Nats."""
    posterior: float
    """0..1."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Two texts and their parts with the final scores."""

    pair: Pair
    shared: Shared
    parts: tuple[Fitted, ...]

    def scattered(self, weights: Mapping[str, float], asked: Sequence[Part]) -> list[Scored]:
        """Return beads of lines that no chain holds, each within one of the parts that were asked for."""
        held = [one.block for part in self.parts for one in part.chain()]
        own = {block.source + number for block in held for number in range(block.sources)}
        other = {block.target + number for block in held for number in range(block.targets)}
        found: list[Scored] = []
        for part in asked:
            rows = [number for number in range(*part.rows) if number not in own]
            columns = [number for number in range(*part.columns) if number not in other]
            found += [Scored(*one) for one in moved(self.pair, self.shared, weights, (rows, columns))]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A part of two texts with the final scores of its beads."""

    part: Part
    pair: Pair
    lattice: Lattice
    shared: Shared
    beads: Floats
    found: Posteriors

    def chain(self) -> list[Scored]:
        """Return the beads that are right most often together, each with score and posterior.

        Of all chains the one with the highest sum of posteriors is taken, not the likeliest one: so most of its beads
        are right (Goodman 1996).
        """
        import numpy as np

        doubts = self.found.left - DOUBT, self.found.right - DOUBT
        chain = self.lattice.best(self.found.beads, doubts)
        rows = np.array([one.source + one.sources for one in chain], dtype=np.int64)
        columns = np.array([one.target + one.targets for one in chain], dtype=np.int64)
        numbers = [SHAPES.index((one.sources, one.targets)) for one in chain]
        cells = self.lattice.band.cells(rows, columns)
        return [
            Scored(
                one._replace(source=one.source + self.part.rows[0], target=one.target + self.part.columns[0]),
                float(self.beads[number, cell]),
                float(min(1.0, self.found.beads[number, cell])),
            )
            for one, number, cell in zip(chain, numbers, cells, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Resources:
    """What may be asked beside the texts."""

    lexicon: Lexicon | None = None
    embedder: Embedder | None = None
    weights: Weights = field(default_factory=learned)


def fit(left: Sequence[str], right: Sequence[str], parts: Sequence[Part], resources: Resources) -> Fit:
    """Score the beads of all parts of two texts, and learn from the beads of all of them together."""
    pair, known = _read(left, right, resources)
    shared = _first(pair, known)
    guided = [one for part in parts for one in guide(pair, part, shared.table)]
    lattices = [Lattice.of(one.band) for one in guided]
    pieces = [pair.part(*one.part) for one in guided]
    fitted: list[Fitted] = []
    for number in range(ROUNDS + 1):
        weights = resources.weights.steering if number < ROUNDS else resources.weights.features
        fitted = []
        for one, lattice, piece in zip(guided, lattices, pieces, strict=True):
            beads, gaps = score(piece, lattice, shared, weights)
            fitted.append(Fitted(one.part, piece, lattice, shared, beads, posteriors(lattice, beads, gaps)))
        if number < ROUNDS:
            shared = _again(pair, known, shared, fitted)
    return Fit(pair, shared, tuple(fitted))


def make_sides(left: Sequence[str], right: Sequence[str], lexicon: Lexicon | None) -> tuple[tuple[Side, Side], Cutter]:
    """Cut both texts into words, in the same way."""
    if lexicon is not None:
        left, right = simplified(left), simplified(right)
    has_han = is_han(left) or is_han(right)
    # Only against Chinese: the words of two languages of one script are compared as they are written, both cut alike.
    cutter = Cutter(lexicon, is_english=has_han and (is_english(left) or is_english(right)))
    return (make_side(left, cutter), make_side(right, cutter)), cutter


def _read(left: Sequence[str], right: Sequence[str], resources: Resources) -> tuple[Pair, Known]:
    sides, cutter = make_sides(left, right, resources.lexicon)
    found = None
    if resources.embedder is not None:
        found = vectors(resources.embedder, left), vectors(resources.embedder, right)
    pair = Pair(sides, (describe(left), describe(right)), found)
    return pair, known_pairs((sides[0].words, sides[1].words), cutter, resources.lexicon)


def _first(pair: Pair, known: Known) -> Shared:
    own, other = (float(lines.lengths.sum()) for lines in pair.lines)
    sizes = len(pair.sides[0].words), len(pair.sides[1].words)
    likeness = likeness_of(pair.vectors) if pair.vectors is not None else None
    return Shared(Translations.first(known, sizes), learned_priors({}), other / own, _GAPS, likeness)


def _again(pair: Pair, known: Known, shared: Shared, fitted: Sequence[Fitted]) -> Shared:
    """Learn from the posteriors of one round for the next."""
    beads: list[Weighted] = [(block, posterior) for one in fitted for block, _, posterior in one.chain()]
    seen: Mapping[tuple[int, int], float] = {
        shape: sum(float(one.found.beads[number].sum()) for one in fitted) for number, shape in enumerate(SHAPES)
    }
    gaps = sum(float(one.found.left.sum() + one.found.right.sum()) for one in fitted)
    lines = sum(one.lattice.band.count + one.lattice.band.others for one in fitted)
    own, other = pair.lines[0].lengths, pair.lines[1].lengths
    left = sum(float(own[block.source : block.source + block.sources].sum()) for block, _ in beads)
    right = sum(float(other[block.target : block.target + block.targets].sum()) for block, _ in beads)
    return Shared(
        relearn(known, shared.table, pair.sides, beads),
        learned_priors(seen),
        (right + _LENGTH_PSEUDO * shared.ratio) / (left + _LENGTH_PSEUDO),
        (gaps + _GAP_PSEUDO * _GAPS) / (lines + _GAP_PSEUDO),
        shared.likeness,
    )
