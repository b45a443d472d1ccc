"""Fixing the terms of many documents with one glossary: finding, judging by the originals, settling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from summitalign.model.document import Document
from summitalign.model.finding import Finding
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary

if TYPE_CHECKING:
    from summitalign.align.engine import Aligner
    from summitalign.consulting import Consulting
    from summitalign.model.explanation import Explanation
    from summitalign.terms.page import SourceEvidence
    from summitalign.terms.spellings import Speller

_SWITCH = "summitalign-"
"""What every switch in a document holds: one that nothing uses is reported, hit or no hit."""


class Fixer:
    """Finds and fixes the mistranslated terms of many documents with one glossary.

    `sources` are original-language documents that serve as evidence for ambiguous forms; a call may
    name others for its document. `locate` turns a document's path into the one that the `paths` of an
    entry are held against, which begins at the glossary's folder; without it a path counts as given.
    `spell` spells texts with traditional characters, if not the dictionary is to be asked.
    """

    def __init__(
        self,
        glossary: Glossary,
        sources: Sequence[Document] = (),
        locate: Callable[[str], str] | None = None,
        spell: "Speller | None" = None,
    ) -> None:
        """Prepare the forms of the glossary; nothing is scanned yet."""
        from summitalign.terms.scan import Scanner

        self._scanner = Scanner(glossary, spell, (_SWITCH,)) if spell else Scanner(glossary, marks=(_SWITCH,))
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

    def fix(self, document: Document, sources: Sequence[Document] | None = None) -> Outcome:
        """Apply the safe fixes to a document in memory: see `fix_text`."""
        return self.fix_text(document.text, document.source, sources)

    def fix_text(
        self,
        text: str,
        source: str,
        sources: Sequence[Document] | None = None,
        held: Mapping[Span, str] | None = None,
    ) -> Outcome:
        """Apply the safe fixes to a text in memory, proven: same structure, and a second run changes nothing.

        `source` is its path or name. Originals are asked only where the text itself leaves something
        open to judgement, and only then it is parsed as a whole. The findings at the spans `held` are not applied but
        suggested, with the reason given there, and what only they would prove is not applied either.
        Raises InputError for a switch in the text that nobody knows.
        """
        from summitalign.terms.switches import check_switches

        check_switches(text, source)
        held = held or {}
        sources = self._sources if sources is None else sources
        outcome = self._settle(text, source, sources, held)
        if outcome.problem and sources:
            outcome = self._settle(text, source, (), held)
        return outcome

    def _settle(self, text: str, source: str, sources: Sequence[Document], held: Mapping[Span, str]) -> Outcome:
        from summitalign.settling import Settling

        find = partial(self._find, source=source)
        return Settling(source, find, lambda fixed: self._evidence(fixed, source, sources), self._scanner).settle(
            text, held
        )

    def explain(self, text: str, source: str, sources: Sequence[Document] | None = None) -> "tuple[Explanation, ...]":
        """Explain every form in a text: where it stands, what speaks for and against it, and the decision.

        The decision is that of the judge; a fix may still be withheld because it would break the structure.
        """
        from summitalign.markdown.parse import parse
        from summitalign.terms.explain import explain_terms

        evidence = self._evidence(text, source, self._sources if sources is None else sources)
        return explain_terms(text, self._locate(source), parse(text, source).regions, self._scanner, evidence)

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

    def _evidence(self, text: str, source: str, sources: Sequence[Document]) -> "SourceEvidence":
        from summitalign.terms.page import SourceEvidence
        from summitalign.terms.verdict import asks_judge

        asked = [hit.span.start for hit in self._scanner.hits(text, source) if asks_judge(hit)] if sources else []
        if not asked:
            return SourceEvidence()
        # Where a right name stands, a wrong one may have stood in the text before, which is asked about as well.
        places = sorted({*asked, *(span.start for span in self._scanner.names_in(text))})
        from summitalign.markdown.parse import parse

        return self._consulting(sources).evidence(parse(text, source), places)

    @cached_property
    def _aligner(self) -> "Aligner":
        from summitalign.align.engine import Aligner

        return Aligner(without_ambiguous(self._scanner.glossary))

    def _consulting(self, sources: Sequence[Document]) -> "Consulting":
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
