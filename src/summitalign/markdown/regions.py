"""Painting a text: every code point gets a kind, and runs of one kind become the regions."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from summitalign.markdown.canvas import Canvas
from summitalign.markdown.components import components
from summitalign.markdown.events import Event
from summitalign.markdown.front_matter import prose_values
from summitalign.markdown.html import LASTING, OPAQUE, Tag, scan_tags
from summitalign.markdown.overlays import block_overlays, inline_overlays
from summitalign.model.document import Region, RegionKind, Scope

_FRONT_MARKUP = re.compile(r"`[^`]*`|\]\([^()]*\)|<[^<>]*>|\{[{%].*?[%}]\}")
"""What no parser looks for in a front matter, and its prose may hold all the same."""
CELL_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")
SCOPED = {
    "Heading": Scope.HEADING.value,
    "Table": Scope.TABLE.value,
    "Item": Scope.LIST.value,
    "BlockQuote": Scope.QUOTE.value,
    "Link": Scope.LINK_TEXT.value,
    "Image": Scope.ALT.value,
}
"""Bits that a container adds to the scopes of the prose in it."""


def read_regions(
    text: str, events: Iterable[Event], body: int, keys: tuple[str, ...] = ()
) -> tuple[tuple[Region, ...], tuple[Tag, ...]]:
    """Tile a text with regions, and return the HTML tags met on the way.

    `body` is the offset behind the front matter, whose values of the given `keys` are prose. Any event
    stream gives a tiling of the whole text.
    """
    canvas, tags = _painted(text, events, body, keys)
    for span, kind in inline_overlays(text, canvas.runs()):
        canvas.fill(span.start, span.end, kind)
    return tuple(canvas.tiles()), tuple(tags)


def read_prose(
    text: str, events: Iterable[Event], body: int, keys: tuple[str, ...], places: Sequence[int]
) -> tuple[tuple[Region, ...], tuple[Tag, ...]]:
    """Return the regions of `read_regions` that are prose and hold one of some places, which ascend, and the tags."""
    canvas, tags = _painted(text, events, body, keys)
    near = ((start, end) for start, end in canvas.runs() if _holds(places, start, end))
    for span, kind in inline_overlays(text, near):
        canvas.fill(span.start, span.end, kind)
    return tuple(canvas.tiles_at(places)), tuple(tags)


def _holds(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _painted(text: str, events: Iterable[Event], body: int, keys: tuple[str, ...]) -> tuple[Canvas, list[Tag]]:
    """Paint a text with all but what stands in its prose; return the tags too."""
    canvas = Canvas.of(text)
    canvas.fill(0, body, RegionKind.FRONT_MATTER)
    for value in prose_values(text[:body], keys):
        canvas.front_prose(value.start, value.end)
        for match in _FRONT_MARKUP.finditer(text, value.start, value.end):
            canvas.fill(*match.span(), RegionKind.CODE)
    blocks: list[tuple[int, int]] = []
    tags: list[Tag] = []
    for event in events:
        if not canvas.draw_words(event):
            _draw(canvas, event, blocks, tags)
    for start, end in blocks:
        tags.extend(_draw_html(canvas, start, end))
    tags.sort(key=lambda tag: tag.span.start)
    _draw_lasting(canvas, tags)
    _draw_overlays(canvas, body)
    return canvas, tags


def _draw(canvas: Canvas, event: Event, blocks: list[tuple[int, int]], tags: list[Tag]) -> None:
    if event.phase == "start":
        _enter(canvas, event, blocks)
    elif event.phase == "end":
        _leave(canvas, event)
    elif not canvas.code_depth:
        _draw_leaf(canvas, event, tags)
    if canvas.inner_ends and event.phase != "start":
        canvas.inner_ends[-1] = max(canvas.inner_ends[-1], event.end)


def _enter(canvas: Canvas, event: Event, blocks: list[tuple[int, int]]) -> None:
    canvas.scopes.append(canvas.scopes[-1] | SCOPED.get(event.name, 0))
    if event.name == "CodeBlock":
        canvas.fill(event.start, event.end, RegionKind.CODE)
        canvas.code_depth += 1
    elif event.name == "HtmlBlock":
        blocks.append((event.start, event.end))
    elif event.name in ("Link", "Image"):
        canvas.inner_ends.append(event.start + (2 if event.name == "Image" else 1))
    elif event.name == "FootnoteDefinition":
        colon = canvas.text.find(":", event.start, event.end)
        canvas.fill(event.start, colon + 1 if colon >= 0 else event.start, RegionKind.FOOTNOTE_LABEL)
    elif event.name in ("Paragraph", "Heading", "TableCell", "Item", "List"):  # a tight item has no paragraph
        canvas.abandon()


def _leave(canvas: Canvas, event: Event) -> None:
    if len(canvas.scopes) > 1:
        canvas.scopes.pop()
    if event.name == "CodeBlock":
        canvas.code_depth -= 1
    elif event.name in ("TableRow", "TableHead") and "`" in canvas.text[event.start : event.end]:
        # A bar parts `a | b` into cells; whoever wrote it meant code.
        for match in CELL_CODE.finditer(canvas.text, event.start, event.end):
            canvas.fill(*match.span(), RegionKind.CODE)
    elif event.name in ("Link", "Image") and canvas.inner_ends:
        inner = canvas.inner_ends.pop()
        _close_link(canvas, event, inner)


def _close_link(canvas: Canvas, event: Event, inner: int) -> None:
    """Paint what follows the shown content; the opening event carries the fields, the text tells the rest."""
    opener = canvas.text[event.start]
    tail = canvas.text[inner : event.end].lstrip()
    if opener == "<":
        canvas.fill(event.start, event.end, RegionKind.AUTOLINK)
    elif tail.startswith("]("):
        canvas.fill(inner, event.end, RegionKind.LINK_TARGET)
    elif tail in ("]", "][]") or not tail.startswith("]["):
        canvas.fill(event.start, event.end, RegionKind.REFERENCE_LABEL)
    else:
        canvas.fill(inner, event.end, RegionKind.REFERENCE_LABEL)


def _draw_leaf(canvas: Canvas, event: Event, tags: list[Tag]) -> None:
    if event.name == "Text":
        if canvas.opaque:
            return
        if canvas.text.startswith(event.value, event.start) and len(event.value) == event.end - event.start:
            canvas.prose(event.start, event.end)
        else:
            canvas.fill(event.start, event.end, RegionKind.ENTITY)
    elif event.name == "Code":
        canvas.fill(event.start, event.end, RegionKind.CODE)
    elif event.name in ("InlineMath", "DisplayMath"):
        canvas.fill(event.start, event.end, RegionKind.MATH)
    elif event.name == "FootnoteReference":
        canvas.fill(event.start, event.end, RegionKind.FOOTNOTE_LABEL)
    elif event.name == "Html":
        canvas.prose(event.start, event.end, Scope.HTML.value)
    elif event.name == "InlineHtml":
        _draw_inline_tag(canvas, event, tags)


def _draw_inline_tag(canvas: Canvas, event: Event, tags: list[Tag]) -> None:
    for tag in scan_tags(canvas.text, event.start, event.end):
        tags.append(tag)
        kind = RegionKind.HTML_COMMENT if tag.is_markup_only else RegionKind.HTML_TAG
        canvas.fill(tag.span.start, tag.span.end, kind)
        if tag.name not in OPAQUE or tag.is_self_closing:
            continue
        if not tag.is_closing:
            canvas.open(tag.name, tag.span.end)
        else:
            canvas.close(tag.name, tag.span.start)


def _draw_html(canvas: Canvas, start: int, end: int) -> Iterator[Tag]:
    """Paint the tags of an HTML block, and the content of opaque elements."""
    opaque: tuple[str, int] | None = None
    depth = 0
    """Elements of the opaque one's name that are open."""
    for tag in scan_tags(canvas.text, start, end):
        yield tag
        is_opening = tag.name in OPAQUE and not tag.is_closing and not tag.is_self_closing
        if opaque is None:
            kind = RegionKind.HTML_COMMENT if tag.is_markup_only else RegionKind.HTML_TAG
            canvas.fill(tag.span.start, tag.span.end, kind)
            if is_opening:
                opaque, depth = (tag.name, tag.span.end), 1
        elif tag.name == opaque[0]:
            # Only inline code is nested; a second `<pre>` opens nothing inside of the first.
            depth += (tag.is_closing and -1) or (is_opening and tag.name not in LASTING)
            if not depth:
                canvas.fill(opaque[1], tag.span.start, RegionKind.CODE)
                canvas.fill(tag.span.start, tag.span.end, RegionKind.HTML_TAG)
                opaque = None
    if opaque is not None:
        canvas.fill(opaque[1], end, RegionKind.CODE)


def _draw_lasting(canvas: Canvas, tags: Iterable[Tag]) -> None:
    """Paint the content of elements that go on over blank lines, where CommonMark sees blocks of their own."""
    opened: dict[str, int] = {}
    for tag in tags:
        if tag.name not in LASTING or tag.is_self_closing:
            continue
        if not tag.is_closing:
            opened.setdefault(tag.name, tag.span.end)
        elif tag.name in opened:
            canvas.fill(opened.pop(tag.name), tag.span.start, RegionKind.CODE)


def _draw_overlays(canvas: Canvas, body: int) -> None:
    for span, kind in block_overlays(canvas.text, body, canvas.code()):
        if canvas.is_kind(span.start, RegionKind.CODE):
            continue
        if kind is not RegionKind.HTML_COMMENT and canvas.is_kind(span.start, RegionKind.HTML_COMMENT):
            continue
        if kind is RegionKind.REFERENCE_DEFINITION and canvas.holds_prose(span):
            continue
        canvas.fill(span.start, span.end, kind)
    if "<" in canvas.text or "{" in canvas.text:
        is_code = partial(canvas.is_kind, kind=RegionKind.CODE)
        for span, kind in components(canvas.text, body, canvas.is_prose, is_code):
            canvas.fill(span.start, span.end, kind)
