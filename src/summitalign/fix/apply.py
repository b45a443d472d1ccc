"""Building a new text from edits: by span, from the left, nothing searched again."""

from collections.abc import Iterable

from summitalign.model.finding import Edit, Finding


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits made; text outside them is the same to the code point.

    Raises ValueError when two edits overlap or one lies outside the text.
    """
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < position or edit.span.end > len(text):
            raise ValueError(f"edit at {edit.span.start}..{edit.span.end} overlaps another or lies outside the text")
        pieces += [text[position : edit.span.start], edit.replacement]
        position = edit.span.end
    return "".join((*pieces, text[position:]))


def edits_of(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of the findings that have a fix."""
    return [edit for finding in findings if finding.fix for edit in finding.fix.edits]
