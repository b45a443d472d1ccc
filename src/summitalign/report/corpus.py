"""What a report on a whole run is made of: documents, pairs of documents, and the glossary."""

from dataclasses import dataclass

from summitalign.model.alignment import Alignment
from summitalign.model.coverage import Coverage
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.finding import Decision, Finding
from summitalign.model.language import Detection
from summitalign.model.outcome import Outcome
from summitalign.model.term import Glossary
from summitalign.report.coverage import source_covered, target_covered


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document, its languages, and what the glossary found in it."""

    document: Document
    detection: Detection
    outcome: Outcome | None = None
    """None where no terms were looked for."""
    translation: Coverage | None = None
    """What of a target is in its language, and what is left in another; None where nobody looked."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings, skipped ones included; empty where no terms were looked for."""
        return self.outcome.findings if self.outcome else ()

    @property
    def problem(self) -> str:
        """Say why the document could not be done; empty when it could."""
        return self.outcome.problem if self.outcome else ""

    @property
    def heading(self) -> Segment | None:
        """Return the section whose heading names the document; None where its front matter or its file name does."""
        if self._declared_title:
            return None
        headings = (part for part in self.document.segments if part.kind is SegmentKind.SECTION and part.title)
        return next(headings, None)

    @property
    def title(self) -> str:
        """Name the document for people: its front matter's title, its first heading, or its file name."""
        heading = self.heading
        name = self.document.source.replace("\\", "/").rsplit("/", 1)[-1]
        return self._declared_title or (heading.title if heading else name)

    @property
    def _declared_title(self) -> str:
        return dict(self.document.front_matter).get("title", "").strip()

    def count(self, decision: Decision) -> int:
        """Count the findings of one decision."""
        return sum(finding.decision is decision for finding in self.findings)


@dataclass(frozen=True, slots=True)
class PairReport:
    """A source document, its target document, and the alignment between them."""

    source: DocumentReport
    target: DocumentReport
    alignment: Alignment

    sentences: Alignment | None = None
    """The same two documents sentence by sentence; None where nobody looked."""

    @property
    def source_coverage(self) -> float | None:
        """Return the part (0..1) of the source's prose that a certain or likely bead holds; None without any."""
        return source_covered(self.alignment).share

    @property
    def target_coverage(self) -> float | None:
        """Return the part (0..1) of the target's prose that a certain or likely bead holds; None without any."""
        return target_covered(self.alignment).share


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """Everything one run found, ready to be shown."""

    title: str
    documents: tuple[DocumentReport, ...]
    """Every document of the run, in the order it was given; those of the pairs included."""
    pairs: tuple[PairReport, ...] = ()
    glossary: Glossary | None = None
    version: str = ""
    """Version of summitalign that made the report."""
