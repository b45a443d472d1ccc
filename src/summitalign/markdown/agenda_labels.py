"""Labels such as `Speaker:` before what they name, and the headings by which an agenda tells days and rooms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.agenda_people import read_names, read_people
from summitalign.markdown.agenda_words import Role, column_role
from summitalign.model.document import Speaker

_HOST = re.compile(
    r"(?:(?:panel|session)\s+)?(?:moderat\w*|hosts?|chairs?|mc)|主持人?|主席|司会者?|사회자?", re.IGNORECASE
)
_LABEL = re.compile(r"[\s>*_•·+-]*+([^\s*_:：][^:：\n]{0,29}?)[\s*_]*+[:：][\s*_]*+(?=\S)")
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez|janv|févr|mars|avril"
    r"|juin|juil|août|ene|abr|ago|gen|mag|giu|lug|set|ott|dic)[a-zé]{0,6}\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_DAY = re.compile(
    rf"\b(?:day|tag|jour|día|dia|giorno|день)\s*(?:[0-9]{{1,2}}|one|two|three|four|five)\b|\b(?:{_WEEKDAY})"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b"
    rf"|\b{_MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?\b|\b[0-9]{{1,2}}(?:st|nd|rd|th|\.)?\s+{_MONTH}(?:\s|,|$)"
    r"|[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}|[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?[日号號]|第\s?[一二三四五六1-9]\s?[天日]"
    r"|(?:星期|周|週|禮拜)[一二三四五六日天]|[月火水木金土日]曜",
    re.IGNORECASE,
)
_DAY_LIMIT = 60
"""Code points; a longer line only mentions a day."""
_ROOM = re.compile(
    r"\b(?:rooms?|halls?|stage|theat(?:er|re)|auditorium|ballroom|raum|saal|bühne|salle|amphi\w*|sala|aula|зал)\b"
    r"|(?:会场|會場|厅|廳|教室|会议室|會議室|会場|ホール)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a line says behind its label."""

    role: Role
    label: str
    text: str


def read_label(line: str) -> Labelled | None:
    """Read a line such as `Speaker: Ada Lovelace`; None where no known label begins it."""
    found = _LABEL.match(line)
    if found is None:
        return None
    role = Role.PEOPLE if is_host(found[1].strip()) else column_role(found[1])
    return Labelled(role, found[1].strip(), line[found.end() :].strip(" *_")) if role is not None else None


def unlabelled(line: str) -> str:
    """Return a line without a label for people."""
    found = read_label(line)
    return found.text if found is not None and found.role is Role.PEOPLE else line


def people_named(line: str) -> tuple[Speaker, ...]:
    """Return the people of a line that a label announces; those that it announces as hosts have that as their role."""
    found = read_label(line)
    if found is None or found.role is not Role.PEOPLE:
        return ()
    return with_part(read_people([found.text]), found.label)


def names_in(line: str) -> tuple[Speaker, ...]:
    """Return the people of a line that lists nothing else, behind a label or without one."""
    found = read_label(line)
    if found is None or found.role is not Role.PEOPLE:
        return read_names(line)
    return with_part(read_names(found.text), found.label)


def people_in(lines: Sequence[str]) -> tuple[Speaker, ...]:
    """Return the people that lines list, whatever stands there being taken for people."""
    labelled = [read_label(line) for line in lines]
    if any(found is not None and is_host(found.label) for found in labelled):
        return tuple(one for line in lines for one in people_named(line) or read_people([line]))
    return read_people([unlabelled(line) for line in lines])


def with_part(people: tuple[Speaker, ...], label: str) -> tuple[Speaker, ...]:
    """Return people with the part in a talk that a label gives them, where it is one that few of them have."""
    if not is_host(label):
        return people
    part = label.casefold()
    return tuple(replace(one, role=f"{part}, {one.role}" if one.role else part) for one in people)


def is_host(label: str) -> bool:
    """Say whether a label names the one who leads a talk of others."""
    return _HOST.fullmatch(label) is not None


def is_day(title: str) -> bool:
    """Say whether a heading names a day: `Day 1 - March 6th`, `Wednesday`, `第一天`."""
    return 0 < len(title) <= _DAY_LIMIT and _DAY.search(title) is not None


def is_room(heading: str) -> bool:
    """Say whether the heading of a column or a list names a room rather than a subject."""
    return _ROOM.search(heading) is not None
