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


class Left(StrEnum):
    """Why one run does not make a fix that it might make."""

    LATER = "later"
    """Beyond doubt, but the run makes no more fixes."""
    UNASKED = "unasked"
    """The questions were ended before it."""
    DECLINED = "declined"
    """The person who was asked did not want it."""


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
    left: Left | None = None
    """What has become of it in this run, where neither the judge nor the proof has decided that."""

    @property
    def is_of_document(self) -> bool:
        """Say whether it is of a whole document, where no form stands that could be replaced."""
        return self.code.startswith("language/")

    @property
    def weighs_as(self) -> Decision:
        """Return the decision that it weighs as much as: a document in a wrong language is more than a suggestion."""
        return Decision.APPLY if self.is_of_document else self.decision

    @property
    def message(self) -> str:
        """Say in one line what is wrong and what is right."""
        if self.is_of_document:
            return self.reason
        right = " or ".join(f'"{form}"' for form in self.use)
        if not right:
            return f'"{self.found}": {self.reason}'
        return f'"{self.found}" should be {right}'
