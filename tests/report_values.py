"""Values that reports are made of, for the tests of the site."""

from summitalign.api import parse
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.finding import Decision, Finding
from summitalign.model.language import Detection, SegmentLanguage
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.report.corpus import DocumentReport


def report_on(text: str, path: str, tag: str, findings: tuple[Finding, ...] = ()) -> DocumentReport:
    document = parse(text, path)
    languages = tuple(SegmentLanguage(part.span, tag) for part in sections(document))
    detection = Detection(tag, "script", ((tag, 0.9), ("und", 0.1)), languages)
    return DocumentReport(document, detection, Outcome(path, findings, text, text))


def sections(document: Document) -> tuple[Segment, ...]:
    return tuple(part for part in document.segments if part.kind is SegmentKind.SECTION)


def found(text: str, wrong: str, right: str, decision: Decision, reason: str) -> Finding:
    start = text.index(wrong)
    span = Span(start, start + len(wrong))
    return Finding("term/mistranslated", span, wrong, (right,), right.lower(), decision, reason)
