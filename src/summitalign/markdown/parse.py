"""Read a Markdown text into a Document; lossless, and no text makes it raise."""

from collections.abc import Sequence
from dataclasses import replace

from summitalign.markdown.agenda import read_talks
from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_rows import AgendaEntry
from summitalign.markdown.blocks import Block, BlockReader
from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import front_matter_end, front_matter_scalars
from summitalign.markdown.link_reading import read_links
from summitalign.markdown.mojibake import mend_talk, mended
from summitalign.markdown.regions import read_regions
from summitalign.markdown.segments import Draft, draft_blocks, draft_sections, draft_tables, number
from summitalign.markdown.tables import Cell, Row, Table, html_tables
from summitalign.model.document import Document, Remark, Segment, SegmentKind, Talk
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
    blocks = draft_blocks(text, reader.blocks)
    entries = read_talks(Page(text, tags, links), tables, blocks, _provisional(sections))
    segments = number([*sections, *blocks, *draft_tables(tables), *(_entry(entry) for entry in entries)])
    talks, remarks = _talks(entries, segments)
    return Document(
        source=source,
        text=text,
        regions=regions,
        lines=lines,
        segments=segments,
        links=links,
        talks=talks,
        front_matter=front_matter_scalars(text[:body]),
        remarks=remarks,
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
    return Draft(SegmentKind.ENTRY, 0, mended(entry.talk.title), entry.title_span, entry.span, entry.span)


def _talks(entries: Sequence[AgendaEntry], segments: Sequence[Segment]) -> tuple[tuple[Talk, ...], tuple[Remark, ...]]:
    by_entry = {(s.span.start, s.title_span): s.id for s in segments if s.kind is SegmentKind.ENTRY}
    by_start = {str(s.span.start): s.id for s in segments if s.kind is SegmentKind.SECTION}
    talks: list[Talk] = []
    remarks: list[Remark] = []
    for entry in entries:
        talk, said = mend_talk(entry.talk, entry.title_span)
        notes = by_start.get(talk.notes) if talk.notes else None
        talks.append(replace(talk, segment=by_entry[entry.span.start, entry.title_span], notes=notes))
        remarks.extend(said)
    return tuple(talks), tuple(remarks)
