"""Talks of an event, read from the tables of its agenda."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_people import is_name
from summitalign.markdown.agenda_talks import TalkLines, Title, read_talk, read_title, speakers_in, talks_in
from summitalign.markdown.agenda_words import Role, column_role, is_pause, start_time
from summitalign.markdown.html import Tag
from summitalign.markdown.tables import Cell, Row, Table
from summitalign.model.document import Link, LinkKind, Segment, Speaker, Talk
from summitalign.model.span import Span

_SHORT_CELL = 300
"""Code points of a cell as written; a longer one is neither a heading nor a time."""
_HEADER_DEPTH = 3
"""Rows from the top among which the headings of the columns are looked for."""
_PEOPLE_PRIOR = -1.0
"""Vote against talks in a cell whose column is headed as one of people."""
_TITLED_PRIOR = -2.0
"""Vote against talks in a cell beside a title that has a video of its own."""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A talk and where the agenda has it."""

    span: Span
    """The table row, or the talk's own lines where a cell holds several."""
    title_span: Span
    talk: Talk
    """With an empty `segment`."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of an agenda hold."""

    time: int | None
    title: int
    people: int | None
    """None where no heading tells; the columns behind the title may then hold people."""
    header: int
    """Index of the row with the headings; -1 without one."""


def read_talks(
    text: str, tables: Sequence[Table], tags: Sequence[Tag], links: Sequence[Link], sections: Sequence[Segment]
) -> tuple[AgendaEntry, ...]:
    """Return the talks of all agendas among the tables of a text, in order; other tables give none.

    An agenda has a column of times, or headings that say title and speaker. Pauses are no talks. `tags` and
    `links` are those of the text in order of their start, `sections` its sections in order: a talk's day is the
    title of the section around its table, its notes the section that a link in its row leads to.
    """
    page = Page(text, tags, sorted(links, key=lambda link: link.span.start))
    starts = [section.span.start for section in sections]
    notes = {"#" + section.anchor.lower(): section.id for section in reversed(sections) if section.anchor}
    entries: list[AgendaEntry] = []
    for table in tables:
        at = bisect_right(starts, table.span.start) - 1
        entries.extend(_read_table(page, table, sections[at].title if at >= 0 else "", notes))
    return tuple(sorted(entries, key=lambda entry: (entry.span.start, entry.span.end)))


def _read_table(page: Page, table: Table, day: str, notes: dict[str, str]) -> Iterator[AgendaEntry]:
    grid = [_plain_cells(page, row) for row in table.rows]
    columns = _find_columns(page, table, grid)
    if columns is None:
        return
    time = ""
    for number, (row, plain) in enumerate(zip(table.rows, grid, strict=True)):
        if number == columns.header or _is_heading(plain):
            continue
        if columns.time is not None and columns.time in plain:
            time = start_time(plain[columns.time])
        # A row without a cell of its own there stands beside a time that spans several rows.
        yield from _RowReader(page, row, columns, day, time, notes).entries()


def _plain_cells(page: Page, row: Row) -> dict[int, str]:
    """Return the text of a row's cells by column; of a long cell only that it is not empty."""
    return {
        cell.column: page.plain(cell.span) if len(cell.span) <= _SHORT_CELL else "…" * (_SHORT_CELL + 1)
        for cell in row.cells
    }


def _is_heading(plain: dict[int, str]) -> bool:
    """Say whether a row only names columns."""
    roles = {role for cell in plain.values() if (role := column_role(cell)) is not None}
    return len(roles) > 1 and not any(start_time(cell) for cell in plain.values())


def _find_columns(page: Page, table: Table, grid: Sequence[dict[int, str]]) -> _Columns | None:
    """Tell what the columns hold, by their headings, else by what stands in them; None for another table."""
    header = next((number for number, plain in enumerate(grid[:_HEADER_DEPTH]) if _is_heading(plain)), -1)
    if header < 0 and table.rows and table.rows[0].is_header and not any(map(start_time, grid[0].values())):
        header = 0
    headings = sorted(grid[header].items(), reverse=True) if header >= 0 else []
    roles = {column_role(cell): column for column, cell in headings}  # of two alike the first in the row stays
    body = [plain for number, plain in enumerate(grid) if number != header]
    time = _time_column(body, roles.get(Role.TIME))
    title = roles.get(Role.TITLE, roles.get(Role.SESSION))
    people = roles.get(Role.PEOPLE)
    if time is None:
        is_agenda = title is not None and people is not None
    else:
        is_agenda = title is not None or people is not None or _looks_like_agenda(page, table, body)
    if title is None and time is not None:
        title = _title_column(body, time, people)
    return _Columns(time, title, people, header) if is_agenda and title is not None else None


def _time_column(body: Sequence[dict[int, str]], named: int | None) -> int | None:
    """Return the first column where at least half of the filled cells are times, the named one before all."""
    columns = sorted({column for plain in body for column in plain}, key=lambda column: (column != named, column))
    for column in columns:
        if _is_timed(body, column):
            return column
    return None


def _is_timed(body: Sequence[dict[int, str]], column: int) -> bool:
    filled = [plain[column] for plain in body if plain.get(column)]
    timed = sum(1 for cell in filled if start_time(cell))
    return timed > 0 and 2 * timed >= len(filled)


def _title_column(body: Sequence[dict[int, str]], time: int, people: int | None) -> int | None:
    """Return the first column behind the times that holds words and no times."""
    columns = sorted({column for plain in body for column in plain if column > time and column != people})
    for column in columns:
        filled = [plain[column] for plain in body if plain.get(column)]
        worded = sum(1 for cell in filled if len(cell) > _SHORT_CELL or any(map(str.isalpha, cell)))
        if filled and 2 * worded >= len(filled) and not _is_timed(body, column):
            return column
    return None


def _looks_like_agenda(page: Page, table: Table, body: Sequence[dict[int, str]]) -> bool:
    """Say whether a table with times but without known headings is an agenda: by pauses, links or bold phrases.

    Without any of these it could as well be a timetable, a log or a list of opening hours.
    """
    if any(is_pause(cell) for plain in body for cell in plain.values()):
        return True
    if any(link.kind is not LinkKind.MAIL for link in page.links_in(table.span)):
        return True
    return any(line.bolds for row in table.rows for cell in row.cells[1:] for line in page.lines(cell.span))


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads the talks of one row."""

    page: Page
    row: Row
    columns: _Columns
    day: str
    time: str
    notes: dict[str, str]

    def entries(self) -> Iterator[AgendaEntry]:
        """Yield one entry for each talk of the row; none for a pause, a heading or an empty row."""
        title_cell = self._title_cell()
        title_lines = self.page.lines(title_cell.span) if title_cell is not None else ()
        title = read_title(self.page, title_lines)
        others = [cell for cell in self.row.cells if cell is not title_cell and cell.column != self.columns.time]
        has_video = title_cell is not None and self._has_video(title_cell.span)
        for cell in others:
            prior = _PEOPLE_PRIOR if cell.column == self.columns.people else 0.0
            talks = talks_in(self.page, self.page.lines(cell.span), prior + (_TITLED_PRIOR if has_video else 0.0))
            if talks:
                yield from self._cell_entries(cell, talks, title.text if title is not None else "")
                return
        talks = talks_in(self.page, title_lines, 0.0)
        if title_cell is not None and len(talks) > 1:
            has_lead = title_lines[0] is not talks[0].lines[0]
            yield from self._cell_entries(title_cell, talks, title_lines[0].plain if has_lead else "")
        elif title is not None:
            yield from self._row_entry(title, others)

    def _title_cell(self) -> Cell | None:
        """Return the cell of the title, or the one before it that spans its column; never that of the time."""
        cells = [cell for cell in self.row.cells if cell.column <= self.columns.title]
        cells = [cell for cell in cells if cell.column not in (self.columns.time, self.columns.people)]
        return cells[-1] if cells else None

    def _has_video(self, span: Span) -> bool:
        return any(link.kind is LinkKind.VIDEO for link in self.page.links_in(span))

    def _cell_entries(self, cell: Cell, talks: Sequence[TalkLines], session: str) -> Iterator[AgendaEntry]:
        """Yield the entries of several talks in one cell; a link to notes beside the cell is for all of them."""
        beside = [link for link in self.page.links_in(self.row.span) if not cell.span.contains(link.span)]
        for talk in talks:
            links = self.page.links_in(talk.span)
            yield self._entry(talk.span, read_talk(self.page, talk), session, links, self._notes((*links, *beside)))

    def _row_entry(self, title: Title, others: Sequence[Cell]) -> Iterator[AgendaEntry]:
        """Yield the entry of a row that is one talk."""
        speakers = self._speakers(others) or title.speakers
        links = self.page.links_in(self.row.span)
        if is_pause(title.text) and not links and not any(len(one.name.split()) > 1 for one in speakers):
            return
        if self.columns.time is not None and not (self.time or links or speakers):
            return
        yield self._entry(self.row.span, Title(title.text, title.span, speakers), "", links, self._notes(links))

    def _speakers(self, others: Sequence[Cell]) -> tuple[Speaker, ...]:
        """Return the people of the row: of the column of people, else of the first cell that reads like names."""
        for cell in others:
            if self.columns.people is not None:
                if cell.column == self.columns.people:
                    return speakers_in(self.page, self.page.lines(cell.span))
            elif cell.column > self.columns.title:
                lines = self.page.lines(cell.span)
                found = speakers_in(self.page, lines)
                if found and all(is_name(one.name) for one in found) and not all(line.link for line in lines):
                    return found
        return ()

    def _notes(self, links: Sequence[Link]) -> str | None:
        """Return the id of the first section that links inside the page lead to."""
        found = (self.notes.get(link.identity) for link in links if link.kind is LinkKind.ANCHOR)
        return next((section for section in found if section is not None), None)

    def _entry(self, span: Span, title: Title, session: str, links: tuple[Link, ...], notes: str | None) -> AgendaEntry:
        talk = Talk("", title.text, title.speakers, self.day, self.time, session, links, notes)
        return AgendaEntry(span, title.span, talk)
