"""Pairs of braces, found in one pass."""

import re
from collections.abc import Callable

_BRACE = re.compile("[{}]")


def brace_pairs(text: str, start: int, end: int, is_shut: Callable[[int], bool] | None = None) -> dict[int, int]:
    """Map the offset of each opening brace that is closed to the offset behind its closing one.

    Braces at offsets that `is_shut` do not count, nor does a closing brace without an opening one.
    """
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text, start, end):
        at = match.start()
        if is_shut is not None and is_shut(at):
            continue
        if match[0] == "{":
            opened.append(at)
        elif opened:
            pairs[opened.pop()] = at + 1
    return pairs
