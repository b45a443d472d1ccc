"""The documentation site as it is built, and what stands on its pages."""

import os
import posixpath
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).parents[1]
NEEDED = ("mkdocs", "material", "mkdocs_static_i18n", "jieba", "griffe")
needs_site = pytest.mark.skipif(
    not all(map(find_spec, NEEDED)), reason="the extra [docs] is not installed: pip install 'summitalign[docs]'"
)
_LINKS = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "src"), ("iframe", "src"))


@dataclass
class Page:
    """A page of the site."""

    site: Path
    path: str
    """Below the site, such as `zh/settings/index.html`."""

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser((self.site / self.path).read_bytes())

    @property
    def article(self) -> LexborNode:
        """Return what the page says, without the navigation."""
        found = self.tree.css_first("article")
        assert found is not None, self.path
        return found

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(each.attributes["id"] or "" for each in self.tree.css("[id]"))

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield the tag and the address of every link and of all that is loaded with the page."""
        for tag, name in _LINKS:
            for each in self.tree.css(f"{tag}[{name}]"):
                yield tag, each.attributes[name] or ""

    def led_to(self, address: str) -> tuple[str, str]:
        """Return the file of the site that a relative address leads to, and the anchor in it."""
        parts = urlsplit(address)
        # The page for what is not found is shown anywhere, so its addresses begin at the top.
        above = "" if parts.path.startswith("/") else posixpath.dirname(self.path)
        path = posixpath.normpath(posixpath.join(above, unquote(parts.path).lstrip("/"))) if parts.path else self.path
        if (self.site / path).is_dir():
            path = posixpath.normpath(posixpath.join(path, "index.html"))
        return path, unquote(parts.fragment)


@dataclass
class DocsSite:
    """The site, and what building it said."""

    folder: Path
    said: str
    code: int

    @cached_property
    def pages(self) -> dict[str, Page]:
        files = (path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*.html")))
        return {path: Page(self.folder, path) for path in files}

    def page(self, name: str, language: str = "") -> Page:
        """Return the page of a Markdown file, `reference/library`, in English or `zh`."""
        return self.pages[posixpath.normpath(posixpath.join(language, name.removesuffix("index"), "index.html"))]


def build(folder: Path) -> DocsSite:
    """Build the site as `make site` does."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return DocsSite(folder, done.stdout + done.stderr, done.returncode)
