"""Building a new text from edits: by span, from the left, nothing searched again."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from summitalign.model.finding import Edit, Finding
from summitalign.model.span import Span


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


def overlap(edits: Iterable[Edit]) -> bool:
    """Say whether two edits share a code point, so that they cannot both be made."""
    ordered = sorted(edits, key=lambda edit: edit.span)
    return any(left.span.end > right.span.start for left, right in pairwise(ordered))


class Retraced:
    """Finds where spans of an edited text stood before the edits; each look-up is a binary search."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """Keep the edits in order, with their places in the edited text."""
        self._edits = sorted(edits, key=lambda edit: edit.span)
        self._starts: list[int] = []
        self._shifts = [0]
        for edit in self._edits:
            self._starts.append(edit.span.start + self._shifts[-1])
            self._shifts.append(self._shifts[-1] + len(edit.replacement) - len(edit.span))

    def span(self, span: Span) -> Span:
        """Return where a span stood; an end that lies inside a replacement goes to the edge of what was replaced."""
        return Span(self._offset(span.start, is_end=False), self._offset(span.end, is_end=True))

    def placed(self) -> tuple[Span, ...]:
        """Return where the replacements stand in the edited text."""
        return tuple(
            Span(start, start + len(edit.replacement)) for start, edit in zip(self._starts, self._edits, strict=True)
        )

    def _offset(self, offset: int, *, is_end: bool) -> int:
        count = bisect_left(self._starts, offset)
        if count:
            edit, start = self._edits[count - 1], self._starts[count - 1]
            if offset < start + len(edit.replacement):
                return edit.span.end if is_end else edit.span.start
        return offset - self._shifts[count]
