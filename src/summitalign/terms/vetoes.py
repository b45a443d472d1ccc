"""What forbids a fix whatever speaks for it: the form is only a part of a longer word or of a person's name."""

from collections.abc import Iterator

from summitalign.model.span import Span
from summitalign.terms.borders import dictionary, joins, longer_name, longer_word, tied_word
from summitalign.terms.forms import WORD

_NEAR = 8
"""Code points to either side in which words and names that go beyond a form are looked for."""


def vetoes(text: str, span: Span) -> Iterator[tuple[str, str]]:
    """Yield the kind of each veto on a fix, and what was seen; Latin forms have their own borders."""
    from summitalign.terms.cues import person

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
    """Return the word that a form without another meaning cuts, as 纸空间 cuts 图纸 in 图纸空间; empty if none.

    The dictionary is asked only where a character stands beside the form that may belong to a longer word, as reading
    it costs more than most runs.
    """
    if text[span.start] in WORD and text[span.end - 1] in WORD:
        return ""
    if tied := tied_word(text, span.start, span.end):
        return tied
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    if not any(letter and joins(letter) for letter in (before, after)):
        return ""
    least = max(span.start - _NEAR, 0)
    return longer_word(text[least : span.end + _NEAR], span.start - least, span.end - least, dictionary())
