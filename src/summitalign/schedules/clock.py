"""Days and times as the formats write them, and as people read them."""

import re

from summitalign.schedules.values import When

_ISO = re.compile(
    r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(Z)?)?", re.ASCII
)
_DURATION = re.compile(r"\s*(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{2})\s*", re.ASCII)
_PERIOD = re.compile(
    r"[+]?P(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,5})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,8})S)?)?", re.ASCII
)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)
_DAY_MINUTES = 24 * 60


def read_iso(text: str) -> tuple[str, str]:
    """Return day and time of day of an ISO 8601 time, `2019-03-06` and `09:30`; empty where there is none.

    The time is that of the place, as printed programmes have it; only one in UTC says so.
    """
    found = _ISO.match(text)
    if found is None:
        return "", ""
    return found[1], f"{found[2]} UTC" if found[2] and found[3] else found[2] or ""


def read_clock(text: str) -> str:
    """Return the time of day `9:30` of a text that begins with one, hours in two digits; else what it says."""
    found = _CLOCK.match(text.strip())
    return f"{int(found[1]):02}:{found[2]}" if found else text.strip()


def minutes(text: str) -> int:
    """Return the minutes of a duration such as `00:45`, `1:00:00`, `45` or `PT45M`; 0 where it is none."""
    stripped = text.strip()
    if stripped.isascii() and stripped.isdecimal() and len(stripped) < 5:
        return int(stripped)
    period = _PERIOD.fullmatch(stripped)
    if period is not None:
        weeks, days, hours, parts, seconds = (int(group or 0) for group in period.groups())
        return ((weeks * 7 + days) * 24 + hours) * 60 + parts + seconds // 60
    found = _DURATION.fullmatch(stripped)
    if found is None:
        return 0
    days, hours, parts = (int(group or 0) for group in found.groups())
    return (days * 24 + hours) * 60 + parts


def after(start: str, length: int) -> str:
    """Return the time of day so many minutes after another one; empty where either is unknown."""
    found = _CLOCK.match(start)
    if found is None or length <= 0:
        return ""
    end = (int(found[1]) * 60 + int(found[2]) + length) % _DAY_MINUTES
    return f"{end // 60:02}:{end % 60:02}{start[found.end() :]}"


def between(start: str, end: str) -> When:
    """Return the day and the times of two ISO 8601 times."""
    day, begins = read_iso(start)
    _, ends = read_iso(end)
    return When(day, begins, ends)
