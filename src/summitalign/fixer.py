"""Fixing the terms of many documents with one glossary: finding, judging by the originals, settling."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from summitalign.model.finding import Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary

if TYPE_CHECKING:
    from summitalign.align.engine import Aligner
    from summitalign.align.inner import InnerPassage
    from summitalign.consulting import Consulting
    from summitalign.formats.reading import Reading
    from summitalign.model.alignment import Alignment
    from summitalign.model.document import Document
    from summitalign.model.explanation import Explanation
    from summitalign.terms.automaton import Finders
    from summitalign.terms.page import SourceEvidence
    from summitalign.terms.spellings import Speller

_SWITCH = "summitalign-"
"""What every switch in a document holds: one that nothing uses is reported, hit or no hit."""


class Fixer:
    """Finds and fixes the mistranslated terms of many documents with one glossary.

    `sources` are original-language documents that serve as evidence for ambiguous forms; a call may
    name others for its document. `locate` turns a document's path into the one that the `paths` of an
    entry are held against, which begins at the glossary's folder; without it a path counts as given.
    `spell` spells texts with traditional characters, if not the dictionary is to be asked; `finders` prepares what
    the bytes of all files are searched with, if not an automaton.
    """

    def __init__(
        self,
        glossary: Glossary,
        sources: "Sequence[Document]" = (),
        locate: Callable[[str], str] | None = None,
        spell: "Speller | None" = None,
        finders: "Finders | None" = None,
    ) -> None:
        """Prepare the forms of the glossary; nothing is scanned yet."""
        from summitalign.terms.automaton import Machine
        from summitalign.terms.scan import Scanner
        from summitalign.terms.spellings import traditional

        self._scanner = Scanner(glossary, spell or traditional, (_SWITCH,), finders or Machine)
        self._sources = tuple(sources)
        self._consulted: tuple[Sequence[Document], Consulting] | None = None
        # A path is resolved on disk, so only where an entry asks for it.
        self._locate = locate if locate and any(entry.paths for entry in glossary.entries) else str

    def may_hit(self, data: bytes) -> bool:
        """Say whether a file's UTF-8 bytes hold any form, or a switch; without one it need not be parsed."""
        return self._scanner.may_hit(data)

    def describe_sources(self) -> None:
        """Prepare the originals to be asked, which otherwise waits for the first document that asks."""
        self._consulting(self._sources)

    def fix(self, document: "Document", sources: "Sequence[Document] | None" = None) -> Outcome:
        """Apply the safe fixes to a document in memory: see `fix_text`."""
        return self.fix_text(document.text, document.source, sources)

    def fix_text(
        self,
        text: str,
        source: str,
        sources: "Sequence[Document] | None" = None,
        held: Mapping[Span, str] | None = None,
    ) -> Outcome:
        """Apply the safe fixes to a text in memory, proven: same structure, and a second run changes nothing.

        `source` is its path or name. Originals are asked only where the text itself leaves something
        open to judgement, and only then it is parsed as a whole. The findings at the spans `held` are not applied but
        suggested, with the reason given there, and what only they would prove is not applied either.
        Raises InputError for a switch in the text that nobody knows.
        """
        from summitalign.formats.read import read

        held = held or {}
        sources = self._sources if sources is None else sources
        reading = read(text, source)
        if reading is None:
            return self._fixed(text, source, sources, held)
        from summitalign.contained import fix_contained

        inner = reading.text
        return fix_contained(
            reading, source, lambda withheld: self._fixed(inner, source, sources, withheld, reading), held
        )

    def _fixed(
        self,
        text: str,
        source: str,
        sources: "Sequence[Document]",
        held: Mapping[Span, str],
        reading: "Reading | None" = None,
    ) -> Outcome:
        """Fix a text, which may be what was read of a file."""
        from summitalign.terms.switches import check_switches

        check_switches(text, source)
        outcome = self._settle(text, source, sources, held, reading)
        if outcome.problem and sources:
            outcome = self._settle(text, source, (), held, reading)
        return outcome

    def _settle(
        self,
        text: str,
        source: str,
        sources: "Sequence[Document]",
        held: Mapping[Span, str],
        reading: "Reading | None",
    ) -> Outcome:
        from summitalign.settling import Settling

        find = partial(self._find, source=source)
        evidence = partial(self._evidence, source=source, sources=sources, reading=reading)
        return Settling(source, find, evidence, self._scanner).settle(text, held)

    def explain(self, text: str, source: str, sources: "Sequence[Document] | None" = None) -> "tuple[Explanation, ...]":
        """Explain every form in a text: where it stands, what speaks for and against it, and the decision.

        The decision is that of the judge; a fix may still be withheld because it would break the structure.
        """
        from summitalign.formats.read import read
        from summitalign.markdown.parse import parse
        from summitalign.terms.explain import explain_terms

        reading = read(text, source)
        text = text if reading is None else reading.text
        evidence = self._evidence(text, source, self._sources if sources is None else sources, reading)
        found = explain_terms(text, self._locate(source), parse(text, source).regions, self._scanner, evidence)
        if reading is None:
            return found
        from summitalign.contained import explained_contained

        return explained_contained(reading, found)

    def counterparts(
        self, document: "Document", sources: "Sequence[Document]"
    ) -> "Iterator[tuple[Alignment, tuple[InnerPassage, ...]]]":
        """Yield the originals that a document goes back to, aligned as for evidence, and what corresponds inside."""
        return self._consulting(sources).counterparts(document)

    def _find(
        self,
        text: str,
        evidence: "SourceEvidence | None" = None,
        is_held: Callable[[Span], bool] | None = None,
        touched: Sequence[Span] | None = None,
        *,
        source: str,
    ) -> tuple[Finding, ...]:
        from summitalign.terms.find import find_terms

        return find_terms(text, self._locate(source), self._scanner, evidence, is_held=is_held, touched=touched)

    def _evidence(
        self, text: str, source: str, sources: "Sequence[Document]", reading: "Reading | None" = None
    ) -> "SourceEvidence":
        """Return what originals say of a text: those that stand beside it in its file, and the others."""
        from summitalign.terms.page import Grain, SourceEvidence, SourcePassage
        from summitalign.terms.verdict import asks_judge

        beside = reading.originals(text) if reading is not None else ()
        is_open = bool(sources or beside)
        asked = [hit.span.start for hit in self._scanner.hits(text, source) if asks_judge(hit)] if is_open else []
        if not asked:
            return SourceEvidence()
        own = tuple(SourcePassage(span, original, "", Grain.BLOCK) for span, original in beside)
        if not sources:
            return SourceEvidence(own)
        # Where a right name stands, a wrong one may have stood in the text before, which is asked about as well.
        places = sorted({*asked, *(span.start for span in self._scanner.names_in(text))})
        from summitalign.markdown.parse import parse

        found = self._consulting(sources).evidence(parse(text, source), places)
        return replace(found, passages=(*own, *found.passages)) if own else found

    @cached_property
    def _aligner(self) -> "Aligner":
        from summitalign.align.engine import Aligner

        return Aligner(without_ambiguous(self._scanner.glossary))

    def _consulting(self, sources: "Sequence[Document]") -> "Consulting":
        """Return what asks some originals, the last one where it was for the same."""
        from summitalign.consulting import Consulting

        if self._consulted is None or self._consulted[0] is not sources:
            self._consulted = sources, Consulting(self._aligner, sources)
        return self._consulted[1]


def without_ambiguous(glossary: Glossary) -> Glossary:
    """Return the entries that may join documents.

    An ambiguous term must not prove itself: it would join 十四行诗 to a talk on Sonnet, and the talk would
    then say that 十四行诗 is Sonnet.
    """
    return replace(glossary, entries=tuple(entry for entry in glossary.entries if not entry.is_ambiguous))
