"""What is read of a file that holds texts: one text made of them, and where each piece of it stands in the file."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from unicodedata import combining, east_asian_width

from summitalign.model.finding import Edit
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Tile:
    """A stretch of the text that was read, and the stretch of the file that it stands for."""

    span: Span
    raw: Span
    is_escape: bool = False
    """Whether the file writes it in another way, such as `\\n`: then it stands for the whole of `raw` only."""


def columns(text: str) -> int:
    """Return how wide a text is where Chinese characters are as wide as two Latin ones."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text)


class Escaping(Protocol):
    """How a text is written into one kind of place."""

    def escape(self, text: str) -> str:
        """Return how the file writes a text."""

    def unescape(self, raw: str) -> str:
        """Return the text that the file means; undoes `escape`."""


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a file: a cell, a translation, a block of a page."""

    span: Span
    """Where it stands in the text that was read."""
    original: str = ""
    """What it is a translation of, where the file says so; else empty."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title that is told by lines below it and above, which may not be shorter than it."""

    span: Span
    """In the file."""
    lines: tuple[Span, ...]
    """In the file, each made of one sign."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of one file, as one Markdown text that is judged and fixed in its place."""

    raw: str
    """The file's own text."""
    text: str
    """What is read of it; what is not in `tiles` stands in no file, and only keeps the parts apart."""
    tiles: tuple[Tile, ...]
    """In order, in the text and in the file."""
    parts: tuple[Part, ...]
    escaping: Escaping
    marks: tuple[str, ...] = ()
    """What stands before each part, and nowhere else."""
    proves: Callable[[str, str], bool] = field(default=lambda _before, _after: True, compare=False)
    """Says whether two states of the file differ in their texts only, by means of its kind."""

    obstacle: str = ""
    """Why no edit can be proven on this machine; empty where it can."""
    titles: tuple["Title", ...] = ()
    """In order."""

    def growing(self, edit: Edit) -> tuple[Edit, ...]:
        """Return the edits of the file that let the lines at a title grow with an edit of the file."""
        at = bisect_right(self.titles, edit.span.start, key=lambda title: title.span.start) - 1
        if at < 0 or not self.titles[at].span.contains(edit.span):
            return ()
        title = self.titles[at]
        more = columns(edit.replacement) - columns(edit.span.of(self.raw))
        # Each edit of a title has a place of its own in its lines, so that each can be made and undone by itself.
        nth = edit.span.start - title.span.start
        places = [Span(line.start + nth, line.start + nth + 1) for line in title.lines if nth < len(line)]
        return tuple(Edit(place, place.of(self.raw) * (more + 1)) for place in places) if more > 0 else ()

    def raw_span(self, span: Span) -> Span | None:
        """Return the stretch of the file that holds what a span of the text stands for; None where nothing does."""
        covered = self._tiles_in(span)
        if not covered:
            return None
        first, last = covered[0], covered[-1]
        start = first.raw.start + (0 if first.is_escape else max(span.start - first.span.start, 0))
        end = last.raw.end - (0 if last.is_escape else max(last.span.end - span.end, 0))
        return Span(start, end)

    def raw_edits(self, edit: Edit) -> tuple[Edit, ...]:
        """Return an edit of the text as edits of the file; none where it would touch more than texts.

        What the file puts between the lines of a text stays: the replacement takes the place of what stands before it.
        """
        places = self._raw_runs(edit.span)
        written = self.escaping.escape(edit.replacement)
        return tuple(Edit(place, "" if number else written) for number, place in enumerate(places))

    def text_span(self, raw: Span) -> Span | None:
        """Return the span of the text that stands for a stretch of the file; None where it is no text."""
        at = bisect_right(self.tiles, raw.start, key=lambda tile: tile.raw.start) - 1
        end = bisect_right(self.tiles, max(raw.end - 1, raw.start), key=lambda tile: tile.raw.start) - 1
        if at < 0 or raw.start >= self.tiles[at].raw.end or raw.end > self.tiles[end].raw.end:
            return None
        first, last = self.tiles[at], self.tiles[end]
        start = first.span.start + (0 if first.is_escape else raw.start - first.raw.start)
        return Span(start, last.span.end - (0 if last.is_escape else last.raw.end - raw.end))

    def text_edit(self, edit: Edit) -> Edit | None:
        """Return an edit of the file as one of the text; None where it is of no text."""
        place = self.text_span(edit.span)
        return None if place is None else Edit(place, self.escaping.unescape(edit.replacement))

    def part_texts(self) -> list[str]:
        """Return the texts of the file."""
        return [part.span.of(self.text) for part in self.parts]

    def originals(self, text: str) -> tuple[tuple[Span, str], ...]:
        """Return the texts that some parts are a translation of, each with the span of its part.

        `text` is the one that was read, with or without its fixes: the marks between the parts tell where they are.
        """
        found: list[tuple[Span, str]] = []
        position = 0
        for number, part in enumerate(self.parts):
            start = text.index(self.marks[number], position) + len(self.marks[number])
            following = self.marks[number + 1] if number + 1 < len(self.marks) else ""
            position = text.index(following, start) if following else len(text)
            if part.original:
                found.append((Span(start, position), part.original))
        return tuple(found)

    def _tiles_in(self, span: Span) -> Sequence[Tile]:
        """Return the tiles that a span overlaps, or the one that an empty span stands in."""
        at = max(bisect_right(self.tiles, span.start, key=lambda tile: tile.span.start) - 1, 0)
        found = []
        while at < len(self.tiles) and self.tiles[at].span.start < max(span.end, span.start + 1):
            if self.tiles[at].span.end > span.start:
                found.append(self.tiles[at])
            at += 1
        return found

    def _raw_runs(self, span: Span) -> list[Span]:
        """Return the stretches of the file that make up a span; none where some of it stands in no file."""
        position, found = span.start, list[Span]()
        for tile in self._tiles_in(span):
            if tile.span.start > position:
                return []
            start, end = max(tile.span.start, span.start), min(tile.span.end, span.end)
            if tile.is_escape:
                if start > tile.span.start or end < tile.span.end:
                    return []
                raw = tile.raw
            else:
                raw = Span(start, end).shifted(tile.raw.start - tile.span.start)
            if found and found[-1].end == raw.start:
                found[-1] = Span(found[-1].start, raw.end)
            else:
                found.append(raw)
            position = tile.span.end
        return found if position >= span.end else []
