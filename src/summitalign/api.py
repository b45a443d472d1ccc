"""The library: one pure function per command, values in, values out."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summitalign.model.alignment import Alignment, DocumentPair, Tier, Unit
from summitalign.model.document import Document
from summitalign.model.finding import Decision, Finding
from summitalign.model.language import Detection
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermTestFailure

if TYPE_CHECKING:
    from summitalign.terms.page import SourceEvidence, SourcePassage
    from summitalign.terms.spellings import Speller

MIN_STRONG = 2
"""Target segments with a certain or likely counterpart from which an original counts as related."""
MAX_ROUNDS = 6
"""Times that a fixed text is judged again before it counts as unstable."""
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
        found = self._find(text, source, is_held=held.__contains__) if sources else ()
        if all(finding.decision is Decision.APPLY for finding in found):
            sources = ()
        outcome = self._settle(text, source, sources, held)
        if outcome.problem and sources:
            outcome = self._settle(text, source, (), held)
        return outcome

    def _settle(self, text: str, source: str, sources: Sequence[Document], held: Mapping[Span, str]) -> Outcome:
        """Fix until the fixed text gives the same answers.

        A fixed document aligns better than the one with the errors, so what the originals say is asked
        again of the fixed text, and carried back to the places of the first.
        """
        from summitalign.fix.anchors import anchored
        from summitalign.fix.apply import Retraced, edits_of
        from summitalign.fix.guard import LINKED, UNSTABLE, beside, hold_back, safe_fixes

        evidence = self._evidence(text, source, sources)
        withheld = dict(held)
        for _ in range(MAX_ROUNDS):
            found = hold_back(self._find(text, source, evidence, withheld.__contains__), withheld)
            withheld |= dict.fromkeys(anchored(text, found), LINKED)
            findings, after = safe_fixes(text, hold_back(found, withheld))
            outcome = Outcome(source, findings, text, after)
            if after == text:
                return outcome
            seen = self._evidence(after, source, sources)
            trace = Retraced(edits_of(finding for finding in findings if finding.decision is Decision.APPLY))
            move = trace.span
            found = self._find(after, source, seen, _among(withheld, move), trace.placed())
            still = {finding.span: "" for finding in found if move(finding.span) in withheld}
            again, later = safe_fixes(after, hold_back(found, still))
            if later == after:
                return outcome
            if seen.moved(move) == evidence:  # what the originals say is settled: the fixes disturb each other
                disturbed = [move(finding.span) for finding in again if finding.decision is Decision.APPLY]
                withheld |= dict.fromkeys(beside(findings, disturbed), UNSTABLE)
            evidence = seen.moved(move)
        problem = "a second run would change the fixed text again; nothing is applied"
        return Outcome(source, findings, text, text, problem)

    def _find(
        self,
        text: str,
        source: str,
        evidence: "SourceEvidence | None" = None,
        is_held: Callable[[Span], bool] | None = None,
        touched: Sequence[Span] | None = None,
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


def _among(places: Container[Span], move: Callable[[Span], Span]) -> Callable[[Span], bool]:
    """Return what says of a span of a fixed text whether it stands at one of the places of the text before."""
    return lambda span: move(span) in places


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


def respell(text: str, finding: Finding, form: str) -> Finding:
    """Return a finding of a text with another right form, which a person has chosen, and the blanks that it needs."""
    from summitalign.terms.respell import respell as spell_again

    return spell_again(text, finding, form)


def run_glossary_tests(glossary: Glossary, spell: "Speller | None" = None) -> tuple[TermTestFailure, ...]:
    """Run the examples inside a glossary's entries, each as a document of its own; return those that fail."""
    if not any(entry.tests for entry in glossary.entries):
        return ()
    # An example has no path, so the paths of its entry must not count.
    entries = tuple(replace(entry, paths=()) if entry.paths else entry for entry in glossary.entries)
    fixer = Fixer(replace(glossary, entries=entries), spell=spell)
    failures = []
    for entry in glossary.entries:
        for test in entry.tests:
            actual = fixer.fix_text(test.text, f"{entry.origin}: test").after
            if actual != test.expected:
                failures.append(TermTestFailure(entry.id, test, actual))
    return tuple(failures)


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
