"""Tagging the language of many documents, or of many short texts, and holding it against what they declare."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from summitalign.detect.declared import contradicted, unread_language
from summitalign.detect.detector import Detector
from summitalign.formats.kinds import ENDINGS, PAGE_ENDINGS, is_read_only
from summitalign.markdown.outline import Outline, outline_of
from summitalign.model.coverage import Coverage
from summitalign.model.declaration import Declaration
from summitalign.model.language import UNDETERMINED, BlockLanguage, Detection
from summitalign.model.tags import agree
from summitalign.report.lines import own_lines
from summitalign.workspace.declaring import Declarations
from summitalign.workspace.encodings import decode
from summitalign.workspace.read import Input
from summitalign.workspace.walk import DOCUMENT_SUFFIXES, TEXT_SUFFIXES

PAGE_SUFFIXES = (*DOCUMENT_SUFFIXES, *PAGE_ENDINGS)
"""Endings of the files that a folder is searched for, where only their languages matter."""
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6} |```|~~~)|\A---\s*$", re.MULTILINE)
"""Headings, fences and front matter: a text file with one of them is Markdown."""
_PARTLY = 0.25
"""Share of the target language from which a document that declares nothing is taken for a translation into it."""


@dataclass(frozen=True, slots=True)
class Detected:
    """The languages of one document, and the lines that its sections stand on."""

    source: str
    detection: Detection
    lines: tuple[tuple[int, int], ...]
    """First and last line of each of `detection.segments`, from 1."""
    line: int | None = None
    """Line of its file where `source` is a file of short texts, one a line; None for a whole document."""
    declared: tuple[Declaration, ...] = ()
    """The strongest place first."""
    wrong: Declaration | None = None
    """The one of them that the text contradicts, or another one does."""
    unread: str = ""
    """What stands where a language is declared, and names none."""

    @property
    def declaration(self) -> Declaration | None:
        """Return what it declares: what is wrong if anything is, else the strongest."""
        return self.wrong or next(iter(self.declared), None)

    @property
    def is_contradicted(self) -> bool:
        """Say whether it is surely in another language than it declares, or declares two."""
        return self.wrong is not None


@dataclass(frozen=True, slots=True)
class Covered:
    """What of one document is translated; None for one that is not to be in the target language."""

    source: str
    coverage: Coverage | None = None
    lines: tuple[tuple[int, int], ...] = ()
    """First and last line of each of `coverage.remaining`, from 1."""


@dataclass(frozen=True, slots=True)
class DetectJob:
    """Tag one document and its sections."""

    detector: Detector
    encoding: str = ""
    """Of documents without a byte order mark; empty to go by their bytes."""

    def prepare(self) -> Callable[[Input], Detected]:
        """Return the function that does one document."""
        declarations = Declarations()
        return lambda source: detect_page(read_page(source, self.encoding), self.detector, declarations)


@dataclass(frozen=True, slots=True)
class CoverageJob:
    """Tell what of one document is not in the language that it is to be in."""

    detector: Detector
    target: str
    """BCP 47 tag."""
    named: frozenset[str] = frozenset()
    """Documents that count whatever they declare, as the user named them."""
    encoding: str = ""
    """As in `DetectJob`."""

    def prepare(self) -> Callable[[Input], Covered]:
        """Return the function that does one document."""
        declarations = Declarations()
        return lambda source: self._cover(read_page(source, self.encoding), declarations)

    def _cover(self, page: Outline, declarations: Declarations) -> Covered:
        from summitalign.detect.untranslated import coverage

        blocks = self.detector.blocks(page)
        if page.source not in self.named and not self._is_target(page, blocks, declarations):
            return Covered(page.source)
        found = coverage(page, blocks, self.target)
        lines = tuple(own_lines(page.text, page.lines, part.span) for part in found.remaining)
        return Covered(page.source, found, lines)

    def _is_target(self, page: Outline, blocks: Sequence[BlockLanguage], declarations: Declarations) -> bool:
        declared = declarations.of(page)
        if declared:
            # A page that was copied may still say what its original is in: the folder says what it is to be.
            return any(agree(self.target, each.tag) for each in declared)
        known = [block for block in blocks if block.tag != UNDETERMINED]
        held = sum(block.weight for block in known if agree(self.target, block.tag))
        return held > 0 and held >= _PARTLY * sum(block.weight for block in known)


@dataclass(frozen=True, slots=True)
class DetectLineJob:
    """Tag one short text."""

    detector: Detector

    def prepare(self) -> Callable[[str], Detection]:
        """Return the function that does one text."""
        return self.detector.detect_line


def read_page(source: Input, encoding: str = "") -> Outline:
    """Read one document for its prose, as what it is: Markdown, HTML or plain text; raises InputError.

    `encoding` is that of a document without a byte order mark; where it is empty, the bytes decide.
    """
    from summitalign import api

    if is_read_only(source.name):
        return outline_of(api.parse_docx(source.read(), source.name))
    content = decode(source.read(), source.name, encoding, is_only_read=True)
    ending = PurePath(source.name).suffix.lower()
    if ending in PAGE_ENDINGS or (ending not in TEXT_SUFFIXES[:-1] and _HTML.match(content.text)):
        page = outline_of(api.parse_html(content.text, source.name))
    elif ending in ENDINGS and (contained := api.parse_contained(content.text, source.name)) is not None:
        page = outline_of(contained)
    elif ending == ".txt" and not _MARKDOWN.search(content.text):
        page = outline_of(api.parse_plain(content.text, source.name))
    else:
        page = api.parse_outline(content.text, source.name)
    return replace(page, has_bom=content.has_bom, encoding=content.encoding)


def detect_page(page: Outline, detector: Detector, declarations: Declarations) -> Detected:
    """Tag a document and its sections, and read what it declares."""
    detection = detector.detect(page)
    lines = tuple(own_lines(page.text, page.lines, segment.span) for segment in detection.segments)
    declared = declarations.of(page)
    # Where the declared language is none that may be answered, the answer says nothing against it.
    tested = [each for each in declared if not detector.languages or detector.may_agree(each.tag)]
    wrong = contradicted(tested, detection)
    return Detected(page.source, detection, lines, None, declared, wrong, unread_language(page))
