"""Links that lead to a heading: where their fragments stand in a text, and which may be edited."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from summitalign.markdown.events import Event, read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.headings import decoded
from summitalign.markdown.html_links import html_links
from summitalign.markdown.link_reading import LinkReader
from summitalign.markdown.links import Identity, identify
from summitalign.markdown.regions import read_canvas
from summitalign.markdown.written_ids import IDENTIFYING, written_ids
from summitalign.model.document import LinkKind, RegionKind
from summitalign.model.span import Span

_LINK = re.compile(
    r"""(?: \]\(\s*< (?P<a>[^<>\r\n#]*) \# (?P<b>[^<>\r\n]*) (?=>)
          | (?: \]\(\s* | \]:[ \t]*<? | href\s*=\s*["']? ) (?P<c>[^\s<>"'#]*) \# (?P<d>[^\s<>"')]*) )""",
    re.VERBOSE | re.IGNORECASE,
)
_OPEN = frozenset({RegionKind.LINK_TARGET, RegionKind.REFERENCE_DEFINITION, RegionKind.HTML_TAG, RegionKind.MARKUP})
"""What the fragment of a link may stand in."""
_INNER = ("](#", "](<#", "](\n", "]( ", "]:", "href", "HREF", "Href")
"""One of these stands in every such link; looking for them takes a hundredth of the time of a parser."""
_MARK = re.compile(r"#([^\s<>\"'#]*)")
_BARE = re.compile(r"#([^\s<>\"'()\[\]{}|#]+)")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The fragment of a link, as it is written."""

    span: Span
    """Without its `#`."""
    anchor: str
    """What it stands for, in lower case."""
    path: str
    """What stands before the `#`, as written; empty for a link within its document."""


def fragments(text: str) -> Iterator[Fragment]:
    """Yield what looks like the fragment of a link, code and templates included."""
    for match in _LINK.finditer(text):
        group, path = ("b", match["a"]) if match["b"] is not None else ("d", match["c"])
        yield Fragment(Span(*match.span(group)), decoded(match[group]), path)


def inner_fragments(text: str) -> tuple[Fragment, ...]:
    """Return what looks like the fragment of a link within a text; nothing, at no cost, where no link is near."""
    if not any(mark in text for mark in _INNER):
        return ()
    return tuple(found for found in fragments(text) if not found.path)


def may_lead(text: str, anchors: Collection[str]) -> bool:
    """Say whether a link of a text may lead to one of some anchors, or to one that begins as it does.

    What looks like a fragment anywhere is taken for that of a link; where one may be written with other marks, the
    answer is yes.
    """
    if "&" in text or "\\" in text:
        return True
    heads = tuple(anchors)
    return any(decoded(mark).startswith(heads) for mark in set(_MARK.findall(text)))


class Anchorage:
    """What a text says of fragments."""

    def __init__(self, text: str, events: Iterable[Event] | None = None) -> None:
        """Paint a text and read its links, and nothing else; `events` are its own where they have been read."""
        body = front_matter_end(text)
        reader = LinkReader(lambda target, *_: "#" in target)
        self._text = text
        events = read_events(text, body) if events is None else events
        self._canvas, self._tags = read_canvas(text, reader.read(events), body)
        self._links = reader.links

    def kind_at(self, offset: int) -> RegionKind:
        """Return what an offset stands in."""
        return self._canvas.kind_at(offset)

    def is_open(self, fragment: Fragment) -> bool:
        """Say whether the fragment is that of a link, and may be edited."""
        return self.kind_at(fragment.span.start - 1) in _OPEN

    def hidden(self) -> frozenset[str]:
        """Return the anchors that templates name, where nothing is edited."""
        text = self._text
        return frozenset(
            decoded(match[1])
            for span in self._canvas.spans_of(RegionKind.TEMPLATE)
            for match in _BARE.finditer(text, span.start, span.end)
        ) | frozenset(each.anchor for each in fragments(text) if self.kind_at(each.span.start - 1) is RegionKind.CODE)

    def written_ids(self) -> frozenset[str]:
        """Return the ids that are written in the document, in lower case: no edit of a heading changes them."""
        return frozenset(
            name
            for kind in IDENTIFYING
            for span in self._canvas.spans_of(kind)
            for name in written_ids(span.of(self._text))
        )

    def inner_links(self) -> tuple[str, ...]:
        """Return the anchors of the links within the document, in order."""
        found = [(link.span, *_identified(link.target)) for link in self._links]
        found += [(link.span, link.identity, link.kind, None) for link in html_links(self._text, self._tags)]
        found.sort(key=lambda each: (each[0].start, -each[0].end))
        return tuple(identity[1:] for _, identity, kind, _ in found if kind is LinkKind.ANCHOR)


@lru_cache(maxsize=256)  # many links of a document lead to few places
def _identified(target: str) -> Identity:
    return identify(target)
