"""Why a form in a text is fixed, suggested or left alone: everything that the decision rests on."""

from dataclasses import dataclass

from summitalign.model.document import RegionKind, Scope
from summitalign.model.finding import Decision, Evidence
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """One right form for an occurrence, weighed."""

    use: str
    score: float
    """Log-odds in nats that the occurrence is a mistranslation of it."""
    fitness: float
    """Nats by which the evidence fits it rather than another right form of the entry."""
    is_proven: bool
    """True where the evidence names it, or stands for it; without proof an ambiguous form is never applied."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one place where a form of the glossary stands."""

    span: Span
    found: str
    """The text of `span`."""
    form: str
    """How the form relates to its entry: `literal`, `traditional`, `broken`, `split-latin`, `identifier-stop`."""
    term: str
    """Id of the entry; empty for a repair that belongs to none."""
    region: RegionKind
    """What the place is; only prose is fixed."""
    scope: Scope
    decision: Decision
    """`skip` also for what is no prose, or switched off."""
    reason: str
    """One sentence that a person understands."""
    apply_from: float
    """Log-odds from which a proven form is applied."""
    candidates: tuple[Candidate, ...] = ()
    """Right forms, the best first; none where nothing is weighed."""
