"""Findings in the Reviewdog Diagnostic Format: one document (`rdjson`), or one diagnostic a line (`rdjsonl`)."""

from collections.abc import Iterator, Sequence

from summitalign.model.finding import Decision, Edit, Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.report.json import JsonObject
from summitalign.report.places import Places
from summitalign.report.summary import summary
from summitalign.report.trouble import Trouble

_SEVERITIES = {Decision.APPLY: "WARNING", Decision.SUGGEST: "INFO", Decision.SKIP: "INFO"}
_SOURCE: JsonObject = {"name": "summitalign"}
_BOM_BYTES = 3


def diagnostic_result(diagnostics: Sequence[JsonObject]) -> JsonObject:
    """Gather diagnostics into the one document of `rdjson`."""
    return {"source": _SOURCE, "diagnostics": list(diagnostics)}


def diagnostics(outcome: Outcome, *, has_bom: bool = False, with_skipped: bool = False) -> Iterator[JsonObject]:
    """Describe the findings of one document; what is to be applied is a warning, all else is information."""
    columns = _ByteColumns(outcome.before, _BOM_BYTES if has_bom else 0)
    for finding in outcome.findings:
        if finding.decision is not Decision.SKIP or with_skipped:
            yield _diagnostic(outcome.source, outcome.before, finding, columns)


def trouble_diagnostic(trouble: Trouble) -> JsonObject:
    """Describe a document that could not be done."""
    location: JsonObject = {"path": trouble.path}
    if trouble.line is not None:
        location["range"] = {"start": {"line": trouble.line}}
    return {"message": trouble.message, "location": location, "severity": "ERROR", "source": _SOURCE}


class _ByteColumns:
    """Names places as the format wants them: lines end with LF, columns count bytes of UTF-8, both from 1."""

    def __init__(self, text: str, bom_bytes: int) -> None:
        self._text = text
        self._places = Places(text, is_lf_only=True)
        self._bom_bytes = bom_bytes
        self._row = self._offset = self._bytes = 0

    def range(self, span: Span) -> JsonObject:
        start = self._position(span.start)
        return {"start": start, "end": self._position(span.end)}

    def _position(self, offset: int) -> JsonObject:
        line, column = self._places.position(offset)
        row = offset - column + 1
        # Counted on from the last place: a document may be one line of megabytes with thousands of findings.
        if row != self._row or offset < self._offset:
            self._row, self._offset, self._bytes = row, row, 0
        self._bytes += len(self._text[self._offset : offset].encode("utf-8", "surrogatepass"))
        self._offset = offset
        return {"line": line, "column": self._bytes + 1 + (self._bom_bytes if line == 1 else 0)}


def _diagnostic(path: str, text: str, finding: Finding, columns: _ByteColumns) -> JsonObject:
    diagnostic: JsonObject = {
        "message": summary(finding),
        "location": {"path": path, "range": columns.range(finding.span)},
        "severity": _SEVERITIES[finding.weighs_as],
        "source": _SOURCE,
        "code": {"value": finding.code},
    }
    if finding.fix and finding.fix.edits and finding.decision is not Decision.SKIP:
        edit = _joined(text, finding.fix.edits)
        diagnostic["suggestions"] = [{"range": columns.range(edit.span), "text": edit.replacement}]
    return diagnostic


def _joined(text: str, edits: Sequence[Edit]) -> Edit:
    """Return one edit in place of several: each suggestion can be accepted alone, and a fix is whole or nothing."""
    if len(edits) == 1:
        return edits[0]
    ordered = sorted(edits, key=lambda edit: edit.span)
    start = offset = ordered[0].span.start
    pieces = []
    for edit in ordered:
        pieces += [text[offset : edit.span.start], edit.replacement]
        offset = edit.span.end
    return Edit(Span(start, offset), "".join(pieces))
