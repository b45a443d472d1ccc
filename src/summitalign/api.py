"""One pure function per command: values in, values out. What `import summitalign` offers."""

from collections.abc import Callable, Sequence

from summitalign.model.alignment import Alignment, DocumentPair, Unit
from summitalign.model.document import Document
from summitalign.model.language import Detection
from summitalign.model.outcome import Outcome
from summitalign.model.term import Glossary


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


def fix_terms(document: Document, glossary: Glossary, sources: Sequence[Document] = ()) -> Outcome:
    """Find mistranslated terms, judge each, and apply the safe fixes in memory.

    `sources` are original-language documents that serve as evidence for ambiguous forms.
    """
    raise NotImplementedError


def align(source: Document, target: Document, glossary: Glossary | None = None, unit: Unit = Unit.AUTO) -> Alignment:
    """Join source segments to target segments; a segment in no bead has no counterpart."""
    from summitalign.align.engine import align as join

    return join(source, target, glossary, unit)


def pair(
    sources: Sequence[Document], targets: Sequence[Document], glossary: Glossary | None = None
) -> tuple[DocumentPair, ...]:
    """Find which documents belong together; a document without a partner stands alone at the end."""
    from summitalign.align.pairing import pair as join

    return join(sources, targets, glossary)
