"""One target document with all its sources: judged, aligned, digested, and its pages made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from summitalign.model.alignment import Unit
from summitalign.model.coverage import Coverage
from summitalign.model.document import Document
from summitalign.model.language import Detection, primary
from summitalign.model.outcome import Outcome
from summitalign.model.term import Glossary
from summitalign.report.corpus import DocumentReport, PairReport
from summitalign.report.corpus_digest import Details, DocumentDigest, PairDigest, digest_document, digest_pair
from summitalign.report.html.cards import DocumentCard, PairCard
from summitalign.report.html.shell import Shell
from summitalign.workspace.aligning import AlignSettings
from summitalign.workspace.glossary import locator
from summitalign.workspace.pairing import source_language
from summitalign.workspace.read import Input, parse_input

_KEPT = 16
"""Parsed sources that a process keeps: the targets of one source often follow each other."""
_FOREIGN = 0.02
"""Share (0..1) of the source language in a target from which it is asked what is left to be translated."""


@dataclass(frozen=True, slots=True)
class Side:
    """A document that was surveyed."""

    input: Input
    detection: Detection


@dataclass(frozen=True, slots=True)
class Task:
    """A target document and the sources that it goes back to."""

    target: Side
    sources: tuple[Side, ...]
    is_judged: bool
    """False for a document in the source language: its terms are right by definition."""

    @property
    def name(self) -> str:
        """Name it in messages."""
        return self.target.input.name


@dataclass(frozen=True, slots=True)
class StudiedPair:
    """What one pair comes to."""

    line: PairDigest
    card: PairCard
    files: tuple[tuple[str, str], ...]
    """Path and content of what shows it; empty where no site was asked for."""


@dataclass(frozen=True, slots=True)
class Studied:
    """What one target comes to."""

    line: DocumentDigest
    card: DocumentCard
    pairs: tuple[StudiedPair, ...]


@dataclass(frozen=True, slots=True)
class StudyJob:
    """Do one target with all its sources; only small values and finished pages come back."""

    glossary: Glossary | None
    shell: Shell
    details: Details = frozenset()
    has_site: bool = True

    def prepare(self) -> Callable[[Task], Studied]:
        """Return the function that does one task."""
        from summitalign.report.html.document_card import card_of
        from summitalign.report.html.site import Pages

        judge, join = _judge(self.glossary), _join(self.glossary, has_sentences=self.has_site or bool(self.details))
        untranslated = _untranslated(source_language(self.glossary))
        make = Pages(self.shell).pair if self.has_site else None

        @lru_cache(maxsize=_KEPT)
        def read(side: Side) -> DocumentReport:
            return DocumentReport(parse_input(side.input), side.detection)

        def study(task: Task) -> Studied:
            sources = [read(side) for side in task.sources]
            target = DocumentReport(parse_input(task.target.input), task.target.detection)
            if task.is_judged:
                outcome = judge(target.document, [source.document for source in sources])
                target = replace(target, outcome=outcome, translation=untranslated(target))
            pairs = [join(source, target) for source in sources]
            made = [make(pair) if make else None for pair in pairs]
            return Studied(
                line=digest_document(target, not task.is_judged, self.details),
                card=card_of(target, not task.is_judged, pairs),
                pairs=tuple(
                    StudiedPair(digest_pair(pair, self.details), *(page or (_no_card(pair), ())))
                    for pair, page in zip(pairs, made, strict=True)
                ),
            )

        return study


def _no_card(pair: PairReport) -> PairCard:
    """Return a card for a run that makes no pages: nobody reads it."""
    return PairCard(pair.source.document.source, pair.target.document.source, "", None, None, (), (), ())


def _judge(glossary: Glossary | None) -> Callable[[Document, Sequence[Document]], Outcome | None]:
    """Return the function that fixes the terms of a document in memory, its sources being the evidence."""
    from summitalign import api

    fixer = api.Fixer(glossary, locate=locator(glossary)) if glossary else None

    def judge(document: Document, sources: Sequence[Document]) -> Outcome | None:
        if fixer is None:
            return None
        if document.is_data or not fixer.may_hit(document.text.encode()):
            return Outcome(document.source, (), document.text, document.text)
        return fixer.fix(document, sources)

    return judge


def _join(glossary: Glossary | None, *, has_sentences: bool) -> Callable[[DocumentReport, DocumentReport], PairReport]:
    """Return the function that aligns two documents: what has a name or a place of its own, and their sentences."""
    from summitalign.align.engine import Aligner
    from summitalign.errors import SegmentLimitError

    options = AlignSettings().options()
    parts: Aligner = Aligner(glossary, options, most=_KEPT)
    sentences: Aligner = Aligner(glossary, replace(options, unit=Unit.SENTENCE), most=_KEPT)

    def join(source: DocumentReport, target: DocumentReport) -> PairReport:
        pair = PairReport(source, target, parts.align(source.document, target.document))
        # The talks of an agenda are told, not translated: there are no sentences to join.
        if not has_sentences or source.document.talks or target.document.talks:
            return pair
        try:
            return replace(pair, sentences=sentences.align(source.document, target.document))
        except SegmentLimitError:
            return pair  # the sections are there

    return join


def _untranslated(language: str) -> Callable[[DocumentReport], Coverage | None]:
    """Return the function that tells what of a target is left in another language; None for next to nothing."""
    from summitalign import api

    detector = api.detector()

    def look(report: DocumentReport) -> Coverage | None:
        left = sum(share for tag, share in report.detection.shares if primary(tag) == language)
        return api.coverage(report.document, report.detection.tag, detector) if left >= _FOREIGN else None

    return look
