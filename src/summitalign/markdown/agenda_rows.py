"""The talks of one row of an agenda's table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_columns import Columns, Track
from summitalign.markdown.agenda_people import is_name
from summitalign.markdown.agenda_talks import (
    TalkLines,
    Title,
    abstract_below,
    part_links,
    read_talk,
    read_title,
    speakers_in,
    talks_in,
)
from summitalign.markdown.agenda_words import Role, Times, is_pause
from summitalign.markdown.tables import Cell, Row
from summitalign.model.document import Link, LinkKind, Speaker, Talk
from summitalign.model.span import Span

_PEOPLE_PRIOR = -1.0
"""Vote against talks in a cell whose column is headed as one of people."""
_TITLED_PRIOR = -2.0
"""Vote against talks in a cell beside a title that has a video of its own."""
_NO_TALKS = (Role.ROOM, Role.END, Role.DAY, Role.ABSTRACT, Role.MATERIAL)
"""Columns whose cells list no talks, whatever they look like."""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A talk and where the agenda has it."""

    span: Span
    """The table row, or the talk's own lines where a cell holds several."""
    title_span: Span
    talk: Talk
    """With an empty `segment`."""


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the talks of a row that is about one talk, or one session."""

    page: Page
    row: Row
    columns: Columns
    times: Sequence[Times]
    """Of this row and those below it."""
    notes: Mapping[str, str]
    covered: Mapping[int, Cell]
    """Cells of the rows above that reach into this one, by column."""

    def entries(self) -> Iterator[AgendaEntry]:
        """Yield one entry for each talk of the row; none for a pause, a heading or an empty row."""
        title_cell = self._title_cell()
        title_lines = self.page.lines(title_cell.span) if title_cell is not None else ()
        title = read_title(self.page, title_lines)
        others = [cell for cell in self.row.cells if cell is not title_cell and cell.column != self.columns.time]
        has_video = title_cell is not None and self._has_video(title_cell.span)
        known = {self.columns.roles.get(role) for role in _NO_TALKS}
        for cell in others:
            if cell.column in known:
                continue
            prior = _PEOPLE_PRIOR if cell.column == self.columns.people else 0.0
            talks = talks_in(self.page, self.page.lines(cell.span), prior + (_TITLED_PRIOR if has_video else 0.0))
            if talks:
                yield from self._cell_entries(cell, talks, title.text if title is not None else "")
                return
        talks = talks_in(self.page, title_lines, 0.0)
        if title_cell is not None and len(talks) > 1:
            has_lead = title_lines[0] is not talks[0].lines[0]
            yield from self._cell_entries(title_cell, talks, title_lines[0].plain if has_lead else "")
        elif title is not None and title_cell is not None:
            yield from self._row_entry(title_cell, title, others)

    def _title_cell(self) -> Cell | None:
        """Return the cell of the title, or the one before it that spans its column; never that of the time."""
        known = {self.columns.time, self.columns.people, *(self.columns.roles.get(role) for role in _NO_TALKS)}
        cells = [cell for cell in self.row.cells if cell.column <= self.columns.title]
        cells = [cell for cell in cells if cell.column == self.columns.title or cell.column not in known]
        return cells[-1] if cells else None

    def _has_video(self, span: Span) -> bool:
        return any(link.kind is LinkKind.VIDEO for link in self.page.links_in(span))

    def _cell_entries(self, cell: Cell, talks: Sequence[TalkLines], session: str) -> Iterator[AgendaEntry]:
        """Yield the entries of several talks in one cell; a link to notes beside the cell is for all of them."""
        beside = [link for link in self.page.links_in(self.row.span) if not cell.span.contains(link.span)]
        for talk in talks:
            links = self.page.links_in(talk.span)
            entry = self._entry(talk.span, read_talk(self.page, talk), links, self._notes((*links, *beside)))
            told = abstract_below(self.page, talk.lines[1:])
            yield replace(entry, talk=replace(entry.talk, session=session or entry.talk.session, abstract=told))

    def _row_entry(self, cell: Cell, title: Title, others: Sequence[Cell]) -> Iterator[AgendaEntry]:
        """Yield the entry of a row that is one talk."""
        speakers = self._speakers(others) or title.speakers
        links = self.page.links_in(self.row.span)
        if is_pause(title.text) and not links and not any(len(one.name.split()) > 1 for one in speakers):
            return
        if self.columns.time is not None and not (self.times[0].start or links or speakers):
            return
        entry = self._entry(self.row.span, Title(title.text, title.span, speakers), links, self._notes(links))
        abstract = self._plain(Role.ABSTRACT) or abstract_below(self.page, self.page.lines(cell.span)[1:])
        yield replace(entry, talk=replace(entry.talk, abstract=abstract))

    def _speakers(self, others: Sequence[Cell]) -> tuple[Speaker, ...]:
        """Return the people of the row: of the column of people, else of the first cell that reads like names."""
        named = self._cell(self.columns.people)
        if named is not None:
            return speakers_in(self.page, self.page.lines(named.span))
        known = {self.columns.roles.get(role) for role in _NO_TALKS}
        for cell in others:
            if self.columns.people is None and cell.column > self.columns.title and cell.column not in known:
                lines = self.page.lines(cell.span)
                found = speakers_in(self.page, lines)
                if found and all(is_name(one.name) for one in found) and not all(line.link for line in lines):
                    return found
        return ()

    def _cell(self, column: int | None) -> Cell | None:
        """Return the cell of a column, that of a row above which reaches down here included."""
        if column is None:
            return None
        return next((cell for cell in self.row.cells if cell.column == column), self.covered.get(column))

    def _plain(self, role: Role) -> str:
        """Return what the cell of a kind of column says; empty without such a column."""
        cell = self._cell(self.columns.roles.get(role))
        return self.page.plain(cell.span) if cell is not None else ""

    def _notes(self, links: Sequence[Link]) -> str | None:
        """Return the id of the first section that links inside the page lead to."""
        found = (self.notes.get(link.identity) for link in links if link.kind is LinkKind.ANCHOR)
        return next((section for section in found if section is not None), None)

    def _entry(self, span: Span, title: Title, links: Sequence[Link], notes: str | None) -> AgendaEntry:
        speakers, rest = part_links(self.page, title, links)
        talk = Talk(
            segment="",
            title=title.text,
            speakers=speakers,
            day=self._plain(Role.DAY),
            time=self.times[0].start,
            links=rest,
            notes=notes,
            end=self.times[0].end,
            room=self._plain(Role.ROOM),
        )
        return AgendaEntry(span, title.span, talk)


@dataclass(frozen=True, slots=True)
class GridReader(RowReader):
    """Reads the talks of a row that has one for each room or track."""

    def entries(self) -> Iterator[AgendaEntry]:
        """Yield the entries of each cell; one that reaches over several columns is for all of them."""
        for cell in self.row.cells:
            tracks = [track for track in self.columns.tracks if cell.covers(track.column)]
            if not tracks or cell.column == self.columns.time:
                continue
            lines = self.page.lines(cell.span)
            talks = talks_in(self.page, lines, 0.0)
            if len(talks) > 1:
                found = self._cell_entries(cell, talks, lines[0].plain if lines[0] is not talks[0].lines[0] else "")
            else:
                found = self._whole(cell)
            for entry in found:
                yield replace(entry, talk=self._in_track(entry.talk, cell, [t for t in tracks if len(tracks) == 1]))

    def _whole(self, cell: Cell) -> Iterator[AgendaEntry]:
        """Yield the one talk of a cell; none for a pause or an empty cell."""
        lines = self.page.lines(cell.span)
        title = read_title(self.page, lines)
        links = self.page.links_in(cell.span)
        if title is None or (is_pause(title.text) and not links and not title.speakers):
            return
        if not (self.times[0].start or links or title.speakers):
            return
        entry = self._entry(self.page.trimmed(cell.span), title, links, self._notes(links))
        yield replace(entry, talk=replace(entry.talk, abstract=abstract_below(self.page, lines[1:])))

    def _in_track(self, talk: Talk, cell: Cell, tracks: Sequence[Track]) -> Talk:
        """Return a talk with the room or track of its column, and with the end that its rows tell."""
        below = self.times[cell.height - 1].end if cell.height <= len(self.times) else ""
        if cell.height > 1 and not below and cell.height < len(self.times):
            below = self.times[cell.height].start
        talk = replace(talk, end=below or talk.end)
        if not tracks:
            return talk
        if tracks[0].is_room:
            return replace(talk, room=tracks[0].name)
        return replace(talk, session=talk.session or tracks[0].name)
