"""One document of a pair while its page is made: what each of its segments shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summitalign.model.document import Document, LinkKind, Segment, Talk
from summitalign.model.span import Span
from summitalign.report.corpus import DocumentReport
from summitalign.report.holes import holes_of, outside
from summitalign.report.html.blocks import Block
from summitalign.report.html.cards import TalkLink
from summitalign.report.html.compose import Manuscript
from summitalign.report.html.links import link_label, safe_href, time_stamp
from summitalign.report.html.marks import marks_of
from summitalign.report.html.names import lang_at, page_id


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
        return " · ".join(part for part in (self.talk.day, when_of(self.talk)) if part)


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


class PageSide:
    """One document of a pair, made ready for its page."""

    def __init__(self, name: str, report: DocumentReport, segments: Sequence[Segment]) -> None:
        """Take the segments that the page shows, in document order."""
        self.name = name
        self.report = report
        self.document = report.document
        self.segments = tuple(segments)
        self.shown = {segment.id: page_id(name, segment.id) for segment in segments}
        self.holes = holes_of(segments)
        anchors = {f"#{segment.anchor}": f"#{self.shown[segment.id]}" for segment in segments if segment.anchor}
        marks = marks_of(self.document.text, report.findings)
        self.manuscript = Manuscript.of(self.document, marks, anchors)
        self._talks = {talk.segment: talk for talk in self.document.talks}

    def is_talk(self, segment: Segment) -> bool:
        """Say whether a card shows the segment."""
        return segment.id in self._talks

    def lang(self, span: Span) -> str:
        """Return the language of a stretch."""
        return lang_at(self.report.detection, span)

    def view(self, segment: Segment) -> SegmentView:
        """Make the view of a segment."""
        talk, holes = self._talks.get(segment.id), self.holes[segment.id]
        marks = self.manuscript.marks_in(segment.span)
        has_marks = any(not any(hole.contains(mark.span) for hole in holes) for mark in marks)
        # A card says all that a talk's table row says; the row itself is shown only for the changes in it.
        blocks = self.manuscript.blocks(segment.span, holes) if talk is None or has_marks else ()
        return SegmentView(
            name=self.shown[segment.id],
            segment=segment,
            lang=self.lang(segment.span),
            lines=self.document.lines.lines_of(segment.span),
            blocks=blocks,
            talk=self._card(talk) if talk else None,
            has_marks=has_marks,
        )

    def own_spans(self, segment: Segment) -> Iterator[Span]:
        """Return the stretches of a segment that no other segment on the page holds."""
        return outside(segment.span.start, segment.span.end, self.holes[segment.id])

    def _card(self, talk: Talk) -> TalkCard:
        notes = self.document.index.get(talk.notes) if talk.notes else None
        is_elsewhere = notes is None or notes.id in self.shown
        return TalkCard(
            talk=talk,
            links=tuple(talk_links(talk, self.document)),
            notes_href=f"#{self.shown[notes.id]}" if notes and notes.id in self.shown else "",
            notes_title=notes.title if notes else "",
            notes=() if is_elsewhere or notes is None else self.manuscript.blocks(notes.span),
        )


def when_of(talk: Talk) -> str:
    """Say times and room in one line; empty where nothing is known of them."""
    times = "–".join(part for part in (talk.time, talk.end) if part)
    return " · ".join(part for part in (times, talk.room) if part)


def talk_links(talk: Talk, document: Document) -> Iterator[TalkLink]:
    """Yield the links of a talk that lead somewhere else, and may."""
    for link in talk.links:
        if link.kind is not LinkKind.ANCHOR and safe_href(link.target):
            at = time_stamp(link.seconds) if link.seconds else ""
            is_video = link.kind is LinkKind.VIDEO
            shown = link.text_span.of(document.text).strip()
            label = shown if shown and "<" not in shown and not is_video else link_label(link)
            yield TalkLink(safe_href(link.target), label, is_video, at)
