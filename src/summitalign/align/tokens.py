"""Tokens that survive translation: names, identifiers, numbers, and the words a lexicon translates into."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class TokenKind(StrEnum):
    """What a token is; every kind has a hit rate of its own."""

    VIDEO = "video"
    """Identity of a recording."""
    LINK = "link"
    """Identity of any other link but a playlist, which belongs to a whole event."""
    PLAYLIST = "playlist"
    IMAGE = "image"
    """File name of an image."""
    ID = "id"
    """An id that is written beside a heading or in a tag."""
    BLOCK = "block"
    """A whole block of code."""
    TERM = "term"
    """A concept of the glossary, whichever form stands for it."""
    TITLE = "title"
    """A Latin word of the title."""
    CODE = "code"
    """A word of code: a fenced block, an inline code span, an identifier."""
    LATIN = "latin"
    """A Latin word of the prose as written, lower case."""
    PIECE = "piece"
    """A part of a compound name: `js` of `TensorFlow.js`."""
    NUMBER = "number"
    WORD = "word"
    """Stem of an English word, or of a word that the lexicon gives for a Chinese one."""
    SHAPE = "shape"
    """A fact of form: heading level, number of items, of code blocks."""


class Token(NamedTuple):
    """A kind and a text; two segments share a token when both are equal."""

    kind: TokenKind
    text: str


_COMMENT = re.compile(r"(?m)(?:(?<=\s)|^)(?:#|//|--|%)[^\n]*|/\*[^*]*\*/")
_BLOCK_SIZE = 12
"""Characters below which a block of code is like many others."""
_NAME = re.compile(r"[A-Za-z\u00c0-\u024f](?:[\w.+#/-]*[A-Za-z0-9\u00c0-\u024f+#])?", re.ASCII)
_PART = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[a-z]{2,}|[A-Z]{2,}|[a-z]+")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,:]\d+)*(?!\w)", re.ASCII)
_WORD = re.compile(r"[A-Za-z]+")
_STOP_WORDS = """
a about after all also an and any are as at be been but by can do does each for from had has have he her
his how i if in into is it its just like may more most must no not of on one only or other our out over
own s she should so some such t than that the their them then there these they this those to too under up
us very was we were what when where which while who why will with would you your http https www com org
html
"""
_STOP = frozenset(_STOP_WORDS.split())
_SUFFIX_LIST = "ization ations ation ingly ments ment ness ings ing ies ied ers ed er es ly s e"
_SUFFIXES = frozenset(_SUFFIX_LIST.split())
_LONGEST = 7
"""Letters of the longest suffix."""


def block_tokens(code: str) -> Iterator[Token]:
    """Yield a token for a whole block of code: white space, comments and letters beyond ASCII do not count.

    These a translator may change; the rest is copied. The token shows its beginning. None for a short block.
    """
    from hashlib import blake2b

    kept = "".join(letter for letter in _COMMENT.sub("", code) if letter.isascii() and not letter.isspace())
    if len(kept) >= _BLOCK_SIZE:
        yield Token(TokenKind.BLOCK, f"{kept[:32]} #{blake2b(kept.encode(), digest_size=4).hexdigest()}")


def names(text: str) -> Iterator[str]:
    """Yield the Latin words and compound names of a text, lower case, without function words."""
    for found in _NAME.finditer(text):
        name = found[0].lower()
        if len(name) > 1 and name not in _STOP:
            yield name


def pieces(text: str) -> Iterator[str]:
    """Yield the parts of the compound names of a text, lower case: `tensor`, `flow` and `js` of `TensorFlow.js`."""
    for found in _NAME.finditer(text):
        parts = _PART.findall(found[0])
        # A plain word is its own only part and says nothing new.
        if len(parts) > 1 or "".join(parts) != found[0]:
            yield from (part.lower() for part in parts if len(part) > 1 and part.lower() not in _STOP)


def numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text, as written."""
    for found in _NUMBER.finditer(text):
        yield found[0]


def stems(text: str) -> Iterator[str]:
    """Yield the stems of the English words of a text, function words left out."""
    for found in _WORD.finditer(text):
        word = found[0].lower()
        if len(word) > 1 and word not in _STOP:
            yield stem(word)


def stem(word: str) -> str:
    """Strip the commonest English suffix of a lower-case word, the longest one; at least three letters stay."""
    for size in range(min(_LONGEST, len(word) - 3), 0, -1):
        if word[-size:] in _SUFFIXES:
            return word[:-size]
    return word
