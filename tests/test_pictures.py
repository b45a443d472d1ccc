"""The pictures of the documentation: each is made by tools/pictures.py, shown somewhere, and small."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
TOOL = runpy.run_path(str(ROOT / "tools" / "pictures.py"))
PAGES = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]


def shown() -> set[Path]:
    """Return all pictures that the pages show."""
    found = set()
    for page in PAGES:
        links = re.findall(r"!\[[^\]]*\]\(([^)]*images/[^)]+)\)", page.read_text(encoding="utf-8"))
        found |= {(page.parent / link).resolve() for link in links}
    return found


def test_each_picture_that_is_shown_is_there_and_each_that_is_there_is_shown() -> None:
    assert len(shown()) > 5
    assert shown() == set(IMAGES.iterdir())


def test_the_script_makes_all_pictures() -> None:
    made = {f"{terminal.name}.png" for terminal in TOOL["TERMINALS"]}
    made |= {name + ending for name in TOOL["PAGES"] for ending in (".png", ".zh.png")}

    assert made == {path.name for path in IMAGES.iterdir()}


@pytest.mark.parametrize("path", sorted(IMAGES.iterdir()), ids=lambda path: path.name)
def test_a_picture_is_small(path: Path) -> None:
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size <= TOOL["LARGEST"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_picture_says_in_words_what_it_shows(page: Path) -> None:
    words = re.findall(r"!\[([^\]]*)\]\([^)]*images/", page.read_text(encoding="utf-8"))

    assert [each for each in words if len(each) < 10] == []


def test_a_picture_of_a_terminal_holds_what_the_command_prints() -> None:
    terminal = next(each for each in TOOL["TERMINALS"] if each.name == "terminal-explain")
    page = TOOL["draw"](terminal)

    assert "Sonnet" in page
    assert "applied from +1.7" in page
    assert "http" not in page.split("</style>")[0]
