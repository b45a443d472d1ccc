"""One pass over a file for all forms at once, whole or broken: three files of four are done with it."""

from collections.abc import Sequence

from summitalign.terms.automaton import Machine
from summitalign.terms.broken import DROPPED

# Full-width letters and digits and the ideographic space are looked for at no cost: of their bytes (EF BC or EF BD, E3
# 80 80) those before the last are dropped, and the last is read as the letter. So a digit is read as a letter as well.
_IGNORED = DROPPED + b"\xe3\x80\xef\xbc\xbd"
_FOLD = bytes.maketrans(
    b"0123456789" + bytes((*range(0x81, 0x9B), *range(0xA1, 0xBB))),
    b"pqrstuvwxy" + b"abcdefghijklmnopqrstuvwxyz" + b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_FEW = 300
"""Texts up to which it is cheaper to search a whole file for them than to find out where to."""
_NEAR = 48
"""Bytes that a stretch may begin early; to find the very byte takes as many steps again."""


class Sieve:
    """Tells which stretches of a text may hold a form, by searching it without marks and white space.

    What stands there whole or broken stands in the shortened text too, so a text without a match holds none. A match
    need not be a form: `PyTorch` is one of `Py Torch`, and some bytes of Chinese characters are taken for one another.
    """

    def __init__(self, forms: Sequence[bytes], marks: Sequence[bytes] = ()) -> None:
        """Prepare the forms, and other texts that make a file worth a look."""
        texts = [*forms, *marks]
        keys = list(dict.fromkeys(text.translate(_FOLD, _IGNORED) for text in texts))
        self._is_open = b"" in keys
        self._is_small = len(keys) <= _FEW
        self._machine = Machine([] if self._is_open else keys)
        # How far a form may reach behind another that hides it: in the shortened text, and what was dropped at its end.
        self._reach = max(map(len, keys), default=0)
        self._trailing = max((len(text) - len(text.rstrip(_IGNORED)) for text in texts), default=0)

    def stretches(self, data: bytes) -> tuple[tuple[int, int], ...]:
        """Return the first and end byte of the stretches of UTF-8 bytes that hold all its forms, in order and apart."""
        found = self._machine.matches(data.translate(_FOLD, _IGNORED))
        if self._is_open or (found and self._is_small):
            return ((0, len(data)),)
        return self._widened(data, found) if found else ()

    def _widened(self, data: bytes, found: Sequence[tuple[int, int, int]]) -> tuple[tuple[int, int], ...]:
        """Give matches in the shortened bytes their places in the whole, with room behind each for what it hides.

        Of forms that overlap the first is found, so others may begin in it and end behind it.
        """
        widened: list[tuple[int, int]] = []
        position = shortened = 0
        for _, first, last in found:
            # Each step goes as far as it must at least, and falls short by what was dropped on the way. A stretch may
            # begin a little early, but must not end so; what is dropped may also stand at the edges of a form.
            while (step := first - shortened) > _NEAR:
                shortened += len(data[position : position + step].translate(None, _IGNORED))
                position += step
            start = position
            while (step := last + self._reach - shortened) > 0 and position < len(data):
                shortened += len(data[position : position + step].translate(None, _IGNORED))
                position = min(position + step, len(data))
            end = min(position + self._trailing, len(data))
            if widened and start <= widened[-1][1]:
                widened[-1] = widened[-1][0], end
            else:
                widened.append((start, end))
        return tuple(widened)
