"""What the readers of all formats hand on: texts with their places, and talks made of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from summitalign.model.document import Remark, Speaker
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Value:
    """A text that a file holds, and where."""

    text: str
    """Without the escapes of its format."""
    span: Span
    """Of what is written, without quotation marks."""


@dataclass(frozen=True, slots=True)
class When:
    """Day and time of a talk, as people read them."""

    day: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker, and where the name stands."""

    name: Value
    role: str = ""
    page: Value | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A talk of a schedule, and the place of everything that is known of it."""

    span: Span
    """The whole record: an object, an element, a component."""
    title: Value
    people: tuple[Person, ...] = ()
    when: When = When()
    room: str = ""
    track: Value | None = None
    abstract: tuple[Value, ...] = ()
    """The parts of what is said of the content, in order."""
    links: tuple[Value, ...] = ()
    """Addresses of recordings, slides and pages."""
    notes: str = ""
    """Fragment of the place in the same page that is about the talk."""
    named: tuple[Speaker, ...] = ()
    """People that the abstract names where the record names none."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """All talks of a file in order, and what there is to say of the reading."""

    entries: tuple[Entry, ...]
    remarks: tuple[Remark, ...] = ()


def filled(values: Iterable[Value | None]) -> tuple[Value, ...]:
    """Return the values that say something, each place once."""
    found = {value.span: value for value in values if value is not None and value.text.strip()}
    return tuple(found.values())
