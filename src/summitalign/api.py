"""The library: one pure function per command, values in, values out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summitalign.fixer import Fixer as Fixer  # noqa: PLC0414 - a part of the library
from summitalign.fixer import without_ambiguous
from summitalign.model.alignment import Alignment, DocumentPair
from summitalign.model.document import Document
from summitalign.model.finding import Finding
from summitalign.model.language import BlockLanguage, Detection
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry, TermTestFailure

if TYPE_CHECKING:
    from summitalign.align.lexicon import Lexicon
    from summitalign.align.options import AlignOptions
    from summitalign.align.profile import Profile
    from summitalign.align.sentences.learned import LearnedWord
    from summitalign.concordance.look_up import Concordance
    from summitalign.concordance.search import Query
    from summitalign.detect.detector import Detector
    from summitalign.markdown.outline import Outline
    from summitalign.model.coverage import Coverage
    from summitalign.model.explanation import Explanation
    from summitalign.model.memory import TranslationUnit
    from summitalign.terms.spellings import Speller


def parse(text: str, source: str = "<text>") -> Document:
    """Read a Markdown text into regions, segments, links and talks; never raises on any text."""
    from summitalign.markdown.parse import parse as parse_markdown

    return parse_markdown(text, source)


def parse_html(text: str, source: str = "<text>") -> Document:
    """Read a page of HTML for its prose: regions and sections; never raises on any text."""
    from summitalign.markdown.pages import read_html

    return read_html(text, source)


def parse_plain(text: str, source: str = "<text>") -> Document:
    """Read a plain text for its prose: regions, and no sections; never raises on any text."""
    from summitalign.markdown.pages import read_plain_text

    return read_plain_text(text, source)


def parse_outline(text: str, source: str = "<text>") -> "Outline":
    """Read a Markdown text for its languages only: its prose and its sections; never raises on any text."""
    from summitalign.markdown.outline import read_outline

    return read_outline(text, source)


def parse_contained(text: str, source: str, *, as_written: bool = False) -> Document | None:
    """Read the texts that stand in a notebook, a catalogue or the like, known by the ending of its name.

    Letters that are written as escapes are read as letters, so that columns move, but where it is to be `as_written`.
    None for what is a text itself. Raises InputError with file and line for a file that is not what its ending says.
    """
    from summitalign.formats.document import read_document

    return read_document(text, source, as_written=as_written)


def parse_docx(data: bytes, source: str) -> Document:
    """Read the bytes of a Word document for its text; a line of the result is a paragraph or a row of a table.

    Raises InputError for what is no such document, or unpacks to more than people write.
    """
    from summitalign.formats.docx import docx_text

    return parse(docx_text(data, source), source)


def parse_schedule(text: str, source: str) -> Document | None:
    """Read a published schedule, a calendar or a playlist, known by the ending of its name, to its talks.

    None for what is to be read as a text. Raises InputError with file and line for what is broken, and for JSON or
    XML of another kind.
    """
    from summitalign.schedules.read import read_schedule

    return read_schedule(text, source)


def load_glossary(text: str, path: str, read: Callable[[str], str]) -> Glossary:
    """Read a glossary and its includes.

    `read` returns the text of an included file by its path relative to the including one.
    Raises GlossaryError with file and line for the first problem.
    """
    from summitalign.glossary.load import load

    return load(text, path, read)


def detector(languages: Iterable[str] = (), guesser: str = "") -> "Detector":
    """Make a detector that answers with some languages only (BCP 47 tags), or asks a guesser by its name.

    Raises UsageError for a tag of no known language, and for a guesser that is unknown or not installed.
    """
    from summitalign.detect.detector import detector as make

    return make(languages, guesser)


def guesser_names() -> tuple[str, ...]:
    """Return the names of the guessers that are built in or installed, the one used by default first."""
    from summitalign.detect.guesser import guesser_names as names

    return names()


def detect(document: "Document | Outline", detector: "Detector | None" = None) -> Detection:
    """Tag a document and each of its sections with a language; `und` where there is too little text."""
    from summitalign.detect.detector import Detector

    return (detector or Detector()).detect(document)


def detect_line(text: str, detector: "Detector | None" = None) -> Detection:
    """Tag one short plain text with a language."""
    from summitalign.detect.detector import Detector

    return (detector or Detector()).detect_line(text)


def block_languages(document: "Document | Outline", detector: "Detector | None" = None) -> tuple[BlockLanguage, ...]:
    """Tag each paragraph, heading, item and cell of a document that has letters."""
    from summitalign.detect.detector import Detector

    return (detector or Detector()).blocks(document)


def coverage(document: "Document | Outline", target: str, detector: "Detector | None" = None) -> "Coverage":
    """Tell how much of a document is in the language that it is to be in, a BCP 47 tag, and what is left."""
    from summitalign.detect.untranslated import coverage as cover

    return cover(document, block_languages(document, detector), target)


def fix_terms(document: Document, glossary: Glossary, sources: Sequence[Document] = ()) -> Outcome:
    """Find mistranslated terms, judge each, and apply the safe fixes in memory."""
    return Fixer(glossary, sources).fix(document)


def explain(document: Document, glossary: Glossary, sources: Sequence[Document] = ()) -> "tuple[Explanation, ...]":
    """Explain every form of a glossary in a document; see `Fixer.explain`."""
    return Fixer(glossary, sources).explain(document.text, document.source)


def respell(text: str, finding: Finding, form: str, source: str = "<text>") -> Finding:
    """Return a finding of a text with another right form, which a person has chosen, and the blanks that it needs.

    `source` is the path or name of the text, which says what kind of file it is.
    """
    from summitalign.formats.read import read
    from summitalign.terms.respell import respell as spell_again

    reading = read(text, source)
    if reading is None:
        return spell_again(text, finding, form)
    from summitalign.contained import respelt_contained

    return respelt_contained(reading, finding, lambda inner, found: spell_again(inner, found, form))


def accept(
    text: str, findings: Sequence[Finding], held: Mapping[Span, str], source: str = "<text>"
) -> tuple[tuple[Finding, ...], str]:
    """Apply the APPLY findings, which a person has decided on, but for those at the spans `held`.

    Returns all findings and the new text. The proof stays: a fix that would change more than words is suggested.
    """
    from summitalign.formats.read import read

    reading = read(text, source)
    if reading is None:
        from summitalign.fix.accepted import accepted

        return accepted(text, findings, held)
    from summitalign.contained import accepted_contained

    return accepted_contained(reading, source, findings, held)


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


def align(
    source: Document, target: Document, glossary: Glossary | None = None, options: "AlignOptions | None" = None
) -> Alignment:
    """Join source segments to target segments; a segment in no bead has no counterpart.

    Raises SegmentLimitError for more segments than fit into memory.
    """
    from summitalign.align.engine import align as join

    return join(source, target, glossary, options)


def learn_lexicon(alignments: Iterable[Alignment], lexicon: "Lexicon | None" = None) -> "tuple[LearnedWord, ...]":
    """Learn which words translate which from the sure beads of alignments, best of all of lines or sentences.

    `align.sentences.learned.as_table` writes them as a lexicon. One that is known already helps.
    """
    from summitalign.align.sentences.learned import learn_lexicon as learn

    return learn(alignments, lexicon)


def pair(
    sources: Sequence[Document], targets: Sequence[Document], glossary: Glossary | None = None
) -> tuple[DocumentPair, ...]:
    """Find which documents belong together; a document without a partner stands alone at the end."""
    from summitalign.align.pairing import pair as join

    return join(sources, targets, glossary and without_ambiguous(glossary))


def profiler(glossary: Glossary | None = None, lexicon: "Lexicon | None" = None) -> "Callable[[Document], Profile]":
    """Make a function that describes documents for a `Pairing`, which needs none of their texts."""
    from summitalign.align.features import Resources
    from summitalign.align.profile import profile_of
    from summitalign.align.terms import Concepts

    resources = Resources(Concepts.of(glossary and without_ambiguous(glossary)), lexicon)
    return lambda document: profile_of(document, resources)


def translation_units(alignment: Alignment, source_language: str, target_language: str) -> Iterator["TranslationUnit"]:
    """Yield the plain texts that correspond, for a translation memory; the languages are tags of BCP 47."""
    from summitalign.report.memories.units import units_of

    return units_of(alignment, source_language, target_language)


def concordance(
    units: Iterable[tuple[str, "TranslationUnit"]], query: "Query", glossary: Glossary | None = None
) -> "Concordance":
    """Look for a word in translation units, each with the path of its memory, and count how it was translated."""
    from summitalign.concordance.look_up import look_up

    return look_up(units, query, glossary)
