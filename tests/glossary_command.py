"""Running the commands of `glossary` in a folder of its own, and reading what they leave there."""

from pathlib import Path

from click.testing import CliRunner, Result

from summitalign.cli.main import program

GLOSSARY = """\
# Our terms
include: [team.yml]
terms:
  - use: Foxlet
    wrong: [小狐狸, 狐狸崽]   # the tool
    not_in: [小狐狸犬]
    scopes: [-quote]
    tests: ['装小狐狸 => 装 Foxlet', '`小狐狸` => =', '小狐狸犬 => =']
  - use: Reefboard
    wrong: [珊瑚]
    ambiguous: true
    tests: ['海里的珊瑚 => =']
  - use: Never
    wrong: [从来不用]
"""
TEAM = "# the team's\n团队板: Teamboard   # side\n"
PAGE = "# 安装\n\n先装小狐狸，再看珊瑚。`小狐狸` 和小狐狸犬不同。\n\n> 小狐狸\n\n装团队板和珊瑚。\n"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, ("glossary", *arguments), stdin)


def write(text: str, name: str = "glossary.yml") -> None:
    Path(name).write_bytes(text.encode())


def stored(name: str = "glossary.yml") -> str:
    return Path(name).read_bytes().decode()


def write_project(folder: Path) -> Path:
    """Write a glossary, the one that it includes, and the page `docs/a.md` into a folder, and return it."""
    (folder / "docs").mkdir()
    for name, text in (("glossary.yml", GLOSSARY), ("team.yml", TEAM), ("docs/a.md", PAGE)):
        (folder / name).write_bytes(text.encode())
    return folder
