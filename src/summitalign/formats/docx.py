"""Word documents, for reading only: their paragraphs, headings, items and tables, as one Markdown text."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summitalign.errors import InputError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MOST = 64 * 1024 * 1024
"""Bytes that a part may have unpacked: a small file may unpack to more than the memory holds."""
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_OUTLINE = re.compile("[0-8]")
"""The levels of headings; 9 is that of all other text."""
_LEFT_OUT = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
"""What is deleted, moved away, or said once more for older programs."""
_BLANKS = re.compile(r"\s+")


def docx_text(data: bytes, source: str) -> str:
    """Return the body of a Word document as Markdown, a paragraph or a row a line; raises InputError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _part(archive, "word/document.xml", source)
            styles = _part(archive, "word/styles.xml", source)
            links = _part(archive, "word/_rels/document.xml.rels", source)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as error:
        raise InputError(f"is no Word document that can be read: {error}", place=source) from error
    if body is None:
        raise InputError("is no Word document: there is no text in it", place=source)
    relations = links if links is not None else ()
    reader = _Reader(_levels(styles), {each.get("Id", ""): each.get("Target", "") for each in relations})
    return "".join(f"{block}\n\n" for block in reader.blocks(body))


def _part(archive: zipfile.ZipFile, name: str, source: str) -> "Element | None":
    from xml.etree import ElementTree

    if name not in archive.namelist():
        return None
    with archive.open(name) as file:
        content = file.read(_MOST + 1)
    if len(content) > _MOST:
        raise InputError(f"unpacks to more than {_MOST // 1024 // 1024} MiB", place=source)
    plain = content.replace(b"\0", b"")  # in UTF-16 too
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise InputError("defines entities, which are not followed", place=source)
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError, ValueError) as error:  # the last two of encodings
        raise InputError(f"is no Word document that can be read: {name}: {error}", place=source) from error


_ITEM = -1
"""The level of a style whose paragraphs are items of a list."""


def _levels(styles: "Element | None") -> dict[str, int]:
    """Return the level of each style of headings by its id, and _ITEM for those of lists."""
    found: dict[str, int] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        named = style.find(f"{_W}name")
        name = named.get(f"{_W}val", "").lower() if named is not None else ""
        if heading := _HEADING.fullmatch(name):
            found[style.get(f"{_W}styleId", "")] = int(heading[1])
        elif name == "title":
            found[style.get(f"{_W}styleId", "")] = 1
        elif style.find(f"{_W}pPr/{_W}numPr") is not None:
            found[style.get(f"{_W}styleId", "")] = _ITEM
    return found


class _Reader:
    def __init__(self, levels: dict[str, int], links: dict[str, str]) -> None:
        self._levels = levels
        self._links = links

    def blocks(self, body: "Element") -> Iterator[str]:
        """Yield each paragraph, heading, item and table that says anything."""
        # A stack, not recursion: content controls may stand in each other without end.
        pending = list(reversed(list(body)))
        while pending:
            element = pending.pop()
            if element.tag == f"{_W}p":
                if text := self._paragraph(element):
                    yield text
            elif element.tag == f"{_W}tbl":
                if rows := list(self._rows(element)):
                    yield "\n".join((rows[0], _bars(["---"] * (rows[0].count(" | ") + 1)), *rows[1:]))
            elif element.tag not in _LEFT_OUT:
                pending += reversed(list(element))

    def _paragraph(self, paragraph: "Element") -> str:
        text = self._line(paragraph)
        style, level = paragraph.find(f"{_W}pPr/{_W}pStyle"), paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        heading = self._levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0
        if level is not None and _OUTLINE.fullmatch(level.get(f"{_W}val", "")):
            heading = heading or int(level.get(f"{_W}val", "")) + 1
        if text and heading > 0:
            return f"{'#' * min(heading, 6)} {text}"
        is_item = heading == _ITEM or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        return f"- {text}" if text and is_item else text

    def _rows(self, table: "Element") -> Iterator[str]:
        for row in table.iter(f"{_W}tr"):
            cells = [" ".join(filter(None, map(self._line, cell.iter(f"{_W}p")))) for cell in row.iter(f"{_W}tc")]
            if any(cells):
                yield _bars([cell.replace("|", r"\|") for cell in cells])

    def _line(self, paragraph: "Element") -> str:
        """Return the text of a paragraph in one line."""
        pieces: list[str] = []
        pending: list[Element | str] = list(reversed(list(paragraph)))
        while pending:
            element = pending.pop()
            if isinstance(element, str):
                pieces.append(element)
            elif element.tag == f"{_W}t":
                pieces.append(element.text or "")
            elif element.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                pieces.append(" ")
            elif element.tag not in _LEFT_OUT and element.tag not in (f"{_W}p", f"{_W}pPr"):
                address = self._links.get(element.get(f"{_R}id", ""), "") if element.tag == f"{_W}hyperlink" else ""
                if address:
                    pieces.append("[")
                    pending.append(f"]({address})")
                pending += reversed(list(element))
        return _BLANKS.sub(" ", "".join(pieces)).strip()


def _bars(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
