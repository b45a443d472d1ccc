"""Checks of the regular expressions in a glossary."""

import re
import warnings
from dataclasses import dataclass
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


def _has_nested_repeat(node: Any, is_inside: bool) -> bool:
    """Say whether an unlimited repeat stands inside another; `node` is any part of a parsed pattern."""
    if isinstance(node, tuple) and len(node) == 2 and node[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        _, most, body = node[1]
        is_unlimited = most == _constants.MAXREPEAT
        return (is_inside and is_unlimited) or _has_nested_repeat(body, is_inside or is_unlimited)
    if isinstance(node, tuple | list | _parser.SubPattern):
        return any(_has_nested_repeat(part, is_inside) for part in node)
    return False
