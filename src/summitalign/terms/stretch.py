"""The text around a hit as it will read when all that is decided is fixed, so that a second run sees the same."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from summitalign.model.span import Span

PENDING = "\ue000"
"""Stands for a hit on which nothing is decided."""
REACH = 60
"""Code points to either side that are shown."""
_BLANK = re.compile(r"(?<=[^\x00-\xff])[ \t]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[ \t]+(?=[^\x00-\xff])")


class Stretches:
    """Shows what stands before and behind the hits of a text; the right forms in place of what is decided."""

    def __init__(self, text: str, hits: Sequence[Span]) -> None:
        """Keep the hits, in order and apart from each other."""
        self._text = text
        self._hits = tuple(hits)
        self._starts = [span.start for span in hits]

    def before(self, at: int, fixed: Mapping[int, str], reach: int = REACH) -> str:
        """Return the text that ends at an offset; blanks between scripts are left out."""
        return self.between(max(at - reach, 0), at, fixed)

    def after(self, at: int, fixed: Mapping[int, str], reach: int = REACH) -> str:
        """Return the text that begins at an offset; blanks between scripts are left out."""
        return self.between(at, min(at + reach, len(self._text)), fixed)

    def between(self, start: int, end: int, fixed: Mapping[int, str]) -> str:
        """Return a stretch, with each hit that begins in it as a right form or as PENDING."""
        pieces, position = [], start
        for index in range(bisect_left(self._starts, start), len(self._starts)):
            span = self._hits[index]
            if span.start >= end:
                break
            pieces += [self._text[position : span.start], fixed.get(span.start, PENDING)]
            position = span.end
        pieces.append(self._text[position:end])
        return _BLANK.sub("", "".join(pieces))
