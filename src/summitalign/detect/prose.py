"""Takes the running text out of a document, block by block, and the running text out of one line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summitalign.model.document import Document, RegionKind, SegmentKind
from summitalign.model.span import Span

# What stands in prose and is in no language. Every pattern is linear: a run is entered only at its beginning.
_URL = r"(?<![A-Za-z0-9])(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9.])www\.[!-~]+"
_MAIL = r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,255}\.[A-Za-z0-9.-]{2,255}"
_FILE_NAME = (
    r"(?<![A-Za-z0-9_./-])[A-Za-z0-9_./-]*[A-Za-z0-9_-]"
    r"\.(?:py|ipynb|mdx?|[jt]sx?|json|html?|css|txt|ya?ml|png|jpe?g|svg|sh|toml|cfg|ini|cc|cpp|h|rs|go|java)\b"
)
_SNAKE_CASE = r"(?<![A-Za-z0-9_])_*[A-Za-z0-9]+(?:_+[A-Za-z0-9]+)+_*|(?<![A-Za-z0-9_])__+[A-Za-z0-9]+_*"
_IDENTIFIER = re.compile("|".join((_URL, _MAIL, _FILE_NAME, _SNAKE_CASE)))
_NAME_WITH_UNDERSCORE = re.compile(_SNAKE_CASE)
# A line is plain text, yet often one cut out of a document.
_INLINE_MARKUP = re.compile(r"`[^`\n]*`|</?[A-Za-z][^<>\n]*>|&(?:[A-Za-z]{2,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# A line break within a paragraph, with what continues a quote; more than that in markup begins a new block.
_SOFT_BREAK = re.compile(r"[ \t\\]*(?:\r\n|\n|\r)[ \t>]*")
_LINE_END = re.compile(r"[\r\n]")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_INLINE_TAG = re.compile(
    r"a|abbr|b|bd[io]|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|su[bp]"
    r"|time|tt|u|var|wbr",
    re.IGNORECASE,
)
_CODE_SIGN = re.compile(r"[(){}\[\]=<>_;@$#\\（）]")
_SIGNED = 0.5
"""Signs for each word from which a text is code that nobody has marked as such."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The prose of one section, or of a whole document without sections."""

    span: Span
    blocks: tuple[str, ...]
    """Paragraphs, headings, items and table rows, without code, links and markup."""
    places: tuple[Span, ...]
    """Where they stand: from the first to the last code point of prose."""


def read_line(text: str) -> str:
    """Return the running text of a line: no code spans, tags, URLs, file names or identifiers."""
    return _IDENTIFIER.sub(" ", _INLINE_MARKUP.sub(" ", text))


def is_code(text: str, words: float) -> bool:
    """Say whether a text of so many words reads as code that nobody has marked as such."""
    return len(_CODE_SIGN.findall(text)) >= _SIGNED * words


def read_passages(document: Document) -> tuple[Passage, ...]:
    """Return the prose of every section in order; of the whole document where it has none."""
    spans = [s.span for s in document.segments if s.kind is SegmentKind.SECTION] or [Span(0, len(document.text))]
    blocks: list[tuple[list[str], list[Span]]] = [([], []) for _ in spans]
    current = 0
    for place, text in _prose_blocks(document, spans):
        while current + 1 < len(spans) and spans[current + 1].start <= place.start:
            current += 1
        if not (text.isascii() and is_code(text, len(text.split()))):
            blocks[current][0].append(text)
            blocks[current][1].append(place)
    return tuple(
        Passage(span, tuple(texts), tuple(places)) for span, (texts, places) in zip(spans, blocks, strict=True)
    )


def _prose_blocks(document: Document, sections: list[Span]) -> Iterator[tuple[Span, str]]:
    """Join the PROSE regions of each block; yields the block's place and its text."""
    starts = {span.start for span in sections}
    text, pieces, first, last = document.text, list[str](), 0, 0
    for region in document.regions:
        part = region.span.of(text)
        if region.kind is RegionKind.PROSE:
            if region.span.start in starts and pieces:
                yield Span(first, last), _join(pieces)
                pieces = []
            if not pieces:
                first = region.span.start
            pieces.append(part)
            last = region.span.end
        elif pieces and _ends_block(region.kind, part):
            yield Span(first, last), _join(pieces)
            pieces = []
        elif pieces and (region.kind is not RegionKind.MARKUP or "\n" in part):
            pieces.append(" ")
    if pieces:
        yield Span(first, last), _join(pieces)


def _ends_block(kind: RegionKind, part: str) -> bool:
    """Say whether what stands between two stretches of prose parts them: cells and items are blocks of their own."""
    if kind is RegionKind.MARKUP:
        return "|" in part or (_LINE_END.search(part) is not None and _SOFT_BREAK.fullmatch(part) is None)
    if kind is RegionKind.HTML_TAG:
        return any(_INLINE_TAG.fullmatch(name) is None for name in _TAG_NAME.findall(part))
    return _LINE_END.search(part) is not None


def _join(pieces: list[str]) -> str:
    """Join the prose of a block; URLs and file names have regions of their own, other identifiers have none."""
    text = "".join(pieces)
    return _NAME_WITH_UNDERSCORE.sub(" ", text) if "_" in text else text
