"""Quotation marks and brackets of a text, in pairs."""

import re
from dataclasses import dataclass

from summitalign.markdown.scripts import is_east

_PAIRS = {
    "(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "〔": "〕", "「": "」", "『": "』", "《": "》", "〈": "〉",
    "｢": "｣", "‹": "›", "‘": "’",
}  # fmt: skip
_OPENING = {close: opening for opening, close in _PAIRS.items()}
CLOSERS = frozenset(_PAIRS.values()) | {"”", "»"}
"""Marks that only ever close."""
_ANY = re.compile(rf"""[{re.escape("".join((*_PAIRS, *_PAIRS.values())))}„“”«»"]""")
_LONGEST, _LONGEST_EAST = 240, 100
"""Code points of a quotation that is taken for a part of its sentence; a longer one has sentences of its own."""
_ENDS = frozenset(".!?…。！？｡．")
_TITLES = frozenset("》〉")
"""Close the title of a work, which is a part of its sentence whatever is in it."""
_LEADS = frozenset("：，。！？；、—…　（「『“")
"""What stands before a quotation that is no part of a clause."""
_GOES_ON = frozenset(",;:，、；：-–—")
_BEHIND = re.compile(r"\s{0,3}([^\s])")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_SPEECH = re.compile("[说說问問答道喊叫笑想写寫哭骂罵回应應称稱]|表示|指出|补充|補充|嘟囔|解释|解釋")
_CLAUSE = re.compile(r"[^，。！？；：,.!?;:\s“”「」]{1,14}")


@dataclass(slots=True)
class Quotations:
    """The pairs of a text; questions about places have to come in ascending order."""

    pairs: dict[int, int]
    """Offset of the closing mark to that of the opening one."""
    short: list[tuple[int, int]]
    """Opening and closing offsets of the pairs in which no sentence ends, in order."""
    _next: int = 0
    _reach: int = -1

    @classmethod
    def of(cls, text: str) -> "Quotations":
        """Pair the marks of a text; one without a partner is none."""
        pairs = _paired(text)
        short = [(opening, close) for close, opening in pairs.items() if _is_part(text, opening, close)]
        return cls(pairs, sorted(short))

    def closes(self, place: int) -> bool:
        """Say whether the mark at a place closes a pair."""
        return place in self.pairs

    def opening(self, place: int) -> int | None:
        """Return where the pair was opened that the mark at a place closes."""
        return self.pairs.get(place)

    def holds(self, place: int) -> bool:
        """Say whether a place, not before those asked for earlier, lies inside of a short pair."""
        while self._next < len(self.short) and self.short[self._next][0] < place:
            self._reach = max(self._reach, self.short[self._next][1])
            self._next += 1
        return self._reach >= place


def _is_part(text: str, opening: int, close: int) -> bool:
    """Say whether a pair is a part of its sentence: short, and not the end of it."""
    if close - opening > (_LONGEST_EAST if is_east(text[opening + 1]) else _LONGEST):
        return False
    if text[close] in _TITLES or text[close - 1] not in _ENDS:
        return True
    before = text[max(0, opening - 3) : opening].rstrip()[-1:]
    if is_east(before) and before not in _LEADS:
        return True
    behind = _BEHIND.match(text, close + 1)
    following = behind[1] if behind else ""
    return following.islower() or following in _GOES_ON or goes_on(text, close + 1)


def goes_on(text: str, place: int) -> bool:
    """Say whether what stands behind a quotation says who speaks, or ties it in as Japanese particles do."""
    clause = _CLAUSE.match(text, place)
    return _HIRAGANA.match(text, place) is not None or (clause is not None and _SPEECH.search(clause[0]) is not None)


def _paired(text: str) -> dict[int, int]:
    pairs: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    counts: dict[str, int] = {}
    for found in _ANY.finditer(text):
        mark, place = found[0], found.start()
        wanted = _partners(text, mark, place, counts)
        if wanted is None:
            opened.append((mark, place))
            counts[mark] = counts.get(mark, 0) + 1
        elif any(counts.get(one) for one in wanted):
            while opened:
                other, begin = opened.pop()
                counts[other] -= 1
                if other in wanted:
                    pairs[place] = begin
                    break
    return pairs


def _partners(text: str, mark: str, place: int, counts: dict[str, int]) -> str | None:
    """Return the marks that one may close, None where it opens."""
    if mark in _PAIRS or mark == "„":
        return None
    if mark in _OPENING:
        return _OPENING[mark]
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    if mark == "“":  # closes in German, opens elsewhere
        return "„" if counts.get("„") else None
    if mark == "”":
        return "“„"
    if mark == '"':
        is_opening = not counts.get('"') or ((not before or before.isspace()) and behind.isalnum())
        return None if is_opening else '"'
    if mark == "«":
        return "»" if counts.get("»") else None
    return "«" if counts.get("«") or not behind.isalnum() else None
