"""Headings that links lead to: a heading and the links to it change together, or not at all."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from summitalign.fix.apply import Retraced, apply_edits, edits_of, overlap
from summitalign.markdown.events import read_events
from summitalign.markdown.fragments import Anchorage, Fragment, fragments, inner_fragments, may_lead
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.headings import Heading, HeadingMarks, read_headings, respelt
from summitalign.model.finding import Decision, Edit, Finding, Fix
from summitalign.model.span import Span

LINKED = "a link leads to this heading, and would lead nowhere if it changed"


def in_headings(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the APPLY findings that may change the text of a heading, told by its marks.

    Loops, as every document with a fix passes here: a generator costs more than what it asks.
    """
    places: list[tuple[int, int]] = []
    for number, finding in enumerate(findings):
        if finding.decision is Decision.APPLY and finding.fix is not None:
            for edit in finding.fix.edits:
                places.append((edit.span.start, number))
    marks = HeadingMarks(text)
    places.sort()  # what stands around a place is looked at once
    found = {number for offset, number in places if marks.hold(offset)}
    return tuple([findings[number] for number in sorted(found)])


def with_links(text: str, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], frozenset[Span]]:
    """Give the APPLY findings in headings the edits of the links of the document that lead there.

    Returns all findings, and the spans of those that would leave a link behind, which leads elsewhere or nowhere then.
    """
    known = inner_fragments(text)
    touching = in_headings(text, findings) if known else ()
    if not touching or not _may_be_linked(text, findings):
        return tuple(findings), frozenset()
    anchorage, headings = _read(text)
    written, hidden = _written_ids(anchorage, headings), anchorage.hidden()
    leading: dict[str, list[Fragment]] = {}
    for each in known:
        leading.setdefault(each.anchor, []).append(each)
    stuck: set[Span] = set()
    joined: dict[Span, Finding] = {}
    for finding in touching:
        for heading, inside in _edited(headings, finding):
            if heading.anchor in written:
                continue
            own = [each for each in leading.get(heading.anchor, ()) if anchorage.is_open(each)]
            edits = _link_edits(text, heading, inside, own)
            if heading.anchor in hidden or edits is None:
                stuck.add(finding.span)
            elif edits:
                joined[finding.span] = _with_edits(joined.get(finding.span, finding), edits)
    made = tuple(joined.get(finding.span, finding) for finding in findings)
    wanted = [finding for finding in made if finding.decision is Decision.APPLY and finding.span not in stuck]
    together = edits_of(wanted)
    if overlap(together) or not keeps_links(text, apply_edits(text, together)):
        stuck.update(finding.span for finding in touching)
    return made, frozenset(stuck)


def _edited(headings: Sequence[Heading], finding: Finding) -> Iterator[tuple[Heading, list[Edit]]]:
    """Yield the headings, which are in order, that a finding edits, each with its edits."""
    found: dict[int, list[Edit]] = {}
    for edit in finding.fix.edits if finding.fix else ():
        at = bisect_right(headings, edit.span.start, key=lambda heading: heading.span.start) - 1
        if at >= 0 and headings[at].span.contains(edit.span):
            found.setdefault(at, []).append(edit)
    for at in sorted(found):
        yield headings[at], found[at]


def without_links(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without the edits that `with_links` has given them."""
    if not any(finding.fix and finding.fix.joint for finding in findings):
        return tuple(findings)
    known = [each.span for each in fragments(text)]
    return tuple(_without_edits(finding, known) for finding in findings)


def lost_links(text: str, findings: Sequence[Finding], after: str) -> frozenset[Span]:
    """Return the spans of the APPLY findings in headings where a link of the fixed text does not lead as before."""
    if not inner_fragments(text) or not _may_be_linked(text, findings) or keeps_links(text, after):
        return frozenset()
    return frozenset(finding.span for finding in in_headings(text, findings))


def _may_be_linked(text: str, findings: Sequence[Finding]) -> bool:
    """Say whether a link within a text may lead to a heading that the APPLY findings edit, before or after."""
    made = edits_of(finding for finding in findings if finding.decision is Decision.APPLY)
    return overlap(made) or _may_lead_to(text, tuple(made))


@lru_cache(maxsize=2)  # asked before the proof, and mostly of the same edits behind it
def _may_lead_to(text: str, made: tuple[Edit, ...]) -> bool:
    """Say whether a link within a text may lead to a heading that some edits change.

    Links are many and headings with edits few, so that only these are read. No other anchor changes, but of
    headings that read as they do: a number tells these apart.
    """
    anchors = {heading.anchor for headings in _changed(text, apply_edits(text, made), made) for heading in headings}
    return bool(anchors) and may_lead(text, anchors)


def changes_anchors(text: str, findings: Sequence[Finding], after: str) -> bool:
    """Say whether the APPLY findings, which have led to another text, change the anchor of a heading.

    Where none of the headings that they edit changes its own, that of no other heading does.
    """
    made = edits_of(finding for finding in findings if finding.decision is Decision.APPLY)
    old, new = _changed(text, after, made)
    if len(old) != len(new):
        return True
    return any(before.anchor != then.anchor and not before.name for before, then in zip(old, new, strict=True))


def _changed(text: str, after: str, made: Sequence[Edit]) -> tuple[tuple[Heading, ...], tuple[Heading, ...]]:
    """Return the headings that some edits change, as they are and as they become, without the numbers of others."""
    starts = sorted(edit.span.start for edit in made)
    placed = [span.start for span in Retraced(made).placed()]
    return _headings_at(text, starts), _headings_at(after, placed)


def _headings_at(text: str, places: Sequence[int]) -> tuple[Heading, ...]:
    """Return the headings that hold some places, which ascend."""
    return read_headings(text, read_events(text, front_matter_end(text), places))


def keeps_links(before: str, after: str) -> bool:
    """Say whether every link within a text leads to the heading that it led to before some edits."""
    leads = _leads(before), _leads(after)
    # What led nowhere may begin to lead somewhere.
    return len(leads[0]) == len(leads[1]) and all(old in (0, new) for old, new in zip(*leads, strict=True))


def _leads(text: str) -> tuple[int, ...]:
    """Return for each link within a text the number of the heading that it leads to, from 1; 0 for none.

    It is -1 for an id that is written, which comes before one that is generated.
    """
    anchorage, headings = _read(text)
    places: dict[str, int] = {}
    for number, heading in enumerate(headings, 1):
        places.setdefault(heading.anchor, number)
    for name in _written_ids(anchorage, headings):
        places[name] = -1
    return tuple(places.get(anchor, 0) for anchor in anchorage.inner_links())


@lru_cache(maxsize=2)  # a text and its fixed form are compared before and after the proof
def _read(text: str) -> tuple[Anchorage, tuple[Heading, ...]]:
    events = list(read_events(text, front_matter_end(text)))
    return Anchorage(text, events), read_headings(text, events)


def _written_ids(anchorage: Anchorage, headings: Sequence[Heading]) -> frozenset[str]:
    return anchorage.written_ids() | {heading.name.lower() for heading in headings if heading.name}


def _link_edits(
    text: str, heading: Heading, edits: Sequence[Edit], links: Sequence[Fragment]
) -> tuple[Edit, ...] | None:
    """Return the edits that let links follow what some edits do to a heading; None where they cannot be told."""
    if not links:
        return ()
    parts = [heading.part(edit) for edit in edits]
    found: list[Edit] = []
    for link in links:
        written = link.span.of(text)
        for part in parts:
            if part is None:
                return None
            start, end, put = respelt(written, part)
            if written[start:end] != put:
                found.append(Edit(Span(link.span.start + start, link.span.start + end), put))
    return tuple(found)


def _without_edits(finding: Finding, fragment_spans: Sequence[Span]) -> Finding:
    if finding.fix is None or not finding.fix.joint:
        return finding
    fix = finding.fix
    taken = {span for span in fix.joint if _is_inside(span, fragment_spans)}
    edits = tuple(edit for edit in fix.edits if edit.span not in taken)
    return replace(finding, fix=replace(fix, edits=edits, joint=tuple(span for span in fix.joint if span not in taken)))


def _is_inside(span: Span, others: Sequence[Span]) -> bool:
    at = bisect_right(others, span.start, key=lambda other: other.start) - 1
    return at >= 0 and others[at].contains(span)


def _with_edits(finding: Finding, edits: Sequence[Edit]) -> Finding:
    assert finding.fix is not None
    fix: Fix = finding.fix
    together = tuple(sorted(chain(fix.edits, edits), key=lambda edit: edit.span))
    return replace(finding, fix=replace(fix, edits=together, joint=(*fix.joint, *(edit.span for edit in edits))))
