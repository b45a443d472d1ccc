"""Documents in a few folders for tests of writing: what they were, what they are to be, and what must hold of them."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from processes import PROGRAM
from summitalign.cli.main import program
from summitalign.workspace.journal import read_runs

GLOSSARY = "terms:\n  - 小狐狸: Foxlet\n  - 大灰狼: Wolfie\n"
COUNT = 60


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments))


def body(number: int) -> str:
    return f"# 第{number}页 小狐狸\n\n" + "这里有大灰狼和小狐狸。\n\n" * (1 + number % 5)


def fixed(text: str) -> str:
    return text.replace("和小狐狸。", "和 Foxlet。").replace("小狐狸", "Foxlet").replace("有大灰狼和", "有 Wolfie 和")


class Tree:
    """Documents in a few folders, and what they were and are to be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.old = {f"docs/{number % 3}/{number}.md": body(number).encode() for number in range(COUNT)}
        self.new = {name: fixed(data.decode()).encode() for name, data in self.old.items()}
        for name, data in self.old.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    def written(self) -> int:
        """Count the new files; every other has to be the old one."""
        count = 0
        for name, data in self.old.items():
            found = (self.folder / name).read_bytes()
            assert found in (data, self.new[name]), name
            count += found != data
        return count

    def leftovers(self) -> list[str]:
        return [path.name for path in (self.folder / "docs").rglob(".*")]

    def complete_and_take_back(self) -> None:
        """Hold what is promised of every fault: a second run completes, and undo restores all bytes."""
        done = run("docs", "--write", "--quiet")
        assert done.exit_code == 0, done.stderr
        assert self.written() == len(self.old)
        assert self.leftovers() == []
        for _ in read_runs(self.folder):
            assert run("--undo", "--quiet").exit_code == 0
        assert self.written() == 0


def wait_for_writes(tree: Tree, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a run is about to write its first file, or has ended."""
    while not (tree.folder / ".summitalign").exists() and process.poll() is None:
        time.sleep(0.001)


def limited(limit: Callable[[], None], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, "fix-terms", *arguments]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8", preexec_fn=limit)
