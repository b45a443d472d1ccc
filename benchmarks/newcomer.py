"""Time the path of somebody who comes new: from a clone to a fixed file and an opened report, and to a working hook.

    python benchmarks/newcomer.py

Follows the README in folders of its own, with what is committed in this clone, and removes them. Needs git, make and
pre-commit, and what the packages need; the pages are opened in a Chromium where there is one, else only read. Prints
seconds for each step, the size of the clean environment, and what `pip check` says.
"""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECAP = "corpus/zh/recap.md"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


class Steps:
    """One path of steps, each timed."""

    def __init__(self, title: str) -> None:
        self.title, self.total = title, 0.0
        print(title)

    def step(self, what: str, do: Callable[[], object]) -> None:
        began = time.perf_counter()
        told = do()
        seconds = time.perf_counter() - began
        self.total += seconds
        print(f"  {seconds:7.1f} s  {what}{f': {told}' if told else ''}", flush=True)

    def end(self) -> None:
        print(f"  {self.total:7.1f} s  in all")


def call(*command: str | Path, folder: Path, code: int = 0) -> str:
    """Run a command, and return what it prints; ends the run where it exits with another code than it should."""
    others = ("PYTHON", "VIRTUAL_ENV", "GIT_", "SUMMITALIGN")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    environment |= {"SUMMITALIGN_CACHE": str(folder.parent / "cache"), "PRE_COMMIT_HOME": str(folder.parent / "hooks")}
    who = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"]
    environment |= dict.fromkeys(who, "newcomer@example.org")
    done = subprocess.run(
        [str(each) for each in command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != code:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout + done.stderr


def megabytes(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def opened(page: Path) -> str:
    """Open a page, and return in what; ends the run where it does not show the documents."""
    browser = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if browser is None:
        text, where = page.read_text(encoding="utf-8"), "read, as no Chromium was found"
    else:
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--dump-dom")
        text, where = call(browser, *options, page.as_uri(), folder=page.parent), Path(browser).name
    if "recap.md" not in text:
        sys.exit(f"{page} does not show the documents")
    return where


def from_a_clone(base: Path) -> Path:
    clone = base / "summitalign"
    path = Steps("From a clone to a fixed file and an opened report")
    path.step("git clone", lambda: call("git", "clone", "--quiet", ROOT, clone, folder=base) and "")
    path.step("make demo: install, report of corpus/", lambda: call("make", "demo", folder=clone) and "")
    path.step("open report/index.html", lambda: opened(clone / "report/index.html"))
    program = clone / ".venv/bin/summitalign"
    fix = (program, "fix-terms", RECAP, "--source", "corpus/en/agenda.md")
    before = (clone / RECAP).read_text(encoding="utf-8")
    path.step("fix-terms --diff", lambda: call(*fix, "--diff", folder=clone, code=1) and "")
    path.step("fix-terms --write", lambda: call(*fix, "--write", folder=clone).splitlines()[-1])
    if (clone / RECAP).read_text(encoding="utf-8") == before:
        sys.exit("the recap was not fixed")
    path.end()
    return clone


def to_a_hook(base: Path, clone: Path) -> None:
    environment, user = base / "environment", base / "documents"
    user.mkdir()
    path = Steps("From pip install to a hook that blocks a bad commit")
    path.step("python -m venv", lambda: call(sys.executable, "-m", "venv", environment, folder=base))
    wanted = f"{clone}[zh]"
    python = environment / "bin/python"
    path.step("pip install", lambda: call(python, "-m", "pip", "install", "--quiet", wanted, folder=base) and "")
    print(f"             {megabytes(environment):.0f} MB on disk, pip and its like included;", end=" ")
    print("pip check:", call(python, "-m", "pip", "check", folder=base).strip().splitlines()[-1])
    program = environment / "bin/summitalign"
    path.step("init --pack ml.zh", lambda: call(program, "init", "--pack", "ml.zh", folder=user) and "")
    revision = call("git", "rev-parse", "HEAD", folder=clone).strip()
    hook = f'repos: [{{repo: "{clone}", rev: {revision}, hooks: [{{id: summitalign-check}}]}}]\n'
    (user / ".pre-commit-config.yaml").write_text(hook, encoding="utf-8")
    call("git", "init", "--quiet", folder=user)
    pre_commit = (sys.executable, "-m", "pre_commit")
    path.step("pre-commit install", lambda: call(*pre_commit, "install", folder=user) and "")

    def commit(text: str, code: int) -> str:
        (user / "a.md").write_text(text, encoding="utf-8")
        call("git", "add", "--all", folder=user)
        told = call("git", "commit", "--message", "a page", folder=user, code=code)
        return next((line.split("  the ")[0] for line in told.splitlines() if line.startswith("a.md:")), "")

    path.step("a bad commit is blocked, the hook being built", lambda: commit("学习张量流。\n", 1))
    path.step("a bad commit is blocked again", lambda: commit("好好学习张量流。\n", 1))
    path.step("a good commit passes", lambda: commit("学习 TensorFlow。\n", 0))
    path.end()


def main() -> None:
    print(f"Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="newcomer-") as name:
        base = Path(name).resolve()
        clone = from_a_clone(base)
        to_a_hook(base, clone)


if __name__ == "__main__":
    main()
