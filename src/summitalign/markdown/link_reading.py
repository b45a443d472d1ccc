"""All links of a text, whichever way they are written."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from summitalign.markdown.blocks import RawLink
from summitalign.markdown.events import Event
from summitalign.markdown.html import Tag
from summitalign.markdown.html_links import html_links
from summitalign.markdown.links import identify
from summitalign.model.document import Link, Region, RegionKind
from summitalign.model.span import Span


@dataclass(slots=True)
class LinkReader:
    """Collects the links of Markdown in one walk through the events, as `BlockReader` does, and nothing else."""

    wants: Callable[[str, int, int], bool] | None = None
    """Says by its target, and the first and end code point of what it shows, whether a link is kept; without it all
    are. A text may hold a hundred thousand links, and be asked for one."""
    links: list[RawLink] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """For each open link: the end of what it shows so far, which whoever passes a leaf on moves."""
    _opened: list[tuple[int, Any]] = field(default_factory=list)
    """Where the open links show something, and their fields."""

    def read_in(self, text: str, events: Iterable[Event]) -> Iterable[Event]:
        """Return the events of a text, which pass through `read` where it may hold a link at all."""
        return self.read(events) if "[" in text or ("<" in text and ("@" in text or ":" in text)) else events

    def read(self, events: Iterable[Event]) -> Iterator[Event]:
        """Pass the events on, reading along."""
        ends = self.ends
        for event in events:
            name, phase, _, end, _ = event
            if name in ("Link", "Image"):
                self.take(event)
            elif ends and phase == "leaf" and end > ends[-1]:
                ends[-1] = end
            yield event

    def take(self, event: Event) -> None:
        """Read the start or the end of a link."""
        name, phase, start, end, value = event
        if phase == "start":
            inner = start + (2 if name == "Image" else 1)
            self._opened.append((inner, value))
            self.ends.append(inner)
        elif self._opened:
            inner, fields = self._opened.pop()
            target = str(fields.get("dest_url", "")) if isinstance(fields, dict) else ""
            shown_end = max(inner, min(self.ends.pop(), end))
            if self.wants is None or self.wants(target, inner, shown_end):
                self.links.append(RawLink(target, Span(start, end), Span(inner, shown_end)))


def read_links(text: str, regions: Sequence[Region], tags: Sequence[Tag], raw: Sequence[RawLink]) -> tuple[Link, ...]:
    """Return the links of Markdown, those of HTML tags and bare addresses, in the order of their places."""
    found = [*(_link(link.target, link.text_span, link.span) for link in raw), *html_links(text, tags)]
    taken = {(link.span.start, link.span.end) for link in found}
    for region in regions:
        if region.kind is RegionKind.AUTOLINK and (region.span.start, region.span.end) not in taken:
            target = region.span.of(text).strip("<>")
            found.append(_link(target, region.span, region.span))
    return _sorted(found)


def read_links_around(
    text: str, places: Sequence[int], tags: Sequence[Tag], raw: Sequence[RawLink]
) -> tuple[Link, ...]:
    """Return the links of `read_links` whose shown text holds some places, which ascend."""

    def holds(span: Span) -> bool:
        return _hold(places, span.start, span.end)

    found = [_link(link.target, link.text_span, link.span) for link in raw if holds(link.text_span)]
    return _sorted((*found, *html_links(text, tags, holds)))


def reader_around(places: Sequence[int]) -> LinkReader:
    """Return a reader of the links whose shown text holds some places, which ascend."""
    return LinkReader(lambda _, start, end: _hold(places, start, end))


def _hold(places: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.span.start, -link.span.end)))


def _link(target: str, text_span: Span, span: Span) -> Link:
    identity, kind, seconds = identify(target)
    return Link(target, identity, kind, text_span, span, seconds)
