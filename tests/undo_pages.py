"""Two pages with the same wrong terms, which the tests of `fix-terms --undo` fix and take back."""

from pathlib import Path

from click.testing import CliRunner, Result

from summitalign.cli.main import program

GLOSSARY = """\
terms:
  - 小狐狸: Foxlet
  - 大灰狼: Wolfie
"""
PAGE = "# 安装小狐狸\r\n\r\n先装小狐狸，再装大灰狼。\n末行大灰狼"
FIXED = "# 安装 Foxlet\r\n\r\n先装 Foxlet，再装 Wolfie。\n末行 Wolfie"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(program, ("fix-terms", *arguments))


def page(name: str) -> str:
    return Path(name).read_bytes().decode()


def write_pages(folder: Path) -> Path:
    """Write the glossary and the pages `docs/a.md` and `docs/b.md` into a folder, and return it."""
    (folder / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    (folder / "docs").mkdir()
    for name in ("a", "b"):
        (folder / f"docs/{name}.md").write_bytes(PAGE.encode())
    return folder
