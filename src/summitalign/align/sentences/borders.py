"""What stands where a line begins and ends: final marks, quotes, small letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_CLOSERS = "\"'”’」』»›)）]】》*_"
_OPENERS = "\"'“‘「『«‹„(（[【《*_"
_FULL = "。.!！?？…"
_QUOTE = re.compile(
    r"(?P<open>[“「『«‹„]|(?:(?<=[\s(（\[—–-])|^)[\"'‘](?=\S))|(?P<close>[”」』»›]|(?<=[.,!?…。，！？—–-])[\"'’](?=[\s)）\]—–-]|$))"
)


_BY_LINE = ("lengths", "question", "exclamation", "full", "colon", "opens", "closes", "small", "bare")


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """What stands at the edges of the lines of one side; one entry for each line."""

    lengths: Floats
    """Code points, at least 1."""
    question: Mask
    """Ends with a question mark, quotes and brackets aside."""
    exclamation: Mask
    full: Mask
    """Ends a sentence."""
    colon: Mask
    opens: Mask
    """Begins with a quote."""
    closes: Mask
    """Ends with a quote."""
    small: Mask
    """Begins with a small letter."""
    bare: Mask
    """Holds no letter and no digit."""
    quoted: Mask
    """A quotation is open before the line; one entry more for the end."""
    usual: float
    """Mean length of the lines of the text."""

    def part(self, first: int, last: int) -> Lines:
        """Return the lines from `first` on and before `last`."""
        kept = {name: getattr(self, name)[first:last] for name in _BY_LINE}
        return replace(self, **kept, quoted=self.quoted[first : last + 1])

    def picked(self, numbers: Ints) -> Lines:
        """Return the lines of some numbers."""
        import numpy as np

        kept = {name: getattr(self, name)[numbers] for name in _BY_LINE}
        return replace(self, **kept, quoted=np.append(self.quoted[:-1][numbers], self.quoted[-1]))

    def blocks(self, size: int) -> Lines:
        """Return the lines with every `size` neighbours taken for one; the edges are those of the first."""
        import numpy as np

        starts = np.arange(0, len(self.lengths), size)
        kept = {name: getattr(self, name)[starts] for name in _BY_LINE}
        kept["lengths"] = np.add.reduceat(self.lengths, starts)
        quoted = np.append(self.quoted[:-1][starts], self.quoted[-1])
        return replace(self, **kept, quoted=quoted, usual=self.usual * size)


def describe(lines: Sequence[str]) -> Lines:
    """Look at the edges of lines."""
    import numpy as np

    shown = [line.strip() for line in lines]
    ends = [line.rstrip(_CLOSERS + " ")[-1:] for line in shown]
    begins = [line.lstrip(_OPENERS + " ")[:1] for line in shown]

    def mask(values: list[bool]) -> Mask:
        return np.array(values, dtype=np.bool_)

    return Lines(
        np.array([max(1, len(line)) for line in shown], dtype=np.float64),
        mask([end in ("?", "？") for end in ends]),
        mask([end in ("!", "！") for end in ends]),
        mask([bool(end) and end in _FULL for end in ends]),
        mask([end in (":", "：") for end in ends]),
        mask([line[:1] in _OPENERS[:9] and line[:1] != "" for line in shown]),
        mask([line[-1:] in _CLOSERS[:8] and line[-1:] != "" for line in shown]),
        mask([begin.islower() for begin in begins]),
        mask([not any(letter.isalnum() for letter in line) for line in shown]),
        mask(_quoted(shown)),
        sum(max(1, len(line)) for line in shown) / max(1, len(shown)),
    )


def _quoted(lines: list[str]) -> list[bool]:
    """Follow quotations through the lines: whether one is open before each, and at the end."""
    is_german = any("„" in line for line in lines)
    states = [False]
    for line in lines:
        state = states[-1]
        for found in _QUOTE.finditer(line):
            state = bool(found["open"]) and not (is_german and found[0] == "“")
        states.append(state)
    return states
