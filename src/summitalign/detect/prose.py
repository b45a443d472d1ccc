"""Takes the running text out of a document, block by block, and the running text out of one line."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from summitalign.markdown.canvas import is_markup, prose_runs, tiles_of
from summitalign.markdown.outline import Outline
from summitalign.model.document import RegionKind
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
_BORDER = re.compile(r"[\r\n|<]")
"""What one of stands in whatever parts two stretches of prose: a line end, the bar of a table, or a tag."""
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
    places: tuple[tuple[int, int], ...]
    """Where they stand: the first code point of their prose, and one past the last."""


def read_line(text: str) -> str:
    """Return the running text of a line: no code spans, tags, URLs, file names or identifiers."""
    return _IDENTIFIER.sub(" ", _INLINE_MARKUP.sub(" ", text))


def is_code(text: str, words: float) -> bool:
    """Say whether a text of so many words reads as code that nobody has marked as such."""
    return len(_CODE_SIGN.findall(text)) >= _SIGNED * words


def read_passages(outline: Outline) -> tuple[Passage, ...]:
    """Return the prose of every section in order; of the whole text where it has none."""
    spans = [section.span for section in outline.sections] or [Span(0, len(outline.text))]
    blocks: list[tuple[list[str], list[tuple[int, int]]]] = [([], []) for _ in spans]
    current = 0
    for start, end, text in _prose_blocks(outline, frozenset(span.start for span in spans)):
        while current + 1 < len(spans) and spans[current + 1].start <= start:
            current += 1
        if not (text.isascii() and is_code(text, len(text.split()))):
            blocks[current][0].append(text)
            blocks[current][1].append((start, end))
    return tuple(
        Passage(span, tuple(texts), tuple(places)) for span, (texts, places) in zip(spans, blocks, strict=True)
    )


def _prose_blocks(outline: Outline, heads: Container[int]) -> Iterator[tuple[int, int, str]]:
    """Join the prose of each block, which no section begins in; yields the block's place and its text."""
    text, paint = outline.text, outline.paint
    pieces: list[str] = []
    first = last = 0
    for start, end in prose_runs(paint):
        if pieces:
            blank = _blank_for(text[last:start], paint[last:start])
            if blank is None or start in heads:
                yield first, last, _join(pieces)
                pieces, first = [], start
            elif blank:
                pieces.append(blank)
        else:
            first = start
        pieces.append(text[start:end])
        last = end
    if pieces:
        yield first, last, _join(pieces)


def _blank_for(part: str, paint: bytes) -> str | None:
    """Return what stands for the markup and the like between two stretches of prose; None where it parts them.

    Cells and items are blocks of their own.
    """
    is_all_markup = is_markup(paint)
    if _BORDER.search(part) is None:
        return "" if is_all_markup else " "
    if is_all_markup:
        return None if _is_border(RegionKind.MARKUP, part) else " "
    return None if any(_is_border(tile.kind, tile.span.of(part)) for tile in tiles_of(paint)) else " "


def _is_border(kind: RegionKind, part: str) -> bool:
    """Say whether a tile between two stretches of prose parts them."""
    if kind is RegionKind.MARKUP:
        return "|" in part or (_LINE_END.search(part) is not None and _SOFT_BREAK.fullmatch(part) is None)
    if kind is RegionKind.HTML_TAG:
        return any(_INLINE_TAG.fullmatch(name) is None for name in _TAG_NAME.findall(part))
    return _LINE_END.search(part) is not None


def _join(pieces: list[str]) -> str:
    """Join the prose of a block; URLs and file names have regions of their own, other identifiers have none."""
    text = "".join(pieces)
    return _NAME_WITH_UNDERSCORE.sub(" ", text) if "_" in text else text
