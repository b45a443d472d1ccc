"""Painting a text straight from what the parser yields, where nobody reads along.

Nine of ten events are words, line ends, emphasis, and the beginnings and ends of blocks. What they mean to the paint is
told here without an `Event` of each, in half of the time; all others are drawn as `regions.py` draws them. Of
blocks only those are kept that begin a section.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from summitalign.markdown.blocks import Block
from summitalign.markdown.canvas import BRUSHES, Canvas
from summitalign.markdown.events import Event
from summitalign.markdown.html import Tag
from summitalign.markdown.regions import FRESH, SCOPED, draw
from summitalign.markdown.segments import may_be_head
from summitalign.model.document import RegionKind

_CONTAINERS = frozenset(
    {"BlockQuote", "List", "Item", "FootnoteDefinition", "Table", "TableHead", "TableRow", "TableCell"}
)
_PLAIN = (_CONTAINERS | {"Paragraph", "Heading"}) - {"FootnoteDefinition"}
"""Containers whose beginning changes nothing but the contexts of the prose in them."""
_PLAIN_ENDS = _PLAIN - {"TableHead", "TableRow"}
_EMPHASIS = frozenset({"Emphasis", "Strong"})
_SHOWN = frozenset({"Text", "Code", "InlineMath"})


@dataclass(slots=True)
class Skimmer:
    """Paints a text that `events.readable` leaves as it is."""

    canvas: Canvas
    htmls: list[tuple[int, int]] = field(default_factory=list)
    """Where blocks of HTML stand, which remain to be drawn."""
    tags: list[Tag] = field(default_factory=list)
    """Those outside of such blocks."""
    heads: list[Block] = field(default_factory=list)
    """Headings outside of containers, and paragraphs that may be some to their readers."""
    _head: Block | None = None
    """The one of them that is open."""
    _depth: int = 0
    _emphasis: int = 0

    def read(self, events: Iterable[tuple[Any, Any]], at: Sequence[int]) -> bool:
        """Read the parser's events; `at` maps bytes to code points. False if they take a closer look."""
        inner_ends = self.canvas.inner_ends
        for event, place in events:
            start, end = at[place["start"]], at[place["end"]]
            if event.__class__ is dict:
                ((kind, value),) = event.items()
                if kind == "Text":
                    if not self._paint(value, start, end, place):
                        return False
                elif kind == "Start":
                    self._enter(value, start, end)
                    continue
                elif kind == "End":
                    self._leave(value, start, end)
                else:
                    draw(self.canvas, Event(kind, "leaf", start, end, value), self.htmls, self.tags)
                if self._head is not None and kind in _SHOWN:
                    self._show(value)
            elif self._head is not None:
                self._head.pieces.append(" ")
            if inner_ends and end > inner_ends[-1]:
                inner_ends[-1] = end
        return True

    def _paint(self, value: str, start: int, end: int, place: Mapping[str, int]) -> bool:
        """Paint a text; False if it is another one than it stands there, of the same length."""
        canvas = self.canvas
        if canvas.code_depth or canvas.opaque:
            return True
        if len(value) == end - start and canvas.text.startswith(value, start):
            canvas.paint[start:end] = BRUSHES[canvas.scopes[-1]] * (end - start)
            return True
        canvas.fill(start, end, RegionKind.ENTITY)
        # Where texts are joined, such a one is joined to the words around it.
        return len(value.encode()) != place["end"] - place["start"]

    def _show(self, value: str) -> None:
        assert self._head is not None
        self._head.pieces.append(value)
        if self._emphasis:
            self._head.strong_length += len(value)

    def _enter(self, value: Any, start: int, end: int) -> None:
        name, fields = (value, None) if value.__class__ is str else next(iter(value.items()))
        canvas = self.canvas
        if name in _PLAIN:
            canvas.scopes.append(canvas.scopes[-1] | SCOPED.get(name, 0))
            if canvas.opaque and name in FRESH:
                canvas.abandon()
            if name in _CONTAINERS:
                self._depth += 1
            elif not self._depth and (name == "Heading" or may_be_head(canvas.text, start, end)):
                level = int(fields["level"][1:]) if fields else 0
                self._head = Block(name, start, end, 0, level)
                self.heads.append(self._head)
        elif name in _EMPHASIS or name == "Strikethrough":
            self._emphasis += name in _EMPHASIS
            if canvas.inner_ends and end > canvas.inner_ends[-1]:
                canvas.inner_ends[-1] = end
        else:
            self._depth += name in _CONTAINERS
            draw(canvas, Event(name, "start", start, end, fields), self.htmls, self.tags)

    def _leave(self, value: Any, start: int, end: int) -> None:
        name = value if value.__class__ is str else next(iter(value))
        if name in _CONTAINERS:
            self._depth -= 1
        if name in _PLAIN_ENDS:
            self.canvas.scopes.pop()
            if name not in _CONTAINERS:
                self._head = None
        elif name in _EMPHASIS:
            self._emphasis -= 1
        elif name != "Strikethrough":
            draw(self.canvas, Event(name, "end", start, end), self.htmls, self.tags)
