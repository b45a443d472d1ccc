"""Counts the letters of a text by script (Unicode Standard Annex 24), weighted so that scripts can be compared."""

from bisect import bisect_right
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from unicodedata import category


class Script(StrEnum):
    """ISO 15924 code of a script; Hiragana, Katakana and Bopomofo go by what they tell."""

    LATIN = "Latn"
    GREEK = "Grek"
    CYRILLIC = "Cyrl"
    ARMENIAN = "Armn"
    HEBREW = "Hebr"
    ARABIC = "Arab"
    SYRIAC = "Syrc"
    THAANA = "Thaa"
    NKO = "Nkoo"
    DEVANAGARI = "Deva"
    BENGALI = "Beng"
    GURMUKHI = "Guru"
    GUJARATI = "Gujr"
    ORIYA = "Orya"
    TAMIL = "Taml"
    TELUGU = "Telu"
    KANNADA = "Knda"
    MALAYALAM = "Mlym"
    SINHALA = "Sinh"
    THAI = "Thai"
    LAO = "Laoo"
    TIBETAN = "Tibt"
    MYANMAR = "Mymr"
    GEORGIAN = "Geor"
    ETHIOPIC = "Ethi"
    CHEROKEE = "Cher"
    CANADIAN = "Cans"
    KHMER = "Khmr"
    MONGOLIAN = "Mong"
    TIFINAGH = "Tfng"
    JAVANESE = "Java"
    HANGUL = "Hang"
    KANA = "Kana"
    BOPOMOFO = "Bopo"
    HAN = "Hani"


LANGUAGE_OF: Mapping[Script, str] = {
    Script.GREEK: "el", Script.ARMENIAN: "hy", Script.HEBREW: "he", Script.SYRIAC: "syr", Script.THAANA: "dv",
    Script.NKO: "nqo", Script.BENGALI: "bn", Script.GURMUKHI: "pa", Script.GUJARATI: "gu", Script.ORIYA: "or",
    Script.TAMIL: "ta", Script.TELUGU: "te", Script.KANNADA: "kn", Script.MALAYALAM: "ml", Script.SINHALA: "si",
    Script.THAI: "th", Script.LAO: "lo", Script.TIBETAN: "bo", Script.MYANMAR: "my", Script.GEORGIAN: "ka",
    Script.ETHIOPIC: "am", Script.CHEROKEE: "chr", Script.CANADIAN: "iu", Script.KHMER: "km",
    Script.MONGOLIAN: "mn-Mong", Script.TIFINAGH: "zgh", Script.JAVANESE: "jv-Java", Script.HANGUL: "ko",
}  # fmt: skip
"""BCP 47 tag of the one language that writes nearly everything in a script."""

# First and last code point of the blocks that hold letters, ascending (Unicode 15.1, Blocks.txt, neighbours joined).
_RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, Script.LATIN), (0x0250, 0x02AF, Script.LATIN), (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC), (0x0531, 0x058F, Script.ARMENIAN), (0x0591, 0x05FF, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC), (0x0700, 0x074F, Script.SYRIAC), (0x0750, 0x077F, Script.ARABIC),
    (0x0780, 0x07BF, Script.THAANA), (0x07C0, 0x07FF, Script.NKO), (0x0870, 0x08FF, Script.ARABIC),
    (0x0900, 0x097F, Script.DEVANAGARI), (0x0980, 0x09FF, Script.BENGALI), (0x0A00, 0x0A7F, Script.GURMUKHI),
    (0x0A80, 0x0AFF, Script.GUJARATI), (0x0B00, 0x0B7F, Script.ORIYA), (0x0B80, 0x0BFF, Script.TAMIL),
    (0x0C00, 0x0C7F, Script.TELUGU), (0x0C80, 0x0CFF, Script.KANNADA), (0x0D00, 0x0D7F, Script.MALAYALAM),
    (0x0D80, 0x0DFF, Script.SINHALA), (0x0E00, 0x0E7F, Script.THAI), (0x0E80, 0x0EFF, Script.LAO),
    (0x0F00, 0x0FFF, Script.TIBETAN), (0x1000, 0x109F, Script.MYANMAR), (0x10A0, 0x10FF, Script.GEORGIAN),
    (0x1100, 0x11FF, Script.HANGUL), (0x1200, 0x139F, Script.ETHIOPIC), (0x13A0, 0x13FF, Script.CHEROKEE),
    (0x1400, 0x167F, Script.CANADIAN), (0x1780, 0x17FF, Script.KHMER), (0x1800, 0x18AF, Script.MONGOLIAN),
    (0x18B0, 0x18FF, Script.CANADIAN), (0x19E0, 0x19FF, Script.KHMER), (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1C90, 0x1CBF, Script.GEORGIAN), (0x1E00, 0x1EFF, Script.LATIN), (0x1F00, 0x1FFF, Script.GREEK),
    (0x2C60, 0x2C7F, Script.LATIN), (0x2D00, 0x2D2F, Script.GEORGIAN), (0x2D30, 0x2D7F, Script.TIFINAGH),
    (0x2D80, 0x2DDF, Script.ETHIOPIC), (0x2DE0, 0x2DFF, Script.CYRILLIC), (0x2E80, 0x2FDF, Script.HAN),
    (0x3005, 0x3007, Script.HAN), (0x3041, 0x30FF, Script.KANA), (0x3105, 0x312F, Script.BOPOMOFO),
    (0x3131, 0x318F, Script.HANGUL), (0x31A0, 0x31BF, Script.BOPOMOFO), (0x31F0, 0x31FF, Script.KANA),
    (0x3400, 0x4DBF, Script.HAN), (0x4E00, 0x9FFF, Script.HAN), (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA720, 0xA7FF, Script.LATIN), (0xA8E0, 0xA8FF, Script.DEVANAGARI), (0xA960, 0xA97F, Script.HANGUL),
    (0xA980, 0xA9DF, Script.JAVANESE), (0xA9E0, 0xA9FF, Script.MYANMAR), (0xAA60, 0xAA7F, Script.MYANMAR),
    (0xAB00, 0xAB2F, Script.ETHIOPIC), (0xAB30, 0xAB6F, Script.LATIN), (0xAB70, 0xABBF, Script.CHEROKEE),
    (0xAC00, 0xD7FF, Script.HANGUL), (0xF900, 0xFAFF, Script.HAN), (0xFB00, 0xFB06, Script.LATIN),
    (0xFB13, 0xFB17, Script.ARMENIAN), (0xFB1D, 0xFB4F, Script.HEBREW), (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFE, Script.ARABIC), (0xFF21, 0xFF5A, Script.LATIN), (0xFF66, 0xFF9F, Script.KANA),
    (0xFFA0, 0xFFDC, Script.HANGUL), (0x1B000, 0x1B16F, Script.KANA), (0x20000, 0x3FFFF, Script.HAN),
)  # fmt: skip
_STARTS = tuple(first for first, _, _ in _RANGES)

_ORDER = tuple(Script)
_REMEMBERED = 20_000
"""Characters whose script is remembered, enough for all that is written in earnest."""
_LETTER_WEIGHT = 0.36
# A Han character says about as much as three Latin letters: a Chinese translation has about .36 times the letters.
_WEIGHT: Mapping[Script, float] = {Script.HAN: 1.0, Script.HANGUL: 1.0, Script.KANA: 0.75}


def script_of(character: str) -> Script | None:
    """Return the script of a letter or of a mark on one; None for anything else."""
    code = ord(character)
    row = bisect_right(_STARTS, code) - 1
    # Vowel signs (M) carry a good part of an Indic or Thai text; 〇 is a number (Nl) to Unicode, a letter to Chinese.
    if row < 0 or code > _RANGES[row][1] or not (category(character)[0] in "LM" or character == "〇"):
        return None
    return _RANGES[row][2]


_NONE = -1


class _Places(dict[str, int]):
    """The places in `Script` of the scripts of the characters that were met; an enum as a key costs a call."""

    def __missing__(self, character: str) -> int:
        script = script_of(character)
        place = _NONE if script is None else _ORDER.index(script)
        if len(self) < _REMEMBERED:
            self[character] = place
        return place


@cache
def _places() -> _Places:
    return _Places()


def weigh_scripts(letters: Mapping[str, int]) -> dict[Script, int]:
    """Count characters by script from their frequencies; digits, punctuation and emoji have none."""
    counts = [0] * (len(_ORDER) + 1)  # the last one of what has no script
    for place, number in zip(map(_places().__getitem__, letters), letters.values(), strict=True):
        counts[place] += number
    return {script: number for script, number in zip(_ORDER, counts, strict=False) if number}


def weight(script: Script) -> float:
    """Return what one letter of a script weighs against a Han character."""
    return _WEIGHT.get(script, _LETTER_WEIGHT)
