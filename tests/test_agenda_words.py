"""Times, pauses, headings and people as agendas write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitalign.markdown.agenda_people import read_names, read_people
from summitalign.markdown.agenda_words import Role, column_role, is_pause, start_time


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Time", Role.TIME),
        ("Subject (link to the video)", Role.TITLE),
        ("SESSION", Role.SESSION),
        ("Speakers:", Role.PEOPLE),
        ("演讲时间", Role.TIME),
        ("分享嘉宾", Role.PEOPLE),
        ("演讲主题", Role.TITLE),
        ("登壇者", Role.PEOPLE),
        ("Uhrzeit", Role.TIME),
        ("Price", None),
        ("What a reader should know about the time of a talk", None),
        ("", None),
    ],
)
def test_headings_tell_what_a_column_holds(heading: str, role: Role | None) -> None:
    assert column_role(heading) is role


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        ("9:30 AM", "9:30 AM"),
        ("14:05", "14:05"),
        ("10:00-10:30", "10:00"),
        ("10:00 – 10:30 (CET)", "10:00"),
        ("10时30分", "10时30分"),
        ("下午 2:00 ~ 3:00", "下午 2:00"),
        ("14h30", "14h30"),
        ("9 a.m.", "9 a.m."),
        ("2024-05-06 09:15", "09:15"),
        ("9.50", ""),
        ("1:5", ""),
        ("25:00", ""),
        ("12:00:07", ""),
        ("Tides at 9:30", ""),
        ("2小时", ""),
        ("", ""),
    ],
)
def test_a_time_is_read_as_written(cell: str, start: str) -> None:
    assert start_time(cell) == start


@pytest.mark.parametrize("title", ["Lunch", "Coffee break (15 min)", "午餐", "茶歇时间", "昼食", "Mittagspause"])
def test_pauses_are_known(title: str) -> None:
    assert is_pause(title)


@pytest.mark.parametrize(
    "title", ["Breaking changes", "Break the habit of polling", "午餐会上的人工智能分享", "Keynote", ""]
)
def test_titles_are_no_pauses(title: str) -> None:
    assert not is_pause(title)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ines Marin, Otto Brandt"], [("Ines Marin", ""), ("Otto Brandt", "")]),
        (["Ines Marin and Otto Brandt"], [("Ines Marin", ""), ("Otto Brandt", "")]),
        (["Ines Marin, Quayside"], [("Ines Marin", "Quayside")]),
        (["Ines Marin, Director, North Quay"], [("Ines Marin", "Director, North Quay")]),
        (["Ines Marin – Pilot"], [("Ines Marin", "Pilot")]),
        (["林一帆 资深工程师"], [("林一帆", "资深工程师")]),
        (["吴桐、郑海"], [("吴桐", ""), ("郑海", "")]),
        (["TBD", "-"], []),
    ],
)
def test_people_of_plain_lines(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert [(one.name, one.role) for one in read_people(lines)] == expected


@given(st.text())
def test_any_line_can_be_read_as_people(line: str) -> None:
    assert all(person.name for person in (*read_people([line]), *read_names(line)))
