"""The blocks of a document, read off the parser's events: headings, paragraphs, items, tables, links."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from summitalign.markdown.events import Event
from summitalign.model.span import Span

_CONTAINERS = frozenset(
    {"BlockQuote", "List", "Item", "FootnoteDefinition", "Table", "TableHead", "TableRow", "TableCell"}
)
_LEAF_BLOCKS = frozenset({"Heading", "Paragraph", "CodeBlock", "HtmlBlock"})
_STRONG = frozenset({"Strong", "Emphasis"})


@dataclass(slots=True)
class Block:
    """One block while it is read; `plain` is what it shows."""

    name: str
    """The parser's name: Heading, Paragraph, CodeBlock, HtmlBlock, Item, Table, TableRow, TableCell."""
    start: int
    end: int
    depth: int
    """Containers around it; 0 at the top of the document."""
    level: int = 0
    """Heading level, or nesting depth of an item."""
    pieces: list[str] = field(default_factory=list)
    strong_length: int = 0
    """Code points shown inside strong or emphasised text."""
    own_end: int = 0
    """Items: where the first nested list begins; else the end."""
    is_first_in_item: bool = False

    @property
    def plain(self) -> str:
        """What the block shows, white space folded."""
        return " ".join("".join(self.pieces).split())

    @property
    def span(self) -> Span:
        """Own text."""
        return Span(self.start, self.own_end or self.end)


@dataclass(frozen=True, slots=True)
class RawLink:
    """A Markdown link or image as the parser gives it."""

    target: str
    span: Span
    text_span: Span


@dataclass(slots=True)
class BlockReader:
    """Collects blocks and links in one walk through the events."""

    blocks: list[Block] = field(default_factory=list)
    links: list[RawLink] = field(default_factory=list)
    _open: list[Block] = field(default_factory=list)
    _items: list[Block] = field(default_factory=list)
    _links: list[tuple[Event, int]] = field(default_factory=list)
    _depth: int = 0
    _strong: int = 0

    def read(self, events: Iterable[Event]) -> Iterable[Event]:
        """Pass the events on, reading along."""
        for event in events:
            if event.phase == "start":
                self._enter(event)
            elif event.phase == "end":
                self._leave(event)
            else:
                self._leaf(event)
            yield event

    def _enter(self, event: Event) -> None:
        if event.name in _STRONG:
            self._strong += 1
        elif event.name in ("Link", "Image"):
            self._links.append((event, event.start + (2 if event.name == "Image" else 1)))
        elif event.name == "List" and self._items and not self._items[-1].own_end:
            self._items[-1].own_end = event.start
        if event.name in _LEAF_BLOCKS or event.name in ("Item", "Table", "TableHead", "TableRow", "TableCell"):
            self._open_block(event)
        if event.name in _CONTAINERS:
            self._depth += 1

    def _open_block(self, event: Event) -> None:
        block = Block(event.name, event.start, event.end, self._depth)
        if event.name == "Heading":
            block.level = int(str(event.value["level"])[1:]) if isinstance(event.value, dict) else 1
        elif event.name == "Item":
            block.level = len(self._items) + 1
            self._items.append(block)
        elif self._items and self._open and self._open[-1] is self._items[-1] and not self._open[-1].pieces:
            block.is_first_in_item = event.name == "Paragraph"
        self.blocks.append(block)
        self._open.append(block)

    def _leave(self, event: Event) -> None:
        if event.name in _STRONG:
            self._strong = max(0, self._strong - 1)
        elif event.name in ("Link", "Image") and self._links:
            opening, inner_end = self._links.pop()
            self._close_link(opening, inner_end)
        if event.name in _CONTAINERS:
            self._depth -= 1
        if self._open and self._open[-1].name == event.name and self._open[-1].start == event.start:
            block = self._open.pop()
            if block.name == "Item":
                self._items.pop()
            elif block.name in ("Paragraph", "TableCell") and self._open:
                self._open[-1].pieces.extend((*block.pieces, " "))

    def _close_link(self, opening: Event, inner_end: int) -> None:
        fields = opening.value if isinstance(opening.value, dict) else {}
        inner_start = opening.start + (2 if opening.name == "Image" else 1)
        shown = Span(inner_start, max(inner_start, min(inner_end, opening.end)))
        self.links.append(RawLink(str(fields.get("dest_url", "")), Span(opening.start, opening.end), shown))

    def _leaf(self, event: Event) -> None:
        if self._links:
            opening, inner_end = self._links[-1]
            self._links[-1] = (opening, max(inner_end, event.end))
        if not self._open:
            return
        if event.name in ("Text", "Code", "InlineMath"):
            self._open[-1].pieces.append(event.value)
            if self._strong:
                self._open[-1].strong_length += len(event.value)
        elif event.name in ("SoftBreak", "HardBreak"):
            self._open[-1].pieces.append(" ")


_LEAD = re.compile(
    r"""
    (?P<mark> (?:\*{2,}|__)[*_]* )\s*
    (?: \[(?P<linked>[^\[\]\r\n]{1,200})\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)
      | (?P<bold>[^*_\[\]\r\n][^*\r\n]{0,200}?) )
    \s*(?:\*{2,}|__)
  | [*_]{0,8}\[(?P<link>[^\[\]\r\n]{1,200})\]\(
    """,
    re.VERBOSE,
)
_MARKER = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_MARKS = "*_~` \t"


def lead(text: str, span: Span) -> Span | None:
    """Return the bold or linked phrase that a paragraph or item begins with, read off the source.

    Translators leave emphasis marks broken (`******term**—…`), which no parser pairs; so this looks
    at the characters, not at the parsed emphasis.
    """
    marker = _MARKER.match(text, span.start, span.end)
    start = marker.end() if marker else span.start
    match = _LEAD.match(text, start, span.end)
    if match is None:
        return None
    group = match.lastgroup or "bold"
    group = "linked" if match["linked"] is not None else "bold" if match["bold"] is not None else "link"
    begin, end = match.span(group)
    while begin < end and text[begin] in _MARKS:
        begin += 1
    while end > begin and text[end - 1] in _MARKS + ":：":
        end -= 1
    return Span(begin, end) if begin < end else None
