"""How much room a text takes on a terminal, where a Chinese character is two columns wide."""

import unicodedata

_INVISIBLE = {"Mn", "Me", "Cf"}


def width(text: str) -> int:
    """Count the columns of a text: 2 for a wide character, 0 for a combining one, else 1."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in _INVISIBLE else 1


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


def visible(text: str) -> str:
    """Replace tabs by a blank and other control characters by a mark.

    A document may hold escape sequences that would recolour, move or retitle the terminal it is shown on.
    """
    return "".join(_safe(character) for character in text)


def _safe(character: str) -> str:
    if character == "\t":
        return " "
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character
