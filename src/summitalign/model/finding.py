"""What is found in a document, what could be done about it, and why."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to believe a bead or a fix."""

    kind: str
    """`link`, `title`, `latin`, `number`, `source`, `page`, `near` ..."""
    value: str
    """What was seen, as people read it."""
    weight: float
    """Log-odds in nats; negative speaks against."""
    context: str = ""
    """The words around it where it was seen, such as a passage of the source; empty where `value` says all."""


class Decision(StrEnum):
    """What is done about a finding."""

    APPLY = "apply"
    SUGGEST = "suggest"
    SKIP = "skip"


class Applicability(IntEnum):
    """How far a fix may go without being asked."""

    DISPLAY = 0
    SUGGEST = 1
    SAFE = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of a span."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all are made, or none."""

    edits: tuple[Edit, ...]
    applicability: Applicability
    joint: tuple[Span, ...] = ()
    """Spans of the edits that change a label or the fragment of a link, in step with what it stands for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that deserves attention."""

    code: str
    """`term/mistranslated`, `term/split-latin`, `term/identifier-stop`, `switch/unused-disable` ..."""
    span: Span
    """The wrong form, without any space that the fix adds."""
    found: str
    """The text of `span`."""
    use: tuple[str, ...]
    """Right forms, the best first; none where the place is no wrong form."""
    term: str
    """Id of the term entry; empty where the place is no wrong form."""
    decision: Decision
    reason: str
    """One sentence that a person understands."""
    evidence: tuple[Evidence, ...] = ()
    fix: Fix | None = None
    """What `apply` does, and what a person may accept where it is suggested."""
    note: str = ""

    @property
    def message(self) -> str:
        """Say in one line what is wrong and what is right."""
        right = " or ".join(f'"{form}"' for form in self.use)
        if not right:
            return f'"{self.found}": {self.reason}'
        return f'"{self.found}" should be {right}'
