"""What the forms of a report are made of: small values that need neither the documents nor the alignments any more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from summitalign.model.alignment import Alignment, Tier
from summitalign.model.coverage import Remaining
from summitalign.model.finding import Decision, Finding
from summitalign.model.span import Span
from summitalign.report import json
from summitalign.report.corpus import DocumentReport, PairReport
from summitalign.report.coverage import Covered, prose_length, source_covered, union
from summitalign.report.lines import own_lines
from summitalign.report.segment_lines import SegmentLine, segment_lines


class Detail(Enum):
    """What a digest holds beside the figures, as some forms need it and it takes room."""

    OBJECTS = "objects"
    """A JSON text for each document and pair."""
    SEGMENTS = "segments"
    """The text of every segment."""


Details = frozenset[Detail]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding that is applied or suggested, without its evidence and its edits."""

    line: int
    column: int
    """Both from 1, the column in code points."""
    finding: Finding


@dataclass(frozen=True, slots=True)
class Left:
    """A part of a target that is still in another language."""

    lines: tuple[int, int]
    """First and last, from 1."""
    part: Remaining


@dataclass(frozen=True, slots=True)
class DocumentDigest:
    """One document of the run."""

    path: str
    title: str
    language: str
    """BCP 47 tag."""
    is_source: bool
    prose: int
    """Code points of prose."""
    findings: tuple[FindingLine, ...] = ()
    """Those that are applied or suggested, in order."""
    translated: float = 1.0
    """0..1: part of a target that is in its language."""
    untranslated: tuple[Left, ...] = ()
    """What is not, in order."""
    problem: str = ""
    """Why it could not be done; empty when it could."""
    detail: str = ""
    """The document as a JSON object, where that was asked for."""

    def count(self, decision: Decision) -> int:
        """Count the findings of one decision."""
        return sum(line.finding.decision is decision for line in self.findings)


@dataclass(frozen=True, slots=True)
class PairDigest:
    """A source document and a target document that belong together."""

    source: str
    """Path."""
    target: str
    source_language: str
    target_language: str
    covered: Covered
    """What of the source has a counterpart in this target."""
    tiers: tuple[tuple[Tier, int], ...]
    """Number of beads, the surest tier first; 0 included."""
    segments: tuple[SegmentLine, ...] = ()
    """In the order of the target, where they were asked for."""
    detail: str = ""
    """The pair as a JSON object, where that was asked for."""


@dataclass(frozen=True, slots=True)
class CorpusDigest:
    """A whole run."""

    title: str
    documents: tuple[DocumentDigest, ...] = ()
    """In the order they were given."""
    pairs: tuple[PairDigest, ...] = ()
    version: str = ""
    """Version of summitalign that made the report."""

    @property
    def lone(self) -> tuple[DocumentDigest, ...]:
        """Return the documents that are in no pair."""
        paired = {path for pair in self.pairs for path in (pair.source, pair.target)}
        return tuple(document for document in self.documents if document.path not in paired)

    def covered(self, language: str = "") -> tuple[Covered, ...]:
        """Tell for each source what of it has a counterpart in any target, or in any of one language.

        `language` is a BCP 47 tag; `zh` stands for `zh-Hans` and `zh-Hant` as well. Of a source without a partner
        nothing has one.
        """
        parts: dict[str, list[Covered]] = {}
        for pair in self.pairs:
            if is_of(pair.target_language, language):
                parts.setdefault(pair.source, []).append(pair.covered)
        return tuple(
            union(parts[document.path]) if document.path in parts else _nothing(document.prose)
            for document in self.documents
            if document.is_source
        )

    def findings(self) -> Iterator[tuple[DocumentDigest, FindingLine]]:
        """Yield every finding with its document."""
        for document in self.documents:
            yield from ((document, line) for line in document.findings)


def is_of(tag: str, wanted: str) -> bool:
    """Say whether a tag is the wanted one or a kind of it; every tag is where none is wanted."""
    return not wanted or f"{tag}-".lower().startswith(f"{wanted}-".lower())


def digest_document(report: DocumentReport, is_source: bool, details: Details = frozenset()) -> DocumentDigest:
    """Digest one document."""
    places = report.document.lines
    return DocumentDigest(
        path=report.document.source,
        title=report.title,
        language=report.detection.tag,
        is_source=is_source,
        prose=prose_length(report.document),
        findings=tuple(
            # The reasons in detail are in the objects, and would take more room than all the rest.
            FindingLine(*places.position(finding.span.start), replace(finding, evidence=(), fix=None))
            for finding in report.findings
            if finding.decision is not Decision.SKIP
        ),
        translated=report.translation.translated if report.translation else 1.0,
        untranslated=_left(report),
        problem=report.problem,
        detail=json.dump(_document_object(report, is_source)) if Detail.OBJECTS in details else "",
    )


def digest_pair(report: PairReport, details: Details = frozenset()) -> PairDigest:
    """Digest one pair."""
    covered = source_covered(report.alignment)
    languages = report.source.detection.tag, report.target.detection.tag
    return PairDigest(
        source=report.source.document.source,
        target=report.target.document.source,
        source_language=languages[0],
        target_language=languages[1],
        covered=covered,
        tiers=_tiers(report.alignment),
        segments=segment_lines(report) if Detail.SEGMENTS in details else (),
        detail=json.dump(_pair_object(report, covered, languages)) if Detail.OBJECTS in details else "",
    )


def _tiers(alignment: Alignment) -> tuple[tuple[Tier, int], ...]:
    return tuple((tier, sum(bead.tier is tier for bead in alignment.beads)) for tier in Tier)


def _nothing(prose: int) -> Covered:
    return Covered(alone=(Span(0, prose),) if prose else ())


def _left(report: DocumentReport) -> tuple[Left, ...]:
    document = report.document
    parts = report.translation.remaining if report.translation else ()
    return tuple(Left(own_lines(document.text, document.lines, part.span), part) for part in parts)


def _document_object(report: DocumentReport, is_source: bool) -> json.JsonObject:
    return {
        "path": report.document.source,
        "title": report.title,
        "side": "source" if is_source else "target",
        "language": report.detection.tag,
        "shares": {tag: round(share, 4) for tag, share in report.detection.shares},
        "characters": prose_length(report.document),
        "translated": round(report.translation.translated if report.translation else 1.0, 4),
        "untranslated": [
            {
                "title": left.part.title,
                "start_line": left.lines[0],
                "end_line": left.lines[1],
                "language": left.part.tag,
                "letters": left.part.letters,
            }
            for left in _left(report)
        ],
        "findings": list(json.finding_objects(report.outcome)) if report.outcome else [],
        **({"problem": report.problem} if report.problem else {}),
    }


def _pair_object(report: PairReport, covered: Covered, languages: tuple[str, str]) -> json.JsonObject:
    return {
        "source": report.source.document.source,
        "target": report.target.document.source,
        "coverage": None if covered.share is None else round(covered.share, 4),
        "alignment": json.alignment_object(report.alignment, *languages),
        "sentences": json.alignment_object(report.sentences, *languages) if report.sentences else None,
    }
