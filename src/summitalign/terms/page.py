"""What one document offers as evidence: its prose, its links, its script, where right forms stand."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, cached_property

from summitalign.markdown.surroundings import Surroundings
from summitalign.model.document import Link, Region, RegionKind
from summitalign.model.span import LineIndex, Span

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30fa\u30fc-\u30ff]")
_KANA_LEADS = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
"""How all kana begin in UTF-8."""
_KANA_SHARE = 0.1
"""Kana among Chinese characters and kana from which a text is Japanese; names are quoted in it too."""
_LATIN_RUN = re.compile(r"[A-Za-z]+")
_HABIT = 3_000
"""Code points from which it is told whether a document puts blanks between scripts."""
_CONTINUATION = bytes(range(0x80, 0xC0))
_KINDS = bytes(
    # The bytes E4 to E9 begin the code points U+4000 to U+9FFF, nearly all of them Han characters.
    ord("h") if 0xE4 <= byte <= 0xE9 else ord("a") if chr(byte).isascii() and chr(byte).isalpha() else byte
    for byte in range(256)
)
_OPENING = ("(", "（", "[", "【", "「", "“")
_BRACKETS = " （）()[]【】「」“”*_"
GLOSS = 80
"""Code points beside an occurrence within which a gloss is looked for."""
REACH = 2_000
"""Code points to either side of an occurrence within which words count as near."""
_NESTED = 8
_CJK_SHARE = 0.15
"""Han characters against Latin words from which a document counts as written in Chinese or Japanese."""


class Grain(Enum):
    """What of a document goes back to a passage of an original."""

    RETOLD = "retold"
    """A section that tells the same, not sentence by sentence."""
    SECTION = "section"
    """A section that is a translation."""
    BLOCK = "block"
    """A paragraph, heading, item, row or cell of one."""
    SENTENCE = "sentence"

    @property
    def is_inner(self) -> bool:
        """Say whether it is so small that what is not in it is not meant."""
        return self in (Grain.BLOCK, Grain.SENTENCE)


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage of an original that corresponds to a stretch of the document."""

    target: Span
    """The stretch of the document."""
    text: str
    """The corresponding source text."""
    title: str
    """How people call the passage, or the section around it: its heading or talk title."""
    grain: Grain = Grain.RETOLD


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole original that is offered as evidence."""

    name: str
    """Its path as given."""
    text: str


@dataclass(frozen=True, slots=True)
class SourceEvidence:
    """All that the originals say, prepared by who aligned them."""

    passages: tuple[SourcePassage, ...] = ()
    texts: tuple[SourceText, ...] = ()

    def moved(self, move: Callable[[Span], Span]) -> "SourceEvidence":
        """Return the same evidence with every target span moved."""
        return replace(self, passages=tuple(replace(p, target=move(p.target)) for p in self.passages))


class Page:
    """Answers questions about one document, of which only the blocks that hold a place of interest are read."""

    def __init__(self, around: Surroundings) -> None:
        """Index the prose of a document, read around the places that will be asked for."""
        self.text = around.text
        self.prose: tuple[Region, ...] = tuple(r for r in around.regions if r.kind is RegionKind.PROSE)
        self._links = around.links
        self._starts = [region.span.start for region in self.prose]
        self._link_starts = [link.span.start for link in self._links]

    @cached_property
    def lines(self) -> LineIndex:
        """Where the lines of the document begin."""
        return LineIndex.build(self.text)

    def region_of(self, span: Span) -> Region | None:
        """Return the run of prose that holds a span wholly, if one does."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or not self.prose[at].span.contains(span):
            return None
        return self.prose[at]

    def paragraph_of(self, span: Span) -> Span:
        """Return the paragraph around a span: the text between two blank lines, quote marks not counted.

        Of a very long paragraph it is the part that is near: `REACH` code points to either side.
        """
        lines = self.lines
        least, most = max(span.start - REACH, 0), min(span.end + REACH, len(self.text))
        first, last = lines.lines_of(span)
        while first > 1 and lines.line_span(first).start > least and not self._is_blank(first - 1):
            first -= 1
        while last < len(lines.starts) and lines.line_span(last).end < most and not self._is_blank(last + 1):
            last += 1
        return Span(max(lines.line_span(first).start, least), min(lines.line_span(last).end, most))

    def _is_blank(self, line: int) -> bool:
        return not self.lines.line_span(line).of(self.text).strip("> \t\r\n")

    def prose_places(self, form: str) -> list[int]:
        """Return the offsets where a right form stands in prose, exact case, as a word of its own."""
        places = []
        for match in whole_word(form).finditer(self.text):
            if self.region_of(Span(*match.span())) is not None:
                places.append(match.start())
        return places

    def link_around(self, span: Span) -> Link | None:
        """Return the link whose shown text holds a span, if there is one."""
        at = bisect_right(self._link_starts, span.start)
        # A link may hold a few others (an image, an address), but not many.
        near = self._links[max(at - _NESTED, 0) : at]
        return next((link for link in near if link.text_span.contains(span) and len(link.text_span)), None)

    @cached_property
    def is_cjk(self) -> bool:
        """Say whether the document is written in Chinese or Japanese rather than about them."""
        han = len(_CJK.findall(self.text))
        return han > _CJK_SHARE * (han + len(_LATIN_RUN.findall(self.text))) if han else False

    def has_cjk(self, span: Span) -> bool:
        """Say whether the paragraph around a span holds Chinese or Japanese: a quotation in English does not."""
        return _CJK.search(self.paragraph_of(span).of(self.text)) is not None

    def is_gloss(self, span: Span, rights: Sequence[str]) -> bool:
        """Say whether a right form stands directly beside a span, as in `TensorFlow（张量流）`, to explain it."""
        before, after = self.text[max(span.start - GLOSS, 0) : span.start], self.text[span.end : span.end + GLOSS]
        return any(
            (before.rstrip(_BRACKETS).endswith(right) and before[-1:] in _OPENING)
            or (after.lstrip(_BRACKETS).startswith(right) and after.lstrip()[:1] in _OPENING)
            for right in rights
        )

    @cached_property
    def is_traditional(self) -> bool:
        """Say whether the document is written in traditional characters, by those that only one standard holds."""
        letters = [letter for letter in set(self.text) if "\u3400" <= letter <= "\u9fff"]
        only_big5 = sum(_encodes(letter, "big5") and not _encodes(letter, "gb2312") for letter in letters)
        only_gb = sum(_encodes(letter, "gb2312") and not _encodes(letter, "big5") for letter in letters)
        return only_big5 > only_gb

    def spaces_scripts(self) -> bool:
        """Say whether the document puts a blank between Latin letters and Chinese ones; True where it shows neither."""
        # One letter for each code point of these kinds: a search in the text itself takes thirty times as long. The
        # first pages tell how a document is written.
        kinds = self.text[:_HABIT].encode("utf-8", "surrogatepass").translate(_KINDS, _CONTINUATION)
        spaced = kinds.count(b"h a") + kinds.count(b"a h")
        return spaced >= kinds.count(b"ha") + kinds.count(b"ah")


def _encodes(letter: str, codec: str) -> bool:
    try:
        letter.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def is_target(text: str, language: str) -> bool:
    """Say whether a document may be in the glossary's target language: Japanese, with all its Han, is not Chinese.

    Without a target language every document may be.
    """
    if not language.lower().startswith("zh"):
        return True
    data = text.encode("utf-8", "surrogatepass")
    if not any(lead in data for lead in _KANA_LEADS):  # nearly every text, told in a hundredth of the time
        return True
    return len(_KANA.findall(text)) <= _KANA_SHARE * len(_CJK.findall(text))


@cache
def whole_word(form: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a form so that Latin ends stand at word borders; exact case."""
    head = r"(?<![A-Za-z0-9_])" if re.match(r"[A-Za-z0-9_]", form) else ""
    tail = r"(?![A-Za-z0-9_])" if re.search(r"[A-Za-z0-9_]\Z", form) else ""
    return re.compile(f"{head}{re.escape(form)}{tail}", flags)


def near_words(text: str, words: Sequence[str]) -> list[str]:
    """Return the words that a text holds; Latin ones as whole words in any case."""
    found = []
    for word in words:
        if whole_word(word, re.IGNORECASE).search(text):
            found.append(word)
    return found
