"""Building a new text from edits: by span, from the left, nothing searched again."""

from collections.abc import Iterable, Sequence

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


def place_before(span: Span, edits: Sequence[Edit]) -> Span:
    """Return where a span of the edited text stood in the text before the edits.

    An end that lies inside a replacement goes to the edge of what was replaced, so that the span grows.
    """
    return Span(_offset_before(span.start, edits, is_end=False), _offset_before(span.end, edits, is_end=True))


def _offset_before(offset: int, edits: Sequence[Edit], *, is_end: bool) -> int:
    shift = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        start = edit.span.start + shift
        end = start + len(edit.replacement)
        if offset <= start:
            break
        if offset < end:
            return edit.span.end if is_end else edit.span.start
        shift += len(edit.replacement) - len(edit.span)
    return offset - shift
