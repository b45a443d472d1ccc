"""Checks of the regular expressions in a glossary."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from re import _constants, _parser  # type: ignore[attr-defined]  # the public alias `sre_parse` is deprecated
from typing import Any


@dataclass(frozen=True, slots=True)
class PatternFault:
    """Why a pattern is refused, or doubtful."""

    message: str
    hint: str
    is_fatal: bool


def pattern_fault(pattern: str) -> PatternFault | None:
    """Find what is wrong with a pattern: it does not compile, can match nothing, or can take very long.

    A repeat without limit inside another one takes exponential time on some texts. Whether such a text
    exists is not decided here; a run over many documents must not depend on it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
            tree = _parser.parse(pattern)
            is_slow = _has_nested_repeat(tree, is_inside=False)
    except (re.error, RecursionError, OverflowError) as error:
        return PatternFault(f"the pattern {pattern!r} does not compile: {error}", "try it in a Python shell", True)
    if tree.getwidth()[0] == 0:
        hint = "demand at least one character: `+` for `*`, no `?` on the whole"
        return PatternFault(f"the pattern {pattern!r} can match the empty string", hint, True)
    if is_slow:
        hint = "write it without a repeat inside a repeat, or limit the inner one, such as {1,9}"
        return PatternFault(f"the pattern {pattern!r} can take very long", hint, True)
    return None


def slow_probe(pattern: str, limit: float = 0.05) -> str:
    """Return a text on which a pattern that compiles takes long; empty where none of those tried does.

    The texts are runs of the characters that the pattern names, ended by one that it does not, ever longer: a search
    whose time grows with more than the square of the length is noticed before it takes much longer than `limit`
    seconds of processor time.
    """
    from time import process_time

    compiled = re.compile(pattern)
    for length in _LENGTHS:
        for run in _runs(pattern):
            probe: str = (run * length)[:length] + "\0"
            began = process_time()
            compiled.search(probe)
            if process_time() - began > limit:
                return probe
    return ""


_MOST_LETTERS = 6
"""Characters that are tried; a slow pattern repeats those that it begins with."""
_LENGTHS = (*range(10, 42, 4), *(round(40 * 1.25**step) for step in range(14)))
"""Lengths of the texts tried. No step is so large that a time within the limit becomes one of many seconds."""


def _runs(pattern: str) -> tuple[str, ...]:
    """Return what the texts repeat: single characters of a pattern, and two that follow each other in it."""
    letters = tuple(dict.fromkeys((*_letters(_parser.parse(pattern)), *"a1 中")))[:_MOST_LETTERS]
    return (*letters, *(first + second for first, second in pairwise(letters)))


def _letters(node: Any) -> Iterator[str]:
    """Yield the literal characters of a parsed pattern."""
    if isinstance(node, tuple) and len(node) == 2 and node[0] is _constants.LITERAL:
        yield chr(node[1])
    elif isinstance(node, tuple | list | _parser.SubPattern):
        for part in node:
            yield from _letters(part)


def _has_nested_repeat(node: Any, is_inside: bool) -> bool:
    """Say whether an unlimited repeat stands inside another; `node` is any part of a parsed pattern."""
    if isinstance(node, tuple) and len(node) == 2 and node[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        _, most, body = node[1]
        is_unlimited = most == _constants.MAXREPEAT
        return (is_inside and is_unlimited) or _has_nested_repeat(body, is_inside or is_unlimited)
    if isinstance(node, tuple | list | _parser.SubPattern):
        return any(_has_nested_repeat(part, is_inside) for part in node)
    return False
