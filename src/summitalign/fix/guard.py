"""Proof before a write: the structure of a fixed text is that of the original, or the fix is withheld."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summitalign.fix.apply import Retraced, apply_edits, edits_of
from summitalign.markdown.around import Cuts, cut_out
from summitalign.markdown.front_matter import edited_keys, front_matter_end
from summitalign.markdown.harmless import LetterEdits
from summitalign.markdown.structure import outline, structure
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.span import Span

_REASON = "applied, it would change the structure of the document"
UNSTABLE = "applied, it would change how the text beside it is read"
LINKED = "a link leads to this heading, and would lead nowhere if it changed"


def safe_fixes(text: str, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], str]:
    """Apply the APPLY findings that keep the structure; return all findings and the new text.

    A finding whose edit breaks the structure (it ends in `C++` beside `**`, say) is withheld: it
    comes back as SUGGEST with the reason. With k harmful findings among n, k * log2(n) parses find them.
    """
    wanted = [finding for finding in findings if finding.decision is Decision.APPLY]
    if not wanted:
        return tuple(findings), text
    letters = LetterEdits(text)
    if all(letters.holds(edit) for edit in edits_of(wanted)):  # three documents of four
        return tuple(findings), apply_edits(text, edits_of(wanted))
    before = _Proof(text, wanted)
    harmful = set(_harmful(wanted, before))
    kept = [finding for finding in wanted if finding not in harmful]
    if harmful and kept and not before.holds(kept):
        harmful, kept = set(wanted), []
    after = apply_edits(text, edits_of(kept))
    return tuple(_withheld(finding, _REASON) if finding in harmful else finding for finding in findings), after


def is_same_structure(before: str, findings: Sequence[Finding]) -> bool:
    """Say whether the edits of the APPLY findings keep the structure, by comparing the whole documents."""
    edits = edits_of(finding for finding in findings if finding.decision is Decision.APPLY)
    after = apply_edits(before, edits)
    keys = edited_keys(before[: front_matter_end(before)], [edit.span for edit in edits])
    is_same = structure(after, keys=keys) == structure(before, keys=keys)
    return is_same and outline(after, retrace=Retraced(edits).span) == outline(before)


class _Proof:
    """The structure of a text around the places of some edits, and whether it outlives them.

    What stands apart by itself is compared by itself: its structure depends on nothing else, and what follows it
    depends only on whether it ends as it did.
    """

    def __init__(self, text: str, findings: Sequence[Finding]) -> None:
        spans = [edit.span for edit in edits_of(findings)]
        self._text = text
        self._keys = edited_keys(text[: front_matter_end(text)], spans)
        self._cuts = cut_out(text, spans) or Cuts((Span(0, len(text)),))
        self._starts = [part.start for part in self._cuts.spans]
        self._known: dict[Span, tuple[str, tuple[object, ...]]] = {}

    def holds(self, findings: Sequence[Finding]) -> bool:
        edits: dict[Span, list[Edit]] = {}
        for edit in edits_of(findings):
            part = self._cuts.spans[bisect_right(self._starts, edit.span.start) - 1]
            edits.setdefault(part, []).append(Edit(edit.span.shifted(-part.start), edit.replacement))
        return all(self._is_same(part, made) for part, made in edits.items())

    def _is_same(self, part: Span, edits: Sequence[Edit]) -> bool:
        before = part.of(self._text) + self._cuts.definitions
        after = apply_edits(before, edits)
        is_whole = len(part) == len(self._text)
        if len(part) < len(self._text) and _definitions(after) != _definitions(before):
            return False
        if part not in self._known:
            self._known[part] = structure(before, is_whole, self._keys), outline(before, is_whole)
        tags, constructs = self._known[part]
        is_same = structure(after, is_whole, self._keys) == tags
        return is_same and outline(after, is_whole, Retraced(edits).span) == constructs


def _definitions(text: str) -> int:
    """Count what may be definitions; a new one could have a meaning for all of a document."""
    return text.count("]:")


def _harmful(findings: Sequence[Finding], before: _Proof) -> list[Finding]:
    """Find by halves the findings that alone change the structure."""
    if before.holds(findings):
        return []
    if len(findings) == 1:
        return list(findings)
    middle = len(findings) // 2
    return [*_harmful(findings[:middle], before), *_harmful(findings[middle:], before)]


def beside(findings: Sequence[Finding], places: Sequence[Span]) -> frozenset[Span]:
    """Return the spans of the APPLY findings that lie nearest to each place, on either side."""
    applied = [finding.span for finding in findings if finding.decision is Decision.APPLY]
    chosen: set[Span] = set()
    for place in places:
        chosen.update(span for span in applied if span.overlaps(place))
        chosen.update([span for span in applied if span.end <= place.start][-1:])
        chosen.update([span for span in applied if span.start >= place.end][:1])
    return frozenset(chosen)


def hold_back(findings: Sequence[Finding], reasons: Mapping[Span, str]) -> tuple[Finding, ...]:
    """Turn the APPLY findings at the given spans into suggestions, and say why."""
    return tuple(
        _withheld(finding, reasons[finding.span])
        if finding.decision is Decision.APPLY and finding.span in reasons
        else finding
        for finding in findings
    )


def _withheld(finding: Finding, reason: str) -> Finding:
    fix = Fix(finding.fix.edits, Applicability.SUGGEST) if finding.fix else None
    return replace(finding, decision=Decision.SUGGEST, reason=reason, fix=fix)
