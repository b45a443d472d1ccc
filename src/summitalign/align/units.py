"""Which segments of a document take part in an alignment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summitalign.model.alignment import Unit
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.span import Span

_BLOCKS = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM, SegmentKind.ROW})
_TITLED = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM})


_SENTENCE = re.compile(r"(?:[^.!?。！？…]|[.!?…](?![\s\"')\]*_]|$))*[.!?。！？…]*[\"'”’)\]*_]*", re.DOTALL)
"""Up to the end of a sentence: an ideographic full stop, or a mark with a space behind it."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Segments of one side, and which of them keep their text to themselves."""

    segments: tuple[Segment, ...]
    """In document order."""
    cut: tuple[Segment, ...] = ()
    """Candidates whose text is left out of the candidates around them."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The candidates of both documents."""

    source: Candidates
    target: Candidates
    is_recap: bool
    """True where one side reports on the other, so that their units are of different kinds."""

    @classmethod
    def sections(cls, source: Document, target: Document) -> "Sides":
        """Take the sections of both."""
        return cls(_sections(source), _sections(target), is_recap=False)

    @classmethod
    def of(cls, source: Document, target: Document, unit: Unit) -> "Sides":
        """Take the segments that `unit` names: talks of an agenda, sections, blocks, or what suits the documents."""
        if unit is Unit.SECTION:
            return cls.sections(source, target)
        if unit is Unit.PARAGRAPH:
            return cls(blocks_of(source), blocks_of(target), is_recap=False)
        # An agenda is translated by an agenda; any other text about it is a recap.
        is_recap = not (source.talks and target.talks)
        if unit is Unit.ENTRY:
            other = Candidates(_entries(target)) if target.talks else _named(target)
            return cls(Candidates(_entries(source)), other, is_recap)
        return cls(_named(source), _named(target), is_recap)


def _sections(document: Document) -> Candidates:
    return Candidates(_of(document, (SegmentKind.SECTION,)))


def blocks_of(document: Document) -> Candidates:
    """Take the headings, paragraphs, items, rows and code blocks; each line belongs to one of them."""
    return Candidates(_leaves(_of(document, _BLOCKS)))


def _named(document: Document) -> Candidates:
    """Take what has a name of its own: the talks of an agenda and the sections that are not about one, or
    sections, items and paragraphs.
    """
    if document.talks:
        entries = _entries(document)
        return Candidates(_in_order((*entries, *_plain_sections(document))), entries)
    sections = _of(document, (SegmentKind.SECTION,))
    led = _led_blocks(document)
    return Candidates(_in_order((*sections, *led)), led)


def lines_of(document: Document) -> tuple[Segment, ...]:
    """Make a segment of every line that is not blank, without its line end; ids count from `l1`."""
    spans = (document.lines.line_span(number) for number in range(1, len(document.lines.starts) + 1))
    return tuple(
        Segment(f"l{number}", SegmentKind.LINE, 0, "", Span(span.start, span.start), span)
        for number, span in enumerate((_stripped(document.text, span) for span in spans), start=1)
        if len(span)
    )


def sentences_of(document: Document) -> tuple[Segment, ...]:
    """Cut the blocks of a document at the ends of sentences; ids count from `t1`."""
    spans = (
        _stripped(document.text, Span(block.span.start + found.start(), block.span.start + found.end()))
        for block in blocks_of(document).segments
        for found in _SENTENCE.finditer(block.span.of(document.text))
    )
    return tuple(
        Segment(f"t{number}", SegmentKind.SENTENCE, 0, "", Span(span.start, span.start), span)
        for number, span in enumerate((span for span in spans if len(span)), start=1)
    )


def _stripped(text: str, span: Span) -> Span:
    shown = span.of(text)
    start = span.start + len(shown) - len(shown.lstrip())
    return Span(start, max(start, span.start + len(shown.rstrip())))


def _of(document: Document, kinds: Iterable[SegmentKind]) -> tuple[Segment, ...]:
    wanted = frozenset(kinds)
    return tuple(segment for segment in document.segments if segment.kind in wanted)


def _entries(document: Document) -> tuple[Segment, ...]:
    talks = {talk.segment for talk in document.talks}
    return tuple(segment for segment in document.segments if segment.id in talks)


def _plain_sections(document: Document) -> tuple[Segment, ...]:
    """Return the sections that are neither the notes of a talk nor hold one."""
    notes = {talk.notes for talk in document.talks}
    talked = {talk.title.lower() for talk in document.talks}
    entries = _entries(document)
    return tuple(
        section
        for section in _of(document, (SegmentKind.SECTION,))
        if section.id not in notes
        and section.title.lower() not in talked
        and not any(section.span.contains(entry.span) for entry in entries)
    )


def _led_blocks(document: Document) -> tuple[Segment, ...]:
    """Return the items and paragraphs that begin with a name of their own, as in a list of libraries.

    One alone in its section is no list, and one that repeats the title of its section adds nothing.
    """
    by_section: dict[str, list[Segment]] = {}
    section: Segment | None = None
    for segment in document.segments:
        if segment.kind is SegmentKind.SECTION:
            section = segment
        elif section and segment.kind in _TITLED and segment.title.lower() not in ("", section.title.lower()):
            by_section.setdefault(section.id, []).append(segment)
    return tuple(segment for blocks in by_section.values() if len(blocks) > 1 for segment in blocks)


def _leaves(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """Leave out a block whose text lies inside another one: each line belongs to one unit."""
    kept: list[Segment] = []
    for segment in segments:
        if not kept or not kept[-1].span.contains(segment.span):
            kept.append(segment)
    return tuple(kept)


def _in_order(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    return tuple(sorted(segments, key=lambda segment: (segment.span.start, -segment.span.end, segment.id)))
