"""A report as a workbook for translators: every segment with its counterpart, the findings, the documents."""

from collections.abc import Iterator, Sequence

from summitalign.model.finding import Decision
from summitalign.report.corpus_digest import CorpusDigest, Left
from summitalign.report.spreadsheet import Cell, Column, Text, Workbook

_TEXT, _PATH, _SHORT = 60, 28, 10
_SEGMENTS = (
    Column("Source document", _PATH), Column("Source language", _SHORT), Column("Source lines", _SHORT),
    Column("Source", _TEXT),
    Column("Target document", _PATH), Column("Target language", _SHORT), Column("Target lines", _SHORT),
    Column("Target", _TEXT), Column("Fix", _TEXT), Column("Tier", _SHORT), Column("Comment", _TEXT),
)  # fmt: skip
_FINDINGS = (
    Column("Document", _PATH), Column("Line", _SHORT), Column("Column", _SHORT), Column("Found", 18),
    Column("Use", 24), Column("Decision", _SHORT), Column("Reason", _TEXT), Column("Note", 40), Column("Term", 18),
)  # fmt: skip
_DOCUMENTS = (
    Column("Document", _PATH), Column("Title", 40), Column("Language", _SHORT), Column("Side", _SHORT),
    Column("Characters of prose", 12), Column("Characters covered", 12), Column("Translated", 12),
    Column("Not translated, lines", 18), Column("Fixes", _SHORT),
    Column("Suggestions", _SHORT), Column("Partners", 40), Column("Problem", 40),
)  # fmt: skip
_DECISIONS = {Decision.APPLY: "fix", Decision.SUGGEST: "suggestion"}
_ALONE = "no counterpart"


def report_workbook(digest: CorpusDigest) -> bytes:
    """Return the workbook as a file; the digest has to hold the segments.

    Raises UsageError where the extra `xlsx` is not installed.
    """
    with Workbook(digest.title) as book:
        book.sheet("Segments", _SEGMENTS, _segments(digest))
        book.sheet("Findings", _FINDINGS, _findings(digest))
        book.sheet("Documents", _DOCUMENTS, _documents(digest))
        return book.content()


def _segments(digest: CorpusDigest) -> Iterator[Sequence[Cell]]:
    for pair in digest.pairs:
        own, other = pair.source_language, pair.target_language
        for line in pair.segments:
            yield (
                pair.source, own, line.source_lines, Text(line.source, own),
                pair.target, other, line.target_lines, Text(line.target, other), Text(line.fixed, other),
                line.tier.value if line.tier else _ALONE, line.comment,
            )  # fmt: skip


def _findings(digest: CorpusDigest) -> Iterator[Sequence[Cell]]:
    for document, line in digest.findings():
        finding, tag = line.finding, document.language
        yield (
            document.path, line.line, line.column, Text(finding.found, tag), Text(" / ".join(finding.use), tag),
            _DECISIONS[finding.decision], finding.reason, finding.note, finding.term,
        )  # fmt: skip


def _documents(digest: CorpusDigest) -> Iterator[Sequence[Cell]]:
    covered = iter(digest.covered())
    partners: dict[str, list[str]] = {}
    for pair in digest.pairs:
        partners.setdefault(pair.source, []).append(pair.target)
        partners.setdefault(pair.target, []).append(pair.source)
    for document in digest.documents:
        yield (
            document.path, Text(document.title, document.language), document.language,
            "source" if document.is_source else "target", document.prose,
            next(covered).done if document.is_source else None,
            None if document.is_source else document.translated,
            "\n".join(_lines(left) for left in document.untranslated),
            document.count(Decision.APPLY), document.count(Decision.SUGGEST),
            "\n".join(partners.get(document.path, ())), document.problem,
        )  # fmt: skip


def _lines(left: Left) -> str:
    first, last = left.lines
    return f"{first}–{last}" if last > first else f"{first}"
