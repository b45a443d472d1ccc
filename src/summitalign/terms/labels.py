"""Wrong forms in labels that are shown: every reference to the label and its definition change together, or none."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.around import defines_labels
from summitalign.markdown.labels import Label, Labels, folded_places, label_key
from summitalign.markdown.surroundings import Surroundings
from summitalign.model.document import RegionKind
from summitalign.model.finding import Applicability, Decision, Edit, Finding, Fix
from summitalign.model.span import Span

_LONGEST = 999
"""Code points of the longest label."""


def in_brackets(text: str, places: Sequence[int]) -> list[int]:
    """Return the places that may stand in a label, by the brackets before them; none, at no cost, where none can."""
    if not defines_labels(text):
        return []
    return [
        at for at in places if text.rfind("[", max(at - _LONGEST, 0), at) > text.rfind("]", max(at - _LONGEST, 0), at)
    ]


def are_hidden(around: Surroundings, inside: Sequence[int]) -> bool:
    """Say whether one of the places in brackets is not known as prose: it may stand in a label that is shown."""
    prose = [region.span for region in around.regions if region.kind is RegionKind.PROSE] if inside else []
    starts = [span.start for span in prose]
    return not all((before := bisect_right(starts, at) - 1) >= 0 and at < prose[before].end for at in inside)


def joined(text: str, findings: Sequence[Finding], labels: Labels | None) -> tuple[Finding, ...]:
    """Make of the findings in one label, at all places that show it, a single one that changes label and definition.

    It is applied only where each of them would be, and nothing else stands in the way.
    """
    if labels is None:
        return tuple(findings)
    groups: dict[_Place, list[Finding]] = {}
    others: list[Finding] = []
    for finding in findings:
        label = labels.shown_at(finding.span)
        if label is None or label.span is None or finding.fix is None:
            others.append(finding)
        else:
            groups.setdefault(_Place.of(text, label, finding.span), []).append(finding)
    made = (found for place, group in groups.items() for found in _joint(text, labels, place, group))
    return tuple(sorted((*others, *made), key=lambda finding: finding.span))


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of a label, wherever the label stands."""

    key: str
    start: int
    """Code points from the beginning of `key`."""
    end: int

    @classmethod
    def of(cls, text: str, label: Label, span: Span) -> "_Place":
        """Return the place of a span in the label around it."""
        assert label.span is not None
        offsets = folded_places(label.span.of(text))
        start, end = span.start - label.span.start, span.end - label.span.start
        last = len(offsets) - 1
        return cls(label.key, bisect_left(offsets, start, 0, last), bisect_left(offsets, end, 0, last))

    def within(self, text: str, label: Label) -> Span | None:
        """Return where the place is in a label; None where it cannot be told."""
        if label.span is None:
            return None
        offsets = folded_places(label.span.of(text))
        if len(offsets) != len(self.key) + 1:
            return None
        start = label.span.start + offsets[self.start]
        return Span(start, label.span.start + offsets[self.end - 1] + 1) if self.end > self.start else None


def _joint(text: str, labels: Labels, place: _Place, group: Sequence[Finding]) -> Iterator[Finding]:
    wanted = [finding for finding in group if finding.decision is not Decision.SKIP]
    if not wanted:
        yield from group
        return
    chief = wanted[0]
    edits = _edits(text, labels, chief)
    reason = _obstacle(text, labels, place, group, edits)
    if edits is None:
        yield replace(chief, decision=Decision.SUGGEST, reason=reason, fix=None)
    elif reason:
        fix = Fix(edits, Applicability.SUGGEST, joint=tuple(edit.span for edit in edits))
        yield replace(chief, decision=Decision.SUGGEST, reason=reason, fix=fix)
    else:
        yield replace(chief, fix=Fix(edits, Applicability.SAFE, joint=tuple(edit.span for edit in edits)))


def _edits(text: str, labels: Labels, chief: Finding) -> tuple[Edit, ...] | None:
    """Return the edits that change a label wherever it stands as `chief` changes it; None where one cannot be made."""
    label = labels.shown_at(chief.span)
    if label is None or chief.fix is None or labels.definition(label.key) is None:
        return None
    edits: set[Edit] = set()
    for edit in chief.fix.edits:
        place = _Place.of(text, label, edit.span)
        for other in labels.of(label.key):
            span = edit.span if other == label else place.within(text, other)
            if span is None or not labels.is_open(span):
                return None
            edits.add(Edit(span, edit.replacement))
    return tuple(sorted(edits, key=lambda edit: edit.span))


def _obstacle(
    text: str, labels: Labels, place: _Place, group: Sequence[Finding], edits: tuple[Edit, ...] | None
) -> str:
    """Say what stands in the way of a label's change; nothing where nothing does."""
    if labels.definition(place.key) is None:
        return "it is a label whose definition cannot be told"
    if edits is None:
        return "it is a label that also stands where nothing is changed"
    found = {finding.span: finding for finding in group}
    for label in labels.of(place.key):
        if not label.is_shown:
            continue
        span = place.within(text, label)
        finding = found.get(span) if span is not None else None
        if finding is None and label.is_image:
            return "it is a label that is also the text of an image"
        if finding is None:
            return "it is a label that is also shown where nothing is to be changed"
        if finding.decision is not Decision.APPLY:
            return finding.reason
        if finding.use[:1] != group[0].use[:1]:
            return "it is a label that wants another form elsewhere"
    return _collision(text, labels, place, edits)


def _collision(text: str, labels: Labels, place: _Place, edits: Sequence[Edit]) -> str:
    """Say whether the new label is taken, by a definition or by a text in brackets that it would make a link."""
    label = labels.definition(place.key)
    assert label is not None
    assert label.span is not None
    new = label.span.of(text)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        if label.span.contains(edit.span):
            start, end = edit.span.start - label.span.start, edit.span.end - label.span.start
            new = new[:start] + edit.replacement + new[end:]
    key = label_key(new)
    if key == place.key:
        return ""
    if labels.definition(key) is not None:
        return f"it is a label, and a definition of [{new.strip()}] is there already"
    if labels.stand_in_brackets(key):
        return f"it is a label, and [{new.strip()}] would become a link where it is none"
    return ""
