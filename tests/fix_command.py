"""Running fix-terms in a folder of its own, and reading what it reports."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from summitalign.cli.main import program

GLOSSARY = """\
repairs: [identifier-stop]
terms:
  - 小狐狸: Foxlet
  - use: Foxlet
    wrong: [狐]
    ambiguous: true
  - use: [Coral, Reef]
    wrong: [珊瑚]
    ambiguous: true
  - 大熊: Bear Kit
"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments), stdin)


def found(*arguments: str) -> list[tuple[str, int, str, str]]:
    """Return path, line, wrong form and decision of each finding that is reported."""
    done = run(*arguments, "--format", "jsonl")
    assert done.exit_code in (0, 1), done.output
    objects: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    return [(each["path"], each["line"], each["found"], each["decision"]) for each in objects]


def write(path: str, text: str) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode())
    return Path(path)


def read(path: str) -> str:
    return Path(path).read_bytes().decode()
