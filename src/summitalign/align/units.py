"""Which segments of a document take part in an alignment."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summitalign.markdown.sentence_ends import sentence_ends
from summitalign.markdown.sentences import sentences
from summitalign.model.alignment import Unit
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.span import Span

_BLOCKS = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM, SegmentKind.ROW})
_TITLED = frozenset({SegmentKind.PARAGRAPH, SegmentKind.ITEM})


_MOST_PAIRS = 1_000_000
"""Product of the numbers of candidates above which plain blocks are left out: they would only cost time."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Segments of one side, and which of them keep their text to themselves."""

    segments: tuple[Segment, ...]
    """In document order."""
    cut: tuple[Segment, ...] = ()
    """Candidates whose text is left out of the candidates around them."""
    plain: frozenset[str] = frozenset()
    """Ids of blocks without a name of their own: parts of their section, unless they have a counterpart themselves."""
    notes: tuple[tuple[str, Segment], ...] = ()
    """The section that reports on a talk at length, by the id of the talk's entry; itself no candidate."""

    def with_notes(self, positions: Iterable[int]) -> tuple[str, ...]:
        """Return the ids at some positions, then those of their notes: who finds a talk finds what is said of it."""
        ids = [self.segments[position].id for position in positions]
        noted = dict(self.notes)
        return tuple(dict.fromkeys((*ids, *(noted[one].id for one in ids if one in noted))))

    def listed(self, joined: Iterable[str]) -> tuple[Segment, ...]:
        """Return the candidates and the notes; of plain blocks those that are `joined`, as the others are but parts."""
        kept = self.plain.intersection(joined)
        named = (one for one in self.segments if one.id not in self.plain or one.id in kept)
        return _in_order({one.id: one for one in (*named, *(section for _, section in self.notes))}.values())


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
        if is_recap and unit is not Unit.ENTRY:
            own, other = _parts(source), _parts(target)
            if len(own.segments) * len(other.segments) <= _MOST_PAIRS:
                return cls(own, other, is_recap)
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
    """Take what has a name of its own: the talks of an agenda and its other sections, or sections, items and
    paragraphs.
    """
    if document.talks:
        entries = _entries(document)
        return Candidates(_in_order((*entries, *_plain_sections(document))), entries)
    sections = _of(document, (SegmentKind.SECTION,))
    led = _led_blocks(document)
    return Candidates(_in_order((*sections, *led)), led)


def _parts(document: Document) -> Candidates:
    """Take the talks of an agenda, which have notes, or what has a name of its own and the blocks that have none."""
    if document.talks:
        entries, notes = _entries(document), _notes(document)
        taken = {section.id for _, section in notes}
        others = (section for section in _of(document, (SegmentKind.SECTION,)) if section.id not in taken)
        return Candidates(_in_order((*entries, *others)), entries, notes=notes)
    named = _named(document)
    ids = {segment.id for segment in named.segments}
    heads = sorted(segment.title_span.start for segment in named.segments if segment.kind is SegmentKind.SECTION)
    plain = tuple(
        block
        for block in blocks_of(document).segments
        # A heading is a block too, but only the name of its section.
        if block.id not in ids and (not block.level or block.kind is SegmentKind.ITEM) and not _holds(block, heads)
    )
    return Candidates(_in_order((*named.segments, *plain)), named.cut, frozenset(one.id for one in plain))


def _holds(block: Segment, places: Sequence[int]) -> bool:
    return bisect_left(places, block.span.start) < bisect_left(places, block.span.end)


def _notes(document: Document) -> tuple[tuple[str, Segment], ...]:
    """Find the sections that report on the talks: those that the agenda links to, or that bear the title of a talk.

    The link of a row with several talks is that of the talk whose title the section bears, if one has it.
    """
    headed = {_bare(section.title): section for section in _of(document, (SegmentKind.SECTION,)) if section.title}
    entitled = {_bare(talk.title) for talk in document.talks}
    found: list[tuple[str, Segment]] = []
    for talk in document.talks:
        title = _bare(talk.title)
        linked = document.segment(talk.notes) if talk.notes else None
        if linked is None or (_bare(linked.title) in entitled and _bare(linked.title) != title):
            linked = headed.get(title)
        if linked is not None:
            found.append((talk.segment, linked))
    return tuple(found)


def _bare(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.lower()))


def lines_of(document: Document) -> tuple[Segment, ...]:
    """Make a segment of every line that is not blank, without its line end; ids count from `l1`."""
    spans = (document.lines.line_span(number) for number in range(1, len(document.lines.starts) + 1))
    return tuple(
        Segment(f"l{number}", SegmentKind.LINE, 0, "", Span(span.start, span.start), span)
        for number, span in enumerate((_stripped(document.text, span) for span in spans), start=1)
        if len(span)
    )


def sentences_of(document: Document) -> tuple[Segment, ...]:
    """Return the sentences of a document; ids count from `t1`."""
    return sentences(document)


def sentence_spans(text: str, span: Span) -> tuple[Span, ...]:
    """Cut a stretch of a text at the ends of sentences; those that are blank are left out."""
    places = (0, *sentence_ends(span.of(text)), len(span))
    found = (Span(span.start + start, span.start + end) for start, end in pairwise(places))
    return tuple(sentence for sentence in (_stripped(text, one) for one in found) if len(sentence))


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
    """Return the sections that hold no talk: the notes, and what is not about one."""
    entries = _entries(document)
    return tuple(
        section
        for section in _of(document, (SegmentKind.SECTION,))
        if not any(section.span.contains(entry.span) for entry in entries)
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
