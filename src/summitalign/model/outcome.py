"""What became of one document in a run."""

from dataclasses import dataclass

from summitalign.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of fixing one document in memory."""

    source: str
    """The path as it was given."""
    findings: tuple[Finding, ...] = ()
    """In order of their spans, skipped ones included."""
    before: str = ""
    after: str = ""
    """The text with every APPLY finding applied; equal to `before` when nothing is."""
    problem: str = ""
    """Why the document could not be done; empty when it could."""
    touches_headings: bool = False
    """Whether an applied fix may change a heading, and with it the anchor by which links reach it."""
