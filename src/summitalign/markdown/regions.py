"""Painting a text: every code point gets a kind, and runs of one kind become the regions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from summitalign.markdown.components import components
from summitalign.markdown.events import Event
from summitalign.markdown.front_matter import prose_values
from summitalign.markdown.html import LASTING, OPAQUE, Tag, scan_tags
from summitalign.markdown.overlays import block_overlays, inline_overlays
from summitalign.model.document import Region, RegionKind, Scope
from summitalign.model.span import Span

_PROSE = 0x80
"""Bit of a prose code point; the seven lower bits hold its scopes."""
_FRONT_PROSE = 0x7F
"""A code point of a front matter's prose: its scope is the eighth, for which no bit is left."""
_KINDS = (None, *(kind for kind in RegionKind if kind is not RegionKind.PROSE))
_CODES: dict[RegionKind, int] = {kind: code for code, kind in enumerate(_KINDS) if kind is not None}
_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_CODE_RUN = re.compile(re.escape(bytes((_CODES[RegionKind.CODE],))) + b"+")
_PROSE_RUN = re.compile(rb"[\x7f-\xff]+")
_FRONT_MARKUP = re.compile(r"`[^`]*`|\]\([^()]*\)|<[^<>]*>|\{[{%].*?[%}]\}")
"""What no parser looks for in a front matter, and its prose may hold all the same."""
_CELL_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")
SCOPED = {
    "Heading": Scope.HEADING.value,
    "Table": Scope.TABLE.value,
    "Item": Scope.LIST.value,
    "BlockQuote": Scope.QUOTE.value,
    "Link": Scope.LINK_TEXT.value,
    "Image": Scope.ALT.value,
}
"""Bits that a container adds to the scopes of the prose in it."""


@dataclass(slots=True)
class _Canvas:
    """One byte for each code point, and the state of the walk through the events."""

    text: str
    paint: bytearray
    scopes: list[int] = field(default_factory=lambda: [0])
    inner_ends: list[int] = field(default_factory=list)
    """For each open link or image: where its shown content ends."""
    code_depth: int = 0
    opaque: list[tuple[str, int]] = field(default_factory=list)
    """Open inline elements whose content is no prose, with the offset behind their tag."""

    def fill(self, start: int, end: int, kind: RegionKind) -> None:
        self.paint[start:end] = bytes((_CODES[kind],)) * (end - start)

    def prose(self, start: int, end: int, extra: int = 0) -> None:
        self.paint[start:end] = bytes((_PROSE | self.scopes[-1] | extra,)) * (end - start)


def read_regions(
    text: str, events: Iterable[Event], body: int, keys: tuple[str, ...] = ()
) -> tuple[tuple[Region, ...], tuple[Tag, ...]]:
    """Tile a text with regions, and return the HTML tags met on the way.

    `body` is the offset behind the front matter, whose values of the given `keys` are prose. Any event
    stream gives a tiling of the whole text.
    """
    canvas = _Canvas(text, bytearray(bytes((_CODES[RegionKind.MARKUP],)) * len(text)))
    canvas.fill(0, body, RegionKind.FRONT_MATTER)
    for value in prose_values(text[:body], keys):
        canvas.paint[value.start : value.end] = bytes((_FRONT_PROSE,)) * len(value)
        for match in _FRONT_MARKUP.finditer(text, value.start, value.end):
            canvas.fill(*match.span(), RegionKind.CODE)
    blocks: list[tuple[int, int]] = []
    tags: list[Tag] = []
    for event in events:
        _draw(canvas, event, blocks, tags)
    for start, end in blocks:
        tags.extend(_draw_html(canvas, start, end))
    tags.sort(key=lambda tag: tag.span.start)
    _draw_lasting(canvas, tags)
    _draw_overlays(canvas, body)
    return tuple(_tiles(canvas.paint)), tuple(tags)


def _draw(canvas: _Canvas, event: Event, blocks: list[tuple[int, int]], tags: list[Tag]) -> None:
    if event.phase == "start":
        _enter(canvas, event, blocks)
    elif event.phase == "end":
        _leave(canvas, event)
    elif not canvas.code_depth:
        _draw_leaf(canvas, event, tags)
    if canvas.inner_ends and event.phase != "start":
        canvas.inner_ends[-1] = max(canvas.inner_ends[-1], event.end)


def _enter(canvas: _Canvas, event: Event, blocks: list[tuple[int, int]]) -> None:
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
        canvas.opaque.clear()


def _leave(canvas: _Canvas, event: Event) -> None:
    if len(canvas.scopes) > 1:
        canvas.scopes.pop()
    if event.name == "CodeBlock":
        canvas.code_depth -= 1
    elif event.name in ("TableRow", "TableHead") and "`" in canvas.text[event.start : event.end]:
        # A bar parts `a | b` into cells; whoever wrote it meant code.
        for match in _CELL_CODE.finditer(canvas.text, event.start, event.end):
            canvas.fill(*match.span(), RegionKind.CODE)
    elif event.name in ("Link", "Image") and canvas.inner_ends:
        inner = canvas.inner_ends.pop()
        _close_link(canvas, event, inner)


def _close_link(canvas: _Canvas, event: Event, inner: int) -> None:
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


def _draw_leaf(canvas: _Canvas, event: Event, tags: list[Tag]) -> None:
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


def _draw_inline_tag(canvas: _Canvas, event: Event, tags: list[Tag]) -> None:
    for tag in scan_tags(canvas.text, event.start, event.end):
        tags.append(tag)
        kind = RegionKind.HTML_COMMENT if tag.is_markup_only else RegionKind.HTML_TAG
        canvas.fill(tag.span.start, tag.span.end, kind)
        if tag.name not in OPAQUE or tag.is_self_closing:
            continue
        if not tag.is_closing:
            canvas.opaque.append((tag.name, tag.span.end))
        elif any(name == tag.name for name, _ in canvas.opaque):
            name, begin = canvas.opaque.pop()
            while name != tag.name:
                name, begin = canvas.opaque.pop()
            canvas.fill(begin, tag.span.start, RegionKind.CODE)


def _draw_html(canvas: _Canvas, start: int, end: int) -> Iterator[Tag]:
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


def _draw_lasting(canvas: _Canvas, tags: Iterable[Tag]) -> None:
    """Paint the content of elements that go on over blank lines, where CommonMark sees blocks of their own."""
    opened: dict[str, int] = {}
    for tag in tags:
        if tag.name not in LASTING or tag.is_self_closing:
            continue
        if not tag.is_closing:
            opened.setdefault(tag.name, tag.span.end)
        elif tag.name in opened:
            canvas.fill(opened.pop(tag.name), tag.span.start, RegionKind.CODE)


def _draw_overlays(canvas: _Canvas, body: int) -> None:
    code = _CODES[RegionKind.CODE]
    paint = canvas.paint
    spots = [Span(*run.span()) for run in _CODE_RUN.finditer(paint)]
    for span, kind in block_overlays(canvas.text, body, spots):
        first = paint[span.start]
        if first == code or (first == _CODES[RegionKind.HTML_COMMENT] and kind is not RegionKind.HTML_COMMENT):
            continue
        if kind is RegionKind.REFERENCE_DEFINITION and _holds_prose(paint, span):
            continue
        canvas.fill(span.start, span.end, kind)
    if "<" in canvas.text or "{" in canvas.text:
        found = components(canvas.text, body, lambda at: paint[at] >= _FRONT_PROSE, lambda at: paint[at] == code)
        for span, kind in found:
            canvas.fill(span.start, span.end, kind)
    for span, kind in inline_overlays(canvas.text, list(_runs(canvas))):
        canvas.fill(span.start, span.end, kind)


def _runs(canvas: _Canvas) -> Iterator[tuple[int, int]]:
    """Yield the runs of prose; escapes and character references inside a run do not part it."""
    escapes = (_CODES[RegionKind.ENTITY], _CODES[RegionKind.MARKUP])
    start = end = -1
    for run in _PROSE_RUN.finditer(canvas.paint):
        if (
            end >= 0
            and all(
                canvas.paint[at] == escapes[0] or (canvas.paint[at] == escapes[1] and canvas.text[at] == "\\")
                for at in range(end, min(run.start(), end + 12))
            )
            and run.start() - end < 12
        ):
            end = run.end()
            continue
        if end >= 0:
            yield start, end
        start, end = run.span()
    if end >= 0:
        yield start, end


def _holds_prose(paint: bytearray, span: Span) -> bool:
    return _PROSE_RUN.search(paint, span.start, span.end) is not None


def _tiles(paint: bytearray) -> Iterator[Region]:
    for run in _RUN.finditer(paint):
        code = run[1][0]
        span = Span(run.start(), run.end())
        if code >= _PROSE:
            yield Region(RegionKind.PROSE, span, Scope(code & ~_PROSE))
        elif code == _FRONT_PROSE:
            yield Region(RegionKind.PROSE, span, Scope.FRONT_MATTER)
        else:
            kind = _KINDS[code]
            yield Region(kind or RegionKind.MARKUP, span)
