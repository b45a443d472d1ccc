"""How katakana reads in Latin letters, and how like a name that is."""

import re
from functools import lru_cache

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ",
    "p": "パピプペポ",
}  # fmt: skip
_LETTERS = {letter: first + vowel for first, row in _ROWS.items() for letter, vowel in zip(row, "aiueo", strict=True)}
_LETTERS |= {"ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "bu", "ッ": "", "ー": ""}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "a", "ュ": "u", "ョ": "o"}
_SAME = (("ph", "f"), ("th", "s"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("c", "k"), ("l", "r"), ("v", "b"),
         ("f", "h"), ("j", "z"), ("sh", "s"), ("ch", "t"), ("y", "i"))  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def romaji(kana: str) -> str:
    """Return how katakana reads, roughly as names are written."""
    read = ""
    for letter in kana:
        if letter in _SMALL and read:
            read = read[:-1] + _SMALL[letter]
        else:
            read += _LETTERS.get(letter, "")
    return read


@lru_cache(maxsize=4096)
def _skeleton(letters: str) -> str:
    for other, same in _SAME:
        letters = letters.replace(other, same)
    return _DOUBLED.sub(r"\1", "".join(letter for letter in letters if letter not in "aeiou"))


def kana_likeness(kana: str, letters: str) -> float:
    """Return how like a name katakana sounds, 0..1: by its consonants, and by all letters."""
    from rapidfuzz.distance import Indel

    read = romaji(kana)
    hard = Indel.normalized_similarity(_skeleton(read), _skeleton(letters))
    if hard < 0.75:
        return 0.0
    return 0.6 * hard + 0.4 * Indel.normalized_similarity(read, letters)
