"""Calendars: the part of RFC 5545 that says what happens when, where, and who takes part.

Not followed are rules of repetition, which get a remark, and the definitions of time zones: times are those of the
place, as a printed programme has them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from summitalign.errors import InputError
from summitalign.model.document import Remark
from summitalign.model.span import LineIndex, Span
from summitalign.schedules.clock import after, minutes
from summitalign.schedules.people import named_in
from summitalign.schedules.values import Entry, Person, Schedule, Value, When, filled

_LINE = re.compile(r"([^\r\n]*(?:(?:\r\n|\n|\r)[ \t][^\r\n]*)*)(?:\r\n|\n|\r|\Z)")
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_NAME = re.compile(r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\":;])*+)*+):")
_PARAMETER = re.compile(r";([A-Za-z0-9-]+)=((?:\"[^\"]*\"|[^\";]*)*)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TIME = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})[0-9]{2}(Z)?)?", re.ASCII)
_CUT_LETTER = re.compile(rb"((?:\r\n|\n|\r)[ \t])([\x80-\xbf]+)")
"""A fold and the rest of the letter of UTF-8 that it cuts in two."""
_PARTS = {"CHAIR": "chair", "OPT-PARTICIPANT": "", "REQ-PARTICIPANT": "", "NON-PARTICIPANT": ""}


@dataclass(frozen=True, slots=True)
class _Property:
    """One content line, unfolded."""

    name: str
    parameters: dict[str, str]
    raw: str
    """The value, escapes not yet resolved."""
    span: Span
    """Of the value."""

    def value(self) -> Value:
        return Value(_ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.raw), self.span)


@dataclass(slots=True)
class _Open:
    """A component whose end is not read yet."""

    name: str
    start: int
    properties: dict[str, list[_Property]] = field(default_factory=dict)


def whole_letters(data: bytes) -> bytes:
    """Return a calendar with the folds that cut a letter in two behind that letter, and no line more or less.

    Some programs fold after 75 bytes, whatever these are; the RFC asks readers to bear it. What is no UTF-8 even so
    comes back as it is.
    """
    mended = _CUT_LETTER.sub(rb"\2\1", data)
    if mended == data or _is_utf8(data) or not _is_utf8(mended):
        return data
    return mended


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_calendar(text: str, source: str) -> Schedule:
    """Return the events of a calendar, those that are called off left out.

    Raises InputError with the line for a text that is no calendar, or that ends inside a component.
    """
    if not text.lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCALENDAR"):
        raise InputError("is not a calendar: it does not begin with BEGIN:VCALENDAR", place=source, line=1)
    entries, remarks = list[Entry](), list[Remark]()
    stack: list[_Open] = []
    for found in _lines(text):
        line = _read(found)
        if line is None:
            continue
        kind = line.raw.strip().upper()
        if line.name == "BEGIN":
            stack.append(_Open(kind, found.start()))
        elif line.name == "END":
            if not stack or stack[-1].name != kind:
                opened = stack[-1].name if stack else "nothing"
                raise _error(text, source, found.start(), f"END:{kind} where {opened} is open")
            closed = stack.pop()
            if closed.name == "VEVENT" and (entry := _event(closed, found.end(1))) is not None:
                entries.append(entry)
                remarks.extend(_remarks(closed))
        elif stack:
            stack[-1].properties.setdefault(line.name, []).append(line)
    if stack:
        raise _error(text, source, stack[-1].start, f"{stack[-1].name} is not closed")
    return Schedule(tuple(entries), tuple(remarks))


def _lines(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text) and (found := _LINE.match(text, at)) is not None:
        yield found
        at = max(found.end(), at + 1)


def _error(text: str, source: str, at: int, problem: str) -> InputError:
    return InputError(f"is not a valid calendar: {problem}", place=source, line=LineIndex.build(text).line(at))


def _read(found: re.Match[str]) -> _Property | None:
    """Read a content line; None for one that is none, as other programs leave behind."""
    line = found[1]
    unfolded = _FOLD.sub("", line)
    head = _NAME.match(unfolded)
    if head is None:
        return None
    parameters = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(head[2])}
    start = found.start() + _folded_length(line, head.end())
    return _Property(head[1].upper(), parameters, unfolded[head.end() :], Span(start, max(start, found.end(1))))


def _folded_length(line: str, length: int) -> int:
    """Return how much of a line as written makes so much of it unfolded."""
    for fold in _FOLD.finditer(line):
        if fold.start() > length:
            break
        length += len(fold[0])
    return length


def _event(component: _Open, end: int) -> Entry | None:
    properties = component.properties
    if "SUMMARY" not in properties or _text(properties, "STATUS").upper() == "CANCELLED":
        return None
    abstract = filled(one.value() for one in properties.get("DESCRIPTION", []))
    people = tuple(_people(properties))
    return Entry(
        span=Span(component.start, max(component.start, end)),
        title=properties["SUMMARY"][0].value(),
        people=people,
        when=_when(properties),
        room=_text(properties, "LOCATION"),
        track=next((one.value() for one in properties.get("CATEGORIES", [])), None),
        abstract=abstract,
        links=filled(one.value() for name in ("URL", "ATTACH", "CONFERENCE") for one in properties.get(name, [])),
        named=() if people else named_in(abstract),
    )


def _text(properties: dict[str, list[_Property]], name: str) -> str:
    return properties[name][0].value().text.strip() if name in properties else ""


def _people(properties: dict[str, list[_Property]]) -> Iterator[Person]:
    for one in properties.get("ATTENDEE", []):
        name = one.parameters.get("CN", "")
        if name and one.parameters.get("CUTYPE", "INDIVIDUAL").upper() == "INDIVIDUAL":
            yield Person(Value(name, one.span), _PARTS.get(one.parameters.get("ROLE", "").upper(), ""))


def _when(properties: dict[str, list[_Property]]) -> When:
    day, start = _moment(_text(properties, "DTSTART"))
    _, end = _moment(_text(properties, "DTEND"))
    return When(day, start, end if start and end else after(start, minutes(_text(properties, "DURATION"))))


def _moment(text: str) -> tuple[str, str]:
    """Return day and time of day; a whole day has no time."""
    found = _TIME.fullmatch(text)
    if found is None:
        return "", ""
    year, month, day, hour, minute, is_utc = found.groups()
    clock = f"{hour}:{minute}{' UTC' if is_utc else ''}" if hour else ""
    return f"{year}-{month}-{day}", clock


def _remarks(component: _Open) -> Iterator[Remark]:
    for name in ("RRULE", "RDATE"):
        for one in component.properties.get(name, []):
            yield Remark(one.span, "the event repeats; only its first time is read")
