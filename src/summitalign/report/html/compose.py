"""From the Markdown source of a segment to blocks that read well; the document's regions say what is what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from summitalign.model.document import Document, Link, Region, RegionKind, Scope, Segment, SegmentKind
from summitalign.model.span import Span
from summitalign.report.holes import outside
from summitalign.report.html.blocks import Block, BlockBuilder, BlockKind, RunKind
from summitalign.report.html.emphasis import Emphasis
from summitalign.report.html.links import file_name, safe_href
from summitalign.report.html.marks import Mark
from summitalign.report.html.markup import feed_code, feed_markup, feed_tags

_LINKS_TO_TRY = 8
"""Links before a place that are asked whether they hold it; links nest two deep at most."""

_AS_TEXT = frozenset({RegionKind.PROSE, RegionKind.AUTOLINK, RegionKind.IDENTIFIER})
_AS_DIM = frozenset({RegionKind.TEMPLATE, RegionKind.FOOTNOTE_LABEL})


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document made ready to be shown piece by piece."""

    document: Document
    marks: tuple[Mark, ...] = ()
    """In text order, without overlap."""
    anchors: Mapping[str, str] = field(default_factory=dict)
    """Where a link inside the document leads on the page: `#anchor` to `#id`."""
    emphasis: Emphasis = field(default_factory=Emphasis)
    _starts: Sequence[int] = ()
    _link_starts: Sequence[int] = ()
    _sections: Sequence[Segment] = ()

    @classmethod
    def of(
        cls, document: Document, marks: tuple[Mark, ...] = (), anchors: Mapping[str, str] | None = None
    ) -> "Manuscript":
        """Index a document for rendering."""
        return cls(
            document,
            marks,
            anchors or {},
            Emphasis.of(document),
            tuple(region.span.start for region in document.regions),
            tuple(link.span.start for link in document.links),
            tuple(part for part in document.segments if part.kind is SegmentKind.SECTION),
        )

    def blocks(self, span: Span, holes: Sequence[Span] = ()) -> tuple[Block, ...]:
        """Compose the text of a span; `holes` are parts that are shown elsewhere."""
        builder = BlockBuilder()
        for region, piece, mark in self._pieces(span, holes):
            # What markup shows, such as the border of a cell, is never emphasised itself.
            is_shown = mark is not None or region.kind is not RegionKind.MARKUP
            builder.set_emphasis(
                is_shown and self.emphasis.is_strong(piece.start), is_shown and self.emphasis.is_soft(piece.start)
            )
            if mark:
                builder.add(RunKind.FIX, href=self._href(piece, region.kind), mark=mark)
            else:
                self._feed(builder, region, piece)
        return builder.finish()

    def marks_in(self, span: Span) -> tuple[Mark, ...]:
        """Return the marks that begin in a span."""
        first, last = (
            bisect_left(self.marks, edge, key=lambda mark: mark.span.start) for edge in (span.start, span.end)
        )
        return self.marks[first:last]

    def _pieces(self, span: Span, holes: Sequence[Span]) -> Iterator[tuple[Region, Span, Mark | None]]:
        """Cut the regions of a span at marks and holes; a mark takes the place of the text it changes."""
        marks = iter([mark for mark in self.marks_in(span) if not any(hole.contains(mark.span) for hole in holes)])
        mark = next(marks, None)
        place = span.start
        first, last = max(bisect_right(self._starts, span.start) - 1, 0), bisect_left(self._starts, span.end)
        for region in self.document.regions[first:last]:
            end = min(region.span.end, span.end)
            while mark and mark.span.start < end:
                yield from ((region, piece, None) for piece in outside(place, mark.span.start, holes))
                yield region, mark.span, mark
                place = max(place, mark.span.end)
                mark = next(marks, None)
            yield from ((region, piece, None) for piece in outside(place, end, holes))
            place = max(place, end)

    def _feed(self, builder: BlockBuilder, region: Region, piece: Span) -> None:
        text = piece.of(self.document.text)
        kind = region.kind
        if kind is RegionKind.MARKUP:
            feed_markup(builder, self.document.text, piece)
        elif kind is RegionKind.HTML_TAG:
            feed_tags(builder, text)
        elif kind is RegionKind.LINK_TARGET:
            self._feed_bare_image(builder, piece)
        elif kind is RegionKind.ENTITY:
            shown = text[1:] if text.startswith("\\") else unescape(text)
            builder.add(RunKind.TEXT, shown, self._href(piece, kind))
        elif kind is RegionKind.CODE or kind is RegionKind.MATH:
            feed_code(builder, text, self._href(piece, kind))
        elif kind is RegionKind.FRONT_MATTER:
            builder.add_code_block(BlockKind.FRONT_MATTER, text.strip().strip("-+").strip() + "\n")
        elif kind in _AS_DIM:
            builder.add(RunKind.DIM, text.strip())
        elif kind is RegionKind.REFERENCE_LABEL:
            link = self._link_at(piece)
            if link and link.text_span.overlaps(piece):  # a shortcut: its label is what readers see
                label = Span(max(piece.start, link.text_span.start), min(piece.end, link.text_span.end))
                self._feed_text(builder, RunKind.TEXT, label, self._href(label, kind))
        elif kind in _AS_TEXT:
            run = RunKind.IMAGE if Scope.ALT in region.scope else RunKind.TEXT
            self._feed_text(builder, run, piece, self._href(piece, kind))

    def _feed_bare_image(self, builder: BlockBuilder, piece: Span) -> None:
        """Show an image that nothing describes by the name of its file."""
        link = self._link_at(piece)
        if link and not len(link.text_span) and self.document.text.startswith("!", link.span.start):
            builder.add(RunKind.IMAGE, file_name(link.target), safe_href(link.target))

    def _feed_text(self, builder: BlockBuilder, run: RunKind, piece: Span, href: str) -> None:
        text = piece.of(self.document.text)
        if href and text.startswith("<"):
            text = text.strip("<>")
        if text.startswith("#"):
            text = self._without_marks(builder, piece)
        for number, line in enumerate(re.split(r"\r\n?|\n", text)):
            if number:
                builder.newline()
            if line.strip() or (line and not builder.is_line_start):
                builder.add(run, line.lstrip() if builder.is_line_start else line, href)

    def _without_marks(self, builder: BlockBuilder, piece: Span) -> str:
        """Begin a heading at `###Title`, which is a section though no Markdown heading, and drop its marks."""
        place = bisect_right(self._sections, piece.start, key=lambda section: section.span.start) - 1
        section = self._sections[place] if place >= 0 else None
        if section and piece.start == section.span.start:
            builder.begin(BlockKind.HEADING, is_one_line=True)
        title = section.title_span.start if section else 0
        return Span(min(max(piece.start, title), piece.end), piece.end).of(self.document.text)

    def _href(self, piece: Span, kind: RegionKind) -> str:
        link = self._link_at(piece)
        if link is None or not (kind is RegionKind.AUTOLINK or link.text_span.contains(piece)):
            return ""
        return self.anchors.get(link.target, "") if link.target.startswith("#") else safe_href(link.target)

    def _link_at(self, piece: Span) -> Link | None:
        """Return the innermost link that holds a piece."""
        after = bisect_right(self._link_starts, piece.start)
        near = reversed(self.document.links[max(after - _LINKS_TO_TRY, 0) : after])
        return next((link for link in near if link.span.contains(piece)), None)
