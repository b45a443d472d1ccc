"""What a reader sees of a stretch of a document: its words without markup."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from summitalign.markdown.scripts import is_east
from summitalign.markdown.tables import BREAKS
from summitalign.model.document import Document, Region, RegionKind, Scope
from summitalign.model.span import Span

PARTING = "\u2029"
"""What parts two blocks, in the text of a `Piece`."""
_TAG = re.compile(r"</?\s*([A-Za-z][\w-]*)")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[^`\r\n]*(?:[\r\n]|\Z)")
_LABEL = re.compile(r"\[([^\]]*)\]")
_MARKS = re.compile(r"([*_~`\[\]!]*).*[\s|]([*_~`\[\]!]*)", re.DOTALL)
"""Markup with white space or a bar in it, and the marks of the words before and behind that."""
_FOLDED = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t>]*")
"""A line end inside of a paragraph, with what is before the next line's words."""
_SOFT = re.compile(r"[ \t]*\\?[ \t]*(?:\r\n|\n|\r)[ \t>]*")
_BLANKS = re.compile(rf"\s*{PARTING}[\s{PARTING}]*")
_HIDDEN_CODE = frozenset({"pre", "script", "style", "textarea"})
_HIDDEN = frozenset({RegionKind.LINK_TARGET, RegionKind.FOOTNOTE_LABEL, RegionKind.HTML_COMMENT, RegionKind.ATTRIBUTES})
_PARTS = frozenset({RegionKind.REFERENCE_DEFINITION, RegionKind.FRONT_MATTER})


@dataclass(frozen=True, slots=True)
class Piece:
    """A region, or the part of one that lies in the stretch."""

    kind: RegionKind
    span: Span
    shown: str
    """What a reader sees of it; `PARTING` where one block ends and another begins."""

    @property
    def is_words(self) -> bool:
        """Say whether it is running text, shown as it is written but for the character references of HTML."""
        return self.kind is RegionKind.PROSE and self.shown != PARTING


def pieces(document: Document, span: Span) -> Iterator[Piece]:
    """Yield the regions of a stretch, with what each of them shows."""
    regions = document.regions
    first = max(0, bisect_right(regions, span.start, key=lambda region: region.span.start) - 1)
    scope, tag = Scope.NONE, ""
    for number in range(first, len(regions)):
        region = regions[number]
        if region.span.start >= span.end:
            return
        place = Span(max(region.span.start, span.start), min(region.span.end, span.end))
        if region.kind is RegionKind.PROSE:
            scope = region.scope
            yield Piece(region.kind, place, _shown_prose(place.of(document.text), scope))
        elif document.is_data:
            yield Piece(region.kind, place, PARTING)
        elif region.kind is RegionKind.MARKUP:
            yield from _markup(document.text, place)
        else:
            yield Piece(region.kind, place, _shown(document.text, region, scope, tag))
        tag = (_tags(document.text, region) or ("",))[-1]


def shown_text(document: Document, span: Span) -> str:
    """Return what a reader sees of a stretch: words, inline code and addresses, blocks a line each.

    Marks of emphasis, destinations of links, tags, comments, footnote numbers and blocks of code are left out. The
    line ends inside of a paragraph become blanks, and nothing between Chinese or Japanese characters.
    """
    return folded("".join(piece.shown for piece in pieces(document, span)))


def folded(shown: str) -> str:
    """Join the lines of each block of a shown text, as they are joined where it is displayed."""
    blocks = (_joined(block) for block in _BLANKS.split(shown))
    return "\n".join(block for block in blocks if block)


def _joined(block: str) -> str:
    lines = [line for line in _FOLDED.split(block.strip()) if line]
    joined = lines[:1]
    for line in lines[1:]:
        if not (is_east(joined[-1][-1]) and is_east(line[0])):
            joined.append(" ")
        joined.append(line)
    return "".join(joined)


def _shown(text: str, region: Region, scope: Scope, tag: str) -> str:
    """Return what a region shows that is no prose; `scope` is that of the prose before it, `tag` the tag."""
    kind, source = region.kind, region.span.of(text)
    if kind is RegionKind.CODE:
        return PARTING if _is_block(text, region, tag) else source
    if kind is RegionKind.ENTITY:
        return source[1:] if source[0] == "\\" else html.unescape(source)
    if kind is RegionKind.HTML_TAG:
        names = BREAKS.intersection(_tags(text, region))
        is_soft = names == {"br"} and not scope & (Scope.TABLE | Scope.HTML)
        return "\n" if is_soft else PARTING if names else ""
    if kind is RegionKind.REFERENCE_LABEL:
        # That of a shortcut is its text; behind a text of its own it begins with the bracket that closes that.
        return "".join(_LABEL.findall(source)) if source[0] in "![" else ""
    if kind is RegionKind.AUTOLINK:
        return source.strip("<>")
    return "" if kind in _HIDDEN else PARTING if kind in _PARTS else source


def _shown_prose(source: str, scope: Scope) -> str:
    if scope & Scope.FRONT_MATTER:
        return PARTING
    return html.unescape(source) if scope & Scope.HTML and "&" in source else source


def _markup(text: str, span: Span) -> Iterator[Piece]:
    """Yield the marks of a line's words, and what stands between the lines, blocks and cells, one by one."""
    found = _MARKS.fullmatch(text, span.start, span.end)
    borders = (span.start, found.end(1), found.start(2), span.end) if found else (span.start, span.end)
    for start, end in pairwise(borders):
        if start < end:
            yield Piece(RegionKind.MARKUP, Span(start, end), _shown_markup(text[start:end]))


def _shown_markup(source: str) -> str:
    if "\n" in source or "\r" in source:
        return "\n" if _SOFT.fullmatch(source) else PARTING
    return PARTING if "|" in source else ""


def _is_block(text: str, region: Region, tag: str) -> bool:
    """Say whether code is a block of its own."""
    start, end = region.span.start, region.span.end
    if _FENCE.match(text, start, end) or tag in _HIDDEN_CODE:
        return True
    return text[start] != "`" and not tag


def _tags(text: str, region: Region) -> tuple[str, ...]:
    """Return the names of the tags in a region; neighbours are one."""
    if region.kind is not RegionKind.HTML_TAG:
        return ()
    return tuple(name.lower() for name in _TAG.findall(text, region.span.start, region.span.end))
