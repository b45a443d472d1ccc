"""What the shared pages say of one pair."""

from collections import Counter
from collections.abc import Iterator, Sequence

from summitalign.markdown.shown import shown_text
from summitalign.model.alignment import Alignment, Bead, Tier
from summitalign.model.document import Document, Segment, SegmentKind
from summitalign.model.span import Span
from summitalign.report.corpus import PairReport
from summitalign.report.html.cards import Gap, GapLine, PairCard, Stretch, TalkLine, Told
from summitalign.report.html.names import lang_at, lang_of, page_id
from summitalign.report.html.sides import talk_links, when_of
from summitalign.report.html.titles import name_of

_GRAIN = 400
"""Pieces into which the picture of a source is cut."""
_STATES = ("", "lone", "weak", "likely", "certain")


def pair_card(pair: PairReport, path: str) -> PairCard:
    """Sum up a pair whose page is at `path`."""
    counts = Counter(bead.tier for bead in pair.alignment.beads)
    return PairCard(
        source=pair.source.document.source,
        target=pair.target.document.source,
        path=path,
        source_coverage=pair.source_coverage,
        target_coverage=pair.target_coverage,
        tiers=tuple((tier, counts[tier]) for tier in Tier if counts[tier]),
        strip=tuple(_strip(pair.alignment)),
        gaps=(*_missing(pair, path), *_left(pair, path)),
        talks=tuple(_talks(pair, path)),
    )


def _strip(alignment: Alignment) -> Iterator[Stretch]:
    """Yield the source from its beginning to its end; of several segments around a place the innermost decides."""
    length = len(alignment.source.text) or 1
    best: dict[str, Tier] = {}
    for bead in alignment.beads:
        for name in bead.source:
            best[name] = min(best.get(name, bead.tier), bead.tier, key=list(Tier).index)
    cells = bytearray(_GRAIN)
    for segment in alignment.source_segments:
        first = segment.span.start * _GRAIN // length
        last = max(segment.span.end * _GRAIN // length, first + 1)
        state = _STATES.index(best[segment.id].value if segment.id in best else "lone")
        cells[first:last] = bytes((state,)) * (min(last, _GRAIN) - first)
    start = 0
    for end in range(1, _GRAIN + 1):
        if end == _GRAIN or cells[end] != cells[start]:
            if cells[start]:
                yield Stretch(_STATES[cells[start]], start * 1000 // _GRAIN, end * 1000 // _GRAIN)
            start = end


def _missing(pair: PairReport, path: str) -> Iterator[GapLine]:
    """Yield the sections of the source that nothing in the target surely goes back to."""
    document, alignment = pair.source.document, pair.alignment
    if document.talks and not pair.target.document.talks:
        return  # a recap tells of some talks, and translates none
    joined = {name for bead in alignment.beads if bead.tier is not Tier.WEAK for name in bead.source}
    for segment in alignment.source_segments:
        letters = _prose(document, segment)
        if segment.id not in joined and letters:
            lang = lang_at(pair.source.detection, segment.span)
            line = document.lines.line(segment.span.start)
            href = f"{path}#{page_id('source', segment.id)}"
            yield GapLine(Gap.MISSING, segment.title, lang, line, href, letters)


def _prose(document: Document, segment: Segment) -> int:
    """Count the prose below a section's heading, or in a talk; 0 for what is no unit to be translated."""
    if segment.kind is SegmentKind.ENTRY:
        return len(segment.title)
    if segment.kind is not SegmentKind.SECTION:
        return 0
    body = Span(max(segment.title_span.end, segment.span.start), max(segment.title_span.end, segment.span.end))
    return len("".join(shown_text(document, body).split()))


def _left(pair: PairReport, path: str) -> Iterator[GapLine]:
    """Yield the parts of the target that are still in another language."""
    document = pair.target.document
    if pair.target.translation is None:
        return
    for part in pair.target.translation.remaining:
        holder = _innermost(pair.alignment.target_segments, part.span)
        href = f"{path}#{page_id('target', holder.id)}" if holder else path
        yield GapLine(Gap.LEFT, part.title, lang_of(part.tag), document.lines.line(part.span.start), href, part.letters)


def _innermost(segments: Sequence[Segment], span: Span) -> Segment | None:
    holders = [one for one in segments if one.span.start <= span.start < one.span.end]
    return min(holders, key=lambda one: len(one.span), default=None)


def _talks(pair: PairReport, path: str) -> Iterator[TalkLine]:
    """Yield the talks of the source, each with the sections of the target that speak of it."""
    document, alignment = pair.source.document, pair.alignment
    shown = {segment.id for segment in alignment.source_segments}
    told: dict[str, list[Bead]] = {}
    for bead in alignment.beads:
        for name in bead.source:
            told.setdefault(name, []).append(bead)
    for talk in document.talks:
        if talk.segment in shown:
            yield TalkLine(
                segment=talk.segment,
                title=talk.title,
                speakers=tuple(speaker.name for speaker in talk.speakers),
                day=talk.day,
                when=when_of(talk),
                links=tuple(talk_links(talk, document)),
                href=f"{path}#{page_id('source', talk.segment)}",
                told=tuple(_told(pair, told.get(talk.segment, ()), path)),
            )


def _told(pair: PairReport, beads: Sequence[Bead], path: str) -> Iterator[Told]:
    document = pair.target.document
    for bead in beads:
        for name in bead.target:
            segment = document.segment(name)
            title = name_of(pair.target, segment)
            lang = lang_at(pair.target.detection, segment.span)
            yield Told(title, lang, f"{path}#{page_id('target', name)}", bead.tier)
