"""Events of schema.org as JSON-LD, alone or in a page of HTML."""

from collections.abc import Iterator
from dataclasses import replace

from summitalign.errors import InputError
from summitalign.markdown.html import scan_tags
from summitalign.markdown.html_links import html_links
from summitalign.model.document import Document, Remark
from summitalign.model.span import LineIndex, Span
from summitalign.schedules.clock import between
from summitalign.schedules.json_nodes import NOTHING, Node, read_json
from summitalign.schedules.people import json_people, named_in
from summitalign.schedules.values import Entry, Schedule, Value, filled

_KIND = "application/ld+json"
_RECORDINGS = ("recordedIn", "video", "subjectOf", "workPerformed", "workFeatured")


def read_events(roots: tuple[Node, ...]) -> Schedule | None:
    """Return the events that hold no others, in the order of the text; None where there is no event."""
    known = {
        name: node for root in roots for node in root.walk() if (name := node.at("@id").string()) and _says_more(node)
    }
    containers = {name for root in roots for node in root.walk() if (name := node.at("superEvent", "@id").string())}
    entries = [
        entry
        for root in roots
        for node in root.walk()
        if _is_event(node)
        and not node.first("subEvent", "subEvents").items
        and not node.first("subEvent", "subEvents").fields
        and node.at("@id").string() not in containers
        and (entry := _event(node, known)) is not None
    ]
    return Schedule(tuple(entries)) if entries else None


def _says_more(node: Node) -> bool:
    return len(node.fields) > 1


def _is_event(node: Node) -> bool:
    kind = node.at("@type")
    names = [one.string() for one in (kind.items or (kind,))]
    return any(name.rpartition("/")[2].endswith("Event") for name in names)


def _event(node: Node, known: dict[str, Node]) -> Entry | None:
    title = node.at("name").value()
    if title is None:
        return None
    abstract = filled((node.at("description").value(), node.at("abstract").value()))
    people = tuple(
        person
        for field in ("performer", "performers", "actor", "speaker")
        for each in (node.at(field).items or (node.at(field),))
        for person in json_people(_followed(each, known))
    )
    links = filled(_links(node, known))
    return Entry(
        span=node.span,
        title=title,
        people=people,
        when=between(node.at("startDate").string(), node.at("endDate").string()),
        room=_room(node.at("location"), known),
        abstract=abstract,
        links=links,
        notes=next((rest for link in links if (rest := link.text.partition("#")[2])), ""),
        named=() if people else named_in(abstract),
    )


def _followed(node: Node, known: dict[str, Node]) -> Node:
    """Return what a reference within the page leads to."""
    return known.get(node.at("@id").string(), node) if len(node.fields) == 1 else node


def _room(location: Node, known: dict[str, Node]) -> str:
    places = (_followed(one, known) for one in (location.items or (location,)))
    return next((shown for place in places if (shown := place.string() or place.at("name").string())), "")


def _links(node: Node, known: dict[str, Node]) -> Iterator[Value | None]:
    for name in _RECORDINGS:
        for each in node.at(name).items or (node.at(name),):
            work = _followed(each, known)
            yield work.value() or work.first("url", "embedUrl", "contentUrl").value()
    yield from (node.at(name).value() for name in ("url", "sameAs"))


def read_page(text: str, source: str) -> tuple[Schedule, Document] | None:
    """Return the events that the scripts of a page describe, and the page; None for a page without any.

    A broken script is passed over with a remark, as browsers do; raises InputError where nothing else is left.
    """
    scripts = list(_scripts(text))
    roots, remarks, problem = list[Node](), list[Remark](), None
    lines = LineIndex.build(text)
    for span in scripts:
        try:
            roots.append(read_json(text, source, span, lines))
        except InputError as error:
            problem = problem or error
            remarks.append(Remark(span, f"a script of events is left out: line {error.line} {error.message}"))
    found = read_events(tuple(roots))
    if found is None:
        if problem is not None:
            raise problem
        return None
    from summitalign.markdown.pages import read_html

    return Schedule(found.entries, tuple(remarks)), _with_anchors(read_html(text, source))


def _with_anchors(page: Document) -> Document:
    """Return a page whose sections have the ids of their headings as anchors, and with its links."""
    tags = tuple(scan_tags(page.text))
    ids = {tag.end: tag.attributes().get("id", "") for tag in tags if tag.name[:1] == "h" and not tag.is_closing}
    segments = tuple(replace(one, anchor=ids.get(one.title_span.start, "")) for one in page.segments)
    return replace(page, segments=segments, links=html_links(page.text, tags))


def _scripts(text: str) -> Iterator[Span]:
    """Yield where the scripts with JSON-LD stand."""
    opened = NOTHING.span
    is_open = False
    for tag in scan_tags(text):
        if tag.name != "script":
            continue
        if is_open and tag.is_closing:
            yield Span(opened.end, tag.start)
        is_open = not tag.is_closing and tag.attributes().get("type", "").strip().lower() == _KIND
        opened = tag.span
