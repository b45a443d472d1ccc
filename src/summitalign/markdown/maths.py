"""Mathematics that CommonMark knows nothing of: LaTeX brackets and environments, and dollar signs over paragraphs."""

import re
from collections.abc import Iterator

from summitalign.model.span import Span

_DISPLAY = re.compile(r"^[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?(\$\$)", re.MULTILINE)
_BEGIN = re.compile(r"\\begin\{([A-Za-z]{1,40}\*?)\}")
_LINE_HEAD = " \t>"
_SIGN = re.compile(r"[\\^_=+<>{}|/*-]|\d")
_SPACED = re.compile(r"(?<![\\$\w])\$ ([^$\r\n]{1,300}) \$(?![$\w]|\s*\d)")
_OPERATOR = re.compile(r"[\\^_=+<>*/-]")


def formulas(text: str, start: int) -> Iterator[Span]:
    r"""Yield formulas of `text[start:]` that the parser does not see; linear in the text.

    `\(...\)`, `\[...\]`, `\begin{x}...\end{x}`, `$$` on a line of its own up to the next `$$`, and
    `$ x + y $` with blanks inside. An escaped bracket, as in `\[1\]`, is no formula.
    """
    if "\\(" in text:
        yield from _bracketed(text, start, "\\(", "\\)")
    if "\\[" in text:
        yield from _bracketed(text, start, "\\[", "\\]")
    if "\\begin{" in text:
        yield from _environments(text, start)
    if "$$" in text:
        yield from _displays(text, start)
    if "$ " in text:
        for match in _SPACED.finditer(text, start):
            if _OPERATOR.search(match[1]):
                yield Span(*match.span())


def _bracketed(text: str, start: int, opener: str, closer: str) -> Iterator[Span]:
    position, close = text.find(opener, start), 0
    while position >= 0:
        if close < position + 2:
            close = text.find(closer, position + 2)
        if close < 0:
            return
        if text[position - 1 : position] != "\\" and (
            opener == "\\(" or _is_display(text, position, close) or _is_formula(text, position, close)
        ):
            yield Span(position, close + 2)
            position = close
        position = text.find(opener, position + 2)


def _is_display(text: str, start: int, close: int) -> bool:
    """Say whether a bracket begins its line, and stands alone on it or is closed at the end of one."""
    least = max(start - 40, 0)  # a line may be a megabyte long, and hold a hundred thousand brackets
    head = text[max(least, text.rfind("\n", least, start) + 1) : start]
    if head.strip(_LINE_HEAD):
        return False
    is_alone = text[start + 2 : start + 42].lstrip(" \t")[:1] in ("\r", "\n", "")
    return is_alone or text[close + 2 : close + 42].lstrip(" \t")[:1] in ("\r", "\n", "")


def _is_formula(text: str, start: int, close: int) -> bool:
    """Say whether what stands between two brackets of one line has a sign of mathematics, and is no link text."""
    inner = text[start + 2 : min(close, start + 300)]
    return "\n" not in inner and text[close + 2 : close + 3] != "(" and bool(_SIGN.search(inner.strip()[1:]))


def _environments(text: str, start: int) -> Iterator[Span]:
    absent: set[str] = set()
    end = start
    for match in _BEGIN.finditer(text, start):
        name = match[1]
        if match.start() < end or name in absent:
            continue
        close = text.find(f"\\end{{{name}}}", match.end())
        if close < 0:
            absent.add(name)
            if len(absent) > 20:
                return
            continue
        end = close + len(name) + 6
        yield Span(match.start(), end)


def _displays(text: str, start: int) -> Iterator[Span]:
    end = start
    for match in _DISPLAY.finditer(text, start):
        if match.start(1) < end:
            continue
        close = text.find("$$", match.end())
        if close < 0:
            return
        end = close + 2
        yield Span(match.start(1), end)
