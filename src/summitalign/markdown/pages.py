"""Reads what is no Markdown for its prose: pages of HTML, and plain text. For looking at, not for writing back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from summitalign.markdown.canvas import Canvas
from summitalign.markdown.html import LASTING, OPAQUE, Tag, scan_tags
from summitalign.markdown.overlays import inline_overlays
from summitalign.markdown.segments import Draft, number
from summitalign.markdown.templates import templates
from summitalign.model.document import Document, RegionKind, Scope, SegmentKind
from summitalign.model.span import LineIndex, Span

_SCOPE_OF = {
    "a": Scope.LINK_TEXT,
    "blockquote": Scope.QUOTE,
    "li": Scope.LIST,
    "dt": Scope.LIST,
    "td": Scope.TABLE,
    "th": Scope.TABLE,
    **{f"h{level}": Scope.HEADING for level in range(1, 7)},
}
_RAW = frozenset({"script", "style", "textarea"})
"""Elements that reach to the end of the page where no tag closes them, as browsers read them."""
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_PARAGRAPH_END = re.compile(r"(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))+")


def read_html(text: str, source: str = "<text>") -> Document:
    """Read a page of HTML into regions and sections: what stands between the tags is prose, but for code and styles.

    The links of the page are not read. Any text is accepted.
    """
    canvas, heads = Canvas.of(text), list[Draft]()
    opened: list[tuple[str, int]] = []
    position = 0
    for tag in scan_tags(text):
        canvas.prose(position, tag.start, _scopes(opened))
        canvas.fill(tag.start, tag.end, _kind(tag))
        position = tag.end
        if tag.name in OPAQUE and not tag.is_self_closing:
            if tag.is_closing:
                canvas.close(tag.name, tag.start)
            else:
                canvas.open(tag.name, tag.end)
        elif tag.name in _SCOPE_OF and not (canvas.opaque and canvas.opaque[-1][0] in LASTING):
            start = _step(opened, tag)
            if start >= 0 and _SCOPE_OF[tag.name] is Scope.HEADING:
                heads.append(_head(text, int(tag.name[1]), Span(start, tag.start)))
    canvas.prose(position, len(text), _scopes(opened))
    unclosed = next((begin for name, begin in canvas.opaque if name in _RAW), len(text))
    canvas.fill(unclosed, len(text), RegionKind.CODE)
    for found in _ENTITY.finditer(text):
        if canvas.is_prose(found.start()):
            canvas.fill(found.start(), found.end(), RegionKind.ENTITY)
    for span in templates(text, 0, canvas.code()):
        canvas.fill(span.start, span.end, RegionKind.TEMPLATE)
    return _document(text, source, canvas, heads)


def read_plain_text(text: str, source: str = "<text>") -> Document:
    """Read a plain text: all of it is prose, in paragraphs that blank lines part; it has no sections."""
    canvas = Canvas.of(text)
    canvas.prose(0, len(text))
    for found in _PARAGRAPH_END.finditer(text):
        canvas.fill(found.start(), found.end(), RegionKind.MARKUP)
    return _document(text, source, canvas, ())


def _document(text: str, source: str, canvas: Canvas, heads: Sequence[Draft]) -> Document:
    for span, kind in inline_overlays(text, canvas.runs()):
        canvas.fill(span.start, span.end, kind)
    segments = number(list(_sections(text, heads)))
    lines, index = LineIndex.build(text), {segment.id: segment for segment in segments}
    return Document(source, text, tuple(canvas.tiles()), lines, segments, index=index)


def _kind(tag: Tag) -> RegionKind:
    return RegionKind.HTML_COMMENT if tag.name == "!--" else RegionKind.HTML_TAG


def _scopes(opened: Sequence[tuple[str, int]]) -> int:
    scopes = Scope.HTML
    for name, _ in opened[-len(_SCOPE_OF) :]:
        scopes |= _SCOPE_OF[name]
    return scopes.value


def _step(opened: list[tuple[str, int]], tag: Tag) -> int:
    """Open or close an element; returns where the closed one began behind its tag, -1 where none was closed.

    Cells and items are often left open: one ends the other, so that no page nests deeper than its elements are named.
    """
    at = next((place for place in range(len(opened) - 1, -1, -1) if opened[place][0] == tag.name), -1)
    start = opened[at][1] if at >= 0 else -1
    if at >= 0:
        del opened[at:]
    if tag.is_closing:
        return start
    opened.append((tag.name, tag.end))
    return -1


def _head(text: str, level: int, inner: Span) -> Draft:
    pieces, position = list[str](), inner.start
    for tag in scan_tags(text, inner.start, inner.end):
        pieces.append(text[position : tag.start])
        position = tag.end
    title = " ".join("".join((*pieces, text[position : inner.end])).split())
    return Draft(SegmentKind.SECTION, level, title, inner, inner, inner)


def _sections(text: str, heads: Sequence[Draft]) -> Iterator[Draft]:
    """Yield a section for each heading, to the next one, and one for what stands before the first."""
    if not heads:
        return
    if text[: heads[0].span.start].strip():
        first = Span(0, heads[0].span.start)
        yield Draft(SegmentKind.SECTION, 0, "", Span(0, 0), first, first)
    for head, following in zip_longest(heads, heads[1:]):
        span = Span(head.span.start, following.span.start if following else len(text))
        yield replace(head, span=span, extent=span)
