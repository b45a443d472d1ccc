"""The edges of an edit: a blank between Latin letters and Chinese characters, where the document puts one."""

import re

from summitalign.model.finding import Edit
from summitalign.model.span import Span

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z0-9]")


def spaced(text: str, span: Span, replacement: str, is_spaced: bool) -> Edit:
    """Return the edit that puts `replacement` in place of a span, blanks added where scripts meet.

    Nothing outside the span changes, and no blank is doubled. With emphasis marks between, the blank
    would have to stand outside them, where it is not ours to put: none is added.
    """
    before = text[span.start - 1 : span.start]
    after = text[span.end : span.end + 1]
    was = span.of(text)
    left = _parts(before, replacement[:1], before, was[:1], is_spaced)
    right = _parts(replacement[-1:], after, was[-1:], after, is_spaced)
    return Edit(span, f"{' ' if left else ''}{replacement}{' ' if right else ''}")


def _parts(left: str, right: str, left_before: str, right_before: str, is_spaced: bool) -> bool:
    """Say whether a blank belongs between two characters of the new text, where none stood between those before."""
    if _are_one_word(left, right):  # two words would become one: `张量流Lite`
        return not _are_one_word(left_before, right_before)
    return is_spaced and _change_script(left, right) and not _change_script(left_before, right_before)


def _are_one_word(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()


def _change_script(left: str, right: str) -> bool:
    """Say whether a Chinese character and a Latin letter or digit touch."""
    return bool((_CJK.match(left) and _LATIN.match(right)) or (_LATIN.match(left) and _CJK.match(right)))
