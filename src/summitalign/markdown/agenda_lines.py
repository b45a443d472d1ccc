"""Talks that a line of text tells of: `10:00–10:45 Title — Ada Lovelace (Room 2)`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.agenda_cells import Page
from summitalign.markdown.agenda_labels import is_room, names_in, people_named, read_label
from summitalign.markdown.agenda_people import read_names
from summitalign.markdown.agenda_talks import read_title
from summitalign.markdown.agenda_words import Role, Times, read_times
from summitalign.model.document import Speaker, Talk
from summitalign.model.span import Span

_MARK = re.compile(r"(?:[ \t>]*(?:[-*+•]|[0-9]{1,3}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?[ \t>#*_`~(\[【]*")
_ZONE = re.compile(r"\s?\(?(?:[A-Z]{1,4}T|UTC|GMT|h)\b\)?")
_BETWEEN = re.compile(r"[\s~)\]】|,，:：.–—-]*")
_PEOPLE_BEHIND = re.compile(
    r"\s+(?:[-–—|/]+|by|von|par|por|mit|with)\s+|\s*[–—|｜:：]\s*|\s*[-–—]{2,}\s*", re.IGNORECASE
)
_ROOM_BEHIND = re.compile(r"\s*(?:[(（\[【]([^()（）\[\]【】]{1,40})[)）\]】]|[@,，]\s*([^@,，]{1,40}))\s*$")
_PARTING = ",;|–—-，；、。"
"""What parts a title from a label."""
_MARKS = 4
"""Marks from the end of a line behind which names are looked for."""
_LONGEST = 400
"""Code points; a longer line is a paragraph."""


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A line that begins with a time, and what it says behind it."""

    times: Times
    rest: Span
    """Without blanks at its ends."""


def timed_line(page: Page, line: Span) -> TimedLine | None:
    """Read the time that a line or an item begins with; None where it begins with none, or says nothing else."""
    source = line.of(page.text)
    if len(source) > _LONGEST:
        return None
    mark = _MARK.match(source)
    start = mark.end() if mark else 0
    times = read_times(source[start:])
    if times is None:
        return None
    at = _behind(source, start + times.behind, _opening(source[:start]))
    rest = page.trimmed(Span(line.start + at, line.end))
    return TimedLine(times, rest) if page.plain(rest) else None


def _opening(mark: str) -> str:
    """Return the emphasis or code mark that opens before a time."""
    return mark[len(mark.rstrip("*_`")) :]


def _behind(source: str, at: int, opening: str) -> int:
    """Return the offset behind a time's zone, what closes the mark before it, and what parts it from the rest."""
    zone = _ZONE.match(source, at)
    at = zone.end() if zone else at
    for _ in range(2):
        if opening and source.startswith(opening[::-1], at):
            at, opening = at + len(opening), ""
        between = _BETWEEN.match(source, at)
        at = between.end() if between else at
    return at


def read_line_talk(page: Page, rest: Span) -> tuple[Talk, Span] | None:
    """Read title, people and room of what stands behind a time; returns the talk and where its title stands."""
    lines = page.lines(_balanced(page, rest))
    title = read_title(page, lines[:1])
    if title is None:
        return None
    talk, span = Talk("", title.text, title.speakers), title.span
    shown = lines[0].plain
    room = _ROOM_BEHIND.search(shown)
    if room is not None and is_room(room[1] or room[2]):
        talk, shown = replace(talk, room=(room[1] or room[2]).strip()), shown[: room.start()]
    if not talk.speakers and not lines[0].has_head:
        words, people = part_people(shown)
        talk = replace(talk, title=words, speakers=people)
        at = span.of(page.text).find(words)
        span = Span(span.start + at, span.start + at + len(words)) if at >= 0 else span
    elif not talk.speakers:
        talk = replace(talk, speakers=part_people(shown)[1])
    return (talk, span) if talk.title else None


def _balanced(page: Page, rest: Span) -> Span:
    """Return a stretch without the emphasis mark that opened before it: `**10:00 Title**`."""
    written = rest.of(page.text)
    for mark in ("**", "__", "*", "_"):
        if written.endswith(mark) and written.count(mark) % 2:
            return Span(rest.start, rest.end - len(mark))
    return rest


def part_people(shown: str) -> tuple[str, tuple[Speaker, ...]]:
    """Part a title from the names behind it; of several marks the last counts behind which names stand."""
    for mark in list(_PEOPLE_BEHIND.finditer(shown))[: -_MARKS - 1 : -1]:
        people = names_in(shown[mark.end() :]) or read_names(shown[mark.end() :])
        title = shown[: mark.start()].strip()
        if people and title:
            return _without_label(title, shown[mark.start() :]) or (title, people)
    return shown.strip(), ()


def _without_label(title: str, behind: str) -> tuple[str, tuple[Speaker, ...]] | None:
    """Return a title without the label at its end that announces people: `Tides, speaker: Ada Lovelace`; None if none.

    A label in Latin letters needs a mark before it: `Meet the speakers: Ada Lovelace` is a title.
    """
    words, _, label = title.rpartition(" ")
    plain = words.rstrip(f" {_PARTING}")
    people = people_named(label + behind) if plain and (not label.isascii() or plain != words) else ()
    return (plain, people) if people else None


def read_details(talk: Talk, lines: Sequence[str]) -> Talk:
    """Return a talk with what labelled lines below its title say: people, times, room, abstract."""
    speakers = list(talk.speakers)
    for line in lines:
        found = read_label(line)
        if found is None:
            continue
        if found.role is Role.PEOPLE:
            speakers += [one for one in people_named(line) if one.name not in {known.name for known in speakers}]
        elif found.role is Role.TIME and (times := read_times(found.text)) is not None:
            talk = replace(talk, time=talk.time or times.start, end=talk.end or times.end)
        elif found.role is Role.DAY:
            talk = replace(talk, day=talk.day or found.text)
        elif found.role is Role.ROOM:
            talk = replace(talk, room=talk.room or found.text)
        elif found.role is Role.ABSTRACT:
            talk = replace(talk, abstract=talk.abstract or found.text)
    return replace(talk, speakers=tuple(speakers))
