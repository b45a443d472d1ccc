"""The Markdown parser's events, with offsets in code points."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from summitalign.markdown.fences import undressed
from summitalign.markdown.prices import STAND_IN, without_prices

if TYPE_CHECKING:
    from pyromark import Options

_SURROGATE = re.compile("[\ud800-\udfff]")
_LONE_RETURN = re.compile("\r(?!\n)")
_INLINES = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
"""Containers that tell where the text of a link ends, and are never passed over."""
_PHASES = {"Start": "start", "End": "end"}
_CONTINUATION = bytes(range(0x80, 0xC0))
_LEADS = bytes(not 0x80 <= byte < 0xC0 for byte in range(256))
_CROWD = 16
"""Bytes to an offset from which counting all of them is cheaper than looking for each."""


class Event(NamedTuple):
    """One step of the parser through a text: a tuple, as thousands of them are made."""

    name: str
    """`Text`, `Code`, `Heading`, `Link` ..., as the parser calls it."""
    phase: str
    """`start` and `end` around a container, `leaf` for what has no inside."""
    start: int
    """First code point of the construct in the whole text."""
    end: int
    value: Any = None
    """The text of a leaf; the parser's fields of a container, as a dict or a string."""


@cache  # to join them takes as long as to parse a paragraph
def extensions() -> "Options":
    """Return the extensions that documents are read with."""
    from pyromark import Options

    return (
        Options.ENABLE_TABLES
        | Options.ENABLE_FOOTNOTES
        | Options.ENABLE_STRIKETHROUGH
        | Options.ENABLE_TASKLISTS
        | Options.ENABLE_MATH
        | Options.ENABLE_HEADING_ATTRIBUTES
    )


def readable(text: str) -> str:
    """Return a text of the same length that the parser accepts, and reads as people do.

    Lone surrogates, which no UTF-8 parser accepts, become replacement characters, and a lone carriage
    return the line end that CommonMark says it is. Closing fences lose their info strings, and the `$` of a
    price gets a stand-in: else the prose behind them would be code, or mathematics.
    """
    return without_prices(undressed(_LONE_RETURN.sub("\n", _SURROGATE.sub("\ufffd", text))))


def read_events(text: str, offset: int, places: Sequence[int] | None = None) -> Iterator[Event]:
    """Yield the events of `text[offset:]`, offsets counted in the whole text.

    With `places`, ascending offsets, a container that holds none of them is passed over with all that is in it.
    """
    import pyromark

    body = readable(text[offset:])
    events: Iterable[_Raw] = pyromark.events_with_range(body, options=extensions())
    at: Mapping[int, int] | Sequence[int]
    if places is None:
        at = all_places(body, offset)
    else:
        wanted = _byte_offsets(body, [place - offset for place in places if place >= offset])
        events = list(_kept(events, wanted))
        at = byte_places(body, [byte for _, place in events for byte in place.values()], offset)
    found = _merged(events, at)
    return map(_with_prices, found) if STAND_IN in body and STAND_IN not in text else found


def _with_prices(event: Event) -> Event:
    """Put the `$` of prices back into the texts of an event."""
    return event._replace(value=_priced(event.value))


def _priced(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(STAND_IN, "$")
    return {key: _priced(inner) for key, inner in value.items()} if isinstance(value, dict) else value


_Raw = tuple[Any, Any]
"""What the parser yields: an event, and where it stands in bytes."""


def _byte_offsets(body: str, places: Sequence[int]) -> list[int]:
    offsets = []
    position = count = 0
    for place in places:
        count += len(body[position:place].encode())
        offsets.append(count)
        position = place
    return offsets


def _holds(wanted: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(wanted, start)
    return at < len(wanted) and wanted[at] < end


def _kept(events: Iterable[_Raw], wanted: Sequence[int]) -> Iterator[_Raw]:
    """Pass on all but the containers that hold none of some bytes, and what is in these."""
    passed = 0  # containers that are open and passed over
    for raw in events:
        event, place = raw
        if event.__class__ is dict:
            if "Start" in event:
                if passed or not _is_wanted(event["Start"], place, wanted):
                    passed += 1
            elif passed and "End" in event:
                passed -= 1
                continue
        if not passed:
            yield raw


def _is_wanted(value: Any, place: Any, wanted: Sequence[int]) -> bool:
    name = value if value.__class__ is str else next(iter(value))
    return name in _INLINES or _holds(wanted, place["start"], place["end"])


def _merged(events: Iterable[_Raw], at: Mapping[int, int] | Sequence[int]) -> Iterator[Event]:
    """Name the events, and join neighbouring texts: the parser splits text at every `[`, `<`, `!` and `*`.

    `at` maps bytes to code points. A text whose bytes differ from its source (a character reference) stays alone.
    """
    # Neither the class nor `_make` is called, which takes twice as long: there may be a million.
    make = tuple.__new__
    pieces: list[str] = []
    first = last = -1
    for event, place in events:
        start, end = place["start"], place["end"]
        name, phase, value = event, "leaf", None
        if event.__class__ is dict:
            (name,) = event
            value = event[name]
            if name == "Text":
                if len(value) == end - start or len(value.encode()) == end - start:
                    if pieces and start == last:
                        pieces.append(value)
                    else:
                        if pieces:
                            yield make(Event, ("Text", "leaf", at[first], at[last], "".join(pieces)))
                        pieces, first = [value], start
                    last = end
                    continue
            elif name in _PHASES:
                phase = _PHASES[name]
                name, value = (value, None) if value.__class__ is str else next(iter(value.items()))
        if pieces:
            yield make(Event, ("Text", "leaf", at[first], at[last], "".join(pieces)))
            pieces = []
        yield make(Event, (name, phase, at[start], at[end], value))
    if pieces:
        yield make(Event, ("Text", "leaf", at[first], at[last], "".join(pieces)))


def byte_places(body: str, offsets: Collection[int], shift: int = 0) -> Mapping[int, int] | Sequence[int]:
    """Map byte offsets of a text to its code points, which are counted from `shift`.

    One pass over the sorted offsets: the bytes between two of them are counted once. Of many, all bytes are counted.
    """
    if body.isascii():
        return range(shift, shift + len(body) + 1)
    raw = body.encode()
    if len(offsets) > len(raw) // _CROWD:
        return all_places(body, shift)
    table: dict[int, int] = {}
    position, count = 0, shift
    for offset in sorted(set(offsets)):
        count += len(raw[position:offset].translate(None, _CONTINUATION))
        table[offset] = count
        position = offset
    return table


def all_places(body: str, shift: int = 0) -> Sequence[int]:
    """Return the code point of each byte of a text, and the end, counted from `shift`."""
    if body.isascii():
        return range(shift, shift + len(body) + 1)
    return list(accumulate(body.encode().translate(_LEADS), initial=shift))
