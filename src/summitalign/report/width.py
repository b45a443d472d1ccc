"""How much room a text takes on a terminal, where a Chinese character is two columns wide."""

import re
import unicodedata
from functools import cache

_INVISIBLE = {"Mn", "Me", "Cf"}
_WIDE = "[\u3001-\u3029\u3030-\u303d\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]+"
"""Runs of characters that are all two columns wide: most of a Chinese text. The others are looked up one by one."""
_UNSAFE = "[\0-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]"
"""Control characters, halves of a pair, line ends that are none to most programs, and what turns the direction."""


def width(text: str) -> int:
    """Count the columns of a text: 2 for a wide character, 0 for a combining one, else 1."""
    if text.isascii():
        return len(text)
    rest = _compiled(_WIDE).sub("", text)
    return 2 * (len(text) - len(rest)) + (len(rest) if rest.isascii() else sum(map(_columns, rest)))


def _columns(character: str) -> int:
    if unicodedata.category(character) in _INVISIBLE:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int) -> str:
    """Fill a text with blanks up to a width."""
    return text + " " * max(0, columns - width(text))


def clip(text: str, columns: int) -> str:
    """Cut a text to a width, an ellipsis in place of what is cut."""
    if width(text) <= columns:
        return text
    kept, room = [], columns - 1
    for character in text:
        room -= _columns(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept) + "…"


def clip_middle(text: str, columns: int) -> str:
    """Cut a text to a width, an ellipsis in its middle: of a path the file's name tells most, then where it begins."""
    if width(text) <= columns:
        return text
    last = (columns - 1) * 2 // 3
    return f"{head(text, columns - 1 - last)}…{tail(text, last)}" if columns > 2 else head("…", columns)


def head(text: str, columns: int) -> str:
    """Return the beginning of a text that fits into some columns, one less at most where wide characters end."""
    # No character is wider than two columns, so half of what is too much may go at once.
    while (excess := width(text) - columns) > 0:
        text = text[: -((excess + 1) // 2)]
    return text


def tail(text: str, columns: int) -> str:
    """Return the end of a text that fits into some columns, one less at most where wide characters begin."""
    while (excess := width(text) - columns) > 0:
        text = text[(excess + 1) // 2 :]
    return text


def visible(text: str) -> str:
    """Replace tabs by a blank and other control characters by a mark.

    A document may hold escape sequences that would recolour, move or retitle the terminal it is shown on, and marks
    of direction that would show its text in another order than it has.
    """
    return text if text.isprintable() else _compiled(_UNSAFE).sub(_safe, text)


@cache  # every command imports this, most runs measure nothing, and large classes take a millisecond to compile
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _safe(found: re.Match[str]) -> str:
    return " " if found[0] == "\t" else "\ufffd"
