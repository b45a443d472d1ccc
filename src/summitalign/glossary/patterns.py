"""Checks of the regular expressions in a glossary."""

import re
import warnings
from dataclasses import dataclass
from re import _parser  # type: ignore[attr-defined]  # the public alias `sre_parse` is deprecated

from summitalign.glossary.backtracking import ways

_MOST_WAYS = 256
"""Ways to match at one place from which a pattern is refused: so many at each letter of 1 MB take seconds."""


@dataclass(frozen=True, slots=True)
class PatternFault:
    """Why a pattern is refused, or doubtful."""

    message: str
    hint: str
    is_fatal: bool


def pattern_fault(pattern: str) -> PatternFault | None:
    """Find what is wrong with a pattern: it does not compile, can match nothing, or can take very long.

    What can be matched in many ways at one place takes long on a text made for it. Whether such a text exists is not
    decided here; a run over many documents must not depend on it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
            tree = _parser.parse(pattern)
            is_slow = ways(tree) > _MOST_WAYS
    except (re.error, RecursionError, OverflowError) as error:
        return PatternFault(f"the pattern {pattern!r} does not compile: {error}", "try it in a Python shell", True)
    if tree.getwidth()[0] == 0:
        hint = "demand at least one character: `+` for `*`, no `?` on the whole"
        return PatternFault(f"the pattern {pattern!r} can match the empty string", hint, True)
    if is_slow:
        hint = "let what is repeated begin in one way only, and what follows a repeat with something it does not hold"
        return PatternFault(f"the pattern {pattern!r} can take very long", hint, True)
    return None
