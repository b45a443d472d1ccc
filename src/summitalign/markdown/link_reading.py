"""All links of a text, whichever way they are written."""

from collections.abc import Sequence

from summitalign.markdown.blocks import RawLink
from summitalign.markdown.html import Tag
from summitalign.markdown.html_links import html_links
from summitalign.markdown.links import identify
from summitalign.model.document import Link, Region, RegionKind
from summitalign.model.span import Span


def read_links(text: str, regions: Sequence[Region], tags: Sequence[Tag], raw: Sequence[RawLink]) -> tuple[Link, ...]:
    """Return the links of Markdown, those of HTML tags and bare addresses, in the order of their places."""
    found = [*(_link(link.target, link.text_span, link.span) for link in raw), *html_links(text, tags)]
    taken = {(link.span.start, link.span.end) for link in found}
    for region in regions:
        if region.kind is RegionKind.AUTOLINK and (region.span.start, region.span.end) not in taken:
            target = region.span.of(text).strip("<>")
            found.append(_link(target, region.span, region.span))
    return tuple(sorted(found, key=lambda link: (link.span.start, -link.span.end)))


def _link(target: str, text_span: Span, span: Span) -> Link:
    identity, kind, seconds = identify(target)
    return Link(target, identity, kind, text_span, span, seconds)
