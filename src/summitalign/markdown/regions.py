"""Painting a text: every code point gets a kind, and runs of one kind become the regions."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from summitalign.markdown.canvas import Canvas
from summitalign.markdown.components import components
from summitalign.markdown.events import Event
from summitalign.markdown.front_matter import prose_values
from summitalign.markdown.html import LASTING, OPAQUE, Tag, plain_tag, scan_tags
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
_FRESH = frozenset({"Paragraph", "Heading", "TableCell", "Item", "List"})
"""Containers into which no open element reaches; a tight item has no paragraph."""
_BARE = frozenset({"Emphasis", "Strong", "Strikethrough", "BlockQuote", "Label"})
"""Containers that add nothing but their scope; a text may hold half a million."""
_LEAVES = {
    "Code": RegionKind.CODE,
    "InlineMath": RegionKind.MATH,
    "DisplayMath": RegionKind.MATH,
    "FootnoteReference": RegionKind.FOOTNOTE_LABEL,
}


def read_regions(
    text: str, events: Iterable[Event], body: int, keys: tuple[str, ...] = ()
) -> tuple[tuple[Region, ...], tuple[Tag, ...]]:
    """Tile a text with regions, and return the HTML tags met on the way.

    `body` is the offset behind the front matter, whose values of the given `keys` are prose. Any event
    stream gives a tiling of the whole text.
    """
    canvas, tags = read_canvas(text, events, body, keys)
    return tuple(canvas.tiles()), tags


def read_canvas(
    text: str, events: Iterable[Event], body: int, keys: tuple[str, ...] = ()
) -> tuple[Canvas, tuple[Tag, ...]]:
    """Paint the regions of `read_regions`, for whom few of them matter: half a million take as long as painting."""
    canvas, tags = _painted(text, events, body, keys)
    for span, kind in inline_overlays(text, canvas.runs()):
        canvas.fill(span.start, span.end, kind)
    return canvas, tuple(tags)


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
    _, phase, _, end, _ = event
    if phase == "start":
        _enter(canvas, event, blocks)
        return
    if phase == "end":
        _leave(canvas, event)
    elif not canvas.code_depth:
        _draw_leaf(canvas, event, tags)
    if canvas.inner_ends and end > canvas.inner_ends[-1]:
        canvas.inner_ends[-1] = end


def _enter(canvas: Canvas, event: Event, blocks: list[tuple[int, int]]) -> None:
    name, _, start, end, _ = event
    canvas.scopes.append(canvas.scopes[-1] | SCOPED.get(name, 0))
    if name in _BARE:
        return
    if name in ("Link", "Image"):
        canvas.inner_ends.append(start + (2 if name == "Image" else 1))
    elif name in _FRESH:
        canvas.abandon()
    elif name == "CodeBlock":
        canvas.fill(start, end, RegionKind.CODE)
        canvas.code_depth += 1
    elif name == "HtmlBlock":
        blocks.append((start, end))
    elif name == "FootnoteDefinition":
        colon = canvas.text.find(":", start, end)
        canvas.fill(start, colon + 1 if colon >= 0 else start, RegionKind.FOOTNOTE_LABEL)


def _leave(canvas: Canvas, event: Event) -> None:
    name, _, start, end, _ = event
    if len(canvas.scopes) > 1:
        canvas.scopes.pop()
    if name in _BARE:
        return
    if name == "CodeBlock":
        canvas.code_depth -= 1
    elif name in ("TableRow", "TableHead") and "`" in canvas.text[start:end]:
        # A bar parts `a | b` into cells; whoever wrote it meant code.
        for match in CELL_CODE.finditer(canvas.text, start, end):
            canvas.fill(*match.span(), RegionKind.CODE)
    elif name in ("Link", "Image") and canvas.inner_ends:
        _close_link(canvas, event, canvas.inner_ends.pop())


def _close_link(canvas: Canvas, event: Event, inner: int) -> None:
    """Paint what follows the shown content; the opening event carries the fields, the text tells the rest."""
    _, _, start, end, _ = event
    tail = canvas.text[inner:end].lstrip()
    if canvas.text[start] == "<":
        canvas.fill(start, end, RegionKind.AUTOLINK)
    elif tail.startswith("]("):
        canvas.fill(inner, end, RegionKind.LINK_TARGET)
    elif tail in ("]", "][]") or not tail.startswith("]["):
        canvas.fill(start, end, RegionKind.REFERENCE_LABEL)
    else:
        canvas.fill(inner, end, RegionKind.REFERENCE_LABEL)


def _draw_leaf(canvas: Canvas, event: Event, tags: list[Tag]) -> None:
    name, _, start, end, value = event
    if name == "Text":  # what `draw_words` leaves
        if canvas.opaque:
            return
        if canvas.text.startswith(value, start) and len(value) == end - start:
            canvas.prose(start, end)
        else:
            canvas.fill(start, end, RegionKind.ENTITY)
    elif name in _LEAVES:
        canvas.fill(start, end, _LEAVES[name])
    elif name == "InlineHtml":
        _draw_inline_tag(canvas, event, tags)
    elif name == "Html":
        canvas.prose(start, end, Scope.HTML.value)


def _draw_inline_tag(canvas: Canvas, event: Event, tags: list[Tag]) -> None:
    _, _, start, end, _ = event
    plain = plain_tag(canvas.text, start, end)
    for tag in scan_tags(canvas.text, start, end) if plain is None else (plain,):
        tags.append(tag)
        kind = RegionKind.HTML_COMMENT if plain is None and tag.is_markup_only else RegionKind.HTML_TAG
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
