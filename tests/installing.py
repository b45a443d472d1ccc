"""Environments with what was built, as somebody has who installs it."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest


def call(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SUMMITALIGN"))}
    return subprocess.run(
        [str(each) for each in command], capture_output=True, encoding="utf-8", check=False,
        env={**clean, **environment},
    )  # fmt: skip


def pip(environment: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run pip from here for an environment that has none."""
    python = environment / "bin" / "python"
    return call(sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", *arguments)


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with the wheel and what it needs."""

    folder: Path
    seconds: float
    """For the installation alone."""

    def run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return call(self.folder / "bin" / name, *arguments, SUMMITALIGN_CACHE="")


def install(folder: Path, *what: str | Path) -> Installed:
    """Install into an environment; skips the test where what is needed cannot be had."""
    started = time.monotonic()
    done = pip(folder, "install", "--quiet", "--no-compile", *what)
    if done.returncode != 0 and "No matching distribution" in done.stderr:
        pytest.skip(f"what the program needs cannot be had here: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    return Installed(folder, time.monotonic() - started)
