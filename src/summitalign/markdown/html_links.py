"""Links written as HTML tags."""

import re
from collections.abc import Callable, Iterator, Sequence

from summitalign.markdown.html import Tag
from summitalign.markdown.links import identify
from summitalign.model.document import Link
from summitalign.model.span import Span

_CELL_EDGES = frozenset({"td", "th", "tr", "table", "thead", "tbody", "tfoot", "caption"})
"""Tags, opening or closing, that no link reaches across."""
_LINE_EDGES = frozenset({"br", "p", "div", "li", "ul", "ol", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
"""Tags that end a link which nothing closes."""
_HREF = re.compile("href", re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]")


def html_links(text: str, tags: Sequence[Tag], holds: Callable[[Span], bool] | None = None) -> tuple[Link, ...]:
    """Return the links of `a`, `img` and `iframe` tags, in order of their start.

    `tags` are tags of `text` in order. A link ends at `</a>`, at an `<a>` without a target (a common slip
    for `</a>`), before the next link, or at the edge of its table cell; one that nothing closes ends with its line.
    With `holds`, only those are read whose shown text it is true of.
    """
    found: list[Link] = []
    opened: Tag | None = None
    edge: int | None = None
    """Where `opened` ends if no tag closes it: its first line edge."""
    for tag in tags:
        if opened is not None:
            if tag.name == "a" and (tag.is_closing or not tag.attributes()):
                found += _anchor(opened, tag.start, tag.end, holds)
                opened, edge = None, None
                continue
            if tag.name == "a" or tag.name in _CELL_EDGES:
                found += _unclosed(text, opened, tag.start if edge is None else edge, holds)
                opened, edge = None, None
            elif edge is None and tag.name in _LINE_EDGES:
                edge = tag.start
        if tag.name == "a" and not tag.is_closing and _HREF.search(tag.source) and "href" in tag.attributes():
            opened = tag
        elif tag.name in ("img", "iframe") and holds is None:
            found.extend(_embedded(tag))
    if opened is not None:
        found += _unclosed(text, opened, len(text) if edge is None else edge, holds)
    return tuple(sorted(found, key=lambda link: (link.span.start, -link.span.end)))


def _anchor(opened: Tag, text_end: int, end: int, holds: Callable[[Span], bool] | None) -> Iterator[Link]:
    shown = Span(opened.span.end, text_end)
    if holds is None or holds(shown):
        target = opened.attributes()["href"]
        identity, kind, seconds = identify(target)
        yield Link(target, identity, kind, shown, Span(opened.span.start, end), seconds)


def _unclosed(text: str, opened: Tag, limit: int, holds: Callable[[Span], bool] | None) -> Iterator[Link]:
    """Yield a link that no tag closes: it ends with its line, at `limit` at the latest."""
    line_end = _LINE_END.search(text, opened.span.end, limit)
    end = limit if line_end is None else line_end.start()
    return _anchor(opened, end, end, holds)


def _embedded(tag: Tag) -> Iterator[Link]:
    target = tag.attributes().get("src", "")
    if target:
        identity, kind, seconds = identify(target)
        yield Link(target, identity, kind, Span(tag.start, tag.start), tag.span, seconds)
