"""All links of a text, whichever way they are written."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

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

    def read(self, events: Iterable[Event]) -> Iterator[Event]:
        """Pass the events on, reading along."""
        opened: list[Event] = []
        ends: list[int] = []
        """The open links, and the end of what they show so far."""
        for event in events:
            name, phase, _, end, _ = event
            if name not in ("Link", "Image"):
                if ends and phase == "leaf" and end > ends[-1]:
                    ends[-1] = end
            elif phase == "start":
                opened.append(event)
                ends.append(_inner(event))
            elif opened:
                self._close(opened.pop(), ends.pop())
            yield event

    def _close(self, opening: Event, shown_end: int) -> None:
        target = str(opening.value.get("dest_url", "")) if isinstance(opening.value, dict) else ""
        inner = _inner(opening)
        shown_end = max(inner, min(shown_end, opening.end))
        if self.wants is None or self.wants(target, inner, shown_end):
            self.links.append(RawLink(target, Span(opening.start, opening.end), Span(inner, shown_end)))


def _inner(opening: Event) -> int:
    """Return where what a link or an image shows begins."""
    return opening.start + (2 if opening.name == "Image" else 1)


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
