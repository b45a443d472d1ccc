"""Patterns of a glossary, compiled so that no text makes them run on: a term is short."""

import re
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # no public way to change a parsed pattern
from typing import Any

LONGEST_RUN = 64
"""Times that a repeat without limit is tried: without one, `[a-z]+流` reads a line of a million letters from each."""


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern with each repeat without limit held to `LONGEST_RUN`."""
    tree = _parser.parse(pattern)
    if not _hold(tree):
        return re.compile(pattern)
    held: re.Pattern[str] = _compiler.compile(tree)
    return held


def _hold(tree: Any) -> bool:
    """Limit the repeats in a parsed pattern, in place; say whether there are any."""
    is_changed = False
    for at, (kind, value) in enumerate(tree.data):
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
            least, most, body = value
            if most is _constants.MAXREPEAT:
                tree.data[at] = (kind, (least, max(least, LONGEST_RUN), body))
                is_changed = True
        for part in _parts(value):
            is_changed |= _hold(part)
    return is_changed


def _parts(value: Any) -> list[Any]:
    if isinstance(value, _parser.SubPattern):
        return [value]
    return [part for each in value for part in _parts(each)] if isinstance(value, tuple | list) else []
