"""Running the program as a process of its own, with signals as a terminal gives them."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PROGRAM = (sys.executable, "-m", "summitalign.cli.main")


def hear_signals() -> None:
    """Undo what a shell does to its background jobs: they ignore SIGINT, and so would everything they start."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def started(*arguments: str, is_fed: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """Start the program; whatever happens, it is gone in the end, so that no test waits for ever."""
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.PIPE if is_fed else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_signals,  # noqa: PLW1509 - no test starts a thread
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
