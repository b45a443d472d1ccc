"""What pairing keeps of a document: small enough to hold thousands of them, and to hand over between processes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING

from summitalign.align.features import Resources, describe, weighted_length
from summitalign.align.paths import stem_of
from summitalign.align.tokens import Token, TokenKind
from summitalign.model.document import Document, RegionKind, Segment, SegmentKind
from summitalign.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = tuple(TokenKind)
"""Kinds of tokens by their numbers."""
OUTLINE = 24
"""Letters from which an outline tells a document, one for a heading and two for a block."""
_PIECE = 6
"""Letters of the stretches by which outlines are found."""
_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWX"
_LETTERS = {SegmentKind.ITEM: "i", SegmentKind.PARAGRAPH: "p", SegmentKind.ROW: "r"}


@dataclass(frozen=True, slots=True)
class Profile:
    """A whole document as pairing sees it, without its text."""

    path: str
    tokens: tuple[tuple[TokenKind, tuple[str, ...]], ...]
    """Texts of its tokens by kind, each once."""
    length: float
    """Weighted letters of the prose."""
    outline: str
    """Structure: a digit for the level of each heading, two letters for each block."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A profile whose tokens are numbers of a vocabulary."""

    path: str
    tokens: NDArray[np.int32]
    pieces: NDArray[np.int32]
    """Of the outline, by their numbers."""
    names: int
    """How many tokens are no words, also those that the vocabulary does not know."""
    length: float
    outline: str
    stem: str
    """Name of the file, without endings and language."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Numbers for tokens; each text is held once, however many documents hold it."""

    numbers: dict[Token, int] = field(default_factory=dict)
    kinds: bytearray = field(default_factory=bytearray)
    """Number of the kind of each token, in `KINDS`."""
    tokens: list[Token] = field(default_factory=list)
    """By their numbers."""
    pieces: dict[str, int] = field(default_factory=dict)
    """Numbers for stretches of outlines."""

    def learn(self, profile: Profile) -> Entry:
        """Number the tokens of a document, new ones too."""
        tokens = (self._number(Token(kind, text)) for kind, texts in profile.tokens for text in texts)
        pieces = (self.pieces.setdefault(piece, len(self.pieces)) for piece in _pieces(profile.outline))
        return _entry(profile, tokens, pieces)

    def look_up(self, profile: Profile) -> Entry:
        """Number the tokens of a document that are known; nothing else holds the others."""
        tokens = (self.numbers.get(Token(kind, text)) for kind, texts in profile.tokens for text in texts)
        return _entry(profile, tokens, map(self.pieces.get, _pieces(profile.outline)))

    def _number(self, token: Token) -> int:
        number = self.numbers.setdefault(token, len(self.tokens))
        if number == len(self.tokens):
            self.kinds.append(KINDS.index(token.kind))
            self.tokens.append(token)
        return number


def _entry(profile: Profile, tokens: Iterable[int | None], pieces: Iterable[int | None]) -> Entry:
    names = sum(len(texts) for kind, texts in profile.tokens if kind is not TokenKind.WORD)
    stem = stem_of(profile.path)
    return Entry(profile.path, _sorted(tokens), _sorted(pieces), names, profile.length, profile.outline, stem)


def _sorted(numbers: Iterable[int | None]) -> NDArray[np.int32]:
    import numpy as np

    return np.sort(np.fromiter((number for number in numbers if number is not None), np.int32))


def _pieces(outline: str) -> set[str]:
    """Return the stretches of an outline by which others like it are found."""
    return {outline[start : start + _PIECE] for start in range(len(outline) - _PIECE + 1)}


def profile_of(document: Document, resources: Resources) -> Profile:
    """Describe a whole document as one segment, and keep what pairing needs of that."""
    whole = Segment("", SegmentKind.DOCUMENT, 0, "", Span(0, 0), Span(0, len(document.text)))
    features = describe(document, [whole], resources, has_shape=False)[0]
    texts: dict[TokenKind, list[str]] = defaultdict(list)
    for kind, text in sorted(features.tokens):
        texts[kind].append(text)
    tokens = tuple((kind, tuple(found)) for kind, found in texts.items())
    return Profile(document.source, tokens, features.length, _outline(document))


def _outline(document: Document) -> str:
    """Write the structure of a document: a digit for each heading, two letters for each block, its kind and length.

    Blocks without prose are left out: what code and links are made of is compared by their tokens.
    """
    starts = [region.span.start for region in document.regions]
    lengths = [
        weighted_length(region.span.of(document.text)) if region.kind is RegionKind.PROSE else 0.0
        for region in document.regions
    ]
    before = [0.0, *accumulate(lengths)]
    marks = []
    for segment in document.segments:
        if segment.kind is SegmentKind.SECTION:
            marks.append(str(segment.level))
        elif segment.kind in _LETTERS:
            first, last = (bisect_left(starts, place) for place in (segment.span.start, segment.span.end))
            length = before[last] - before[first]
            if length > 0.0:
                # By octaves: translations differ less, most strangers more.
                marks.append(_LETTERS[segment.kind] + _LENGTHS[min(int(log2(length + 1.0)), len(_LENGTHS) - 1)])
    return "".join(marks)
