"""Answers from a person: one key each at a terminal, one line each from anywhere else."""

import contextlib
import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from select import select

import click

QUIT = "q"
_CHINESE = {"是": "y", "好": "y", "否": "n", "不": "n"}
_END, _ENTER = "\x04", "\n"
"""Keys: Ctrl-D, and the end of a line."""
_HABIT = 0.3
"""Seconds in which an Enter behind a letter is pressed by those who always do."""


@dataclass(slots=True)
class Keys:
    """Reads the answers of one run.

    Many people press Enter behind a letter: one that follows an answer of one key counts as a part of it.
    """

    _may_follow: bool = False
    """Whether an Enter that comes now belongs to the answer before it."""

    def answer(self, words: Mapping[str, str], *, is_long: bool = False) -> str:
        """Return the letter of the next answer, `q` where the input has ended; `words` are answers written out.

        An input method for Chinese gives full-width letters, and yes and no are often said in Chinese. With `is_long`,
        answers may have several letters, and end with Enter everywhere.
        """
        answer = None if is_long else self._key()
        if answer is None:
            answer = self.line()
        if answer is None:
            return QUIT
        said = unicodedata.normalize("NFKC", answer).strip().lower()
        return words.get(said) or _CHINESE.get(said, said)

    def line(self) -> str | None:
        """Return the next line of standard input without its end; None where the input has ended."""
        if self._may_follow:
            self._may_follow = False
            with _unbuffered() as terminal:
                if (
                    terminal is not None
                    and select([terminal], [], [], _HABIT)[0]
                    and (key := _read_key(terminal)) != _ENTER
                ):
                    click.echo(key, nl=False, err=True)
                    return (key + (_read_line() or "")).strip()
        line = _read_line()
        return None if line is None else line.strip()

    def reason(self) -> str:
        """Ask why something is rejected; empty where no reason is given."""
        click.echo("reason (Enter for none): ", nl=False, err=True)
        return self.line() or ""

    def _key(self) -> str | None:
        """Wait for a key that answers, and show it; empty for Enter, None where there are no keys to be read."""
        with _unbuffered() as terminal:
            while terminal is not None:
                key = _read_key(terminal)
                if key == _ENTER and self._may_follow:
                    self._may_follow = False
                    continue
                self._may_follow = key not in (_ENTER, _END)
                click.echo(key.strip(_END + _ENTER), err=True)
                return QUIT if key == _END else key.strip()
        return None


@contextlib.contextmanager
def _unbuffered() -> Iterator[int | None]:
    """Have a terminal give each key at once, without showing it; None where nobody sits at one.

    Ctrl-C is left what it is, and what was typed ahead is kept.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        yield None
        return
    try:
        import termios
    except ImportError:  # Windows gives lines
        yield None
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    changed = [*before[:6], [*before[6]]]
    changed[3] &= ~(termios.ICANON | termios.ECHO)
    changed[6][termios.VMIN], changed[6][termios.VTIME] = 1, 0
    termios.tcsetattr(terminal, termios.TCSADRAIN, changed)
    try:
        yield terminal
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _read_key(terminal: int) -> str:
    """Read one character; the end of the input counts as Ctrl-D."""
    # Not through a buffer: what stands behind the key is read by others.
    first = os.read(terminal, 1) or _END.encode()
    size = 0 if first[0] < 0xC0 else 1 if first[0] < 0xE0 else 2 if first[0] < 0xF0 else 3
    key = first + b"".join(os.read(terminal, 1) for _ in range(size))
    return key.decode("utf-8", "replace").replace("\r", _ENTER)


def _read_line() -> str | None:
    # Not click.prompt: it cannot tell the end of the input, after which what was accepted is written, from Ctrl-C.
    line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
    if not line:
        click.echo(err=True)
        return None
    return line.decode("utf-8", "replace")
