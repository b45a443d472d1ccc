"""Traditional Chinese, read as simplified: lexicons list the simplified words."""

from collections.abc import Sequence

from summitalign.align.sentences.words import HAN

_SAMPLE = 5_000
"""Characters that are looked at."""


def simplified(lines: Sequence[str]) -> Sequence[str]:
    """Return lines in simplified writing if they are written in traditional characters for the most part."""
    if not _is_traditional(lines):
        return lines
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    return [convert(line) for line in lines]


def _is_traditional(lines: Sequence[str]) -> bool:
    """Say whether more of the characters are known in Big5 only than in GB 2312 only."""
    letters = HAN.findall("".join(lines))[:_SAMPLE]
    return sum(_encodes(one, "big5") - _encodes(one, "gb2312") for one in set(letters)) > 0


def _encodes(letter: str, encoding: str) -> int:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return 0
    return 1
