"""Prices that a parser takes for mathematics: `$5 到 $10` is no formula."""

import re
from itertools import pairwise

STAND_IN = "\u2e2e"
"""Stands for the `$` of a price while a text is parsed: a punctuation mark too, so emphasis beside it stays."""
_DOLLAR = re.compile(r"(?<![\\$])\$(?!\$)")
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_AMOUNT = re.compile(r"\$[0-9]")


def without_prices(text: str) -> str:
    """Return the text with a stand-in for every `$` of a price; its length is the same.

    A `$` before a digit opens a formula or is a price. It is a price where the next `$` of its paragraph
    stands before a digit too: no formula ends there. So that one is a price as well.
    """
    if not _AMOUNT.search(text) or STAND_IN in text:
        return text
    marks = [match.start() for match in _DOLLAR.finditer(text)]
    chosen: set[int] = set()
    for mark, following in pairwise(marks):
        if (
            _AMOUNT.match(text, mark)
            and _AMOUNT.match(text, following)
            and not _BLANK_LINE.search(text, mark, following)
        ):
            chosen.update((mark, following))
    if not chosen:
        return text
    pieces: list[str] = []
    position = 0
    for mark in sorted(chosen):
        pieces += [text[position:mark], STAND_IN]
        position = mark + 1
    return "".join((*pieces, text[position:]))
