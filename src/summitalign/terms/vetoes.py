"""What forbids a fix whatever speaks for it: the form is only a part of a longer word or of a person's name."""

from collections.abc import Iterator
from functools import lru_cache

from summitalign.model.span import Span
from summitalign.terms.borders import dictionary, joins, longer_name, longer_word, tied_word
from summitalign.terms.cues import person
from summitalign.terms.forms import WORD

_NEAR = 8
"""Code points to either side in which words and names that go beyond a form are looked for."""


def vetoes(text: str, span: Span) -> Iterator[tuple[str, str]]:
    """Yield the kind of each veto on a fix, and what was seen; Latin forms have their own borders."""
    if text[span.start] in WORD and text[span.end - 1] in WORD:
        return
    if tied := tied_word(text, span.start, span.end):
        yield "longer-word", tied
    least = max(span.start - _NEAR, 0)
    around, start, end = text[least : span.end + _NEAR], span.start - least, span.end - least
    if name := person(around[:start], around[end:]):
        yield "person", name
    if word := longer_word(around, start, end, dictionary()):
        yield "longer-word", word
    if name := longer_name(around, start, end):
        yield "longer-name", name


def is_cut(text: str, span: Span) -> str:
    """Return the word that a form without another meaning cuts, as this document itself shows; empty if none.

    The dictionary is asked only where the document gives a hint, as reading it costs more than most runs.
    """
    if text[span.start] in WORD and text[span.end - 1] in WORD:
        return ""
    if tied := tied_word(text, span.start, span.end):
        return tied
    if not _has_hint(text, span):
        return ""
    least = max(span.start - _NEAR, 0)
    return longer_word(text[least : span.end + _NEAR], span.start - least, span.end - least, dictionary())


def _has_hint(text: str, span: Span) -> bool:
    """Say whether the characters across a border of a form stand side by side elsewhere in the document too."""
    form = span.of(text)
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    pairs = [(before + form[0], before + form)] if before and joins(before) else []
    if after and joins(after):
        pairs.append((form[-1] + after, form + after))
    return any(_stands_elsewhere(text, pair, whole) for pair, whole in pairs)


@lru_cache(maxsize=64)
def _stands_elsewhere(text: str, pair: str, whole: str) -> bool:
    """Say whether two characters stand side by side where they are no part of a whole; counted once a document."""
    return text.count(pair) > text.count(whole)
