"""Killing runs of `fix-terms --write` at random moments: every file whole, and the next run completes the work.

As a program it does so many times over many files: `python tests/killed_runs.py --kills 100 --files 2000`.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

GLOSSARY = "terms:\n  - 大熊: Bear Kit\n  - 小狐狸: Foxlet\n"
COMMAND = (sys.executable, "-m", "summitalign.cli.main", "fix-terms", "docs", "--write", "--jobs", "2")


@dataclass
class Killing:
    """Documents, what a run makes of them that nobody kills, and what became of those that were killed."""

    work: Path
    files: int
    chance: random.Random
    seconds: float = 0
    """What the run took that nobody killed."""
    before: dict[str, bytes] = field(default_factory=dict)
    after: dict[str, bytes] = field(default_factory=dict)
    partial: int = 0
    """Kills after the first write and before the last."""
    damaged: int = 0

    def prepare(self) -> None:
        (self.work / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
        for number in range(self.files):
            words = ("今天大熊和小狐狸在树林里。\n\n" if number % 3 == 0 else "树林里很安静。\n\n") * (1 + number % 40)
            self.before[f"{number // 100:03}/{number:05}.md"] = f"# 第{number}页\n\n{words}".encode()
        self.reset()
        began = time.monotonic()
        assert subprocess.run(COMMAND, cwd=self.work, capture_output=True, check=False).returncode == 0
        self.seconds = time.monotonic() - began
        self.after = self.now()

    def reset(self) -> None:
        """Make the documents new; the cache stays, as it would."""
        for name in ("docs", ".summitalign"):
            shutil.rmtree(self.work / name, ignore_errors=True)
        for name, data in self.before.items():
            path = self.work / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def now(self) -> dict[str, bytes]:
        """Return all that lies in the folder, leftovers of a run included."""
        docs = self.work / "docs"
        return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}

    def once(self) -> None:
        """Kill one run, look at what it left, and let another one complete it."""
        self.reset()
        process = subprocess.Popen(
            COMMAND, cwd=self.work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(self.chance.uniform(0, self.seconds * 1.05))
        if self.chance.random() < 0.5 and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        found = self.now()
        for name, data in self.before.items():
            assert found[name] in (data, self.after[name]), f"{name} is neither old nor new"
        written = sum(found[name] != data for name, data in self.before.items())
        self.partial += 0 < written < sum(self.after[name] != data for name, data in self.before.items())
        done = subprocess.run(COMMAND, cwd=self.work, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        self.damaged += b"is damaged" in done.stderr
        assert self.now() == self.after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100, metavar="N", help="runs that are killed (100)")
    parser.add_argument("--files", type=int, default=2000, metavar="N", help="documents of each run (2000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other moments (1)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SUMMITALIGN_CACHE"] = str(Path(folder) / "cache")
        killing = Killing(Path(folder), asked.files, random.Random(asked.seed))
        killing.prepare()
        for _ in range(asked.kills):
            killing.once()
    sys.stdout.write(
        f"{asked.kills} runs over {asked.files} files killed, {killing.partial} of them while they wrote:"
        f" every file whole, every second run completed; {killing.damaged} damaged caches\n"
    )


if __name__ == "__main__":
    main()
