"""Talks read from agenda tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.agenda import read_talks
from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_rows import AgendaEntry
from summitalign.markdown.html import scan_tags
from summitalign.markdown.html_links import html_links
from summitalign.markdown.parse import parse
from summitalign.markdown.tables import html_tables
from summitalign.model.document import Document, LinkKind, Talk


def entries_of(text: str) -> tuple[AgendaEntry, ...]:
    """Read the HTML tables of a text, without sections."""
    tags = tuple(scan_tags(text))
    return read_talks(Page(text, tags, html_links(text, tags)), html_tables(text, tags), (), ())


def talks_of(text: str) -> tuple[Talk, ...]:
    return tuple(entry.talk for entry in entries_of(text))


def people(talk: Talk) -> list[tuple[str, str]]:
    return [(speaker.name, speaker.role) for speaker in talk.speakers]


def shown(talk: Talk) -> str:
    """Write a talk in one line: time, session, title, people."""
    names = ", ".join(f"{one.name} ({one.role})" if one.role else one.name for one in talk.speakers)
    return " | ".join((talk.time, talk.session, talk.title, names))


def table(*rows: str) -> str:
    """Write an HTML table, the cells of a row parted by bars."""
    lines = ("<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    return "<table>\n" + "\n".join(lines) + "\n</table>\n"


DAY = """\
## Harbour Day

<table>
  <tr>
    <td><b>Time</b></td> <td><b>Subject (video)</b></td> <td><b>Speaker</b></td> <td><b>Notes</b></td>
  </tr>
  <tr>
    <td>9:00 AM</td>
    <td><a href="https://youtu.be/AAAAAAAAAAA">Tides &amp; </br>currents<a></td>
    <td>
      <b>Ines Marin</b>, Harbour Pilot, North Quay<br>
      <b>Otto Brandt</b>, Engineer
    </td>
    <td><a href=#Tides-Currents>notes</a></td>
  </tr>
  <tr> <td>9:40 AM</td> <td colspan="2">Break</td> <td></td> </tr>
  <tr>
    <td>10:00 AM</td>
    <td><a href="https://youtube.com/watch?list=P&v=BBBBBBBBBBB&t=61">Reading charts</a> </br>Time stamp: 1:01 ~</td>
    <td><b>Otto Brandt</b>, Engineer</td>
    <td></td>
  </tr>
</table>

## Tides & currents

Text.
"""


@pytest.fixture(scope="module")
def day() -> Document:
    return parse(DAY)


def test_a_day_table_yields_its_talks(day: Document) -> None:
    first, second = day.talks
    assert (first.title, first.time, first.day) == ("Tides & currents", "9:00 AM", "Harbour Day")
    assert people(first) == [("Ines Marin", "Harbour Pilot, North Quay"), ("Otto Brandt", "Engineer")]
    assert [(link.identity, link.kind) for link in first.links] == [
        ("youtube:AAAAAAAAAAA", LinkKind.VIDEO),
        ("#tides-currents", LinkKind.ANCHOR),
    ]
    assert (second.title, second.session, second.links[0].seconds) == ("Reading charts", "", 61)


def test_an_entry_is_its_row_and_knows_where_its_title_stands(day: Document) -> None:
    first = entries_of(DAY)[0]
    assert day.lines.lines_of(first.span) == (7, 15)
    assert first.span.of(DAY).startswith("<tr>")
    assert first.span.of(DAY).endswith("</tr>")
    assert first.title_span.of(DAY) == "Tides &amp; </br>currents"


def test_the_notes_of_a_talk_are_the_section_that_its_row_links_to(day: Document) -> None:
    text = DAY.replace("#Tides-Currents", "#Tides--Currents")
    document = parse(text)
    notes = document.talks[0].notes
    assert notes is not None
    assert document.segment(notes).title == "Tides & currents"
    assert day.talks[0].notes is None  # no section has that anchor
    assert day.talks[1].notes is None


LIGHTNING = """\
<table>
  <tr>
    <td>9:50 AM</td>
    <td>Short Talks</td>
    <td>
      <b><a href="https://youtu.be/AAAAAAAAAAA">Kites</a></b> - Ines Marin<br>
      <b><a href="https://youtu.be/BBBBBBBBBBB">Sails - Old and New</a></b> - Otto Brandt, Li Wei<br>
    </td>
  </tr>
</table>
"""


def test_a_cell_may_hold_a_talk_a_line() -> None:
    entries = entries_of(LIGHTNING)
    assert [shown(entry.talk) for entry in entries] == [
        "9:50 AM | Short Talks | Kites | Ines Marin",
        "9:50 AM | Short Talks | Sails - Old and New | Otto Brandt, Li Wei",
    ]
    assert entries[0].span.of(LIGHTNING) == ('<b><a href="https://youtu.be/AAAAAAAAAAA">Kites</a></b> - Ines Marin<br>')
    assert [link.identity for link in entries[1].talk.links] == ["youtube:BBBBBBBBBBB"]


WORKSHOPS = """\
<table>
  <tr>
    <td>1:15 PM</td>
    <td>Lunch</td>
    <td>
      <b>Ropes and Knots at Sea</b><br>
      Ines Marin, Otto Brandt, Zoë de Vries<br>
      <br>
      <b>Pilots' Lunch</b> for all who hold a licence<br>
      <br>
      <b>Radio (VHF)</b> workshop<br>
      <a href="https://example.org/radio">Radio Workshop Exercises For Everyone</a>
    </td>
  </tr>
</table>
"""


def test_a_cell_may_hold_groups_parted_by_empty_lines() -> None:
    entries = entries_of(WORKSHOPS)
    assert [shown(entry.talk) for entry in entries] == [
        "1:15 PM | Lunch | Ropes and Knots at Sea | Ines Marin, Otto Brandt, Zoë de Vries",
        "1:15 PM | Lunch | Pilots' Lunch | ",
        "1:15 PM | Lunch | Radio (VHF) workshop | ",
    ]
    lines = parse(WORKSHOPS).lines
    assert [lines.lines_of(entry.span) for entry in entries] == [(6, 7), (9, 9), (11, 12)]
    assert [link.identity for link in entries[2].talk.links] == ["example.org/radio"]


@pytest.mark.parametrize(
    "speakers",
    [
        "<b>Ines Marin</b>, Pilot<br><b>Otto Brandt</b>, Engineer",
        "<b>Ines Marin</b><br>Pilot<br><br><b>Otto Brandt</b><br>Engineer",
        "<b>Ines Marin</b> (Pilot)<br><b>Otto Brandt</b> (Engineer)",
        '<b><a href="https://example.org/ines">Ines Marin</a></b>, Pilot<br><b>Otto Brandt</b>, Engineer',
        "<ul><li><b>Ines Marin</b> - Pilot</li><li><b>Otto Brandt</b> - Engineer</li></ul>",
        "Ines Marin, Pilot; Otto Brandt, Engineer",
        "Ines Marin, Pilot<br>Otto Brandt, Engineer",
        "Ines Marin (Pilot), Otto Brandt (Engineer)",
        "<strong>Ines Marin</strong>, Pilot<br/>\n<strong>Otto Brandt</strong>, Engineer",
    ],
)
def test_a_cell_of_people_is_no_cell_of_talks(speakers: str) -> None:
    (talk,) = talks_of(table("Time|Talk|Speaker", f"9:00|Tides|{speakers}"))
    assert talk.title == "Tides"
    assert people(talk) == [("Ines Marin", "Pilot"), ("Otto Brandt", "Engineer")]


def test_linked_handles_with_posts_are_people_without_a_heading_too() -> None:
    handles = "<b><a href=https://a.example>marin42</a></b>, pilot<br><b><a href=https://b.example>otto</a></b>, smith"
    (talk,) = talks_of(table(f"9:00|<a href=https://c.example>Tides</a>|{handles}"))
    assert talk.title == "Tides"


def test_a_title_cell_may_name_the_people() -> None:
    text = table(
        "Time|Talk",
        '9:00|<a href="https://youtu.be/AAAAAAAAAAA">Tides</a> - Ines Marin',
        "9:30|<b>Harbours</b> by Otto Brandt",
        "10:00|Charts at Night<br>Ines Marin, Otto Brandt",
        "10:30|Lamps [<a href=lamps.pdf>slides</a>]",
    )
    assert [shown(talk) for talk in talks_of(text)] == [
        "9:00 |  | Tides | Ines Marin",
        "9:30 |  | Harbours | Otto Brandt",
        "10:00 |  | Charts at Night | Ines Marin, Otto Brandt",
        "10:30 |  | Lamps | ",
    ]


def test_a_time_that_spans_rows_counts_for_each() -> None:
    text = (
        "<table><tr><th>Time</th><th>Session</th><th>Speaker</th></tr>"
        "<tr><td rowspan=2>9:00</td><td>Tides</td><td>Ines Marin</td></tr>"
        "<tr><td>Charts</td><td>Otto Brandt</td></tr></table>"
    )
    assert [shown(talk) for talk in talks_of(text)] == [
        "9:00 |  | Tides | Ines Marin",
        "9:00 |  | Charts | Otto Brandt",
    ]


def test_a_row_without_a_time_that_says_nothing_else_is_no_talk() -> None:
    text = table("Time|Talk|Speaker", "|Morning|", "9:00|Tides|Ines Marin")
    assert [talk.title for talk in talks_of(text)] == ["Tides"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(table("Item|Price", "Coffee|9.50", "Lunch|12.30"), id="prices"),
        pytest.param(table("Day|Open", "Monday|9:00-17:00", "Tuesday|9:00-12:00"), id="opening hours"),
        pytest.param(table("Departure|Arrival|Ship", "9:00|9:40|Aurora", "10:00|10:40|Borealis"), id="timetable"),
        pytest.param(table("Mixture|Ratio", "Sand|1:5", "Lime|10:2"), id="ratios"),
        pytest.param(table("Algorithm|Time", "Sort|O(n log n)"), id="complexity"),
        pytest.param(table("Name|Description", "<b>depth</b>|Depth in metres"), id="reference"),
        pytest.param("<table></table><table><tr></tr></table>", id="empty"),
    ],
)
def test_other_tables_are_no_agenda(text: str) -> None:
    assert talks_of(text) == ()


AGENDA_PIECES = [
    "<table>", "</table>", "<tr>", "<td>", "<td rowspan=2>", "</td>", "</tr>", "9:30 AM", "Time", "Talk", "Speaker",
    "Lunch", "<b>", "</b>", "<br>", "<a href=https://youtu.be/AAAAAAAAAAA>", "<a href=#x>", "<a>", "</a>", " - ", ", ",
    "Ines Marin", "Otto Brandt", "**", "\n", "(", ")", "午餐",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(AGENDA_PIECES), max_size=60).map("".join).map("<table><tr><td>9:00<td>".__add__)
    | st.text()
)
def test_entries_lie_inside_a_table_and_hold_their_title(text: str) -> None:
    tables = html_tables(text, tuple(scan_tags(text)))
    for entry in entries_of(text):
        assert any(found.span.contains(entry.span) for found in tables)
        assert entry.span.contains(entry.title_span)
        assert entry.talk.title
        assert all(entry.span.contains(link.span) for link in entry.talk.links)
