"""Agendas in the shapes that people give them: grids, columns of all kinds, nested and broken tables, lists, notes."""

import time
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.agenda_words import Times, read_times
from summitalign.markdown.parse import parse
from summitalign.model.document import Document, SegmentKind
from talk_lines import all_said


def read(text: str) -> Document:
    return parse(dedent(text))


def test_a_grid_has_rooms_across_and_times_down() -> None:
    document = read("""\
        # Harbour Days
        ## Day 1 (May 2)
        | Time | Main Hall | Pier Room |
        |---|---|---|
        | 9:00–9:45 | Opening words<br>Ines Marin | |
        | 10:00 | **Tides** by Otto Brandt | [Knots](https://youtu.be/AAAAAAAAAAA)<br>Li Wei |
        | 11:00 | Coffee | Coffee |
        | 11:30 | Charts at night | Ropes for beginners |
        """)
    assert all_said(document) == [
        "Day 1 (May 2) | 9:00-9:45 | Main Hall |  | Opening words | Ines Marin",
        "Day 1 (May 2) | 10:00 | Main Hall |  | Tides | Otto Brandt",
        "Day 1 (May 2) | 10:00 | Pier Room |  | Knots | Li Wei",
        "Day 1 (May 2) | 11:30 | Main Hall |  | Charts at night | ",
        "Day 1 (May 2) | 11:30 | Pier Room |  | Ropes for beginners | ",
    ]
    assert [link.identity for link in document.talks[2].links] == ["youtube:AAAAAAAAAAA"]
    assert document.segment(document.talks[1].segment).span.of(document.text) == "**Tides** by Otto Brandt"


def test_a_grid_spans_rows_and_columns_and_its_tags_may_be_left_open() -> None:
    document = read("""\
        <table>
        <tr><th></th><th>Grand Ballroom</th><th>Track 2</th></tr>
        <tr><td>9:00</td><td colspan=2>Keynote<br>Speaker: Ines Marin (Google)</td></tr>
        <tr><td>10:00</td><td rowspan=2><b>Long workshop</b><br>Moderator: Li Wei</td><td>Knots for everyone</td></tr>
        <tr><td>10:30<td>Charts and lamps
        <tr><td>11:00</td><td colspan=2>Lunch</td></tr>
        <tr><td colspan=3>Day 2 - May 3</td></tr>
        <tr><td>9:00</td><td>Sails of old</td><td></td></tr>
        </table>
        """)
    assert all_said(document) == [
        " | 9:00 |  |  | Keynote | Ines Marin (Google)",
        " | 10:00-11:00 | Grand Ballroom |  | Long workshop | Li Wei (moderator)",
        " | 10:00 |  | Track 2 | Knots for everyone | ",
        " | 10:30 |  | Track 2 | Charts and lamps | ",
        "Day 2 - May 3 | 9:00 | Grand Ballroom |  | Sails of old | ",
    ]


def test_columns_may_say_day_end_room_and_abstract_and_span_rows() -> None:
    document = read("""\
        ## Agenda
        <table>
        <tr><th>Day</th><th>Start</th><th>End</th><th>Room</th><th>Talk</th><th>Speaker</th><th>Abstract</th></tr>
        <tr><td rowspan=2>May 2<td>9:00<td>9:45<td rowspan=2>Hall A<td>Tides<td rowspan=2>Ines Marin, Pilot<td>The sea.
        <tr><td>10:00<td>10:30<td>Knots<td>
        </table>
        """)
    assert all_said(document) == [
        "May 2 | 9:00-9:45 | Hall A |  | Tides | Ines Marin (Pilot)",
        "May 2 | 10:00-10:30 | Hall A |  | Knots | Ines Marin (Pilot)",
    ]
    assert [talk.abstract for talk in document.talks] == ["The sea.", ""]


def test_the_pages_of_speakers_are_no_links_of_the_talk() -> None:
    (talk,) = read("""\
        | Time | Talk | Speaker |
        |---|---|---|
        | 9:00 | [Tides](https://example.org/tides) | [Ines Marin](https://example.org/ines), [slides](t.pdf) |
        """).talks
    assert [link.target for link in talk.links] == ["https://example.org/tides", "t.pdf"]
    assert [link.target for link in talk.speakers[0].links] == ["https://example.org/ines"]


def test_sentences_below_a_title_are_its_abstract() -> None:
    (talk,) = read("""\
        | Time | Talk | Speaker |
        |---|---|---|
        | 9:00 | **Tides**<br>Why the sea comes and goes twice a day, and what it costs.<br>12:30 ~ | Ines Marin |
        """).talks
    assert talk.abstract == "Why the sea comes and goes twice a day, and what it costs."


def test_a_table_inside_a_row_says_more_than_the_row() -> None:
    document = read("""\
        <table>
        <tr><td>9:00</td><td><b>Short talks</b><table><tr><th>Talk</th><th>Speaker</th></tr>
        <tr><td>Tides</td><td>Ines Marin</td></tr><tr><td>Knots</td><td>Otto Brandt</td></tr></table></td></tr>
        <tr><td>10:00<td><a href="https://youtu.be/AAAAAAAAAAA">Sails</a></table>
        """)
    assert all_said(document) == [
        " | 9:00 |  | Short talks | Tides | Ines Marin",
        " | 9:00 |  | Short talks | Knots | Otto Brandt",
        " | 10:00 |  |  | Sails | ",
    ]


def test_a_list_has_days_and_rooms_outside_and_talks_inside() -> None:
    document = read("""\
        # Harbour Days
        ## Day 1 - May 2
        - Main Hall
          - 9:00 – 9:45 **Tides and currents** — [Ines Marin](https://example.org/ines) (Google)
            - [video](https://youtu.be/AAAAAAAAAAA)
            - Moderator: Li Wei
            - How the sea comes and goes, and what it takes with it.
          - 10:00 [Knots](https://youtu.be/BBBBBBBBBBB) by Otto Brandt
          - 10:30 Coffee
        - Sails
          - `14h30` | Charts at night - a history - Zoë de Vries, Otto Brandt
        ## 第二天
        * 上午9:00 海图入门 — 林一帆（谷歌）
        * **10:00**: Lamps (Room 3)
        * **11:00 AM PT – Ropes**
        * 12:00–13:00: Lunch
        """)
    assert all_said(document) == [
        "Day 1 - May 2 | 9:00-9:45 | Main Hall |  | Tides and currents | Ines Marin (Google), Li Wei (moderator)",
        "Day 1 - May 2 | 10:00 | Main Hall |  | Knots | Otto Brandt",
        "Day 1 - May 2 | 14h30 |  | Sails | Charts at night - a history | Zoë de Vries, Otto Brandt",
        "第二天 | 上午9:00 |  |  | 海图入门 | 林一帆 (谷歌)",
        "第二天 | 10:00 | Room 3 |  | Lamps | ",
        "第二天 | 11:00 AM |  |  | Ropes | ",
    ]
    first = document.talks[0]
    assert [link.identity for link in first.links] == ["youtube:AAAAAAAAAAA"]
    assert [link.identity for link in first.speakers[0].links] == ["example.org/ines"]
    assert first.abstract == "How the sea comes and goes, and what it takes with it."
    assert document.lines.lines_of(document.segment(first.segment).span) == (4, 7)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 10:00 started\n- 10:05 stopped\n", id="log"),
        pytest.param("# Day 1\n- 10:00 Tides — Ines Marin\n", id="a single item"),
        pytest.param("- Tides — Ines Marin\n- Knots — Otto Brandt\n", id="no times"),
        pytest.param("- 1.50 Tides — Ines Marin\n- 2.50 Knots — Otto Brandt\n", id="prices"),
        pytest.param("## Server\nHost: Redis\n\n## Client\nHost: Ines Marin\n", id="hosts"),
        pytest.param("## Tides\nSpeaker: Ines Marin\n\n## More\nText.\n", id="one article"),
        pytest.param("## Sound\nSpeaker: the left one is broken\n\n## Light\nSpeaker: none\n", id="devices"),
        pytest.param("## Sort\nTime: O(n)\n\n## Search\nTime: O(1)\n", id="complexity"),
    ],
)
def test_other_lists_and_sections_are_no_agenda(text: str) -> None:
    assert parse(text).talks == ()


@pytest.mark.parametrize(
    ("line", "title", "people"),
    [
        ("10:00 绳结 讲者：王芳", "绳结", "王芳 ()"),
        ("10:00 Knots, speaker: Ada Lovelace", "Knots", "Ada Lovelace ()"),
        ("10:00 Knots - Moderator: Ada Lovelace", "Knots", "Ada Lovelace (moderator)"),
        ("10:00 Meet the speakers: Ada Lovelace", "Meet the speakers", "Ada Lovelace ()"),
    ],
)
def test_a_label_behind_a_title_is_no_part_of_it(line: str, title: str, people: str) -> None:
    talk = read(f"## Day 1\n\n- {line}\n- 11:00 Tides — Otto Brandt\n").talks[0]

    assert talk.title == title
    assert ", ".join(f"{one.name} ({one.role})" for one in talk.speakers) == people


def test_headed_notes_are_an_agenda() -> None:
    document = read("""\
        # Harbour Days
        ## Tides and currents
        Speaker: Ines Marin (Google)
        Time: 9:00–9:45
        Room: Hall A
        [Video](https://youtu.be/AAAAAAAAAAA)

        Text of the notes.

        ## Knots
        - **Speakers:** [Otto Brandt](https://example.org/otto), Li Wei
        - **Time:** 10:00

        ## Lunch
        Time: 12:00
        ## 14:00 海图
        演讲人：林一帆、高远
        主持人：王五
        """)
    assert all_said(document) == [
        "Harbour Days | 9:00-9:45 | Hall A |  | Tides and currents | Ines Marin (Google)",
        "Harbour Days | 10:00 |  |  | Knots | Otto Brandt, Li Wei",
        "Harbour Days | 14:00 |  |  | 海图 | 林一帆, 高远, 王五 (主持人)",
    ]
    first, last = document.talks[0], document.talks[2]
    assert [link.identity for link in first.links] == ["youtube:AAAAAAAAAAA"]
    assert document.segment(first.notes or "").title == "Tides and currents"
    assert document.segment(last.segment).title_span.of(document.text) == "海图"


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("9:00–9:45", "9:00", "9:45"),
        ("14h30", "14h30", ""),
        ("14h30 - 15h15", "14h30", "15h15"),
        ("9:00 AM PT", "9:00 AM", ""),
        ("9–10:30 AM", "9", "10:30 AM"),
        ("上午9:00", "上午9:00", ""),
        ("下午2:00至3:00", "下午2:00", "3:00"),
        ("9.30 Uhr bis 10 Uhr", "9.30 Uhr", "10 Uhr"),
        ("Wed 9:00 to 9:40", "9:00", "9:40"),
    ],
)
def test_times_are_read_as_written(written: str, start: str, end: str) -> None:
    found = read_times(written)
    assert found is not None
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("written", ["9.50", "1:5", "3-4", "12", "10:000", "soon"])
def test_what_is_no_time(written: str) -> None:
    assert read_times(written) is None
    assert Times("").end == ""


PIECES = [
    "- ", "  - ", "## ", "\n", "\n\n", "9:00 ", "10:00–10:30 ", "**", "`", "[", "](https://youtu.be/AAAAAAAAAAA)",
    " — ", " by ", "Ines Marin", "Otto Brandt", "Speaker: ", "演讲人：", "Time: ", "(Room 3)", "Day 1", "| ", " |\n",
    "|---|---|\n", "Hall A", "<table>", "<tr><td>", "<td rowspan=2>", "<td colspan=3>", "</table>", "Lunch", "Ã©", "√©",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=50).map("".join) | st.text())
def test_talks_come_in_order_and_lie_inside_the_text(text: str) -> None:
    document = parse(text)
    entries = {segment.id: segment for segment in document.segments if segment.kind is SegmentKind.ENTRY}
    spans = [entries[talk.segment].span for talk in document.talks]
    assert spans == sorted(spans)
    assert len({talk.segment for talk in document.talks}) == len(document.talks)
    for talk in document.talks:
        entry = entries[talk.segment]
        assert 0 <= entry.span.start <= entry.span.end <= len(text)
        assert entry.span.contains(entry.title_span)
        assert entry.title == talk.title != ""


@pytest.mark.parametrize(
    "piece",
    [
        "## Tides\nSpeaker: Ines Marin\n",
        "## Tides\n" + "*" * 60 + "x" * 40 + ": y\n",
        "- Hall A\n  - 10:00 Tides — Ines Marin\n",
        "<table><tr><th>Time<th>Talk<th>Speaker<tr><td>9:00<td>Tides<td>Ines Marin</table>\n\n",
    ],
)
def test_time_grows_with_the_size_only(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        start = time.process_time()
        parse(text)
        return time.process_time() - start

    seconds(50)
    small, large = (min(seconds(count) for _ in range(3)) for count in (150, 1_200))
    assert large < 8 * 4 * max(small, 0.01)  # eight times the size, and a wide margin; squared it would be 64 times
