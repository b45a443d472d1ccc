"""Compare beads with a gold standard, as the literature on sentence alignment does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summitalign.model.bead_list import Place, PlainBead


@dataclass(frozen=True, slots=True)
class Hits:
    """How many beads of one list another one confirms."""

    beads: int = 0
    """Beads that were looked for, each once."""
    equal: int = 0
    """Beads that the other list holds as they are."""
    overlapping: int = 0
    """Other beads that share a pair of places with one of the other list."""

    def __add__(self, other: "Hits") -> "Hits":
        return Hits(self.beads + other.beads, self.equal + other.equal, self.overlapping + other.overlapping)

    @property
    def strict(self) -> float:
        """Return the share (0..1) of the beads that are equal; 0 for no beads."""
        return self.equal / self.beads if self.beads else 0.0

    @property
    def lax(self) -> float:
        """Return the share (0..1) of the beads that are equal or overlap; 0 for no beads."""
        return (self.equal + self.overlapping) / self.beads if self.beads else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """What a list of beads is worth, beside a gold standard; scores of documents are added up by their counts."""

    found: Hits = Hits()
    """What the gold standard confirms of all beads that were found, those with an empty side included."""
    gold: Hits = Hits()
    """What was found of the beads of the gold standard; those with an empty side are left out on both."""

    def __add__(self, other: "Score") -> "Score":
        return Score(self.found + other.found, self.gold + other.gold)


def harmonic_mean(precision: float, recall: float) -> float:
    """Return F1, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def evaluate(gold: Sequence[PlainBead], found: Sequence[PlainBead]) -> Score:
    """Score the beads that were found for one pair of documents.

    A bead is a strict hit where it equals one of the gold standard, and a lax one where at least one of its pairs of
    a source and a target place is in a bead of the gold standard. As in Vecalign (Thompson & Koehn 2019), and
    Bertalign after it, precision counts beads with an empty side and recall does not. Beads that are empty on both
    sides, and repeated ones, do not count.
    """
    gold, found = _with_common_names(gold, found)
    return Score(_hits(found, gold), _hits(_full(gold), _full(found)))


def _hits(beads: Iterable[PlainBead], standard: Iterable[PlainBead]) -> Hits:
    wanted = set(standard)
    pairs = {pair for bead in wanted for pair in _pairs(bead)}
    counted = {bead for bead in beads if bead.source or bead.target}
    equal = counted & wanted
    overlapping = sum(any(pair in pairs for pair in _pairs(bead)) for bead in counted - equal)
    return Hits(len(counted), len(equal), overlapping)


def _pairs(bead: PlainBead) -> Iterable[tuple[Place, Place]]:
    return ((source, target) for source in bead.source for target in bead.target)


def _full(beads: Iterable[PlainBead]) -> list[PlainBead]:
    return [bead for bead in beads if bead.source and bead.target]


def _with_common_names(
    gold: Sequence[PlainBead], found: Sequence[PlainBead]
) -> tuple[list[PlainBead], list[PlainBead]]:
    """Drop the names of places whose lines tell them apart already: some files hold none, and names may change."""
    shared = _shared(gold) | _shared(found)
    return [_renamed(bead, shared) for bead in gold], [_renamed(bead, shared) for bead in found]


_Lines = tuple[int, int, int]
"""Side, first and last line."""


def _shared(beads: Iterable[PlainBead]) -> set[_Lines]:
    """Return the lines on which places of different names stand."""
    names: dict[_Lines, set[str]] = {}
    for bead in beads:
        for side, places in enumerate((bead.source, bead.target)):
            for place in places:
                names.setdefault((side, place.first, place.last), set()).add(place.name)
    return {lines for lines, known in names.items() if len(known) > 1}


def _renamed(bead: PlainBead, shared: set[_Lines]) -> PlainBead:
    source, target = (
        {place if (side, place.first, place.last) in shared else replace(place, name="") for place in places}
        for side, places in enumerate((bead.source, bead.target))
    )
    return PlainBead.of(source, target)
