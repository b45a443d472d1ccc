"""A Document of the file whose texts were read: its own text and lines, with what was read in their places."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from summitalign.fix.apply import apply_edits
from summitalign.formats.kinds import Kind, kind_of
from summitalign.formats.read import read
from summitalign.formats.reading import Reading, Tile
from summitalign.markdown.parse import parse
from summitalign.model.document import Document, Link, Region, RegionKind, Segment
from summitalign.model.finding import Edit
from summitalign.model.span import LineIndex, Span


def read_document(raw: str, source: str, *, as_written: bool = False) -> Document | None:
    """Read a file as a Document: its texts are prose as Markdown has it, all else is markup; None for other files.

    Letters that are written as escapes are read as letters, as those of another encoding are: no line moves. Where the
    text is to be `as_written`, they are not. A page of HTML with an agenda in it is none of these files.
    Raises InputError as `read` does.
    """
    reading = read(raw, source)
    if reading is None or (kind_of(source) is Kind.HTML and any(parse(raw, source).talks)):
        return None
    letters = raw if as_written else _with_letters(reading)
    return _document_of(reading if letters == raw else read(letters, source) or reading, source)


def _with_letters(reading: Reading) -> str:
    written = [tile for tile in reading.tiles if tile.is_escape and tile.span.of(reading.text).isalnum()]
    return apply_edits(reading.raw, [Edit(tile.raw, tile.span.of(reading.text)) for tile in written])


def _document_of(reading: Reading, source: str) -> Document:
    inner = parse(reading.text, source)
    segments = _segments(reading, inner)
    kept = {segment.id for segment in segments}
    return replace(
        inner,
        text=reading.raw,
        regions=tuple(_regions(reading, inner)),
        lines=LineIndex.build(reading.raw),
        segments=segments,
        links=tuple(link for each in inner.links if (link := _link(reading, each)) is not None),
        talks=tuple(talk for talk in inner.talks if talk.segment in kept),
        remarks=tuple(
            replace(each, span=span) for each in inner.remarks if (span := reading.raw_span(each.span)) is not None
        ),
        index={segment.id: segment for segment in segments},
    )


def _regions(reading: Reading, inner: Document) -> Iterator[Region]:
    position = 0
    for tile in reading.tiles:
        if tile.raw.start > position:
            yield Region(RegionKind.MARKUP, Span(position, tile.raw.start))
        yield from _of_tile(tile, inner)
        position = tile.raw.end
    if position < len(reading.raw):
        yield Region(RegionKind.MARKUP, Span(position, len(reading.raw)))


def _of_tile(tile: Tile, inner: Document) -> Iterator[Region]:
    at = bisect_right(inner.regions, tile.span.start, key=lambda region: region.span.start) - 1
    if tile.is_escape:
        kind = inner.regions[at].kind
        yield Region(RegionKind.ENTITY if kind is RegionKind.PROSE else kind, tile.raw)
        return
    shift = tile.raw.start - tile.span.start
    while at < len(inner.regions) and inner.regions[at].span.start < tile.span.end:
        region = inner.regions[at]
        start, end = max(region.span.start, tile.span.start), min(region.span.end, tile.span.end)
        yield Region(region.kind, Span(start, end).shifted(shift), region.scope)
        at += 1


def _segments(reading: Reading, inner: Document) -> tuple[Segment, ...]:
    """Return the segments that hold anything of the file."""
    placed = {segment.id: reading.raw_span(segment.span) for segment in inner.segments}
    found = []
    for segment in inner.segments:
        span = placed[segment.id]
        if span is None:
            continue
        title = reading.raw_span(segment.title_span) if len(segment.title_span) else None
        parent = segment.parent if segment.parent and placed[segment.parent] else None
        found.append(replace(segment, span=span, title_span=title or Span(span.start, span.start), parent=parent))
    return tuple(found)


def _link(reading: Reading, link: Link) -> Link | None:
    span = reading.raw_span(link.span)
    if span is None:
        return None
    shown = reading.raw_span(link.text_span) if len(link.text_span) else None
    return replace(link, span=span, text_span=shown or Span(span.start, span.start))
