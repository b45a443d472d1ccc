"""Painting a text: every code point gets a kind, and runs of one kind become the regions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from summitalign.markdown.canvas import BRUSHES, Canvas
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
FRESH = frozenset({"Paragraph", "Heading", "TableCell", "Item", "List"})
"""Containers into which no open element reaches; a tight item has no paragraph."""
_DRESSES = frozenset({"Emphasis", "Strong", "Strikethrough", "Label"})
"""Containers that add nothing, and lie in no code; a text may hold half a million."""
_START = itemgetter(1)
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
    draw_names(canvas)
    return canvas, tuple(tags)


def read_prose(
    text: str, events: Iterable[Event], body: int, keys: tuple[str, ...], places: Sequence[int]
) -> tuple[tuple[Region, ...], tuple[Tag, ...]]:
    """Return the regions of `read_regions` that are prose and hold one of some places, which ascend, and the tags."""
    canvas, tags = _painted(text, events, body, keys)
    for span, kind in inline_overlays(text, list(canvas.runs_at(places))):
        canvas.fill(span.start, span.end, kind)
    return tuple(canvas.tiles_at(places)), tuple(tags)


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
    _draw_all(canvas, events, blocks, tags)
    draw_rest(canvas, blocks, tags, body)
    return canvas, tags


def draw_rest(canvas: Canvas, blocks: Iterable[tuple[int, int]], tags: list[Tag], body: int) -> None:
    """Draw what is no event: the tags in blocks of HTML, which come to the others, templates, formulas and the like."""
    if blocks:
        for start, end in blocks:
            tags.extend(_draw_html(canvas, start, end))
        tags.sort(key=_START)
    _draw_lasting(canvas, tags)
    _draw_overlays(canvas, body)


def draw_names(canvas: Canvas) -> None:
    """Draw what stands in the prose and is none, such as addresses."""
    for span, kind in inline_overlays(canvas.text, canvas.runs()):
        canvas.fill(span.start, span.end, kind)


def _draw_all(canvas: Canvas, events: Iterable[Event], blocks: list[tuple[int, int]], tags: list[Tag]) -> None:
    """Draw the events; plain text and what only dresses it are told here, as there may be a million."""
    text, paint, scopes, inner_ends, opaque = (
        canvas.text, canvas.paint, canvas.scopes, canvas.inner_ends, canvas.opaque,
    )  # fmt: skip
    for event in events:
        name, _, start, end, value = event
        if name == "Text" and not canvas.code_depth:
            if opaque:
                pass
            elif len(value) == end - start and text.startswith(value, start):
                paint[start:end] = BRUSHES[scopes[-1]] * (end - start)
            else:  # a character reference
                canvas.fill(start, end, RegionKind.ENTITY)
        elif name not in _DRESSES:
            draw(canvas, event, blocks, tags)
            continue
        if inner_ends and end > inner_ends[-1]:
            inner_ends[-1] = end


def draw(canvas: Canvas, event: Event, blocks: list[tuple[int, int]], tags: list[Tag]) -> None:
    """Draw an event, in whatever state the walk has left the canvas; blocks of HTML and tags are put aside."""
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
    if name in ("Link", "Image"):
        canvas.inner_ends.append(start + (2 if name == "Image" else 1))
    elif name in FRESH:
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
    name, _, start, end, _ = event
    if name in _LEAVES:
        canvas.fill(start, end, _LEAVES[name])
    elif name == "InlineHtml":
        _draw_inline_tag(canvas, event, tags)
    elif name == "Html":
        canvas.prose(start, end, Scope.HTML.value)


def _draw_inline_tag(canvas: Canvas, event: Event, tags: list[Tag]) -> None:
    _, _, start, end, _ = event
    plain = plain_tag(canvas.text, start, end)
    for tag in scan_tags(canvas.text, start, end) if plain is None else (plain,):
        name, first, last, source = tag
        tags.append(tag)
        canvas.fill(first, last, RegionKind.HTML_COMMENT if name[0] == "!" else RegionKind.HTML_TAG)
        if name not in OPAQUE or source.endswith("/>"):
            continue
        if source.startswith("</"):
            canvas.close(name, first)
        else:
            canvas.open(name, last)


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
            canvas.fill(tag.start, tag.end, kind)
            if is_opening:
                opaque, depth = (tag.name, tag.end), 1
        elif tag.name == opaque[0]:
            # Only inline code is nested; a second `<pre>` opens nothing inside of the first.
            depth += (tag.is_closing and -1) or (is_opening and tag.name not in LASTING)
            if not depth:
                canvas.fill(opaque[1], tag.start, RegionKind.CODE)
                canvas.fill(tag.start, tag.end, RegionKind.HTML_TAG)
                opaque = None
    if opaque is not None:
        canvas.fill(opaque[1], end, RegionKind.CODE)


def _draw_lasting(canvas: Canvas, tags: Iterable[Tag]) -> None:
    """Paint the content of elements that go on over blank lines, where CommonMark sees blocks of their own."""
    opened: dict[str, int] = {}
    for name, start, end, source in tags:
        if name not in LASTING or source.endswith("/>"):
            continue
        if not source.startswith("</"):
            opened.setdefault(name, end)
        elif name in opened:
            canvas.fill(opened.pop(name), start, RegionKind.CODE)


def _draw_overlays(canvas: Canvas, body: int) -> None:
    for span, kind in block_overlays(canvas.text, body, canvas.code):
        if canvas.is_kind(span.start, RegionKind.CODE):
            continue
        if kind is not RegionKind.HTML_COMMENT and canvas.is_kind(span.start, RegionKind.HTML_COMMENT):
            continue
        if kind is RegionKind.REFERENCE_DEFINITION and canvas.holds_prose(span):
            continue
        canvas.fill(span.start, span.end, kind)
    if "<" in canvas.text or "{" in canvas.text:
        is_code = partial(canvas.is_kind, kind=RegionKind.CODE)
        for span, kind in components(canvas.text, body, canvas.prose_marks, is_code):
            canvas.fill(span.start, span.end, kind)
