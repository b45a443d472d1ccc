"""Spelling differences that a search passes over: case, width, and traditional characters."""

from collections.abc import Callable

_HAN_FIRST = 0x3400
_HALF_FIRST, _HALF_LAST = 0xD800, 0xDFFF
"""Surrogates, which stand for bytes of the command line that are no text, and are in no table."""
_WIDE_FIRST, _WIDE_LAST, _WIDE_STEP = 0xFF01, 0xFF5E, 0xFEE0
"""Full-width forms of ASCII (Unicode 16, U+FF01 to U+FF5E)."""
_MARKS = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u3000": " ", "\u00a0": " ", "\n": " ", "\t": " ", "\u2011": "-"}


class Folding(dict[int, str]):
    """The letter that stands for each letter in a search, for `str.translate`; no text changes its length."""

    def __init__(self) -> None:
        """Begin with nothing; each letter is looked up when it is first met."""
        super().__init__({ord(letter): plain for letter, plain in _MARKS.items()})
        self._simplify: Callable[[str], str] | None = None

    def __missing__(self, code: int) -> str:
        letter = chr(code - _WIDE_STEP if _WIDE_FIRST <= code <= _WIDE_LAST else code)
        folded = letter.casefold()
        if len(folded) != 1:
            folded = letter
        if code >= _HAN_FIRST and not _HALF_FIRST <= code <= _HALF_LAST:
            folded = self._simplified(folded)
        self[code] = folded
        return folded

    def _simplified(self, letter: str) -> str:
        if self._simplify is None:
            from opencc import OpenCC

            self._simplify = OpenCC("t2s").convert
        simple = self._simplify(letter)
        return simple if len(simple) == 1 else letter

    def fold(self, text: str) -> str:
        """Return a text of the same length that differs only where spellings do."""
        return text.lower() if text.isascii() and "\n" not in text and "\t" not in text else text.translate(self)
