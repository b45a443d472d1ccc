"""Which reader a text is for."""

from pathlib import PurePath

from summitalign.errors import InputError
from summitalign.model.document import Document
from summitalign.schedules.compose import compose
from summitalign.schedules.values import Schedule

CALENDARS = (".ics", ".ical", ".icalendar")
PAGES = (".html", ".htm", ".xhtml")
JSON = (".json", ".jsonld")
XML = (".xml",)


def read_schedule(text: str, source: str) -> Document | None:
    """Read a published schedule by the ending of its name; None for what is to be read as a text.

    That is a file of another kind, and a page of HTML that describes no events. Raises InputError with file and line
    for a file that is broken, and for JSON or XML that is no schedule.
    """
    ending = PurePath(source).suffix.lower()
    if ending in PAGES:
        return _page(text, source)
    if ending in CALENDARS:
        from summitalign.schedules.icalendar import read_calendar

        return compose(text, source, read_calendar(text, source))
    if ending in XML:
        from summitalign.schedules.frab_xml import read_frab_xml

        return compose(text, source, read_frab_xml(text, source))
    return _json(text, source) if ending in JSON else None


def _page(text: str, source: str) -> Document | None:
    if "ld+json" not in text.lower():
        return None
    from summitalign.schedules.json_nodes import readable
    from summitalign.schedules.linked_data import read_page

    shown = readable(text)
    found = read_page(shown, source)
    return compose(shown, source, *found) if found is not None else None


def _json(text: str, source: str) -> Document:
    from summitalign.schedules.frab_json import read_frab
    from summitalign.schedules.json_nodes import read_json, readable
    from summitalign.schedules.linked_data import read_events
    from summitalign.schedules.playlist import read_playlist

    shown = readable(text)
    root = read_json(shown, source)
    found: Schedule | None = read_frab(root) or read_events((root,)) or read_playlist(root)
    if found is None:
        raise InputError(
            "is JSON, but no schedule that is known",
            place=source,
            hint="a schedule of pretalx or frab, events of schema.org, or a playlist of YouTube or yt-dlp",
        )
    return compose(shown, source, found)
