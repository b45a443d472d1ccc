"""Schedules of frab, pretalx and their kin as XML: days, rooms, events."""

from collections.abc import Iterator

from summitalign.errors import InputError
from summitalign.schedules.clock import after, minutes, read_clock, read_iso
from summitalign.schedules.people import named_in
from summitalign.schedules.values import Entry, Person, Schedule, Value, When, filled
from summitalign.schedules.xml_nodes import Element, read_xml


def read_frab_xml(text: str, source: str) -> Schedule:
    """Return the talks of a schedule; raises InputError for what is no XML, and for XML of another kind."""
    root = read_xml(text, source)
    if root.name != "schedule":
        raise InputError(
            f"is XML with the root <{root.name}>, not a schedule", place=source, hint="its root should be <schedule>"
        )
    return Schedule(tuple(entry for day in root.all("day") for entry in _day(day)))


def _day(day: Element) -> Iterator[Entry]:
    date = day.attributes.get("date", "")
    for room in day.all("room"):
        name = room.attributes.get("name", "")
        yield from (entry for event in room.all("event") if (entry := _event(event, date, name)) is not None)
    yield from (entry for event in day.all("event") if (entry := _event(event, date, "")) is not None)


def _event(event: Element, date: str, room: str) -> Entry | None:
    title = event.child("title")
    if title is None:
        return None
    day, time = read_iso(event.string("date"))
    start = read_clock(event.string("start")) or time
    abstract = filled(event.child(name) for name in ("subtitle", "abstract", "description"))
    people = tuple(_people(event))
    return Entry(
        span=event.span,
        title=title,
        people=people,
        when=When(day or date, start, after(start, minutes(event.string("duration")))),
        room=event.string("room") or room,
        track=event.child("track"),
        abstract=abstract,
        links=filled(_links(event)),
        named=() if people else named_in(abstract),
    )


def _people(event: Element) -> Iterator[Person]:
    for group in (*event.all("persons"), *event.all("speakers")):
        for each in (*group.all("person"), *group.all("speaker")):
            name = each.value() or each.child("name") or each.child("public_name")
            if name is not None:
                yield Person(name, each.attributes.get("role", ""))


def _links(event: Element) -> Iterator[Value | None]:
    yield event.child("video_download_url")
    yield event.child("url")
    for group, name in (("links", "link"), ("attachments", "attachment")):
        for each in (found for part in event.all(group) for found in part.all(name)):
            target = each.attributes.get("href", "")
            yield Value(target, each.span) if target else each.value()
