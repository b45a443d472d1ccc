"""Work for clusters in the tests: workers import it by this name."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from summitalign.errors import InputError


@dataclass(frozen=True)
class Slow:
    """Take a moment for each number, and note that it was done."""

    seconds: float
    deadly: int = -1
    """The number that kills whoever does it."""
    load: bytes = b""
    """What makes it large."""

    def prepare(self) -> Callable[[int], int]:
        return self._do

    def _do(self, number: int) -> int:
        time.sleep(self.seconds)
        if number == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 13:
            raise InputError("is unlucky", place="13")
        return number * 2
