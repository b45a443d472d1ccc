"""Read a Markdown text into a Document; lossless, and no text makes it raise."""

from collections.abc import Sequence
from dataclasses import replace

from summitalign.markdown.agenda import AgendaEntry, read_talks
from summitalign.markdown.blocks import Block, BlockReader
from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import front_matter_end, front_matter_scalars
from summitalign.markdown.link_reading import read_links
from summitalign.markdown.regions import read_regions
from summitalign.markdown.segments import Draft, draft_blocks, draft_sections, draft_tables, number
from summitalign.markdown.tables import Cell, Row, Table, html_tables
from summitalign.model.document import Document, Segment, SegmentKind, Talk
from summitalign.model.span import LineIndex, Span


def parse(text: str, source: str = "<text>", keys: tuple[str, ...] = ()) -> Document:
    """Read a text without a byte order mark into regions, segments, links and talks.

    Regions tile the text. Any text is accepted: broken Markdown is Markdown. The values of `keys` in its
    front matter are prose.
    """
    body = front_matter_end(text)
    reader = BlockReader()
    regions, tags = read_regions(text, reader.read(read_events(text, body)), body, keys)
    lines = LineIndex.build(text)
    links = read_links(text, regions, tags, reader.links)
    sections = draft_sections(text, reader.blocks, lines, body)
    tables = sorted((*html_tables(text, tags), *_markdown_tables(reader.blocks)), key=lambda table: table.span.start)
    drafts = [*sections, *draft_blocks(text, reader.blocks), *draft_tables(tables)]
    entries = read_talks(text, tables, tags, links, _provisional(sections))
    segments = number([*drafts, *(_entry(entry) for entry in entries)])
    return Document(
        source=source,
        text=text,
        regions=regions,
        lines=lines,
        segments=segments,
        links=links,
        talks=_talks(entries, segments),
        front_matter=front_matter_scalars(text[:body]),
        index={segment.id: segment for segment in segments},
    )


def _markdown_tables(blocks: Sequence[Block]) -> list[Table]:
    tables: list[tuple[Span, list[tuple[Block, list[Cell]]]]] = []
    for block in blocks:
        if block.name == "Table":
            tables.append((block.span, []))
        elif block.name in ("TableHead", "TableRow") and tables:
            tables[-1][1].append((block, []))
        elif block.name == "TableCell" and tables and tables[-1][1]:
            cells = tables[-1][1][-1][1]
            cells.append(Cell(block.span, len(cells)))
    return [
        Table(span, tuple(Row(row.span, tuple(cells), is_header=row.name == "TableHead") for row, cells in rows))
        for span, rows in tables
    ]


def _provisional(sections: Sequence[Draft]) -> tuple[Segment, ...]:
    """Give sections the ids that tell them apart until all segments are numbered: their offsets."""
    return tuple(
        Segment(str(d.span.start), d.kind, d.level, d.title, d.title_span, d.span, anchor=d.anchor) for d in sections
    )


def _entry(entry: AgendaEntry) -> Draft:
    return Draft(SegmentKind.ENTRY, 0, entry.talk.title, entry.title_span, entry.span, entry.span)


def _talks(entries: Sequence[AgendaEntry], segments: Sequence[Segment]) -> tuple[Talk, ...]:
    by_entry = {(s.span.start, s.title): s.id for s in segments if s.kind is SegmentKind.ENTRY}
    by_start = {str(s.span.start): s.id for s in segments if s.kind is SegmentKind.SECTION}
    return tuple(
        replace(
            entry.talk,
            segment=by_entry[entry.span.start, entry.talk.title],
            notes=by_start.get(entry.talk.notes) if entry.talk.notes else None,
        )
        for entry in entries
    )
