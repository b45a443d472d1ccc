"""The slow, obvious twin of the structure of a document: read off the events of the parser, one by one."""

from summitalign.markdown.events import Event, read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.html import scan_tags


def structure(text: str) -> tuple[object, ...]:
    """Return the tree of blocks and inlines, every destination, code, tag and front matter, prose left out.

    Two texts with equal structures differ in their prose only.
    """
    body = front_matter_end(text)
    found: list[object] = [text[:body]]
    for event in read_events(text, body):
        token = _token(event, text)
        if token is None or (token == "text" and found[-1] == "text"):
            continue
        found.append(token)
    return tuple(found)


def _token(event: Event, text: str) -> object | None:
    """Name what an event adds to the structure; prose, however long, is one `text`."""
    if event.name in ("SoftBreak", "HardBreak"):
        return event.name
    if event.phase == "leaf":
        return _leaf(event, text)
    if event.phase == "end":
        return ("end", event.name)
    if event.name in ("Link", "Image") and isinstance(event.value, dict):
        return (
            "start",
            event.name,
            event.value.get("link_type"),
            event.value.get("dest_url"),
            event.value.get("title"),
        )
    return ("start", event.name, repr(event.value))


def _leaf(event: Event, text: str) -> object:
    if event.name == "Text":
        source = text[event.start : event.end]
        return "text" if source == event.value else ("escape", source)
    if event.name in ("Html", "InlineHtml"):
        return ("html", tuple(tag.source for tag in scan_tags(text, event.start, event.end)))
    return (event.name, repr(event.value))
