"""Results as JSON objects; every object names its schema, and a schema's fields stay."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from summitalign.model.finding import Decision, Edit, Evidence, Finding
from summitalign.model.outcome import Outcome
from summitalign.report.lines import own_lines
from summitalign.report.places import Places

if TYPE_CHECKING:
    from summitalign.model.alignment import Alignment, Bead, DocumentPair
    from summitalign.model.declaration import Declaration
    from summitalign.model.document import Document, Segment, Talk
    from summitalign.model.language import Detection

JsonObject = dict[str, object]

_DIGITS = 4
"""Decimals of shares, scores and posteriors: more would be noise, and differ between machines."""


def dump(value: JsonObject, *, indent: int | None = None) -> str:
    """Write one object as a JSON text; characters beyond ASCII stay readable."""
    return _encoder(indent).encode(value)


@cache  # to make one takes as long as to encode a finding
def _encoder(indent: int | None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, indent=indent)


def collection(kind: str, name: str, objects: Iterable[JsonObject]) -> JsonObject:
    """Gather objects into the one document that `--format json` prints."""
    return {"schema": _schema(kind), name: list(objects)}


def detection_object(
    path: str, detection: "Detection", lines: Sequence[tuple[int, int]], line: int | None = None
) -> JsonObject:
    """Describe the languages of a document, or of one line of a file of short texts.

    `lines` are first and last line of each of `detection.segments`.
    """
    return {
        "schema": _schema("detection"),
        "path": path,
        **({} if line is None else {"line": line}),
        "language": detection.tag,
        "confidence": round(detection.confidence, _DIGITS),
        "method": detection.method,
        "shares": {tag: round(share, _DIGITS) for tag, share in detection.shares},
        "segments": [
            {
                "start_line": first,
                "end_line": last,
                "language": segment.tag,
                "confidence": round(segment.confidence, _DIGITS),
            }
            for (first, last), segment in zip(lines, detection.segments, strict=True)
        ],
    }


def declared_object(declaration: "Declaration | None", *, is_contradicted: bool) -> JsonObject | None:
    """Describe the language that a document declares; None where it declares none."""
    if declaration is None:
        return None
    return {"language": declaration.tag, "by": declaration.by.value, "contradicted": is_contradicted}


def finding_objects(outcome: Outcome, is_written: bool = False) -> Iterator[JsonObject]:
    """Describe the findings of one document, skipped ones included; `is_written` says that the safe fixes are made."""
    places = Places(outcome.before)
    for finding in outcome.findings:
        is_made = is_written and finding.decision is Decision.APPLY
        yield _finding_object(outcome.source, finding, places, is_made)


def _finding_object(path: str, finding: Finding, places: Places, is_written: bool) -> JsonObject:
    line, column = places.position(finding.span.start)
    end_line, end_column = places.position(finding.span.end)
    return {
        "schema": _schema("finding"),
        "path": path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": finding.span.start,
        "end": finding.span.end,
        "code": finding.code,
        "found": finding.found,
        "use": list(finding.use),
        "term": finding.term,
        "decision": finding.decision.value,
        "written": is_written,
        "reason": finding.reason,
        "evidence": _evidence_objects(finding.evidence),
        "message": finding.message,
        "edits": _edit_objects(finding.fix.edits if finding.fix else ()),
        **({"note": finding.note} if finding.note else {}),
        **({"left": finding.left.value} if finding.left else {}),
    }


def alignment_object(alignment: "Alignment", source_language: str, target_language: str) -> JsonObject:
    """Describe an alignment: both sides with their segments, the beads, and what the result depends on."""
    signature = alignment.signature
    return {
        "schema": _schema("alignment"),
        "source": _side_object(alignment.source, alignment.source_segments, source_language, "s"),
        "target": _side_object(alignment.target, alignment.target_segments, target_language, "t"),
        "beads": [_bead_object(bead) for bead in alignment.beads],
        "signature": {
            "version": signature.version,
            "glossary": signature.glossary,
            "unit": signature.unit,
            "parameters": dict(signature.parameters),
        },
    }


def pair_object(pair: "DocumentPair") -> JsonObject:
    """Describe two documents that belong together, or one without a partner."""
    return {
        "schema": _schema("pair"),
        "source": pair.source,
        "target": pair.target,
        "score": round(pair.score, _DIGITS),
        "posterior": round(pair.posterior, _DIGITS),
        "tier": pair.tier.value if pair.tier else None,
        "evidence": _evidence_objects(pair.evidence),
    }


def side_id(segment_id: str, side: str) -> str:
    """Name a segment by its side, `s` or `t`: ids of a document say nothing of the side it stands on."""
    return side + segment_id.removeprefix("s")


def _side_object(document: "Document", segments: "Sequence[Segment]", language: str, side: str) -> JsonObject:
    from summitalign.report.talks import remark_objects

    talks = {talk.segment: talk for talk in document.talks}
    remarks = remark_objects(document)
    return {
        "path": document.source,
        "language": language,
        "segments": [_segment_object(document, segment, side, talks.get(segment.id)) for segment in segments],
        **({"remarks": remarks} if remarks else {}),
    }


def _segment_object(document: "Document", segment: "Segment", side: str, talk: "Talk | None") -> JsonObject:
    from summitalign.model.document import SegmentKind
    from summitalign.report.talks import talk_object

    first, last = own_lines(document.text, document.lines, segment.span)
    return {
        "id": side_id(segment.id, side),
        "kind": segment.kind.value,
        "level": segment.level,
        "title": segment.title,
        "start_line": first,
        "end_line": last,
        **(_sentence_place(document, segment) if segment.kind is SegmentKind.SENTENCE else {}),
        **({"talk": talk_object(document, talk)} if talk else {}),
    }


def _sentence_place(document: "Document", segment: "Segment") -> JsonObject:
    """Say where a sentence stands, as several share a line, and what it says."""
    from summitalign.markdown.shown import shown_text

    span = segment.span
    return {"start": span.start, "end": span.end, "text": shown_text(document, span)}


def _bead_object(bead: "Bead") -> JsonObject:
    return {
        "source": [side_id(name, "s") for name in bead.source],
        "target": [side_id(name, "t") for name in bead.target],
        "score": round(bead.score, _DIGITS),
        "posterior": round(bead.posterior, _DIGITS),
        "tier": bead.tier.value,
        "evidence": _evidence_objects(bead.evidence),
    }


def _evidence_objects(evidence: Sequence[Evidence]) -> list[JsonObject]:
    return [
        {
            "kind": item.kind,
            "value": item.value,
            "weight": round(item.weight, _DIGITS),
            **({"context": item.context} if item.context else {}),
        }
        for item in evidence
    ]


def _edit_objects(edits: Sequence[Edit]) -> list[JsonObject]:
    return [{"start": edit.span.start, "end": edit.span.end, "replacement": edit.replacement} for edit in edits]


def _schema(kind: str) -> str:
    return f"summitalign/{kind}/1"
