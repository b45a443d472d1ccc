"""Markdown of generated pages: tables, and texts of the program in which nothing is markup by chance."""

import re
from collections.abc import Iterable, Sequence

_CODE = re.compile(r"`[^`]+`|<!--.*?-->|(?<![\w-])--?[a-z][a-z-]*(?![\w-])|https?://\S+[\w/]", re.DOTALL)
"""What stands as code in a text of the program, though nobody marked it: options, comments, addresses."""
_MARKUP = re.compile(r"([\\*_\[\]<>{}#|])")


def prose(text: str) -> str:
    """Return a text of the program as Markdown, on one line: code as code, and all other characters as they are."""
    pieces: list[str] = []
    position = 0
    text = " ".join(text.split())
    for found in _CODE.finditer(text):
        pieces += [_MARKUP.sub(r"\\\1", text[position : found.start()]), code(found[0].strip("`"))]
        position = found.end()
    return "".join((*pieces, _MARKUP.sub(r"\\\1", text[position:])))


def code(text: str) -> str:
    """Return a text as a span of code that may stand in a table."""
    return f"`{text}`" if "|" not in text else "<code>" + text.replace("|", "&#124;").replace("<", "&lt;") + "</code>"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
