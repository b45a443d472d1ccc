"""Where the words of a Chinese text begin, by a lexicon."""

import re
from collections.abc import Iterator

from summitalign.mining.literal import Reversed

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 7


def words_in(text: str, known: Reversed) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each word of the Chinese stretches: the longest known ones, from the left."""
    words = known.known
    for run in _HAN.finditer(text):
        at, end, letters = run.start(), run.end(), text
        while at < end:
            for size in range(min(_LONGEST, end - at), 1, -1):
                if letters[at : at + size] in words:
                    break
            else:
                size = 1
            yield at, at + size
            at += size
