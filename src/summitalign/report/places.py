"""Line and column of offsets that are asked for one after another, without an index of the whole text."""

import re
from itertools import accumulate

from summitalign.model.span import LineIndex, Span

_LONE_CR = re.compile(r"\r(?!\n)")
_PATIENCE = 16
"""Times that a text is counted through before its lines are indexed, which takes as long."""


class Places:
    """Names the line and the column of offsets, in any order; neighbouring questions cost next to nothing.

    A document with two findings has thousands of line ends, and an index of them costs more than all the rest of a
    report. So line ends are counted from the place of the last question, forwards or back.
    """

    def __init__(self, text: str, *, is_lf_only: bool = False) -> None:
        """Begin at the first line; with `is_lf_only` a lone CR ends no line, as version control sees it."""
        # A lone CR that is put down as LF leaves every offset as it is.
        has_lone_cr = not is_lf_only and "\r" in text and _LONE_CR.search(text) is not None
        self._rows = _LONE_CR.sub("\n", text) if has_lone_cr else text
        self._number = 1
        self._walked = 0
        """Code points that were counted; what goes to and fro is told by an index in the end."""
        self._index: LineIndex | None = None
        self._start = 0
        self._end = self._line_end(0)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, the column in code points."""
        self._seek(offset)
        return self._number, offset - self._start + 1

    def row(self, offset: int) -> Span:
        """Return the span of the line that an offset stands on, without its line end."""
        self._seek(offset)
        end = self._end
        if end > self._start and self._rows[end - 1] == "\r":
            end -= 1
        return Span(self._start, end)

    def _seek(self, offset: int) -> None:
        if self._start <= offset <= self._end:
            return
        self._walked += abs(offset - self._start)
        if self._index is None and self._walked > _PATIENCE * len(self._rows):
            lengths = [len(row) + 1 for row in self._rows.split("\n")]
            self._index = LineIndex(tuple(accumulate(lengths[:-1], initial=0)), len(self._rows))
        if self._index is not None:
            self._number = self._index.line(offset)
        elif offset > self._end:
            self._number += self._rows.count("\n", self._end, offset)
        else:
            self._number -= self._rows.count("\n", offset, self._start)
        self._start = self._rows.rfind("\n", 0, offset) + 1
        self._end = self._line_end(offset)

    def _line_end(self, offset: int) -> int:
        end = self._rows.find("\n", offset)
        return len(self._rows) if end < 0 else end
