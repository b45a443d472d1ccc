"""What a segment offers to an aligner: tokens, links, length, title."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summitalign.align.lexicon import Lexicon
from summitalign.align.terms import Concepts
from summitalign.align.tokens import Token, TokenKind, block_tokens, names, numbers, pieces, stems
from summitalign.markdown.written_ids import IDENTIFYING, written_ids
from summitalign.model.document import Document, Link, LinkKind, RegionKind, Segment, SegmentKind
from summitalign.model.span import Span

_PROSE = frozenset({RegionKind.PROSE, RegionKind.ENTITY, RegionKind.REFERENCE_LABEL})
_CODE = frozenset({RegionKind.CODE, RegionKind.IDENTIFIER, RegionKind.MATH})
_LINKS = {LinkKind.VIDEO: TokenKind.VIDEO, LinkKind.PLAYLIST: TokenKind.PLAYLIST}
_HAN_WEIGHT = 2.5
"""Latin letters that say as much as one Chinese character; only the ratio of two documents matters."""


@dataclass(frozen=True, slots=True)
class Features:
    """One candidate segment as the scorers see it."""

    segment: Segment
    title: str
    """Title with wrong forms of the glossary replaced, lower case."""
    tokens: frozenset[Token]
    links: tuple[Link, ...]
    length: float
    """Weighted letters of the prose; 0 without prose."""
    prose: str = ""
    parent: int | None = None
    """Position of the candidate that encloses this one, if any."""
    speakers: tuple[str, ...] = ()
    """Names of those who give the talk that this is."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What is read once for a run."""

    concepts: Concepts
    lexicon: Lexicon | None


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a segment parted by what it is."""

    prose: str
    code: tuple[str, ...]
    """Spans and blocks, one by one."""
    tags: tuple[str, ...]
    """What ids are written in: tags and attributes."""
    links: tuple[Link, ...]


def describe(
    document: Document,
    segments: Sequence[Segment],
    resources: Resources,
    *,
    cut: Iterable[Segment] = (),
    has_shape: bool = True,
) -> tuple[Features, ...]:
    """Describe candidate segments of one document, in the order given.

    `cut` are segments whose text counts as their own only: it is left out of every other segment
    around them. Without `has_shape` facts of form are left out: they compare only among segments of
    one kind.
    """
    reader = _Reader.of(document, cut)
    places = {segment.id: number for number, segment in enumerate(segments)}
    return tuple(_features(reader, segment, places, resources, has_shape=has_shape) for segment in segments)


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    holes: tuple[Span, ...]
    """In order; none reaches into another one but where it holds all of it."""
    hole_starts: tuple[int, ...]
    link_starts: tuple[int, ...]
    region_starts: tuple[int, ...]
    starts_by_kind: dict[SegmentKind, list[int]]
    speakers: dict[str, tuple[str, ...]]
    """By the id of the segment that is their talk."""

    @classmethod
    def of(cls, document: Document, cut: Iterable[Segment]) -> "_Reader":
        starts: dict[SegmentKind, list[int]] = {kind: [] for kind in SegmentKind}
        for segment in document.segments:
            starts[segment.kind].append(segment.span.start)
        holes = tuple(sorted({segment.span for segment in cut}))
        return cls(
            document,
            holes,
            tuple(hole.start for hole in holes),
            tuple(link.span.start for link in document.links),
            tuple(region.span.start for region in document.regions),
            starts,
            {talk.segment: tuple(speaker.name for speaker in talk.speakers) for talk in document.talks},
        )

    def count(self, kind: SegmentKind, span: Span) -> int:
        """Count the segments of a kind that begin in a span."""
        starts = self.starts_by_kind[kind]
        return bisect_left(starts, span.end) - bisect_left(starts, span.start)

    def content(self, span: Span) -> Content:
        """Return what stands in a span, the holes inside it left out."""
        prose: list[str] = []
        code: list[str] = []
        tags: list[str] = []
        for part in self._parts(span):
            for kind, text in self._tiles(part):
                if kind in _PROSE:
                    prose.append(text)
                elif kind in _CODE:
                    code.append(text)
                    # Prose on both sides of inline code must not grow together into one word.
                    prose.append(" ")
                else:
                    if kind in IDENTIFYING or "{#" in text:
                        tags.append(text)
                    prose.append(" " if "\n" in text or text.strip("*_~") else "")
        return Content("".join(prose), tuple(code), tuple(tags), self.links(span))

    def links(self, span: Span) -> tuple[Link, ...]:
        """Return the links that begin in a span outside its holes."""
        starts = self.link_starts
        return tuple(
            link
            for part in self._parts(span)
            for link in self.document.links[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
        )

    def _parts(self, span: Span) -> Iterator[Span]:
        position = span.start
        first, last = bisect_left(self.hole_starts, span.start), bisect_left(self.hole_starts, span.end)
        for hole in self.holes[first:last]:
            if span.contains(hole) and hole != span and hole.start >= position:
                yield Span(position, hole.start)
                position = hole.end
        yield Span(position, max(position, span.end))

    def _tiles(self, span: Span) -> Iterator[tuple[RegionKind, str]]:
        first = max(0, bisect_right(self.region_starts, span.start) - 1)
        last = bisect_left(self.region_starts, span.end)
        for region in self.document.regions[first:last]:
            start, end = max(region.span.start, span.start), min(region.span.end, span.end)
            if start < end:
                yield region.kind, self.document.text[start:end]


def _features(
    reader: _Reader, segment: Segment, places: dict[str, int], resources: Resources, *, has_shape: bool
) -> Features:
    content = reader.content(segment.span)
    prose = resources.concepts.normalised(content.prose)
    title = resources.concepts.normalised(segment.title)
    tokens = {
        *_content_tokens(content, prose, resources),
        *_written_tokens(content, reader.document.text),
        *_title_tokens(segment.title, title, resources.concepts),
        *(_shape_tokens(reader, segment, content) if has_shape else ()),
    }
    return Features(
        segment,
        title.lower(),
        frozenset(tokens),
        content.links,
        weighted_length(content.prose),
        prose,
        _around(reader.document, segment, places),
        reader.speakers.get(segment.id, ()),
    )


def _around(document: Document, segment: Segment, places: dict[str, int]) -> int | None:
    """Return the position of the nearest candidate around a segment: around a row stand a table and a section."""
    parent = segment.parent
    while parent is not None and parent not in places and segment.kind is not SegmentKind.ENTRY:
        parent = document.segment(parent).parent
    return places.get(parent or "")


def _written_tokens(content: Content, text: str) -> Iterator[Token]:
    """Yield what a translator copies as a whole: links, images, ids, blocks of code."""
    for link in content.links:
        if is_image(link, text):
            yield Token(TokenKind.IMAGE, link.identity.rpartition("/")[2])
        elif link.kind is not LinkKind.ANCHOR:
            yield Token(_LINKS.get(link.kind, TokenKind.LINK), link.identity)
    for tag in content.tags:
        for name in written_ids(tag):
            yield Token(TokenKind.ID, name)
    for block in content.code:
        if is_block(block):
            yield from block_tokens(block)


def is_image(link: Link, text: str) -> bool:
    """Say whether a link shows an image; the pages of another language often keep theirs in another folder."""
    return text[link.span.start : link.span.start + 4].lower().startswith(("![", "<img"))


def is_block(code: str) -> bool:
    """Say whether a piece of code is a block, not a span in a sentence."""
    return "\n" in code.strip()


def _content_tokens(content: Content, prose: str, resources: Resources) -> Iterator[Token]:
    for mention in resources.concepts.mentions(content.prose):
        yield Token(TokenKind.TERM, mention.concept)
    for name in names(prose):
        yield Token(TokenKind.LATIN, name)
    # Code and prose share their names: a translator may drop the marks around `name`.
    code = "\n".join(content.code)
    for name in names(code):
        yield Token(TokenKind.LATIN if "\n" not in code else TokenKind.CODE, name)
    for piece in pieces(prose):
        yield Token(TokenKind.PIECE, piece)
    for number in (*numbers(prose), *numbers(code)):
        yield Token(TokenKind.NUMBER, number)
    yield from _words(content.prose, resources.lexicon)


def _words(prose: str, lexicon: Lexicon | None) -> Iterator[Token]:
    """Yield the stems of English words, and of the translations of Chinese ones."""
    if lexicon is None:
        return
    for stem in stems(prose):
        yield Token(TokenKind.WORD, stem)
    for word in {*lexicon.words(prose), *lexicon.spaced_words(prose)}:
        for stem in lexicon.translations(word):
            yield Token(TokenKind.WORD, stem)


def _title_tokens(written: str, title: str, concepts: Concepts) -> Iterator[Token]:
    for name in (*names(title), *numbers(title)):
        yield Token(TokenKind.TITLE, name)
    for mention in concepts.mentions(written):
        if not any(True for _ in names(mention.form)):
            # A concept whose right form is not Latin leaves no name behind for the two titles to share.
            yield Token(TokenKind.TITLE, mention.concept)


def _shape_tokens(reader: _Reader, segment: Segment, content: Content) -> Iterator[Token]:
    if segment.kind is not SegmentKind.SECTION:
        yield Token(TokenKind.SHAPE, segment.kind.value)
        yield Token(TokenKind.SHAPE, f"level:{segment.level}")
        return
    yield Token(TokenKind.SHAPE, f"level:{segment.level}")
    yield Token(TokenKind.SHAPE, f"items:{reader.count(SegmentKind.ITEM, segment.span)}")
    yield Token(TokenKind.SHAPE, f"paragraphs:{reader.count(SegmentKind.PARAGRAPH, segment.span)}")
    yield Token(TokenKind.SHAPE, f"code:{sum(map(is_block, content.code))}")
    yield Token(TokenKind.SHAPE, f"rows:{reader.count(SegmentKind.ROW, segment.span)}")


def weighted_length(text: str) -> float:
    """Return the letters and digits of a text, an ideograph counted as two and a half."""
    return sum(_HAN_WEIGHT if letter >= "\u2e80" else 1.0 for letter in text if letter.isalnum())
