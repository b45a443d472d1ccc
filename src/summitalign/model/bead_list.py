"""Beads without their documents, as files of beads hold them: all that is needed to compare two alignments."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The lines that a segment stands on, which name it where its document is not at hand."""

    first: int
    """Line, from 1."""
    last: int
    """Line, from 1; not before `first`."""
    name: str = ""
    """Id of the segment, as talks may share a line; empty where the file gives none."""


@dataclass(frozen=True, slots=True)
class PlainBead:
    """Source places that correspond to target places; one side may be empty, for what has no counterpart."""

    source: tuple[Place, ...]
    """In order, each once."""
    target: tuple[Place, ...]

    @classmethod
    def of(cls, source: "set[Place] | frozenset[Place]", target: "set[Place] | frozenset[Place]") -> "PlainBead":
        """Join places in whatever order."""
        return cls(tuple(sorted(source)), tuple(sorted(target)))


@dataclass(frozen=True, slots=True)
class BeadList:
    """The beads between two documents."""

    beads: tuple[PlainBead, ...]
    """In the order of the file; empty sides are kept."""
    source: str = ""
    """Path of the source document; empty where the file names none."""
    target: str = ""
