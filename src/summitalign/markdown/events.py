"""The Markdown parser's events, with offsets in code points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTINUATION = bytes(range(0x80, 0xC0))


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the parser through a text."""

    name: str
    """`Text`, `Code`, `Heading`, `Link` ..., as the parser calls it."""
    phase: str
    """`start` and `end` around a container, `leaf` for what has no inside."""
    start: int
    """First code point of the construct in the whole text."""
    end: int
    value: Any = None
    """The text of a leaf; the parser's fields of a container, as a dict or a string."""


def read_events(text: str, offset: int) -> Iterator[Event]:
    """Yield the events of `text[offset:]`, offsets counted in the whole text.

    Lone surrogates, which no UTF-8 parser accepts, are read as replacement characters.
    """
    import pyromark
    from pyromark import Options

    body = _SURROGATE.sub("\ufffd", text[offset:])
    options = (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_MATH
        | Options.ENABLE_HEADING_ATTRIBUTES
    )
    found = list(pyromark.events_with_range(body, options=options))
    to_code_point = _code_points(body, found)
    for event, place in found:
        start, end = place["start"], place["end"]
        if to_code_point is not None:
            start, end = to_code_point[start], to_code_point[end]
        yield _named(event, start + offset, end + offset)


def _named(event: Any, start: int, end: int) -> Event:
    if isinstance(event, str):
        return Event(event, "leaf", start, end)
    kind, value = next(iter(event.items()))
    if kind not in ("Start", "End"):
        return Event(kind, "leaf", start, end, value)
    phase = "start" if kind == "Start" else "end"
    if isinstance(value, str):
        return Event(value, phase, start, end)
    name, fields = next(iter(value.items()))
    return Event(name, phase, start, end, fields)


def _code_points(body: str, found: list[Any]) -> dict[int, int] | None:
    """Map every byte offset in use to its code point; None when they are the same.

    One pass over the sorted offsets: the bytes between two of them are counted once.
    """
    if body.isascii():
        return None
    raw = body.encode()
    offsets = sorted({place[side] for _, place in found for side in ("start", "end")})
    table: dict[int, int] = {}
    position = count = 0
    for offset in offsets:
        count += len(raw[position:offset].translate(None, _CONTINUATION))
        table[offset] = count
        position = offset
    return table
