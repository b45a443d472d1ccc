"""What is shown of a place: why a term is fixed or not, and what the original says."""

import re
from collections.abc import Iterator, Sequence

from summitalign.lsp.diagnostics import shown
from summitalign.lsp.judging import Judged, explain
from summitalign.lsp.originals import Facing, facing
from summitalign.model.finding import Finding
from summitalign.model.span import Span

_SYNTAX = re.compile(r"([\\`*_{}\[\]<>()#+.!|~-])")
_MOST = 600
"""Code points of an original that are shown: a section may be pages long."""
_MOST_FACING = 3


def finding_at(judged: Judged, offset: int) -> Finding | None:
    """Return the finding at a place, the end of it included."""
    return next((each for each in shown(judged) if each.span.start <= offset <= each.span.end), None)


def hover_text(judged: Judged, offset: int, *, is_markdown: bool) -> tuple[str, Span] | None:
    """Return what is to be said of a place, and the stretch that it is about; None where there is nothing."""
    finding = finding_at(judged, offset)
    found = facing(judged, finding.span.start if finding is not None else offset)[:_MOST_FACING]
    if finding is None and not found:
        return None
    blocks = list(_finding(judged, finding, is_markdown)) if finding is not None else []
    blocks += [_original(one, is_markdown) for one in found]
    return "\n\n".join(blocks), finding.span if finding is not None else found[0].target


def _finding(judged: Judged, finding: Finding, is_markdown: bool) -> Iterator[str]:
    yield _strong(finding.message, is_markdown)
    yield _plain(f"{finding.decision.value}: {finding.reason}", is_markdown)
    if finding.note:
        yield _plain(finding.note, is_markdown)
    rows = list(_rows(judged, finding))
    if rows:
        yield _listing(rows, is_markdown)


def _rows(judged: Judged, finding: Finding) -> Iterator[str]:
    """Yield the evidence with its weights, in nats, what it comes to, and the entry."""
    for piece in finding.evidence:
        yield f"{piece.weight:+6.1f}  {piece.kind}: {piece.value}"
        if piece.context:
            yield f"{'':8}{' '.join(piece.context.split())}"
    # Only what was weighed has scores, and to explain takes longer than to judge.
    explanation = explain(judged, finding.span) if finding.evidence else None
    for candidate in explanation.candidates if explanation is not None else ():
        proof = "" if candidate.is_proven else ", not proven"
        needed = f"applied from {explanation.apply_from:+.1f}{proof}" if explanation is not None else ""
        yield f'"{candidate.use}": {candidate.score:+.1f} in all, {needed}'
    entry = judged.ground.job.glossary.index.get(finding.term)
    if entry is not None:
        yield f'entry "{entry.id}" ({entry.origin}), {"ambiguous" if entry.is_ambiguous else "not ambiguous"}'


def _original(found: Facing, is_markdown: bool) -> str:
    line = found.document.lines.line(found.source.start)
    words = found.words().strip()
    words = words if len(words) <= _MOST else f"{words[:_MOST]}…"
    head = _strong(f"{found.document.source}:{line} ({found.what})", is_markdown)
    mark = "> " if is_markdown else "  "
    rows = [_plain(row, is_markdown) for row in words.splitlines() if row.strip()]
    return "\n".join((head, "", *(mark + row for row in rows)))


def _strong(text: str, is_markdown: bool) -> str:
    return f"**{_plain(text, is_markdown)}**" if is_markdown else text


def _plain(text: str, is_markdown: bool) -> str:
    """Escape what a document says, so that nothing of it becomes markup of ours."""
    return _SYNTAX.sub(r"\\\1", text) if is_markdown else text


def _listing(rows: Sequence[str], is_markdown: bool) -> str:
    if not is_markdown:
        return "\n".join(rows)
    body = "\n".join(rows)
    longest = max((len(run) for run in re.findall(r"`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{body}\n{fence}"
