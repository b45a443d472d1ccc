"""The title of a document as it reads once its terms are corrected."""

from dataclasses import replace

from summitalign.model.document import Segment
from summitalign.model.finding import Decision
from summitalign.report.corpus import DocumentReport
from summitalign.report.html.blocks import PLAIN, Run, RunKind
from summitalign.report.html.compose import Manuscript
from summitalign.report.html.marks import marks_of


def title_runs(report: DocumentReport) -> tuple[Run, ...]:
    """Return the title with its applied corrections marked; without any, it is one run of text."""
    heading = report.heading
    applied = [finding for finding in report.findings if finding.decision is Decision.APPLY]
    marks = marks_of(report.document.text, applied) if heading else ()
    inside = tuple(mark for mark in marks if heading and heading.title_span.contains(mark.span))
    if heading is None or not inside:
        return (Run(RunKind.TEXT, report.title),)
    blocks = Manuscript.of(report.document, inside).blocks(heading.title_span)
    # A title is no place for links or emphasis of its own.
    return tuple(replace(run, style=PLAIN) for block in blocks for run in block.runs)


def corrected_heading(report: DocumentReport, segment: Segment) -> str:
    """Return the title of a section as plain text, corrected; empty where it has none."""
    title = segment.title
    for finding in report.findings:
        if finding.decision is Decision.APPLY and finding.use and segment.title_span.contains(finding.span):
            title = title.replace(finding.found, finding.use[0])
    return title


def corrected_title(report: DocumentReport) -> str:
    """Return the title as plain text, corrected."""
    pieces = (run.mark.right if run.mark else run.text for run in title_runs(report))
    return "".join(pieces).strip() or report.title
