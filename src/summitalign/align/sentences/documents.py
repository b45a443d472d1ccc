"""Lines and sentences of two documents: which are compared with which, by the sections that correspond."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitalign.align.match import Match
from summitalign.align.sentences.aligner import Resources
from summitalign.align.sentences.guide import Part
from summitalign.align.sentences.texts import align_texts
from summitalign.model.alignment import Alignment
from summitalign.model.document import Document, Segment, SegmentKind


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one document, and the section of each."""

    document: Document
    segments: tuple[Segment, ...]

    def sections(self) -> list[str | None]:
        """Return the id of the section that holds each unit; None before the first."""
        return [self._section(one.parent) for one in self.segments]

    def texts(self, order: Iterable[int]) -> list[str]:
        """Return the texts of some units."""
        return [self.segments[number].span.of(self.document.text) for number in order]

    def _section(self, parent: str | None) -> str | None:
        while parent is not None:
            segment = self.document.segment(parent)
            if segment.kind is SegmentKind.SECTION:
                return parent
            parent = segment.parent
        return None


def align_units(
    source: Units, target: Units, resources: Resources, sections: Alignment | None, *, in_order: bool
) -> tuple[Match, ...]:
    """Join units within the sections that correspond, and among what is left; everywhere if none do.

    Without `sections` the two documents are taken as they are.
    """
    groups = _groups(source, target, sections) if sections is not None and sections.beads else []
    if not groups:
        whole = range(len(source.segments)), range(len(target.segments))
        groups = [(list(whole[0]), list(whole[1]))]
    own = [number for numbers, _ in groups for number in numbers]
    other = [number for _, numbers in groups for number in numbers]
    found = align_texts(source.texts(own), target.texts(other), resources, _parts(groups), in_order=in_order)
    matches = (_renumbered(one, own, other) for one in found)
    return tuple(sorted(matches, key=lambda one: (one.targets, one.sources)))


def _groups(source: Units, target: Units, sections: Alignment) -> list[tuple[list[int], list[int]]]:
    """Gather the units of the sections of each bead, and last those of sections without counterpart."""
    by_source = {name: number for number, bead in enumerate(sections.beads) for name in bead.source}
    by_target = {name: number for number, bead in enumerate(sections.beads) for name in bead.target}
    left = len(sections.beads)
    groups: list[tuple[list[int], list[int]]] = [([], []) for _ in range(left + 1)]
    for side, (units, places) in enumerate(((source, by_source), (target, by_target))):
        for number, section in enumerate(units.sections()):
            groups[places.get(section or "", left)][side].append(number)
    return groups


def _parts(groups: Sequence[tuple[list[int], list[int]]]) -> list[Part]:
    """Return where each group stands in the lists of all groups one after another."""
    parts, row, column = [], 0, 0
    for own, other in groups:
        parts.append(Part((row, row + len(own)), (column, column + len(other))))
        row, column = row + len(own), column + len(other)
    return parts


def _renumbered(match: Match, own: Sequence[int], other: Sequence[int]) -> Match:
    sources, targets = tuple(own[one] for one in match.sources), tuple(other[one] for one in match.targets)
    return Match(sources, targets, match.score, match.posterior, match.evidence)
