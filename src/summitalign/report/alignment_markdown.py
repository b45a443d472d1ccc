"""An alignment as Markdown, for a forge or an issue: a table of both sides, then what has no counterpart."""

from collections.abc import Iterator, Sequence

from summitalign.model.alignment import Alignment, Bead
from summitalign.model.document import Document, Segment
from summitalign.report.alignment_parts import alone, heading, summary
from summitalign.report.lines import own_lines
from summitalign.report.markdown_text import shown, table_row


def markdown_rows(alignment: Alignment, languages: tuple[str, str], with_evidence: bool = False) -> Iterator[str]:
    """Yield the lines of a page: titles stand for what has one, and whole texts for what has none.

    What the documents hold is shown as text, whatever it would mean in Markdown or HTML. A heading of its own makes
    several alignments one page. `languages` are those of the source and of the target.
    """
    source, target = alignment.source, alignment.target
    yield f"## {shown(source.source)} ({languages[0]}) ↔ {shown(target.source)} ({languages[1]})"
    yield ""
    if alignment.beads:
        names = ["Tier", "Posterior", "Lines", "Source", "Lines", "Target", *(["Evidence"] if with_evidence else [])]
        yield table_row(names)
        yield table_row(["---", "--:", "--:", "---", "--:", "---", *(["---"] if with_evidence else [])])
        sources = {segment.id: segment for segment in alignment.source_segments}
        targets = {segment.id: segment for segment in alignment.target_segments}
        for bead in alignment.beads:
            left = _cells(source, [sources[name] for name in bead.source])
            right = _cells(target, [targets[name] for name in bead.target])
            why = [_evidence(bead)] if with_evidence else []
            yield table_row([bead.tier.value, f"{bead.posterior:.2f}", *left, *right, *why])
        yield ""
    for document, lone in zip((source, target), alone(alignment), strict=True):
        if lone:
            title = heading(alignment, shown(document.source))
            yield f"{title[0].upper()}{title[1:]}:"
            yield ""
            yield from (f"- {_lines(document, segment)}: {_name(document, segment)}" for segment in lone)
            yield ""
    yield f"{summary(alignment)}."


def _cells(document: Document, segments: Sequence[Segment]) -> tuple[str, str]:
    lines = "<br>".join(_lines(document, segment) for segment in segments)
    return lines, "<br>".join(_name(document, segment) for segment in segments)


def _lines(document: Document, segment: Segment) -> str:
    first, last = own_lines(document.text, document.lines, segment.span)
    return f"{first}–{last}" if last > first else f"{first}"


def _name(document: Document, segment: Segment) -> str:
    return shown(segment.title or segment.span.of(document.text))


def _evidence(bead: Bead) -> str:
    return "<br>".join(f"{item.weight:+.2f} {item.kind}: {shown(item.value)}" for item in bead.evidence)
