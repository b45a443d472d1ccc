"""Findings as people read them: the place, what is done and why, and the line with the spot and the fix marked."""

from collections.abc import Iterator, Sequence

from summitalign.model.finding import Decision, Edit, Evidence, Finding, Left
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.places import Places
from summitalign.report.width import clip, head, tail, visible, width

_AROUND = 52
"""Columns of the line shown on each side of a finding; paragraphs are often one very long line."""
_MOST = 60
"""Columns of a replacement, or of the words around a piece of evidence."""
_GUTTER = 8
_Place = tuple[int, Span, Span]
"""Number of a line, its span, and the part of it that belongs to a finding."""
_ROLES = {Decision.APPLY: Role.APPLY, Decision.SUGGEST: Role.SUGGEST, Decision.SKIP: Role.FAINT}
_LEFT = {Left.LATER: "later", Left.UNASKED: "not asked", Left.DECLINED: "declined"}


def finding_blocks(
    outcome: Outcome, paint: Paint = plain, is_written: bool = False, is_verbose: bool = False
) -> Iterator[str]:
    """Yield one block of lines a finding, in order: head, line, mark; skipped findings and evidence where verbose.

    So are those that a limit leaves for a later run: somebody who asks for two fixes has no use for hundreds of blocks.
    Places are those of the text before the fixes. What has been written is `applied`, and needs no excerpt.
    """
    places = Places(outcome.before)
    path = visible(outcome.source)
    for finding in outcome.findings:
        if (finding.decision is Decision.SKIP or finding.left is Left.LATER) and not is_verbose:
            continue
        is_done = is_written and finding.decision is Decision.APPLY
        lines = [_head(path, finding, "applied" if is_done else _done(finding), places, paint)]
        if not is_done:
            lines += _excerpt(outcome.before, finding, places, paint)
        if is_verbose and finding.evidence:
            lines += (paint(row, Role.FAINT) for row in _evidence(finding.evidence))
        yield "\n".join(lines)


def _done(finding: Finding) -> str:
    """Say in a word or two what becomes of a finding."""
    return _LEFT[finding.left] if finding.left is not None else finding.decision.value


def _head(path: str, finding: Finding, done: str, places: Places, paint: Paint) -> str:
    line, column = places.position(finding.span.start)
    place = paint(f"{path}:{line}:{column}:", Role.PLACE)
    if finding.is_of_document:
        return f"{place} {paint(visible(finding.reason), Role.WRONG)}"
    decision = paint(done, _ROLES[finding.decision])
    # Of several right forms the fix makes the first, which evidence or a person has chosen.
    forms = finding.use[:1] if finding.decision is Decision.APPLY else finding.use
    right = " or ".join([f'"{paint(visible(form), Role.RIGHT)}"' for form in forms])
    wrong = paint(_on_one_line(finding.found), Role.WRONG)
    note = f"  ({visible(finding.note)})" if finding.note else ""
    change = f'"{wrong}" -> {right}' if right else f'"{wrong}"'
    return f"{place} {decision}  {change}  {visible(finding.reason)}{note}"


def _on_one_line(text: str) -> str:
    """Show a line break inside a form as what it is to a reader, a blank."""
    return visible(" ".join(text.splitlines()) if "\n" in text or "\r" in text else text)


def _excerpt(text: str, finding: Finding, places: Places, paint: Paint) -> list[str]:
    """Return the line of a finding and a line that marks it; of a finding over several lines the first and the last."""
    span = finding.span
    row = places.row(span.start)
    number, _ = places.position(span.start)
    if span.end <= row.end:
        spots = [(number, row, span)]
    else:
        spots = [(number, row, Span(span.start, max(span.start, row.end)))]
        last, _ = places.position(span.end - 1)
        if last > number:
            row = places.row(span.end - 1)
            spots.append((last, row, Span(row.start, min(span.end, row.end))))
    edits = finding.fix.edits if finding.fix and finding.decision is not Decision.SKIP else ()
    lines: list[str] = []
    for spot in spots:
        lines += _marked(text, spot, edits, paint)
    if len(spots) > 1 and spots[1][0] > spots[0][0] + 1:
        lines.insert(2, paint("   ...", Role.FAINT))
    if edits:
        lines[-1] += _offer(text, span, edits, places, paint)
    return lines


def _marked(text: str, place: _Place, edits: Sequence[Edit], paint: Paint) -> tuple[str, str]:
    """Return a line, cut around a spot on it, and below it the carets."""
    number, row, spot = place
    start, end = max(row.start, spot.start - _AROUND), min(row.end, spot.end + _AROUND)
    left, right = visible(text[start : spot.start]), visible(text[spot.end : end])
    before, after = tail(left, _AROUND), head(right, _AROUND)
    if start > row.start or before != left:
        before = "…" + before
    if end < row.end or after != right:
        after += "…"
    carets = _carets(text, spot, edits)
    inside = paint(visible(text[spot.start : spot.end]), Role.WRONG)
    line = f"{paint(f'{number:5} | ', Role.FAINT)}{before}{inside}{after}"
    return line, f"{' ' * (_GUTTER + width(before))}{paint(carets, Role.WRONG)}"


def _carets(text: str, spot: Span, edits: Sequence[Edit]) -> str:
    """Mark what goes with carets; what stays between the edits of one fix, such as emphasis marks, with tildes."""
    if len(edits) < 2:
        return "^" * max(1, width(visible(text[spot.start : spot.end])))
    marks, offset = [], spot.start
    for edit in sorted(edits, key=lambda edit: edit.span):
        start, end = max(offset, min(edit.span.start, spot.end)), max(offset, min(edit.span.end, spot.end))
        marks += ["~" * width(visible(text[offset:start])), "^" * width(visible(text[start:end]))]
        offset = end
    return "".join((*marks, "~" * width(visible(text[offset : spot.end])))) or "^"


def _offer(text: str, span: Span, edits: Sequence[Edit], places: Places, paint: Paint) -> str:
    """Say what would stand in the place of a span, and on which lines the fix changes something else with it."""
    if len(edits) == 1:
        return f' "{paint(clip(visible(edits[0].replacement), _MOST), Role.RIGHT)}"'
    here = sorted(
        (edit for edit in edits if edit.span.start <= span.end and edit.span.end >= span.start),
        key=lambda edit: edit.span,
    )
    elsewhere = sorted({places.position(edit.span.start)[0] for edit in edits if edit not in here})
    pieces, offset = [], here[0].span.start if here else 0
    for edit in here:
        pieces += [text[offset : edit.span.start], edit.replacement]
        offset = edit.span.end
    offer = f' "{paint(clip(_on_one_line("".join(pieces)), _MOST), Role.RIGHT)}"' if here else ""
    return f"{offer}  and line {', '.join(map(str, elsewhere))}" if elsewhere else offer


def _evidence(evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield each piece of evidence with its weight, and below it the words it was seen in."""
    for piece in evidence:
        yield f"{piece.weight:+12.1f}  {piece.kind}: {visible(piece.value)}"
        if piece.context:
            yield f"{'':14}{_on_one_line(piece.context)}"


def count_findings(outcome: Outcome, decision: Decision) -> int:
    """Count the findings of one decision."""
    return sum(finding.decision is decision for finding in outcome.findings)
