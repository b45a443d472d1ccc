"""Findings, and faults of a glossary, as a client marks them in a text."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from lsprotocol import types

from summitalign.errors import SummitalignError
from summitalign.glossary.problems import LintProblem, Severity
from summitalign.lsp.judging import Judged
from summitalign.lsp.positions import Positions
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.model.term import Glossary

SOURCE = "summitalign"
_SEVERITIES = {
    Decision.APPLY: types.DiagnosticSeverity.Warning,
    Decision.SUGGEST: types.DiagnosticSeverity.Information,
}
_SWITCH = "switch/"


def shown(judged: Judged) -> tuple[Finding, ...]:
    """Return the findings that people are told of: all but those that are left alone."""
    return tuple(finding for finding in judged.outcome.findings if finding.decision in _SEVERITIES)


def diagnostics_of(judged: Judged, *, is_related: bool) -> list[types.Diagnostic]:
    """Return the diagnostics of a document; with the place of the entry where the client shows such (`is_related`)."""
    page, glossary = judged.page, judged.ground.job.glossary
    return [
        types.Diagnostic(
            page.places.range(finding.span),
            f"{finding.message}: {finding.reason}" if finding.use else finding.message,
            _SEVERITIES[finding.decision],
            finding.code,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary] if finding.code.startswith(_SWITCH) else None,
            related_information=list(_entry(finding, glossary)) if is_related else None,
            data={"term": finding.term, "use": list(finding.use), "decision": finding.decision.value},
        )
        for finding in shown(judged)
    ]


def _entry(finding: Finding, glossary: Glossary) -> Iterator[types.DiagnosticRelatedInformation]:
    """Yield where the entry of a finding stands; nothing for one of a pack, which is no file of the user's."""
    entry = glossary.index.get(finding.term)
    place = place_of(entry.origin) if entry is not None else None
    if place is not None and entry is not None:
        yield types.DiagnosticRelatedInformation(place, f'entry "{entry.id}"')


def place_of(origin: str) -> types.Location | None:
    """Return the line that `file:line` names; None where that is no file."""
    path, _, line = origin.rpartition(":")
    if not line.isdigit() or not Path(path).is_file():
        return None
    start = types.Position(max(0, int(line) - 1), 0)
    return types.Location(Path(path).resolve().as_uri(), types.Range(start, start))


def trouble(places: Positions, error: SummitalignError, code: str) -> types.Diagnostic:
    """Return an error as a diagnostic of the line that it names, else of the first one."""
    return _line(places, error.line or 1, _told(error), types.DiagnosticSeverity.Error, code)


def problems(places: Positions, found: Sequence[LintProblem]) -> list[types.Diagnostic]:
    """Return what is wrong with a glossary as diagnostics of its text."""
    return [
        _line(
            places,
            problem.line,
            f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message,
            types.DiagnosticSeverity.Error if problem.severity is Severity.ERROR else types.DiagnosticSeverity.Warning,
            f"glossary/{problem.severity}",
        )
        for problem in found
    ]


def _told(error: SummitalignError) -> str:
    return f"{error.message}\nhint: {error.hint}" if error.hint else error.message


def _line(
    places: Positions, line: int, message: str, severity: types.DiagnosticSeverity, code: str
) -> types.Diagnostic:
    line = min(max(line, 1), len(places.lines.starts))
    row = places.lines.line_span(line)
    text = row.of(places.text)
    start = row.start + len(text) - len(text.lstrip())
    span = Span(start, max(start, row.start + len(text.rstrip())))
    return types.Diagnostic(places.range(span), message, severity, code, source=SOURCE)
