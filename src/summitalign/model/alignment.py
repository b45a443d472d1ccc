"""How the segments of two documents correspond, and how surely."""

from dataclasses import dataclass
from enum import StrEnum

from summitalign.model.document import Document, Segment
from summitalign.model.finding import Evidence


class Unit(StrEnum):
    """Which segments are aligned."""

    AUTO = "auto"
    SECTION = "section"
    ENTRY = "entry"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    LINE = "line"


class Order(StrEnum):
    """Whether counterparts have to stand in the same order on both sides."""

    AUTO = "auto"
    """Whichever of the two explains the documents better."""
    KEEP = "keep"
    FREE = "free"


class Tier(StrEnum):
    """How sure a bead is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Bead:
    """Source segments that correspond to target segments; neither side is empty."""

    source: tuple[str, ...]
    """Segment ids of the source side."""
    target: tuple[str, ...]
    """Segment ids of the target side."""
    score: float
    """Sum of the evidence, log-odds in nats."""
    posterior: float
    """0..1: probability that the bead is right."""
    tier: Tier
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """What a result depends on, so that it can be repeated."""

    version: str
    glossary: str
    """Digest of the glossary; empty without one."""
    unit: str
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two documents, the segments that took part, and the beads between them."""

    source: Document
    target: Document
    source_segments: tuple[Segment, ...]
    """Candidates of the source side, in document order."""
    target_segments: tuple[Segment, ...]
    beads: tuple[Bead, ...]
    """In order of the first target segment; a segment in no bead has no counterpart."""
    signature: Signature


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two documents that belong together, or one without a partner."""

    source: str | None
    """Path of the source document; None where the target has no partner."""
    target: str | None
    score: float
    """Log-odds in nats; 0 without a partner."""
    tier: Tier | None
    evidence: tuple[Evidence, ...] = ()
    posterior: float = 0.0
    """0..1: probability that the two belong together; 0 without a partner."""
