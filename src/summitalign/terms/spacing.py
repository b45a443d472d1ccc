"""The edges of an edit: a blank between Latin letters and Chinese characters, where the document puts one."""

import re

from summitalign.model.finding import Edit
from summitalign.model.span import Span

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_MARKS = "*_~"


def spaced(text: str, span: Span, replacement: str, is_spaced: bool) -> Edit:
    """Return the edit that puts `replacement` in place of a span, blanks added where scripts meet.

    Nothing outside the span changes, and no blank is doubled. With emphasis marks between, the blank
    would have to stand outside them, where it is not ours to put: none is added.
    """
    before = text[span.start - 1 : span.start]
    after = text[span.end : span.end + 1]
    was = span.of(text)
    left = _meets(before, replacement[:1], is_spaced) and not _meets(before, was[:1], is_spaced)
    right = _meets(replacement[-1:], after, is_spaced) and not _meets(was[-1:], after, is_spaced)
    return Edit(span, f"{' ' if left else ''}{replacement}{' ' if right else ''}")


def _meets(left: str, right: str, is_spaced: bool) -> bool:
    """Say whether a Chinese character and a Latin letter or digit touch, or two Latin letters."""
    if not left or not right or left in _MARKS or right in _MARKS:
        return False
    if left.isascii() and right.isascii():
        return left.isalpha() and right.isalpha()  # two words would become one: `张量流Lite`
    return is_spaced and bool((_CJK.match(left) and _LATIN.match(right)) or (_LATIN.match(left) and _CJK.match(right)))
