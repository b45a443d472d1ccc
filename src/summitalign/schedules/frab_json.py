"""Schedules of pretalx, frab and their kin as JSON: days, rooms, talks."""

from collections.abc import Iterator

from summitalign.schedules.clock import after, minutes, read_clock, read_iso
from summitalign.schedules.json_nodes import NOTHING, Node
from summitalign.schedules.people import json_people, named_in
from summitalign.schedules.values import Entry, Schedule, Value, When, filled

_LINKS = ("video_download_url", "recording_url", "video_url", "url", "origin_url")


def read_frab(root: Node) -> Schedule | None:
    """Return the talks of a schedule; None for JSON of another kind."""
    conference = next((found for one in (root.at("schedule"), root) if (found := one.at("conference")).fields), NOTHING)
    days = conference.at("days")
    if not days.items and not days.fields:
        return None
    return Schedule(tuple(entry for day in (*days.items, *days.fields.values()) for entry in _day(day)))


def _day(day: Node) -> Iterator[Entry]:
    date = day.at("date").string()
    rooms = day.at("rooms")
    by_name = (
        *((name, room.items) for name, room in rooms.fields.items()),
        *((room.at("name").string(), room.first("events", "talks").items) for room in rooms.items),
    )
    for name, events in by_name:
        yield from (entry for event in events if (entry := _event(event, date, name)) is not None)


def _event(event: Node, date: str, room: str) -> Entry | None:
    title = _words(event.at("title"))
    if title is None:
        return None
    day, time = read_iso(event.at("date").string())
    start = read_clock(event.at("start").string()) or time
    abstract = filled(_words(event.at(name)) for name in ("subtitle", "abstract", "description"))
    people = json_people(event.first("persons", "speakers"))
    return Entry(
        span=event.span,
        title=title,
        people=people,
        when=When(day or date, start, after(start, minutes(event.at("duration").string()))),
        room=_text(event.at("room")) or room,
        track=_words(event.at("track")) or _words(event.at("track", "name")),
        abstract=abstract,
        links=filled(_links(event)),
        named=() if people else named_in(abstract),
    )


def _links(event: Node) -> Iterator[Value | None]:
    yield from (event.at(name).value() for name in _LINKS)
    for each in (*event.at("links").items, *event.at("attachments").items):
        yield each.value() or each.at("url").value()


def _words(node: Node) -> Value | None:
    """Return a text, English before others where it is given in several languages."""
    return (
        node.value()
        or node.at("en").value()
        or next((found for one in node.fields.values() if (found := one.value())), None)
    )


def _text(node: Node) -> str:
    found = _words(node) or _words(node.at("name"))
    return found.text if found else ""
