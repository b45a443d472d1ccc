"""Whether an occurrence stands alone in its line of a list, and what stands in the other lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from summitalign.model.span import Span
from summitalign.terms.stretch import PENDING, Stretches

_ITEM = re.compile(r"\s*(?:[*+-]|\d{1,3}[.)])\s+(.*)")
_BULLET = re.compile(r"\s*(?:[*+-]|\d{1,3}[.)])\s")
_WRAP = " \t\r*_~[]()（）:：,，、;；.。"
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .+#/()><=-]*")
_FORMS = re.compile(rf"[{PENDING}A-Za-z0-9 .+#/><=-]*{PENDING}[{PENDING}A-Za-z0-9 .+#/><=-]*")
_TARGET = re.compile(r"\]\([^()\s]*\)")
_MOST = 15
"""Lines looked at on each side."""
_LONGEST = 2_000
"""Code points of the longest line in which a name may stand alone, for the address behind it."""


@dataclass(frozen=True, slots=True)
class Siblings:
    """The other lines of a list, counted."""

    names: tuple[str, ...] = ()
    """Those that are nothing but a name in Latin letters."""
    pending: int = 0
    """Those that are nothing but another wrong form."""
    others: int = 0


def siblings(text: str, span: Span, shown: Stretches, fixed: Mapping[int, str]) -> Siblings | None:
    """Count the lines of the list in which an occurrence fills a line of its own; None where it does not."""
    start, end = _line_around(text, span)
    if end - start > _LONGEST or not _BULLET.match(text, start, end):
        return None
    own = _ITEM.fullmatch(text[start : span.start] + PENDING + text[span.end : end])
    if own is None or not _is_pending(own[1]):
        return None
    names: list[str] = []
    pending = others = 0
    for line in (*_lines_before(text, start, shown, fixed), *_lines_after(text, end, shown, fixed)):
        content = _TARGET.sub("", line).strip(_WRAP)
        if PENDING in content and _FORMS.fullmatch(content):
            pending += 1
        elif _LATIN.fullmatch(content):
            names.append(content)
        else:
            others += 1
    return Siblings(tuple(names), pending, others)


def _line_around(text: str, span: Span) -> tuple[int, int]:
    """Return where the line around a span begins and ends; of one that is longer than any line of a list, a part."""
    least, most = max(span.start - _LONGEST, 0), span.end + _LONGEST
    start = text.rfind("\n", least, span.start)
    end = text.find("\n", span.end, most)
    return start + 1 if start >= 0 else least, end if end >= 0 else min(most, len(text))


def _is_pending(content: str) -> bool:
    return _FORMS.fullmatch(_TARGET.sub("", content).strip(_WRAP)) is not None


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _lines_before(text: str, start: int, shown: Stretches, fixed: Mapping[int, str]) -> list[str]:
    lines: list[str] = []
    while start and len(lines) < _MOST:
        first = text.rfind("\n", 0, start - 1) + 1
        item = _ITEM.fullmatch(shown.between(first, start - 1, fixed))
        if item is None:
            break
        lines.append(item[1])
        start = first
    return lines


def _lines_after(text: str, end: int, shown: Stretches, fixed: Mapping[int, str]) -> list[str]:
    lines: list[str] = []
    while end < len(text) and len(lines) < _MOST:
        last = _line_end(text, end + 1)
        item = _ITEM.fullmatch(shown.between(end + 1, last, fixed))
        if item is None:
            break
        lines.append(item[1])
        end = last
    return lines
