"""The library: one pure function per command, values in, values out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from summitalign.model.alignment import Alignment, DocumentPair, Tier, Unit
from summitalign.model.document import Document
from summitalign.model.finding import Decision, Finding
from summitalign.model.language import Detection
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry, TermTestFailure

if TYPE_CHECKING:
    from summitalign.model.explanation import Explanation
    from summitalign.terms.page import SourceEvidence, SourcePassage
    from summitalign.terms.spellings import Speller

MIN_STRONG = 2
"""Target segments with a certain or likely counterpart from which an original counts as related."""
MAX_ALIGNED_SOURCES = 12
"""Originals that are all aligned with a document for evidence; of more, only its best partner is."""
_SWITCH = b"summitalign-"
"""What every switch in a document holds: one that nothing uses is reported, hit or no hit."""


def parse(text: str, source: str = "<text>") -> Document:
    """Read a Markdown text into regions, segments, links and talks; never raises on any text."""
    from summitalign.markdown.parse import parse as parse_markdown

    return parse_markdown(text, source)


def load_glossary(text: str, path: str, read: Callable[[str], str]) -> Glossary:
    """Read a glossary and its includes.

    `read` returns the text of an included file by its path relative to the including one.
    Raises GlossaryError with file and line for the first problem.
    """
    from summitalign.glossary.load import load

    return load(text, path, read)


def detect(document: Document) -> Detection:
    """Tag a document and each of its sections with a language; `und` where there is too little text."""
    from summitalign.detect.decide import detect as decide

    return decide(document)


def detect_line(text: str) -> Detection:
    """Tag one short plain text with a language."""
    from summitalign.detect.decide import detect_line as decide_line

    return decide_line(text)


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

        self._scanner = Scanner(glossary, spell) if spell else Scanner(glossary)
        self._certain = _without_ambiguous(glossary)
        self._sources = tuple(sources)
        # A path is resolved on disk, so only where an entry asks for it.
        self._locate = locate if locate and any(entry.paths for entry in glossary.entries) else str

    def may_hit(self, data: bytes) -> bool:
        """Say whether a file's UTF-8 bytes hold any form, or a switch; without one it need not be parsed."""
        return self._scanner.may_hit(data) or _SWITCH in data

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
        open, and only then it is parsed as a whole. The findings at the spans `held` are not applied but
        suggested, with the reason given there, and what only they would prove is not applied either.
        Raises InputError for a switch in the text that nobody knows.
        """
        from summitalign.terms.switches import check_switches

        check_switches(text, source)
        held = held or {}
        sources = self._sources if sources is None else sources
        found = self._find(text, is_held=held.__contains__, source=source) if sources else ()
        if all(finding.decision is Decision.APPLY for finding in found):
            sources = ()
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
        from summitalign.terms.page import SourceEvidence, SourceText

        if not sources:
            return SourceEvidence()
        alignments = tuple(self._alignments(parse(text, source), sources))
        passages = tuple(passage for alignment in alignments for passage in _passages(alignment))
        texts = tuple(SourceText(alignment.source.source, alignment.source.text) for alignment in alignments)
        return SourceEvidence(passages, texts)

    def _alignments(self, document: Document, sources: Sequence[Document]) -> Iterator[Alignment]:
        """Align the document with the originals that it has to do with."""
        if len(sources) > MAX_ALIGNED_SOURCES:
            partners = {partner.source for partner in pair(sources, (document,), self._certain) if partner.target}
            sources = tuple(source for source in sources if source.source in partners)
        for source in sources:
            if source.source != document.source:
                alignment = align(source, document, self._certain)
                if _is_related(alignment):
                    yield alignment


def _without_ambiguous(glossary: Glossary) -> Glossary:
    """Return the entries that may join documents.

    An ambiguous term must not prove itself: it would join 十四行诗 to a talk on Sonnet, and the talk would
    then say that 十四行诗 is Sonnet.
    """
    return replace(glossary, entries=tuple(entry for entry in glossary.entries if not entry.is_ambiguous))


def _is_related(alignment: Alignment) -> bool:
    """Say whether two documents have to do with each other: a single bead between long ones may be chance."""
    strong = {name for bead in alignment.beads if bead.tier is not Tier.WEAK for name in bead.target}
    return len(strong) >= min(MIN_STRONG, len(alignment.target_segments), len(alignment.source_segments)) > 0


def _passages(alignment: Alignment) -> Iterator["SourcePassage"]:
    """Turn beads into source passages; a talk speaks with the text of its notes too."""
    from summitalign.terms.page import SourcePassage

    source = alignment.source
    notes = {talk.segment: talk.notes for talk in source.talks}
    for bead in alignment.beads:
        if bead.tier is Tier.WEAK:
            continue
        texts = []
        for name in bead.source:
            texts.append(source.segment(name).span.of(source.text))
            note = notes.get(name)
            if note:
                texts.append(source.segment(note).span.of(source.text))
        title = next((source.segment(name).title for name in bead.source if source.segment(name).title), "")
        for name in bead.target:
            yield SourcePassage(alignment.target.segment(name).span, "\n".join(texts), title)


def fix_terms(document: Document, glossary: Glossary, sources: Sequence[Document] = ()) -> Outcome:
    """Find mistranslated terms, judge each, and apply the safe fixes in memory."""
    return Fixer(glossary, sources).fix(document)


def explain(document: Document, glossary: Glossary, sources: Sequence[Document] = ()) -> "tuple[Explanation, ...]":
    """Explain every form of a glossary in a document; see `Fixer.explain`."""
    return Fixer(glossary, sources).explain(document.text, document.source)


def respell(text: str, finding: Finding, form: str) -> Finding:
    """Return a finding of a text with another right form, which a person has chosen, and the blanks that it needs."""
    from summitalign.terms.respell import respell as spell_again

    return spell_again(text, finding, form)


def run_glossary_tests(glossary: Glossary, spell: "Speller | None" = None) -> tuple[TermTestFailure, ...]:
    """Run the examples inside a glossary's entries, each as a document of its own; return those that fail.

    Those of packs are not run: they hold for the pack alone, and an entry of the glossary may rightly win over it.
    """
    tested = tuple(entry for entry in glossary.entries if entry.tests and not entry.origin.startswith("pack:"))
    if not tested:
        return ()
    # An example has no path, so the paths of its entry must not count.
    entries = tuple(replace(entry, paths=()) if entry.paths else entry for entry in glossary.entries)
    fixer = Fixer(replace(glossary, entries=entries), spell=spell)
    failures = []
    for entry in tested:
        for test in entry.tests:
            actual = fixer.fix_text(test.text, f"{entry.origin}: test").after
            if actual != test.expected:
                failures.append(TermTestFailure(entry.id, test, actual))
    return tuple(failures)


def ordinary_words(glossary: Glossary) -> tuple[tuple[TermEntry, str, str], ...]:
    """Find wrong forms that a dictionary knows as ordinary words, in entries that are not marked as ambiguous.

    Returns the entry, the form, and what it means in English. Empty without the lexicon of the `zh` extra.
    """
    from summitalign.align.lexicon import installed, meaning

    open_entries = (entry for entry in glossary.entries if not entry.is_ambiguous)
    forms = [(entry, form.text) for entry in open_entries for form in entry.wrong if not form.is_pattern]
    lexicon = installed() if forms else None
    if lexicon is None:
        return ()
    found = ((entry, form, meaning(lexicon, form)) for entry, form in forms)
    # A translation of the name, such as a company's Chinese name, is a choice of style and not another sense.
    return tuple(
        (entry, form, sense)
        for entry, form, sense in found
        if sense and not any(right.lower() in lexicon.glosses[form].lower() for right in (*entry.use, *entry.source))
    )


def align(source: Document, target: Document, glossary: Glossary | None = None, unit: Unit = Unit.AUTO) -> Alignment:
    """Join source segments to target segments; a segment in no bead has no counterpart."""
    from summitalign.align.engine import align as join

    return join(source, target, glossary, unit)


def pair(
    sources: Sequence[Document], targets: Sequence[Document], glossary: Glossary | None = None
) -> tuple[DocumentPair, ...]:
    """Find which documents belong together; a document without a partner stands alone at the end."""
    from summitalign.align.pairing import pair as join

    return join(sources, targets, glossary and _without_ambiguous(glossary))
