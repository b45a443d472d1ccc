"""What one process costs: CPU time, peak memory, wall-clock time."""

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PEAK_UNIT = 1e6 if sys.platform == "darwin" else 1e6 / 1024
"""How many of the units of `ru_maxrss` are a megabyte: bytes on macOS, KiB elsewhere."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took."""

    cpu: float
    """Seconds, in the program and in the system for it."""
    peak: float
    """Megabytes of the process or child that held most; it cannot be less than what this process holds."""
    wall: float
    """Seconds."""
    problem: str = ""
    """Why it is not to be counted; empty if all went well."""


def run(command: Sequence[str], output: Path, *, codes: Sequence[int], limit: float) -> Cost:
    """Run a command with its results written to `output`; end it after `limit` seconds.

    A child starts as a copy of this process, and its peak begins with that: whoever calls this stays small.
    """
    # What tools leave behind (journals, caches) stays beside the results.
    home = str(output.parent / "home")
    environment = os.environ | {"XDG_STATE_HOME": home, "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home, "NO_COLOR": "1"}
    # An installed program has its modules compiled; without this setting the first round does it for a source tree.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    errors = output.with_suffix(".err")
    with output.open("wb") as results, errors.open("wb") as complaints:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=results, stderr=complaints, env=environment
        )
        timer = threading.Timer(limit, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    problem = "" if process.returncode in codes else _problem(process.returncode, wall, limit, errors)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _PEAK_UNIT, wall, problem)


def floor() -> float:
    """Return the megabytes that a peak cannot be less than: what this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PEAK_UNIT


def _problem(code: int, wall: float, limit: float, errors: Path) -> str:
    if wall >= limit:
        return f"not done after {limit:.0f} s"
    written = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    lines = [line for line in written if not line.startswith("  hint:")]
    return f"exit code {code}{': ' if lines else ''}{lines[-1][:100] if lines else ''}"
