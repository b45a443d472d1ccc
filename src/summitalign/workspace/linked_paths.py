"""Which document of a run a link leads to, however its path is written."""

import os
import re
from collections.abc import Iterable
from urllib.parse import unquote

_ENDING = re.compile(r"\.(?:md|markdown|mdx|txt|html?)\Z", re.IGNORECASE)
_INDEX = re.compile(r"(?:\A|/)(?:_?index|readme)\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class LinkedPaths:
    """Resolves the paths of links among the documents of a run."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index the documents by their paths without ending and index."""
        self._paths = {os.path.abspath(name) for name in names}  # noqa: PTH100 - a link must keep its own place
        self._by_key: dict[str, set[str]] = {}
        for path in self._paths:
            self._by_key.setdefault(_key(path), set()).add(path)

    def candidates(self, source: str, path: str) -> frozenset[str]:
        """Return the absolute paths of the documents that a link of the document `source` may lead to.

        Where there are several, the path alone does not say which.
        """
        if _ELSEWHERE.match(path):
            return frozenset()
        here = os.path.abspath(source)  # noqa: PTH100
        cleaned = unquote(_TEMPLATE.sub("", path).partition("?")[0]).replace("\\", "/")
        if cleaned.startswith("/"):
            wanted = _key(cleaned)
            return frozenset(
                found for key, paths in self._by_key.items() if key.endswith(wanted) and wanted for found in paths
            )
        # A site may show page.md as the folder page/, from where its links then begin.
        for folder in (os.path.dirname(here), _key(here)):  # noqa: PTH120
            whole = os.path.normpath(os.path.join(folder, cleaned))  # noqa: PTH118
            if whole in self._paths:
                return frozenset((whole,))
            if _key(whole) in self._by_key:
                return frozenset(self._by_key[_key(whole)])
        return frozenset()


def _key(path: str) -> str:
    """Return a path without its ending, and without the name that stands for its folder."""
    return _INDEX.sub("", _ENDING.sub("", path.replace(os.sep, "/").rstrip("/"))).rstrip("/")
