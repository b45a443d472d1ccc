"""The title of a document as it reads once its terms are corrected."""

from dataclasses import replace

from summitalign.markdown.shown import shown_text
from summitalign.model.document import Segment
from summitalign.model.finding import Decision
from summitalign.report.corpus import DocumentReport
from summitalign.report.html.blocks import PLAIN, Run, RunKind
from summitalign.report.html.compose import Manuscript
from summitalign.report.html.marks import marks_of
from summitalign.report.width import clip

_NAME = 80
"""Columns of the words by which a segment without a title is named."""


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


def name_of(report: DocumentReport, segment: Segment) -> str:
    """Name a segment for people: by its corrected heading, its first words, or the first line of its code."""
    title = corrected_heading(report, segment)
    if title:
        return title
    words = shown_text(report.document, segment.span).replace("`", "")
    lines = (line.strip() for line in segment.span.of(report.document.text).splitlines())
    return clip(words.replace("\n", " ") or next((line for line in lines if not _is_bare(line)), "…"), _NAME)


def _is_bare(line: str) -> bool:
    """Say whether a line holds nothing to name something by, as it is empty or a fence."""
    return not line or line.startswith(("```", "~~~"))


def corrected_title(report: DocumentReport) -> str:
    """Return the title as plain text, corrected."""
    pieces = (run.mark.right if run.mark else run.text for run in title_runs(report))
    return "".join(pieces).strip() or report.title
