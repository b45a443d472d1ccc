"""What the columns of an agenda's table hold: told by their headings, else by what stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_labels import is_day, is_room
from summitalign.markdown.agenda_people import is_name
from summitalign.markdown.agenda_words import Role, column_role, is_pause, start_time
from summitalign.markdown.tables import Row, Table
from summitalign.model.document import LinkKind

_SHORT_CELL = 300
"""Code points of a cell as written; a longer one is neither a heading nor a time."""
_HEADER_DEPTH = 3
"""Rows from the top among which the headings of the columns are looked for."""
_TELLING = frozenset({Role.TIME, Role.TITLE, Role.SESSION, Role.PEOPLE})
"""Roles that make a row of headings: other words, such as `Notes`, stand in the rows of talks too."""
_MIN_TRACKS = 2

Plain = dict[int, str]
"""The text of a row's cells by their first column."""


@dataclass(frozen=True, slots=True)
class Track:
    """A column of talks that are held beside those of other columns."""

    column: int
    name: str

    @property
    def is_room(self) -> bool:
        """Say whether the column stands for a room."""
        return is_room(self.name)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of an agenda hold; None where nothing tells."""

    time: int | None
    title: int
    people: int | None
    """None where no heading tells; the columns behind the title may then hold people."""
    header: int
    """Index of the row with the headings; -1 without one."""
    roles: dict[Role, int]
    """The columns that have a heading of a known kind."""
    tracks: tuple[Track, ...] = ()
    """Of a grid: rooms or tracks across, times down. Empty where a row is about one talk."""


def plain_cells(page: Page, row: Row) -> Plain:
    """Return the text of a row's cells by column; of a long cell only that it is not empty."""
    return {
        cell.column: page.plain(cell.span) if len(cell.span) <= _SHORT_CELL else "…" * (_SHORT_CELL + 1)
        for cell in row.cells
    }


def is_heading(plain: Plain) -> bool:
    """Say whether a row only names columns."""
    roles = {role for cell in plain.values() if (role := column_role(cell)) in _TELLING}
    return len(roles) > 1 and not any(start_time(cell) for cell in plain.values())


def day_of(plain: Plain) -> str:
    """Return the day that a row announces and nothing else; empty for any other row."""
    said = [cell for cell in plain.values() if cell]
    return said[0] if len(said) == 1 and is_day(said[0]) and not start_time(said[0]) else ""


def find_columns(page: Page, table: Table, grid: Sequence[Plain]) -> Columns | None:
    """Tell what the columns hold; None for a table that is no agenda."""
    header = next((number for number, plain in enumerate(grid[:_HEADER_DEPTH]) if is_heading(plain)), -1)
    if header < 0 and table.rows and table.rows[0].is_header and not any(map(start_time, grid[0].values())):
        header = 0
    if header < 0:
        header = _track_header(grid)
    headings = sorted(grid[header].items(), reverse=True) if header >= 0 else []
    # Of two alike the first in the row stays.
    roles = {role: column for column, cell in headings if (role := column_role(cell)) is not None}
    body = [plain for number, plain in enumerate(grid) if number != header and not day_of(plain)]
    time = _time_column(body, roles.get(Role.TIME))
    title, people = roles.get(Role.TITLE, roles.get(Role.SESSION)), roles.get(Role.PEOPLE)
    if time is not None and people is None and Role.TITLE not in roles:
        tracks = tuple(_tracks(body, headings, time))
        is_named = any(is_room(track.name) or _is_track(track.name) for track in tracks)
        if len(tracks) >= _MIN_TRACKS and (is_named or _looks_like_agenda(page, table, body)):
            return Columns(time, tracks[0].column, None, header, roles, tracks)
    if time is None:
        is_agenda = title is not None and people is not None
    else:
        is_agenda = title is not None or people is not None or _looks_like_agenda(page, table, body)
    if title is None and time is not None:
        title = _title_column(body, time, people, frozenset(roles.values()))
    return Columns(time, title, people, header, roles) if is_agenda and title is not None else None


def _track_header(grid: Sequence[Plain]) -> int:
    """Return the first of the upper rows that names two rooms; -1 where there is none."""
    for number, plain in enumerate(grid[:_HEADER_DEPTH]):
        rooms = [cell for cell in plain.values() if is_room(cell) or _is_track(cell)]
        if len(rooms) >= _MIN_TRACKS and not any(map(start_time, plain.values())):
            return number
    return -1


def _is_track(heading: str) -> bool:
    """Say whether a heading names a track: `Track 1`, `Session B`."""
    return len(heading.split()) > 1 and column_role(heading) is Role.SESSION


def _tracks(body: Sequence[Plain], headings: Sequence[tuple[int, str]], time: int) -> Iterator[Track]:
    """Yield the columns whose heading names a room or a track, or nothing that an agenda says of a talk.

    Unknown headings count only where most of the column is titles: it could be a column of people or remarks.
    """
    for column, heading in sorted(headings):
        if column == time or not heading or start_time(heading):
            continue
        if (
            (column_role(heading) in (None, Role.ROOM) and is_room(heading))
            or _is_track(heading)
            or (column_role(heading) is None and column > time and _has_titles(body, column))
        ):
            yield Track(column, heading)


def _has_titles(body: Sequence[Plain], column: int) -> bool:
    filled = [cell for plain in body if (cell := plain.get(column, "")) and not is_pause(cell)]
    titles = sum(1 for cell in filled if any(map(str.isalpha, cell)) and len(cell) <= _SHORT_CELL and not is_name(cell))
    return len(filled) > 1 and 2 * titles > len(filled)


def _time_column(body: Sequence[Plain], named: int | None) -> int | None:
    """Return the first column where at least half of the filled cells are times, the named one before all."""
    columns = sorted({column for plain in body for column in plain}, key=lambda column: (column != named, column))
    for column in columns:
        if _is_timed(body, column):
            return column
    return None


def _is_timed(body: Sequence[Plain], column: int) -> bool:
    filled = [plain[column] for plain in body if plain.get(column)]
    timed = sum(1 for cell in filled if start_time(cell))
    return timed > 0 and 2 * timed >= len(filled)


def _title_column(body: Sequence[Plain], time: int, people: int | None, known: frozenset[int]) -> int | None:
    """Return the first column behind the times that holds words and no times, and has no heading of another kind."""
    columns = sorted({column for plain in body for column in plain if column > time and column != people})
    for column in sorted(columns, key=lambda column: (column in known, column)):
        filled = [plain[column] for plain in body if plain.get(column)]
        worded = sum(1 for cell in filled if len(cell) > _SHORT_CELL or any(map(str.isalpha, cell)))
        if filled and 2 * worded >= len(filled) and not _is_timed(body, column):
            return column
    return None


def _looks_like_agenda(page: Page, table: Table, body: Sequence[Plain]) -> bool:
    """Say whether a table with times but without known headings is an agenda: by pauses, links or bold phrases.

    Without any of these it could as well be a timetable, a log or a list of opening hours.
    """
    if any(is_pause(cell) for plain in body for cell in plain.values()):
        return True
    if any(link.kind is not LinkKind.MAIL for link in page.links_in(table.span)):
        return True
    return any(line.bolds for row in table.rows for cell in row.cells[1:] for line in page.lines(cell.span))
