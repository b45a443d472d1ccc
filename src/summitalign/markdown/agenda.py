"""Talks of an event, read from its agenda: tables, lists, or headed notes."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_columns import Columns, Plain, day_of, find_columns, is_heading, plain_cells
from summitalign.markdown.agenda_headings import Around, Outline
from summitalign.markdown.agenda_lists import read_listed
from summitalign.markdown.agenda_notes import read_headed
from summitalign.markdown.agenda_rows import AgendaEntry, GridReader, RowReader
from summitalign.markdown.agenda_words import Role, Times, read_times, start_time
from summitalign.markdown.segments import Draft
from summitalign.markdown.tables import Cell, Table
from summitalign.model.document import Segment, SegmentKind


def read_talks(
    page: Page, tables: Sequence[Table], blocks: Sequence[Draft], sections: Sequence[Segment]
) -> tuple[AgendaEntry, ...]:
    """Return the talks of all agendas of a text, in order: of its tables, else of its lists, else of its headings.

    `tables` and `sections` are in order of their start. A talk's day is the heading
    around it that names one, else the last one; its notes are the section that a link beside it leads to.
    """
    found = _read_tables(page, tables, sections) if tables else ()
    if not found:
        items = (block for block in blocks if block.kind is SegmentKind.ITEM)
        found = read_listed(page, sorted(items, key=lambda item: (item.span.start, -item.extent.end)), sections)
    return found or read_headed(page, sections)


def _read_tables(page: Page, tables: Sequence[Table], sections: Sequence[Segment]) -> tuple[AgendaEntry, ...]:
    """Return the talks of tables; those that are no agenda give none. Pauses are no talks."""
    outline = Outline.of(sections)
    notes = {"#" + section.anchor.lower(): section.id for section in reversed(sections) if section.anchor}
    found: list[AgendaEntry] = []
    for table in sorted(tables, key=lambda table: (-table.span.start, table.span.end)):
        own = list(_read_table(page, table, outline.at(table.span.start), notes))
        if own:
            # A table inside a cell says more of the talks than the row around it.
            inner: list[AgendaEntry] = []
            while found and table.span.contains(found[-1].span):
                inner.append(found.pop())
            own = [*_outside(own, inner), *_within(inner, own)]
        found.extend(sorted(own, key=lambda entry: entry.span, reverse=True))
    return tuple(sorted(found, key=lambda entry: (entry.span.start, entry.span.end)))


def _outside(outer: Sequence[AgendaEntry], inner: Sequence[AgendaEntry]) -> Iterator[AgendaEntry]:
    """Yield the entries that hold none of others, which lie wholly inside or outside of each."""
    starts = sorted(entry.span.start for entry in inner)
    for entry in outer:
        at = bisect_left(starts, entry.span.start)
        if at >= len(starts) or starts[at] >= entry.span.end:
            yield entry


def _within(inner: Sequence[AgendaEntry], outer: Sequence[AgendaEntry]) -> Iterator[AgendaEntry]:
    """Yield the talks of a table inside a row, with what the row says of all of them."""
    rows = sorted(outer, key=lambda entry: entry.span)
    starts = [row.span.start for row in rows]
    for entry in inner:
        at = bisect_right(starts, entry.span.start) - 1
        if at < 0 or not rows[at].span.contains(entry.span) or entry.talk.session:
            yield entry
            continue
        row = rows[at]
        talk = replace(
            entry.talk,
            session="" if row.title_span.overlaps(entry.span) else row.talk.title,
            time=entry.talk.time or row.talk.time,
            room=entry.talk.room or row.talk.room,
        )
        yield replace(entry, talk=talk)


def _read_table(page: Page, table: Table, around: Around, notes: dict[str, str]) -> Iterator[AgendaEntry]:
    grid = [plain_cells(page, row) for row in table.rows]
    columns = find_columns(page, table, grid)
    if columns is None:
        return
    times = _row_times(grid, columns)
    reader: type[RowReader] = GridReader if columns.tracks else RowReader
    above: dict[int, tuple[Cell, int]] = {}
    for number, (row, plain) in enumerate(zip(table.rows, grid, strict=True)):
        covered = {column: cell for column, (cell, rows) in above.items() if rows > 0}
        above = {column: (cell, rows - 1) for column, (cell, rows) in above.items() if rows > 1}
        above.update({cell.column: (cell, cell.height - 1) for cell in row.cells if cell.height > 1})
        if number == columns.header or is_heading(plain):
            continue
        if announced := day_of(plain):
            around = Around(announced)
            continue
        for entry in reader(page, row, columns, times[number:], notes, covered).entries():
            yield replace(entry, talk=around.fill(entry.talk))


def _row_times(grid: Sequence[Plain], columns: Columns) -> list[Times]:
    """Return when each row begins and ends: a row without a time of its own stands beside one that spans rows."""
    times: list[Times] = []
    last = Times("")
    for number, plain in enumerate(grid):
        if number != columns.header and columns.time is not None and columns.time in plain:
            # A cell that is no time, such as one of a heading, ends what the cells above it say.
            last = (start_time(plain[columns.time]) and read_times(plain[columns.time])) or Times("")
        ends = read_times(plain.get(columns.roles.get(Role.END, -1), ""))
        times.append(replace(last, end=ends.start) if ends else last)
    return times
