"""Proof by docutils that a document of reStructuredText has kept all but its words."""

import importlib.util
import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_KEPT = (
    "literal", "literal_block", "doctest_block", "raw", "comment", "math", "math_block", "reference", "target",
    "substitution_definition", "substitution_reference", "footnote_reference", "citation_reference", "label",
    "problematic", "system_message", "field_name", "title_reference", "image", "option_string",
)  # fmt: skip
"""Elements whose text is no prose."""


def obstacle() -> str:
    """Say why no edit can be proven; empty where it can."""
    if importlib.util.find_spec("docutils") is not None:
        return ""
    return "a change of reStructuredText is proven by docutils, which is not installed: pip install 'summitalign[rst]'"


def is_same_rst(before: str, after: str) -> bool:
    """Say whether docutils makes the same tree of two documents, words left out, with the same complaints."""
    return _before(before) == _tree(after)


@lru_cache(maxsize=1)  # of the document before: it is compared with many
def _before(raw: str) -> list[object]:
    return _tree(raw)


def _tree(raw: str) -> list[object]:
    from docutils.core import publish_doctree

    settings = {
        "report_level": 1, "halt_level": 5, "warning_stream": io.StringIO(), "_disable_config": True,
        "file_insertion_enabled": False, "raw_enabled": False, "input_encoding": "unicode",
    }  # fmt: skip
    try:
        root = publish_doctree(raw, settings_overrides=settings)
    except Exception:
        # docutils has faults of its own; what it cannot read is not proven.
        return [object()]
    numbers: dict[str, int] = {}
    for node in root.findall():
        for name in node.get("ids", ()) if hasattr(node, "attributes") else ():
            numbers.setdefault(name, len(numbers))
    return list(_nodes(root, numbers, is_kept=False))


def _nodes(node: Any, numbers: dict[str, int], *, is_kept: bool) -> Iterator[object]:
    """Yield the elements of a tree with their attributes; ids, which are made of titles, by their order."""
    if not hasattr(node, "attributes"):
        yield str(node) if is_kept else "text" if str(node).strip() else ""
        return
    told = dict(node.attributes)
    if node.tagname in ("document", "section", "topic"):
        # Names that titles give by themselves; whether a reference finds them, the references say.
        told = {key: value for key, value in told.items() if key not in ("names", "dupnames", "title", "ids")}
    told["ids"] = len(node.get("ids", ()))
    told["refid"] = numbers.get(node.get("refid", ""), -1)
    told["backrefs"] = len(node.get("backrefs", ()))
    yield node.tagname, sorted((key, str(value)) for key, value in told.items())
    for child in node.children:
        yield from _nodes(child, numbers, is_kept=is_kept or node.tagname in _KEPT)
    yield "end"
