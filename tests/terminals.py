"""A person at a terminal: what the program shows is read, and keys are pressed."""

import os
import pty
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from processes import PROGRAM, hear_signals


@dataclass(frozen=True)
class Terminal:
    """Our end of a terminal, and the program at the other."""

    end: int
    process: subprocess.Popen[bytes]

    def press(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def read_until(self, wanted: str) -> str:
        """Return what is shown up to a question that comes behind a text."""
        seen, end = b"", time.monotonic() + 60
        while wanted not in (text := seen.decode("utf-8", "replace")) or not re.search(r": $", text):
            assert time.monotonic() < end, text
            seen += os.read(self.end, 4096)
        return text

    def rest(self) -> str:
        """Return what is shown until the program ends."""
        seen = b""
        try:
            while piece := os.read(self.end, 4096):
                seen += piece
        except OSError:  # how Linux says that the other side is closed
            pass
        return seen.decode("utf-8", "replace")


@contextmanager
def terminal(*arguments: str) -> Iterator[Terminal]:
    """Run the program at a terminal of its own."""
    own, other = pty.openpty()
    command = [*PROGRAM, *arguments]
    with subprocess.Popen(
        command, stdin=other, stdout=other, stderr=other, start_new_session=True,
        preexec_fn=hear_signals,  # noqa: PLW1509 - no test starts a thread
    ) as process:  # fmt: skip
        os.close(other)
        try:
            yield Terminal(own, process)
        finally:
            process.kill()
            os.close(own)
