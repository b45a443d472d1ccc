"""The segments of a pair as lines for a translator: both texts, the text with its terms fixed, and what to know."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from summitalign.fix.apply import apply_edits
from summitalign.markdown.shown import folded, pieces, shown_text
from summitalign.model.alignment import Alignment, Bead, Tier
from summitalign.model.document import Document, RegionKind, Segment
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.report.corpus import DocumentReport, PairReport
from summitalign.report.holes import holes_of, outside
from summitalign.report.lines import own_lines
from summitalign.report.summary import summary

_Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """Segments that correspond, or one without a counterpart: then one side is empty."""

    source_lines: str
    """First and last line, `12–14`; of several segments one a line."""
    source: str
    """As readers see it, without markup; of several segments one a paragraph."""
    target_lines: str
    target: str
    fixed: str
    """The target with its terms fixed; empty where none is."""
    tier: Tier | None
    """None where there is no counterpart."""
    comment: str
    """What was fixed or is suggested and why, one a line."""


def segment_lines(report: PairReport) -> tuple[SegmentLine, ...]:
    """Write out a pair in the order of its target; what only the source has stands where the source has it.

    A translation is written sentence by sentence, a recap part by part.
    """
    alignment = report.sentences or report.alignment
    source, target = (
        _Side(side, {segment.id: segment for segment in segments})
        for side, segments in (
            (report.source, alignment.source_segments), (report.target, alignment.target_segments),
        )
    )  # fmt: skip
    return tuple(_line(source.texts(own), target.texts(other), bead) for own, other, bead in _rows(alignment))


@dataclass(frozen=True, slots=True)
class _Texts:
    """What one side of a line shows."""

    lines: str = ""
    text: str = ""
    fixed: str = ""
    comments: tuple[str, ...] = ()


class _Side:
    """One document of the pair, with the segments that took part."""

    def __init__(self, report: DocumentReport, segments: dict[str, Segment]) -> None:
        self.document = report.document
        self.segments = segments
        told = (each for each in report.findings if each.decision is not Decision.SKIP)
        self.findings = sorted(told, key=lambda each: each.span)
        self.holes = holes_of(tuple(segments.values()))

    def texts(self, names: Sequence[str]) -> _Texts:
        parts = [self.segments[name] for name in names]
        spans = [tuple(outside(part.span.start, part.span.end, self.holes[part.id])) for part in parts]
        findings = [each for own in spans for span in own for each in self._found(span)]
        made = [each for each in findings if each.decision is Decision.APPLY and each.fix]
        return _Texts(
            "\n".join(_lines(self.document, part.span) for part in parts),
            "\n\n".join(_joined(shown_text(self.document, span) for span in own) for own in spans),
            "\n\n".join(_joined(_fixed(self.document, span, made) for span in own) for own in spans) if made else "",
            tuple(dict.fromkeys(map(_comment, findings))),
        )

    def _found(self, span: Span) -> Iterator[Finding]:
        first = bisect_left(self.findings, span.start, key=lambda each: each.span.start)
        near = takewhile(lambda each: each.span.start < span.end, islice(self.findings, first, None))
        yield from (each for each in near if span.contains(each.span))


def _line(source: _Texts, target: _Texts, bead: Bead | None) -> SegmentLine:
    return SegmentLine(
        source.lines, source.text, target.lines, target.text, target.fixed,
        bead.tier if bead else None, "\n".join((*source.comments, *target.comments)),
    )  # fmt: skip


def _rows(alignment: Alignment) -> Iterator[tuple[_Ids, _Ids, Bead | None]]:
    """Yield (source ids, target ids, bead): what has no counterpart stands behind what its side has before it."""
    own = {segment.id: number for number, segment in enumerate(alignment.source_segments)}
    other = {segment.id: number for number, segment in enumerate(alignment.target_segments)}
    beads = [bead for bead in alignment.beads if bead.source and bead.target]
    own_joined = {name for bead in beads for name in bead.source}
    other_joined = {name for bead in beads for name in bead.target}
    placed: list[tuple[int, _Ids, _Ids, Bead | None]] = [
        (min(other[name] for name in bead.target), bead.source, bead.target, bead) for bead in beads
    ]
    placed += [(number, (), (name,), None) for name, number in other.items() if name not in other_joined]
    placed.sort(key=lambda row: row[0])
    lone = [name for name in own if name not in own_joined]
    for _, source, target, bead in placed:
        while source and lone and own[lone[0]] < min(own[name] for name in source):
            yield (lone.pop(0),), (), None
        yield source, target, bead
    yield from (((name,), (), None) for name in lone)


def _joined(texts: Iterator[str]) -> str:
    return "\n".join(text for text in texts if text)


def _fixed(document: Document, span: Span, findings: Sequence[Finding]) -> str:
    """Return what a reader sees of a stretch once its terms are fixed."""
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    shown = []
    for piece in pieces(document, span):
        inside = [edit for edit in edits if piece.span.contains(edit.span)]
        if inside and piece.kind is RegionKind.PROSE:
            own = [type(edit)(edit.span.shifted(-piece.span.start), edit.replacement) for edit in inside]
            shown.append(apply_edits(piece.span.of(document.text), own))
        else:
            shown.append(piece.shown)
    return folded("".join(shown))


def _lines(document: Document, span: Span) -> str:
    first, last = own_lines(document.text, document.lines, span)
    return f"{first}–{last}" if last > first else f"{first}"


def _comment(finding: Finding) -> str:
    label = "fixed" if finding.decision is Decision.APPLY else "suggested"
    return f"{label}: {summary(finding)}"
