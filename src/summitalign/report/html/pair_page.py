"""What stands on the page of one pair: rows that hold matched segments level with each other."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from summitalign.model.alignment import Bead
from summitalign.model.document import Document, LinkKind, Segment, Talk
from summitalign.model.language import UNDETERMINED, Detection
from summitalign.model.span import Span
from summitalign.report.corpus import DocumentReport, PairReport
from summitalign.report.html.blocks import Block, Run
from summitalign.report.html.compose import Manuscript
from summitalign.report.html.links import link_label, safe_href, time_stamp
from summitalign.report.html.marks import marks_of
from summitalign.report.html.titles import corrected_title, title_runs


@dataclass(frozen=True, slots=True)
class TalkLink:
    """A link of a talk's card."""

    href: str
    """Safe; empty where the link leads nowhere that a page may lead."""
    label: str
    is_video: bool
    at: str
    """Time stamp into the video; empty at its start."""


@dataclass(frozen=True, slots=True)
class TalkCard:
    """A talk as a card shows it."""

    talk: Talk
    links: tuple[TalkLink, ...]
    notes_href: str
    """Where the notes stand on the page; empty where the page does not show them as a segment."""
    notes_title: str
    notes: tuple[Block, ...]
    """The notes themselves, where the page does not show them as a segment."""

    @property
    def when(self) -> str:
        """Say day, times and room in one line; empty where nothing is known of them."""
        times = "–".join(part for part in (self.talk.time, self.talk.end) if part)
        return " · ".join(part for part in (self.talk.day, times, self.talk.room) if part)


@dataclass(frozen=True, slots=True)
class SegmentView:
    """One segment of one side."""

    name: str
    """Its id on the page; empty where an earlier row shows it too."""
    segment: Segment
    lang: str
    """BCP 47 tag; empty where the language is unknown."""
    lines: tuple[int, int]
    blocks: tuple[Block, ...]
    talk: TalkCard | None
    has_marks: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """Segments that stand level; one side is empty where there is no counterpart."""

    source: tuple[SegmentView, ...]
    target: tuple[SegmentView, ...]
    bead: Bead | None

    @property
    def has_marks(self) -> bool:
        """Say whether a term is changed in the row."""
        return any(view.has_marks for view in (*self.source, *self.target))


@dataclass(frozen=True, slots=True)
class PairView:
    """Everything the page of a pair shows."""

    report: PairReport
    source_title: str
    """Corrected, as plain text."""
    target_title: str
    heading: tuple[Run, ...]
    """The target's title with its corrections marked."""
    rows: tuple[RowView, ...]
    """In the order of the target; source segments without counterpart stand in their place if both orders agree."""
    left_over: tuple[RowView, ...]
    """Source segments without counterpart, where the target keeps an order of its own."""


def view_pair(report: PairReport) -> PairView:
    """Lay out a pair."""
    source, target = _Side("source", report.source), _Side("target", report.target)
    source_views = source.views(report.alignment.source_segments)
    target_views = target.views(report.alignment.target_segments)
    rows, left_over = lay_out(report.alignment.beads, source_views, target_views)
    return PairView(
        report=report,
        source_title=corrected_title(report.source),
        target_title=corrected_title(report.target),
        heading=title_runs(report.target),
        rows=rows,
        left_over=left_over,
    )


def lay_out(
    beads: Sequence[Bead], source: dict[str, SegmentView], target: dict[str, SegmentView]
) -> tuple[tuple[RowView, ...], tuple[RowView, ...]]:
    """Put beads and lone segments into rows; return the rows, and the source segments left over.

    Every segment stands in a row, one of several beads in each of theirs; only its first view bears its id.
    A bead stands where its first target segment does.
    """
    order = {name: place for place, name in enumerate(target)}
    rows = []
    for bead in beads:
        sides = _known(bead.source, source), _known(bead.target, target)
        if all(sides):
            rows.append((min(order[view.segment.id] for view in sides[1]), RowView(*sides, bead)))
    joined = {view.name for _, row in rows for view in (*row.source, *row.target)}
    rows += [(order[name], RowView((), (view,), None)) for name, view in target.items() if view.name not in joined]
    ordered = _named_once([row for _, row in sorted(rows, key=lambda entry: entry[0])])
    lone = [RowView((view,), (), None) for view in source.values() if view.name not in joined]
    if _keeps_order(ordered):
        return tuple(_merged(ordered, lone)), ()
    return tuple(ordered), tuple(lone)


def _named_once(rows: Sequence[RowView]) -> list[RowView]:
    """Take the id from every view of a segment but the first: an id stands once on a page."""
    seen: set[str] = set()

    def named(views: Sequence[SegmentView]) -> tuple[SegmentView, ...]:
        result = tuple(replace(view, name="") if view.name in seen else view for view in views)
        seen.update(view.name for view in views)
        return result

    return [replace(row, source=named(row.source), target=named(row.target)) for row in rows]


def _known(names: Sequence[str], views: dict[str, SegmentView]) -> tuple[SegmentView, ...]:
    return tuple(views[name] for name in names if name in views)


def _keeps_order(rows: Sequence[RowView]) -> bool:
    places = [view.segment.span for row in rows for view in row.source]
    return places == sorted(places)


def _merged(rows: Sequence[RowView], lone: Sequence[RowView]) -> Iterator[RowView]:
    """Put lone source rows before the first row whose source stands behind them."""
    waiting = list(lone)
    for row in rows:
        while row.source and waiting and waiting[0].source[0].segment.span < row.source[0].segment.span:
            yield waiting.pop(0)
        yield row
    yield from waiting


class _Side:
    """One document of a pair while its page is made."""

    def __init__(self, name: str, report: DocumentReport) -> None:
        self.name = name
        self.report = report
        self.document = report.document
        self.talks = {talk.segment: talk for talk in self.document.talks}
        self.shown: dict[str, str] = {}

    def views(self, segments: Sequence[Segment]) -> dict[str, SegmentView]:
        """View the segments by id, in document order."""
        self.shown = {segment.id: page_id(self.name, segment.id) for segment in segments}
        anchors = {f"#{segment.anchor}": f"#{self.shown[segment.id]}" for segment in segments if segment.anchor}
        marks = marks_of(self.document.text, self.report.findings)
        manuscript = Manuscript.of(self.document, marks, anchors)
        holes = _holes(segments)
        return {segment.id: self._view(segment, manuscript, holes[segment.id]) for segment in segments}

    def _view(self, segment: Segment, manuscript: Manuscript, holes: Sequence[Span]) -> SegmentView:
        talk = self.talks.get(segment.id)
        has_marks = any(
            not any(hole.contains(mark.span) for hole in holes) for mark in manuscript.marks_in(segment.span)
        )
        # A card says all that a talk's table row says; the row itself is shown only for the changes in it.
        blocks = manuscript.blocks(segment.span, holes) if talk is None or has_marks else ()
        return SegmentView(
            name=self.shown[segment.id],
            segment=segment,
            lang=lang_at(self.report.detection, segment.span),
            lines=self.document.lines.lines_of(segment.span),
            blocks=blocks,
            talk=self._card(talk, manuscript) if talk else None,
            has_marks=has_marks,
        )

    def _card(self, talk: Talk, manuscript: Manuscript) -> TalkCard:
        notes = self.document.index.get(talk.notes) if talk.notes else None
        is_elsewhere = notes is None or notes.id in self.shown
        return TalkCard(
            talk=talk,
            links=tuple(_talk_links(talk, self.document)),
            notes_href=f"#{self.shown[notes.id]}" if notes and notes.id in self.shown else "",
            notes_title=notes.title if notes else "",
            notes=() if is_elsewhere or notes is None else manuscript.blocks(notes.span),
        )


def _talk_links(talk: Talk, document: Document) -> Iterator[TalkLink]:
    for link in talk.links:
        if link.kind is not LinkKind.ANCHOR:
            at = time_stamp(link.seconds) if link.seconds else ""
            is_video = link.kind is LinkKind.VIDEO
            shown = link.text_span.of(document.text).strip()
            label = shown if shown and "<" not in shown and not is_video else link_label(link)
            yield TalkLink(safe_href(link.target), label, is_video, at)


def _holes(segments: Sequence[Segment]) -> dict[str, tuple[Span, ...]]:
    """Find for each segment the other segments inside it: they are shown in rows of their own.

    The segments are in order of their start, an outer one before its inner ones.
    """
    holes = {}
    for place, outer in enumerate(segments):
        inside = []
        for inner in islice(segments, place + 1, None):
            if inner.span.start >= outer.span.end:
                break
            if outer.span.contains(inner.span) and len(inner.span) < len(outer.span):
                inside.append(inner.span)
        holes[outer.id] = tuple(inside)
    return holes


def lang_at(detection: Detection, span: Span) -> str:
    """Return the tag of the stretch that a span begins in, else of the document; empty where it is unknown."""
    place = bisect_right(detection.segments, span.start, key=lambda part: part.span.start) - 1
    part = detection.segments[place] if place >= 0 else None
    if part and span.start < part.span.end and part.tag != UNDETERMINED:
        return part.tag
    return lang_of(detection.tag)


def lang_of(tag: str) -> str:
    """Return a tag as HTML's `lang` has it, where an unknown language is an empty text."""
    return "" if tag == UNDETERMINED else tag


def page_id(side: str, segment_id: str) -> str:
    """Return the id of a segment on its page; letters, digits and hyphens only."""
    return f"{side}-{re.sub(r'[^A-Za-z0-9-]', '-', segment_id)}"
