"""Where a document names a product: in its prose, in code, in addresses, in its own name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

_PARTS = re.compile(r"[\s_-]+")
_LETTERS = re.compile(r"[A-Za-z]")
_RUN = re.compile(r"[^\s<>()\[\]\"'`，。、；：（）【】“”|*]*")
_FRONT = re.compile(r"\A(?:---|\+\+\+)\r?\n.*?\n(?:---|\+\+\+)\r?\n", re.DOTALL)
_LOADS = re.compile(
    r"\b(?:import|from|install|require|using|include|library|FROM|pull|add|apt|pip3?|conda|brew|npm|yum|dnf)\b"
)
_MIN_LETTERS = 3
"""Letters of the shortest name that is looked for in another case or in an address: `Go` and `R` are words."""
_HEAD = 500
"""Code points at the beginning of a document where the address of its original is given."""
_MAX_PLACES = 60


@dataclass(frozen=True, slots=True)
class Naming:
    """Where else than in prose, exact case, a name stands: one place of each kind, or -1."""

    imported: int = -1
    """Where code loads or installs something."""
    code: int = -1
    """Elsewhere in code, or in prose in another case."""
    own: int = -1
    """In the file's own address: its front matter, or an address at its beginning."""
    address: int = -1
    """In any other address."""


NOWHERE = Naming()


def naming(text: str, right: str, places: frozenset[int], is_told: Callable[[int], bool] = lambda _: False) -> Naming:
    """Look for a name in any case; `places` are those where it stands in prose as it should.

    `is_told` says of a place in code whether it only speaks of the name, as a line of a glossary does.
    """
    if (
        _PARTS.split(right)[0].lower() not in text.lower()
    ):  # the pattern takes longer to compile than a short text to read
        return NOWHERE
    pattern = loose(right)
    if pattern is None:
        return NOWHERE
    found = {"imported": -1, "code": -1, "own": -1, "address": -1}
    front = _FRONT.match(text)
    body = front.end() if front else 0
    for place in _places(pattern, text):
        if place not in places:
            if place < body or _is_address(text, place):
                kind = "own" if place < body + _HEAD else "address"
            else:
                line = text[text.rfind("\n", 0, place) + 1 : place]
                kind = "imported" if _LOADS.search(line) else "code"
                if found[kind] < 0 and is_told(place):
                    continue
            if found[kind] < 0:
                found[kind] = place
    return Naming(**found)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    for count, match in enumerate(pattern.finditer(text)):
        if count >= _MAX_PLACES:
            return
        yield match.start()


def _is_address(text: str, at: int) -> bool:
    start = at
    while start and start > at - 300 and _RUN.fullmatch(text[start - 1]) and text[start - 1] not in "<(":
        start -= 1
    run = _RUN.match(text, start)
    whole = run[0] if run else ""
    return "://" in whole or whole.startswith(("www.", "/")) or text[max(start - 2, 0) : start] == "]("


@cache
def loose(right: str) -> re.Pattern[str] | None:
    """Compile a name as it stands in code and addresses: any case, joined or parted otherwise, perhaps plural.

    None for what is too short, or no name in Latin letters.
    """
    if not right.isascii() or len(_LETTERS.findall(right)) < _MIN_LETTERS:
        return None
    parts = r"[\s_.-]?".join(re.escape(part) for part in _PARTS.split(right) if part)
    return re.compile(rf"(?<![A-Za-z0-9]){parts}s?(?![A-Za-z])", re.IGNORECASE)
