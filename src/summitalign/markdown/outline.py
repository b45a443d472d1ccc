"""What the languages of a text are told from: which of its characters are prose, and where its sections begin.

Links, talks and the regions themselves are left out, which takes less than half of the time of reading a document.
"""

from dataclasses import dataclass

from summitalign.markdown.blocks import Block, BlockReader
from summitalign.markdown.canvas import Canvas, paint_of
from summitalign.markdown.events import all_places, extensions, read_events, readable
from summitalign.markdown.front_matter import front_matter_end, front_matter_scalars
from summitalign.markdown.regions import draw_names, draw_rest, read_canvas
from summitalign.markdown.segments import draft_sections
from summitalign.markdown.skim import Skimmer
from summitalign.model.document import Document, RegionKind, SegmentKind
from summitalign.model.span import LineIndex, Span


@dataclass(frozen=True, slots=True)
class Section:
    """A section's own text, to the next heading of any level."""

    span: Span
    title: str
    """Plain text of the heading; empty for what stands before the first one."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A text that never changes, painted, and its sections."""

    source: str
    """The path as it was given, or a name such as `<text>`."""
    text: str
    paint: bytes
    """One byte for each code point: what it is, and for prose the contexts; `canvas.py` tells what they mean."""
    lines: LineIndex
    sections: tuple[Section, ...] = ()
    """In order; none where nothing parts the text."""
    front_matter: tuple[tuple[str, str], ...] = ()
    """Top-level scalar keys and values of the front matter, as text."""
    encoding: str = "utf-8"
    has_bom: bool = False


def read_outline(text: str, source: str = "<text>") -> Outline:
    """Read a Markdown text without a byte order mark; lossless, and no text makes it raise."""
    body = front_matter_end(text)
    canvas, heads = _skimmed(text, body) or _read(text, body)
    lines = LineIndex.build(text)
    sections = tuple(Section(draft.span, draft.title) for draft in draft_sections(text, heads, lines, body))
    return Outline(source, text, bytes(canvas.paint), lines, sections, front_matter_scalars(text[:body]))


def _skimmed(text: str, body: int) -> tuple[Canvas, list[Block]] | None:
    """Paint a text and return what may begin its sections; None for a few texts that `_read` has to look at."""
    import pyromark

    part = text[body:]
    if readable(part) != part:
        return None
    canvas = Canvas.of(text)
    canvas.fill(0, body, RegionKind.FRONT_MATTER)
    skimmer = Skimmer(canvas)
    if not skimmer.read(pyromark.events_with_range(part, options=extensions()), all_places(part, body)):
        return None
    draw_rest(canvas, skimmer.htmls, skimmer.tags, body)
    draw_names(canvas)
    return canvas, skimmer.heads


def _read(text: str, body: int) -> tuple[Canvas, list[Block]]:
    reader = BlockReader()
    canvas, _ = read_canvas(text, reader.read(read_events(text, body)), body)
    return canvas, reader.blocks


def outline_of(document: Document | Outline) -> Outline:
    """Return the outline of a document that has been read already."""
    if isinstance(document, Outline):
        return document
    return Outline(
        document.source,
        document.text,
        paint_of(document.regions),
        document.lines,
        tuple(Section(each.span, each.title) for each in document.segments if each.kind is SegmentKind.SECTION),
        document.front_matter,
        document.encoding,
        document.has_bom,
    )
