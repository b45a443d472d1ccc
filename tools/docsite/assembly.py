"""All pages of the site: those of docs/, those that lie elsewhere in the repository, and those made of the program."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commands import FOLDER, command_pages, described, listed
from library import library_pages
from relinking import TWIN, Places, anchors, placed
from schemas import schema_pages

import summitalign

ELSEWHERE = {
    "README.md": "overview.md",
    "README.zh-CN.md": "overview.zh.md",
    "CONTRIBUTING.md": "rules.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Pages that lie outside of docs/, and where they lie on the site."""


def sources(root: Path) -> dict[str, str]:
    """Return where on the site each Markdown file of the repository lies that is a page there."""
    files = (path.relative_to(root / "docs").as_posix() for path in sorted((root / "docs").rglob("*.md")))
    return {**{f"docs/{path}": path for path in files}, **ELSEWHERE}


def generated(root: Path) -> dict[str, str]:
    """Return the text of the pages that are made of the program, by their paths below the site."""
    return {**command_pages(), **schema_pages(root), **library_pages()}


def pages(root: Path) -> dict[str, str]:
    """Return the text of every page by its path below the site, as it is handed to MkDocs."""
    lie = sources(root)
    texts = {path: (root / path).read_text(encoding="utf-8") for path in lie}
    for here, text in generated(root).items():
        lie[f"docs/{here}"], texts[f"docs/{here}"] = here, text
    documents = {path: summitalign.parse(text, path) for path, text in texts.items()}
    made = {here: path for path, here in lie.items()}
    names = {
        path: anchors(document, documents.get(made.get(english(lie[path]), ""))) for path, document in documents.items()
    }
    pages_at = {path: english(here) for path, here in lie.items()}
    places = Places(pages_at, names, lambda path: (root / path).exists(), lambda path: (root / path).is_dir())
    return {here: placed(documents[path], path, english(here), places) for path, here in lie.items()}


def english(here: str) -> str:
    """Return the English page of a twin; any other page is its own."""
    return here.removesuffix(f"{TWIN}.md") + ".md" if here.endswith(f"{TWIN}.md") else here


def write(pages: Mapping[str, str], root: Path, folder: Path) -> None:
    """Write the pages, and beside them the files of docs/ that are no pages."""
    shutil.copytree(root / "docs", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
    for here, text in pages.items():
        file = folder / here
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def navigation(nav: list[Any]) -> list[Any]:
    """Return the navigation with all commands in place of their folder."""
    found: list[Any] = []
    for item in nav:
        if isinstance(item, dict):
            found += [{title: navigation(inner) if isinstance(inner, list) else inner} for title, inner in item.items()]
        elif item == FOLDER:
            found += listed(described())
        else:
            found.append(item)
    return found
