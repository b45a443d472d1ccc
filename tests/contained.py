"""Files of other kinds than Markdown, fixed in memory and through the command line."""

from functools import cache
from pathlib import Path

from fix_command import GLOSSARY, run, write
from summitalign import api
from summitalign.model.outcome import Outcome

TRAPS = Path(__file__).parent / "traps"
PROTECTED, PLANTED, RIGHT = "小狐狸", "大熊", "Bear Kit"
"""What stands only where nothing may be edited, what stands where everything has to be, and what it becomes."""


def fixed(text: str, name: str, glossary: str = GLOSSARY) -> Outcome:
    """Fix a text in memory as what its name says."""
    return _fixer(glossary).fix_text(text, name)


@cache
def _fixer(glossary: str) -> api.Fixer:
    return api.Fixer(api.load_glossary(glossary, "glossary.yml", lambda _: ""))


def after_write(name: str, text: str, *more: str) -> str:
    """Write a file below the working directory, run fix-terms --write on it, and return what it holds then."""
    write("glossary.yml", GLOSSARY)
    path = write(name, text)
    done = run(name, "--write", *more)
    assert done.exit_code in (0, 1), done.output
    return path.read_bytes().decode()


def trap(name: str) -> str:
    """Return a file in which one form stands where nothing may be edited."""
    return (TRAPS / name).read_bytes().decode()


def unplanted(text: str) -> str:
    """Return a file without any form of the glossary where it might be edited, however it is written."""
    escaped = text.replace("\\u5927", "\\u5c0f").replace("&#x5927;", "&#x5c0f;")
    return escaped.replace(PLANTED, "小熊").replace('大"', '小"')


def made(before: str, after: str) -> int:
    """Count the right forms that came to a file."""
    return after.count(RIGHT) - before.count(RIGHT)
