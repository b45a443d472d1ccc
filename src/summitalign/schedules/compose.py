"""A Document made of the talks that a reader found: the file's own text, with what people read in it as prose."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summitalign.markdown.canvas import Canvas
from summitalign.markdown.links import identify
from summitalign.markdown.mojibake import mend_talk
from summitalign.markdown.overlays import inline_overlays
from summitalign.markdown.segments import Draft, number
from summitalign.model.document import (
    Document,
    Link,
    LinkKind,
    Region,
    RegionKind,
    Remark,
    Segment,
    SegmentKind,
    Speaker,
    Talk,
)
from summitalign.model.span import LineIndex, Span
from summitalign.schedules.values import Entry, Person, Schedule, Value, filled

_TAG = re.compile(r"<!?/?[A-Za-z][^<>]{0,2000}>|&lt;/?[A-Za-z](?:(?!&[lg]t;)[^<>]){0,2000}&gt;")
_ESCAPE = re.compile(
    r"\\u[0-9A-Fa-f]{4}|\\.|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
    r"|<!\[CDATA\[|\]\]>|(?:\r\n|\n|\r)[ \t]"
)
"""What a format writes in the place of something else, the fold of a line of iCalendar included."""
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?[uo]l|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\()\[\]{}|^`]{1,2000}[^\s\"'<>\\()\[\]{}|^`.,;:!?]")


def plain(text: str) -> str:
    """Return what a reader sees of a text that may hold HTML, each paragraph in one line."""
    shown = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return "\n".join(folded for line in shown.splitlines() if (folded := " ".join(line.split())))


def compose(text: str, source: str, schedule: Schedule, base: Document | None = None) -> Document:
    """Make a Document of the talks in a text; `base` is what is known of a page that they stand in."""
    entries = [entry for entry in schedule.entries if plain(entry.title.text)]
    links = [_links(entry) for entry in entries]
    drafts = [_draft(entry) for entry in entries]
    segments = number([*drafts, *(_again(segment) for segment in (base.segments if base else ()))])
    talks, remarks = _talks(entries, links, segments)
    mended = {talk.segment: talk.title for talk in talks}
    segments = tuple(replace(one, title=mended[one.id]) if one.id in mended else one for one in segments)
    everywhere = {(link.span, link.identity): link for some in (base.links if base else (), *links) for link in some}
    return Document(
        source=source,
        text=text,
        regions=_regions(text, [value for entry in entries for value in _prose(entry)], base),
        lines=LineIndex.build(text),
        segments=segments,
        links=tuple(sorted(everywhere.values(), key=lambda link: (link.span.start, -link.span.end))),
        talks=talks,
        remarks=tuple(sorted((*schedule.remarks, *remarks), key=lambda remark: remark.span)),
        is_data=True,
        index={segment.id: segment for segment in segments},
    )


def _draft(entry: Entry) -> Draft:
    return Draft(SegmentKind.ENTRY, 0, plain(entry.title.text), entry.title.span, entry.span, entry.span)


def _again(segment: Segment) -> Draft:
    return Draft(
        segment.kind,
        segment.level,
        segment.title,
        segment.title_span,
        segment.span,
        segment.span,
        anchor=segment.anchor,
    )


def _prose(entry: Entry) -> Iterator[Value]:
    """Yield what a person reads of a talk, apart from its times."""
    yield from filled((entry.title, *(person.name for person in entry.people), entry.track, *entry.abstract))


def _talks(
    entries: Sequence[Entry], links: Sequence[tuple[Link, ...]], segments: Sequence[Segment]
) -> tuple[tuple[Talk, ...], tuple[Remark, ...]]:
    ids = {(s.span, s.title_span): s.id for s in segments if s.kind is SegmentKind.ENTRY}
    sections = {s.anchor: s.id for s in reversed(segments) if s.anchor}
    talks: list[Talk] = []
    remarks: list[Remark] = []
    for entry, own in zip(entries, links, strict=True):
        talk = Talk(
            segment=ids[entry.span, entry.title.span],
            title=plain(entry.title.text),
            speakers=tuple(_speaker(person) for person in entry.people) or entry.named,
            day=entry.when.day,
            time=entry.when.start,
            session=plain(entry.track.text) if entry.track else "",
            links=own,
            notes=sections.get(entry.notes) if entry.notes else None,
            end=entry.when.end,
            room=plain(entry.room),
            abstract="\n".join(shown for value in entry.abstract if (shown := plain(value.text))),
        )
        mended, said = mend_talk(talk, entry.title.span)
        talks.append(mended)
        remarks.extend(said)
    return tuple(sorted(talks, key=lambda talk: int(talk.segment[1:]))), tuple(remarks)


def _speaker(person: Person) -> Speaker:
    pages = (_link(person.page.text, person.page.span),) if person.page else ()
    return Speaker(plain(person.name.text), plain(person.role), pages)


def _links(entry: Entry) -> tuple[Link, ...]:
    """Return the links of a talk: those of its record and the addresses in its abstract, each address once."""
    written = [_link(value.text, value.span) for value in filled(entry.links)]
    for value in entry.abstract:
        written += [_link(found[0], value.span) for found in _ADDRESS.finditer(value.text)]
    found: dict[tuple[str, int | None], Link] = {}
    for link in written:
        if link.kind in (LinkKind.VIDEO, LinkKind.PLAYLIST, LinkKind.WEB):
            found.setdefault((link.identity, link.seconds), link)
    return tuple(found.values())


def _link(target: str, span: Span) -> Link:
    identity, kind, seconds = identify(target.strip())
    return Link(target.strip(), identity, kind, Span(span.start, span.start), span, seconds)


def _regions(text: str, prose: Iterable[Value], base: Document | None) -> tuple[Region, ...]:
    canvas = Canvas.of(text)
    for region in base.regions if base else ():
        if region.kind is RegionKind.PROSE:
            canvas.prose(region.span.start, region.span.end, region.scope.value)
        else:
            canvas.fill(region.span.start, region.span.end, region.kind)
    spans = sorted({value.span for value in prose})
    for span in spans:
        canvas.prose(span.start, span.end)
        for pattern, kind in ((_TAG, RegionKind.HTML_TAG), (_ESCAPE, RegionKind.MARKUP)):
            for found in pattern.finditer(text, span.start, span.end):
                canvas.fill(found.start(), found.end(), kind)
    for span, kind in inline_overlays(text, canvas.runs()):
        canvas.fill(span.start, span.end, kind)
    return tuple(canvas.tiles())
