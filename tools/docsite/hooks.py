"""What `mkdocs build` calls: the pages are put together first, and each language gets an index of its own to search."""

import atexit
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import assembly
from mkdocs.plugins import event_priority

ROOT = Path(__file__).parents[2]
_DIALOG = 'data-md-component="search" role="dialog"'


def on_config(config: Any) -> Any:
    """Write all pages to a temporary folder, once, and build from there."""
    if Path(config.docs_dir) == ROOT / "docs":
        # Not in the repository: two builds at a time would write over each other.
        folder = Path(tempfile.mkdtemp(prefix="summitalign-docs-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        assembly.write(assembly.pages(ROOT), ROOT, folder)
        config.docs_dir = str(folder)
        config.nav = assembly.navigation(config.nav)
    return config


def on_page_context(context: dict[str, Any], page: Any, config: Any, nav: Any) -> dict[str, Any]:  # noqa: ARG001
    """Make the links to the other language hold from any page, wherever the site lies."""
    # At the top of a language they would be `/` and `/zh/`, which only hold where the site is all of a host.
    for alternate in config.extra.alternate:
        alternate["link"] = {"/": ".", "/zh/": "zh/"}.get(alternate["link"], alternate["link"])
    return context


def on_post_page(output: str, page: Any, config: Any) -> str:  # noqa: ARG001
    """Name the dialog of the search, and let it look in one language."""
    name = re.search(r'class="md-search__input"[^>]* (aria-label="[^"]*")', output)
    if name:
        output = output.replace(f"{_DIALOG}>", f"{_DIALOG} {name[1]}>")
    if page.url.startswith("zh/"):
        # Where the theme's script looks for what can be searched: at the top of the language, one folder further down.
        output = re.sub(r'"base": "([^"]*)"', _inner_base, output, count=1)
    # The theme's script would ask each of these addresses for a sitemap; the one of the site names both languages.
    return re.sub(r'<link rel="alternate"[^>]*>\s*', "", output)


def _inner_base(found: re.Match[str]) -> str:
    return '"base": "."' if found[1] == ".." else f'"base": "{found[1].removeprefix("../")}"'


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    """Keep the English page for what is not found: the Chinese one would be written over it."""
    return "" if template_name == "404.html" and config.theme["language"] == "zh" else output_content


@event_priority(-200)
def on_post_build(config: Any) -> None:
    """Leave each language only its own pages to search."""
    # After all others: the plugin of the languages writes one index of everything.
    folder = Path(config.site_dir)
    if not config.site_url:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (folder / name).unlink(missing_ok=True)
    whole = folder / "search/search_index.json"
    index = json.loads(whole.read_text(encoding="utf-8"))
    parts: dict[str, list[Any]] = {"": [], "zh/": []}
    for entry in index["docs"]:
        prefix = "zh/" if entry["location"].startswith("zh/") else ""
        parts[prefix].append({**entry, "location": entry["location"].removeprefix(prefix)})
    for prefix, docs in parts.items():
        if docs:
            file = folder / prefix / "search/search_index.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({**index, "docs": docs}, ensure_ascii=False, separators=(",", ":"))
            file.write_text(text, encoding="utf-8")
