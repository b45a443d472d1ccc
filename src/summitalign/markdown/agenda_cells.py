"""The lines of an agenda's cell, each with the phrase that leads it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitalign.markdown.html import Tag
from summitalign.markdown.tables import BREAKS, cell_text, emphasis_pairs, tags_in
from summitalign.model.document import Link, LinkKind
from summitalign.model.span import Span

_BULLET = re.compile(r"[\s>•·▪‣*+_–—-]*(?:[0-9]{1,2}[.)、])?[\s*_]*")
"""What may stand before the phrase that leads a line."""
_BOLD = frozenset({"b", "strong"})
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Bold:
    """A bold phrase."""

    inner: Span
    """Without its marks."""
    outer: Span


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a cell as a browser shows it."""

    span: Span
    """Without blanks at its ends and without the break behind it."""
    end: int
    """Behind the `<br>` that ends the line, where it stands on the same line of the source; else `span.end`."""
    plain: str
    """What a reader sees; never empty."""
    block: int
    """Number of gaps (empty lines) above it in the cell; lines of one block belong together."""
    bolds: tuple[Bold, ...]
    """Bold phrases, if the first of them leads the line; else none."""
    link: Link | None
    """The link that leads the line, alone or inside its bold phrase; links inside the page do not count."""
    tail: str
    """What a reader sees behind the leading phrase; the whole line where nothing leads it."""

    @property
    def has_head(self) -> bool:
        """Say whether a bold phrase or a link leads the line."""
        return bool(self.bolds) or self.link is not None

    @property
    def head(self) -> Span:
        """Where the leading phrase stands: the linked text, else the bold phrase, else the line."""
        if self.link is not None:
            return self.link.text_span
        return self.bolds[0].inner if self.bolds else self.span


@dataclass(frozen=True, slots=True)
class Page:
    """The text that agendas are read from, and what is already known of it."""

    text: str
    tags: Sequence[Tag]
    """In order of their start."""
    links: Sequence[Link]
    """In order of their start."""

    def plain(self, span: Span) -> str:
        """Return what a reader sees of a span, in one line."""
        return cell_text(self.text, span, self.tags)

    def links_in(self, span: Span) -> tuple[Link, ...]:
        """Return the links that lie inside a span, in order."""
        at = bisect_left(self.links, span.start, key=lambda link: link.span.start)
        found: list[Link] = []
        while at < len(self.links) and self.links[at].span.start < span.end:
            if self.links[at].span.end <= span.end:
                found.append(self.links[at])
            at += 1
        return tuple(found)

    def trimmed(self, span: Span) -> Span:
        """Return the span without blanks at its ends."""
        written = span.of(self.text)
        start = span.start + len(written) - len(written.lstrip())
        return Span(start, max(start, span.start + len(written.rstrip())))

    def lines(self, span: Span) -> tuple[CellLine, ...]:
        """Return the lines of a cell that are not empty.

        A line ends at `<br>` and at the edges of HTML blocks; a break inside a link or a bold phrase is a blank.
        Two `<br>` with nothing between them leave a gap.
        """
        marked = (bold for bold in (*self._html_bolds(span), *self._markdown_bolds(span)) if self.plain(bold.inner))
        bolds = sorted(marked, key=lambda bold: bold.outer.start)
        unbroken = [link.text_span for link in self.links_in(span)] + [bold.inner for bold in bolds]
        lines: list[CellLine] = []
        start, block, breaks = span.start, 0, 0
        for tag in (*self._breaks(span, unbroken), None):
            piece = self.trimmed(Span(start, max(start, span.end if tag is None else tag.span.start)))
            plain = self.plain(piece)
            if plain:
                block += bool(lines) and breaks > 1
                breaks = 0
                lines.append(self._line(piece, plain, block, tag, bolds))
            if tag is not None:
                breaks += tag.name == "br"
                start = tag.span.end
        return tuple(lines)

    def _line(self, piece: Span, plain: str, block: int, closing: Tag | None, bolds: Sequence[Bold]) -> CellLine:
        end = piece.end
        if closing is not None and closing.name == "br" and not _LINE_END.search(self.text, end, closing.span.start):
            end = closing.span.end
        at = bisect_left(bolds, piece.start, key=lambda bold: bold.outer.start)
        inside: list[Bold] = []
        while at < len(bolds) and bolds[at].outer.end <= piece.end:
            inside.append(bolds[at])
            at += 1
        if inside and not self._leads(piece, inside[0].outer.start):
            inside = []
        link = next((link for link in self.links_in(piece) if self._shows_text(link)), None)
        if link is not None and not self._leads(piece, link.span.start):
            link = None
        behind = max(
            piece.start,
            inside[0].outer.end if inside else 0,
            link.span.end if link is not None else 0,
        )
        return CellLine(piece, end, plain, block, tuple(inside), link, self.plain(Span(behind, piece.end)))

    def _leads(self, piece: Span, at: int) -> bool:
        """Say whether nothing but a bullet stands before an offset of a line."""
        return _BULLET.fullmatch(self.plain(Span(piece.start, at))) is not None

    def _shows_text(self, link: Link) -> bool:
        return link.kind not in (LinkKind.ANCHOR, LinkKind.MAIL) and bool(self.plain(link.text_span))

    def _breaks(self, span: Span, unbroken: Sequence[Span]) -> Iterator[Tag]:
        """Yield the tags that part the lines of a cell."""
        covers = sorted(unbroken)
        at, reach = 0, span.start
        for tag in tags_in(self.tags, span):
            while at < len(covers) and covers[at].start <= tag.span.start:
                reach = max(reach, covers[at].end)
                at += 1
            if tag.name in BREAKS and tag.span.start >= reach:
                yield tag

    def _html_bolds(self, span: Span) -> Iterator[Bold]:
        """Yield the bold phrases between tags; one that nothing closes ends with its line."""
        opened: Tag | None = None
        edge: int | None = None
        """Start of the first break inside the open phrase."""
        for tag in tags_in(self.tags, span):
            if tag.name in _BOLD:
                if opened is not None and (tag.is_closing or edge is None):
                    # A second `<b>` on the line is a slip for `</b>`, as `<a>` is for `</a>`.
                    yield Bold(Span(opened.span.end, tag.span.start), Span(opened.span.start, tag.span.end))
                    opened = None
                    continue
                if opened is not None and edge is not None:
                    yield Bold(Span(opened.span.end, edge), Span(opened.span.start, edge))
                opened, edge = (None if tag.is_closing else tag), None
            elif tag.name in BREAKS and opened is not None and edge is None:
                edge = tag.span.start
        if opened is not None:
            end = span.end if edge is None else edge
            yield Bold(Span(opened.span.end, end), Span(opened.span.start, end))

    def _markdown_bolds(self, span: Span) -> Iterator[Bold]:
        for opening, closing in emphasis_pairs(span.of(self.text)):
            if len(opening) > 1 and self.text[span.start + opening.start] != "~":
                inner = Span(opening.end, closing.start).shifted(span.start)
                yield Bold(inner, Span(opening.start, closing.end).shifted(span.start))
