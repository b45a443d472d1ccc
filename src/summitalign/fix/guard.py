"""Proof before a write: the structure of a fixed text is that of the original, or the fix is withheld."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summitalign.fix.apply import Retraced, apply_edits, edits_of
from summitalign.fix.joint import is_same_but_joint, joint_spans
from summitalign.markdown.around import Cuts, cut_out
from summitalign.markdown.front_matter import edited_keys, front_matter_end
from summitalign.markdown.harmless import LetterEdits
from summitalign.markdown.rendering import Rendered, renders_alike
from summitalign.markdown.structure import outline, structure_of
from summitalign.model.finding import Applicability, Decision, Edit, Finding
from summitalign.model.span import Span

HARMFUL = "applied, it would change the structure of the document"
_PATIENCE, _LEAST = 2, 300_000
"""Code points that are compared to find the guilty fixes, for each of the text, and in any case: a million take 2 s."""
UNSTABLE = "applied, it would change how the text beside it is read"


def safe_fixes(text: str, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], str]:
    """Apply the APPLY findings that keep the structure; return all findings and the new text.

    A finding whose edit breaks the structure (it ends in `C++` beside `**`, say) is withheld: it
    comes back as SUGGEST with the reason. With k harmful findings among n, k * log2(n) parses find them.
    """
    applied = [finding for finding in findings if finding.decision is Decision.APPLY]
    if not applied:
        return tuple(findings), text
    letters = LetterEdits(text)
    # Three findings of four are proven by the grammar; each by itself, so that no other finding has a say in it.
    wanted = [finding for finding in applied if not all(letters.holds(edit) for edit in edits_of([finding]))]
    harmful = _harmful(text, wanted) if wanted else frozenset()
    if not harmful:
        return tuple(findings), apply_edits(text, edits_of(applied))
    after = apply_edits(text, edits_of(finding for finding in applied if finding not in harmful))
    return tuple(_withheld(finding, HARMFUL) if finding in harmful else finding for finding in findings), after


def _harmful(text: str, wanted: Sequence[Finding]) -> frozenset[Finding]:
    """Return the findings to be withheld, so that the structure is the same with all others applied."""
    before = _Proof(text, wanted)
    if before.holds(wanted):
        return frozenset()
    apart = _Proof(text, wanted, is_cut=True)
    harmful = frozenset(finding for group in apart.groups(wanted) for finding in _of_group(group, apart))
    kept = [finding for finding in wanted if finding not in harmful]
    # None may be harmful alone, and all of them together.
    return harmful if harmful and (not kept or before.holds(kept)) else frozenset(wanted)


class _Proof:
    """The structure of a text around the places of some edits, and whether it outlives them.

    What stands apart by itself is compared by itself: its structure depends on nothing else, and what follows it
    depends only on whether it ends as it did.
    """

    def __init__(self, text: str, findings: Sequence[Finding], *, is_cut: bool = False) -> None:
        spans = [edit.span for edit in edits_of(findings)]
        self._text = text
        self._keys = edited_keys(text[: front_matter_end(text)], spans)
        # A label has its meaning in the whole document.
        cuts = None if joint_spans(findings) else cut_out(text, spans)
        self._cuts = cuts if cuts and (is_cut or not cuts.is_costly(text)) else Cuts((Span(0, len(text)),))
        self._left = max(_PATIENCE * len(text), _LEAST)
        self._starts = [part.start for part in self._cuts.spans]
        self._shown: dict[Span, Rendered] = {}
        self._tags: dict[Span, str] = {}
        self._constructs: dict[Span, tuple[object, ...]] = {}

    @property
    def is_tired(self) -> bool:
        """Say whether so much has been compared that the rest is withheld without a further look."""
        return self._left < 0

    def groups(self, findings: Sequence[Finding]) -> list[list[Finding]]:
        """Return the findings parted by the stretches that are compared by themselves."""
        found: dict[int, list[Finding]] = {}
        for finding in findings:
            found.setdefault(bisect_right(self._starts, finding.span.start), []).append(finding)
        return list(found.values())

    def holds(self, findings: Sequence[Finding]) -> bool:
        joint = joint_spans(findings)
        if joint:
            made = edits_of(findings)
            self._left -= len(self._text)
            return is_same_but_joint(self._text, apply_edits(self._text, made), made, joint, self._keys)
        edits: dict[Span, list[Edit]] = {}
        for edit in edits_of(findings):
            part = self._cuts.spans[bisect_right(self._starts, edit.span.start) - 1]
            edits.setdefault(part, []).append(Edit(edit.span.shifted(-part.start), edit.replacement))
        return all(self._is_same(part, made) for part, made in edits.items())

    def _is_same(self, part: Span, edits: Sequence[Edit]) -> bool:
        before = part.of(self._text) + self._cuts.definitions
        self._left -= len(before)
        after = apply_edits(before, edits)
        is_whole = len(part) == len(self._text)
        if len(part) < len(self._text) and _definitions(after) != _definitions(before):
            return False
        if part not in self._shown:
            self._shown[part] = Rendered.of(before, is_whole)
        then = Rendered.of(after, is_whole)
        if renders_alike(self._shown[part], then, edits):
            return True
        if part not in self._tags:
            self._tags[part] = structure_of(self._shown[part], self._keys)
        if structure_of(then, self._keys) != self._tags[part]:
            return False
        if part not in self._constructs:
            self._constructs[part] = outline(before, is_whole)
        return outline(after, is_whole, Retraced(edits).span) == self._constructs[part]


def _definitions(text: str) -> int:
    """Count what may be definitions; a new one could have a meaning for all of a document."""
    return text.count("]:")


def _of_group(group: Sequence[Finding], before: "_Proof") -> list[Finding]:
    return [] if before.holds(group) else _halves(group, before)


def _halves(findings: Sequence[Finding], before: _Proof) -> list[Finding]:
    """Find by halves the findings that alone change the structure, of some that change it together."""
    if len(findings) == 1 or before.is_tired:
        return list(findings)
    middle = len(findings) // 2
    halves = (findings[:middle], findings[middle:])
    return [finding for half in halves if not before.holds(half) for finding in _halves(half, before)]


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
    fix = replace(finding.fix, applicability=Applicability.SUGGEST) if finding.fix else None
    return replace(finding, decision=Decision.SUGGEST, reason=reason, fix=fix)
