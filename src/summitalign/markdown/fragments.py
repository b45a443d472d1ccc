"""Links that lead to a heading: where their fragments stand in a text, and which may be edited."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from summitalign.markdown.headings import decoded
from summitalign.model.document import Document, LinkKind, RegionKind
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
_BARE = re.compile(r"#([^\s<>\"'()\[\]{}|#]+)")
_ID = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\#([^\s{}\#]+)""", re.IGNORECASE)
_IDENTIFYING = (RegionKind.HTML_TAG, RegionKind.ATTRIBUTES)


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


class Anchorage:
    """What a parsed document says of fragments."""

    def __init__(self, document: Document) -> None:
        """Keep the document, and where its regions begin."""
        self._document = document
        self._starts = [region.span.start for region in document.regions]

    def kind_at(self, offset: int) -> RegionKind:
        """Return what an offset stands in."""
        return self._document.regions[bisect_right(self._starts, offset) - 1].kind

    def is_open(self, fragment: Fragment) -> bool:
        """Say whether the fragment is that of a link, and may be edited."""
        return self.kind_at(fragment.span.start - 1) in _OPEN

    def hidden(self) -> frozenset[str]:
        """Return the anchors that templates name, where nothing is edited."""
        text = self._document.text
        return frozenset(
            decoded(match[1])
            for region in self._document.regions
            if region.kind is RegionKind.TEMPLATE
            for match in _BARE.finditer(text, region.span.start, region.span.end)
        ) | frozenset(each.anchor for each in fragments(text) if self.kind_at(each.span.start - 1) is RegionKind.CODE)

    def written_ids(self) -> frozenset[str]:
        """Return the ids that are written in the document, in lower case: no edit of a heading changes them."""
        text = self._document.text
        return frozenset(
            (match[1] or match[2]).lower()
            for region in self._document.regions
            if region.kind in _IDENTIFYING
            for match in _ID.finditer(text, region.span.start, region.span.end)
        )

    def inner_links(self) -> tuple[str, ...]:
        """Return the anchors of the links within the document, in order."""
        return tuple(link.identity[1:] for link in self._document.links if link.kind is LinkKind.ANCHOR)
