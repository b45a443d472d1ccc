"""One pass over a file for all forms at once, whole or broken: three files of four are done with it."""

from collections.abc import Sequence
from functools import cached_property

from summitalign.terms.automaton import Finders, Machine
from summitalign.terms.broken import DROPPED, narrowed, shortened_all

# Of the bytes of full-width letters and digits and of the ideographic space (EF BC or EF BD, E3 80 80) those before the
# last are dropped, and the last is read as the letter. So a digit is read as a letter as well.
_IGNORED = DROPPED + b"\xe3\x80\xef\xbc\xbd"
_FOLD = bytes.maketrans(
    b"0123456789" + bytes((*range(0x81, 0x9B), *range(0xA1, 0xBB))),
    b"pqrstuvwxy" + b"abcdefghijklmnopqrstuvwxyz" + b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_PLAIN = bytes(range(256))
_WIDE_LETTERS = tuple(
    chr(code).encode() for code in (0x3000, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
)
_FEW = 300
"""Texts up to which it is cheaper to fold full-width letters than to find out whether a file holds any."""
_CROWD = 128
"""Bytes to a match from which it is cheaper to search a whole file than to find out where to."""
_NEAR = 48
"""Bytes that a stretch may begin early; to find the very byte takes as many steps again."""


class Sieve:
    """Tells which stretches of a text may hold a form, by searching it without marks and white space.

    What stands there whole or broken stands in the shortened text too, so a text without a match holds none. A match
    need not be a form: `PyTorch` is one of `Py Torch`, and some bytes of Chinese characters are taken for one another.
    """

    def __init__(self, forms: Sequence[bytes], marks: Sequence[bytes] = (), finders: Finders = Machine) -> None:
        """Prepare the forms, and other texts that make a file worth a look."""
        self._texts = (*forms, *marks)
        self._finders = finders

    def stretches(self, data: bytes) -> tuple[tuple[int, int], ...]:
        """Return the first and end byte of the stretches of UTF-8 bytes that hold all its forms, in order and apart."""
        # Few files hold full-width letters, and to read through these costs a third more. Of a few forms it costs less
        # than to look for the letters.
        stretches = self._narrow.stretches(data) if self._is_narrow_first else None
        return (self._wide.stretches(data) or ()) if stretches is None else stretches

    @cached_property
    def _is_narrow_first(self) -> bool:
        return len(self._texts) > _FEW or self._narrow.is_even

    @cached_property
    def _narrow(self) -> "_Mesh":
        return _Mesh(narrowed(self._texts), _PLAIN, DROPPED, _WIDE_LETTERS, self._finders)

    @cached_property
    def _wide(self) -> "_Mesh":
        return _Mesh(self._texts, _FOLD, _IGNORED)


class _Mesh:
    """Searches for some texts in bytes that are folded, and without those that are ignored."""

    def __init__(
        self,
        texts: Sequence[bytes],
        fold: bytes,
        ignored: bytes,
        refused: Sequence[bytes] = (),
        finders: Finders = Machine,
    ) -> None:
        """Prepare the texts; of bytes that hold one of the `refused`, nothing is said."""
        self._fold, self._ignored = fold, ignored
        keys = list(dict.fromkeys(shortened_all(texts, fold, ignored)))
        self._is_open = b"" in keys
        self._keys = len(keys)
        self._machine = finders([] if self._is_open else [*keys, *refused])
        # How far a form may reach behind another that hides it: in the shortened text, and what was dropped at its end.
        self._reach = max(map(len, keys), default=0)
        trailed = (text for text in texts if text[-1:] in ignored)
        self._trailing = max((len(text) - len(text.rstrip(ignored)) for text in trailed), default=0)

    @property
    def is_even(self) -> bool:
        """Say whether it takes no longer for more texts."""
        return self._machine.is_even

    def stretches(self, data: bytes) -> tuple[tuple[int, int], ...] | None:
        """Return the first and end byte of the stretches that may hold a text, in order and apart; None if refused."""
        found = self._machine.matches(data.translate(self._fold, self._ignored))
        if any(number >= self._keys for number, _, _ in found):
            return None
        if self._is_open or len(found) * _CROWD > len(data):
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
                shortened += len(data[position : position + step].translate(None, self._ignored))
                position += step
            start = position
            while (step := last + self._reach - shortened) > 0 and position < len(data):
                shortened += len(data[position : position + step].translate(None, self._ignored))
                position = min(position + step, len(data))
            end = min(position + self._trailing, len(data))
            if widened and start <= widened[-1][1]:
                widened[-1] = widened[-1][0], end
            else:
                widened.append((start, end))
        return tuple(widened)
