"""Comments that leave one place alone: put where they change nothing else, and proven to do so."""

import re
from collections.abc import Iterator
from dataclasses import replace

from summitalign.formats.kinds import kind_of
from summitalign.lsp.judging import Judged, judge
from summitalign.lsp.positions import Positions
from summitalign.markdown.structure import structure
from summitalign.model.finding import Edit, Finding
from summitalign.model.span import Span

_PROSE = re.compile(r"[\s\0]+")
"""Prose in a structure, and the white space between its blocks."""


def comment_for(judged: Judged, finding: Finding) -> Edit | None:
    """Return the comment that switches off the form of a finding on its line; None where no place for one is proven.

    Proven is that the structure of the document stays, and that only the findings of this form on this line go.
    """
    page = judged.page
    if kind_of(page.name) is not None or "\n" in finding.found:
        return None
    body = f"summitalign-disable-next-line {finding.found}"
    comment = f"{{/* {body} */}}" if page.name.lower().endswith(".mdx") else f"<!-- {body} -->"
    return next((edit for edit in _places(page.places, finding, comment) if _is_proven(judged, finding, edit)), None)


def _places(places: Positions, finding: Finding, comment: str) -> Iterator[Edit]:
    """Yield where a comment may stand: at the end of the line before, or on a line of its own."""
    line = places.lines.line(finding.span.start)
    start = places.lines.starts[line - 1]
    text = places.text
    before = places.lines.line_span(line - 1).of(text) if line > 1 else ""
    content = before.rstrip("\r\n")
    newline = before[len(content) :] or "\n"
    own = Edit(Span(start, start), comment + newline)
    if not content.strip():
        yield own
        return
    end = start - len(newline) - (len(content) - len(content.rstrip()))
    yield Edit(Span(end, end), f" {comment}")
    indent = text[start : start + len(text[start:]) - len(text[start:].lstrip(" "))]
    yield replace(own, replacement=indent + comment + newline)


def _is_proven(judged: Judged, finding: Finding, edit: Edit) -> bool:
    page = judged.page
    text = page.text[: edit.span.start] + edit.replacement + page.text[edit.span.end :]
    after = replace(page, places=Positions.of(text, page.places.encoding))
    if _shape(text, edit.replacement.strip()) != _shape(page.text):
        return False
    outcome = judge(after, judged.ground, judged.sources)
    line = page.places.lines.line(finding.span.start)
    gone = [
        each
        for each in judged.outcome.findings
        if not (each.found == finding.found and _is_on(page.places, each, line))
    ]
    by = len(edit.replacement)
    moved = [each.span if each.span.start < edit.span.start else each.span.shifted(by) for each in gone]
    return [each.span for each in outcome.findings] == moved


def _is_on(places: Positions, finding: Finding, line: int) -> bool:
    return places.lines.line(finding.span.start) == line


def _shape(text: str, comment: str = "") -> str:
    found = structure(text)
    return _PROSE.sub("\0", found.replace(comment, "") if comment else found)
