"""How many ways a regular expression may try at one place of a text before it gives up."""

from re import _constants, _parser  # type: ignore[attr-defined]  # the public alias `sre_parse` is deprecated
from typing import Any, NamedTuple

_MOST_RUN = 64
"""Times that a repeat without limit is tried; see `terms.patterns`."""
_CEILING = 1_000_000
"""Ways from which more make no difference."""
_ALPHABET = frozenset(map(chr, (*range(0x250), *range(0x2000, 0x2070), *range(0x3000, 0x3100), *range(0xFF00, 0xFF60))))
"""Characters by which sets of characters are compared, beside those that the pattern names."""
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
_CATEGORIES = {
    _constants.CATEGORY_DIGIT: str.isdigit,
    _constants.CATEGORY_SPACE: str.isspace,
    _constants.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
}
_NEGATED = {
    _constants.CATEGORY_NOT_DIGIT: _constants.CATEGORY_DIGIT,
    _constants.CATEGORY_NOT_SPACE: _constants.CATEGORY_SPACE,
    _constants.CATEGORY_NOT_WORD: _constants.CATEGORY_WORD,
}


class _Reach(NamedTuple):
    """What a part of a pattern may do at one place."""

    ways: int
    """Ways to match."""
    first: frozenset[str]
    """What it may begin with."""
    is_empty: bool
    """Whether it may match nothing."""


_NOTHING = _Reach(1, frozenset(), True)


def ways(tree: Any) -> int:
    """Return how many ways a parsed pattern has to match at one place, no fewer than there are."""
    return _sequence(list(tree), _ALPHABET | _named(tree)).ways


def _named(node: Any) -> frozenset[str]:
    """Return the characters that a pattern names, and those beside the ends of its ranges."""
    if isinstance(node, int) and not isinstance(node, bool) and 0 < node < 0x10FFFE and node != _constants.MAXREPEAT:
        return frozenset(chr(code) for code in (node - 1, node, node + 1)) | {chr(node).lower(), chr(node).upper()}
    if isinstance(node, tuple | list | _parser.SubPattern):
        return frozenset().union(*(_named(part) for part in node))
    return frozenset()


def _sequence(nodes: list[Any], alphabet: frozenset[str]) -> _Reach:
    """Join parts from the last to the first: what follows a repeat may rule out all but one length of it."""
    reach = _NOTHING
    for kind, value in reversed(nodes):
        part = _part(kind, value, alphabet)
        is_told = kind in _REPEATS and not reach.is_empty and not _letters(value[2], alphabet) & reach.first
        ways = part.ways if not (is_told and _is_letter(value[2])) else 1
        first = part.first | reach.first if part.is_empty else part.first
        reach = _Reach(min(ways * reach.ways, _CEILING), first, part.is_empty and reach.is_empty)
    return reach


def _part(kind: Any, value: Any, alphabet: frozenset[str]) -> _Reach:
    if kind in _REPEATS:
        least, most, body = value
        return _repeat(least, most, body, alphabet)
    if kind is _constants.BRANCH:
        return _branch([_sequence(list(each), alphabet) for each in value[1]])
    if kind is _constants.SUBPATTERN:
        return _sequence(list(value[3]), alphabet)
    if kind in (_constants.ASSERT, _constants.ASSERT_NOT):
        return _Reach(_sequence(list(value[1]), alphabet).ways, frozenset(), True)
    if kind is _constants.AT:
        return _NOTHING
    if kind in (_constants.ATOMIC_GROUP, _constants.POSSESSIVE_REPEAT):
        body = value if kind is _constants.ATOMIC_GROUP else value[2]
        return _Reach(_sequence(list(body), alphabet).ways, alphabet, True)
    if kind is _constants.GROUPREF_EXISTS:
        return _branch([_sequence(list(each or ()), alphabet) for each in value[1:]])
    found = _set(kind, value, alphabet)
    return _Reach(1, alphabet, True) if found is None else _Reach(1, found, False)


def _repeat(least: int, most: Any, body: Any, alphabet: frozenset[str]) -> _Reach:
    most = max(least, _MOST_RUN) if most == _constants.MAXREPEAT else int(most)
    inner = _sequence(list(body), alphabet)
    if inner.is_empty and most > 1:
        return _Reach(_CEILING, inner.first, True)
    total = 0
    for times in range(least, most + 1):
        total += inner.ways ** min(times, 30)
        if total > _CEILING:
            break
    return _Reach(min(total, _CEILING), inner.first, least == 0 or inner.is_empty)


def _branch(parts: list[_Reach]) -> _Reach:
    """Join alternatives: of those that begin differently only one can match."""
    first: frozenset[str] = frozenset().union(*(part.first for part in parts))
    is_told = sum(len(part.first) for part in parts) == len(first) and not any(part.is_empty for part in parts)
    ways = max(part.ways for part in parts) if is_told else sum(part.ways for part in parts)
    return _Reach(ways, first, any(part.is_empty for part in parts))


def _is_letter(body: Any) -> bool:
    """Say whether a parsed pattern is one character, of whatever set."""
    return len(body) == 1 and body[0][0] in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN)


def _letters(body: Any, alphabet: frozenset[str]) -> frozenset[str]:
    kind, value = body[0]
    found = _set(kind, value, alphabet) if _is_letter(body) else None
    return alphabet if found is None else found


def _set(kind: Any, value: Any, alphabet: frozenset[str]) -> frozenset[str] | None:
    """Return what one character of a pattern may be, in either case; None for what is no character."""
    if kind is _constants.LITERAL:
        return _cases(frozenset(chr(value)))
    if kind is _constants.NOT_LITERAL:
        return alphabet - {chr(value)}
    if kind is _constants.ANY:
        return alphabet
    if kind is not _constants.IN:
        return None
    found: frozenset[str] = frozenset().union(*(_members(part, named, alphabet) for part, named in value))
    return alphabet - found if value[0][0] is _constants.NEGATE else _cases(found)


def _members(kind: Any, value: Any, alphabet: frozenset[str]) -> frozenset[str]:
    if kind is _constants.LITERAL:
        return frozenset(chr(value))
    if kind is _constants.RANGE:
        return frozenset(letter for letter in alphabet if value[0] <= ord(letter) <= value[1])
    if kind is _constants.CATEGORY and value in _CATEGORIES:
        return frozenset(filter(_CATEGORIES[value], alphabet))
    if kind is _constants.CATEGORY:
        return alphabet - frozenset(filter(_CATEGORIES[_NEGATED[value]], alphabet))
    return frozenset()


def _cases(letters: frozenset[str]) -> frozenset[str]:
    return letters | {letter.lower() for letter in letters} | {letter.upper() for letter in letters}
