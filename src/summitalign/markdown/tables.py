"""Tables, whichever way they are written, and the plain text of their cells."""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from summitalign.markdown.html import Tag
from summitalign.model.span import Span

BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "hr", "tr", "td", "th", "table"})
"""Tags, opening or closing, that part the text before them from the text behind them."""

_MAX_DEPTH = 4
"""Tables nested deeper are part of their outer one's cell: each level reads the text inside it once more."""
_MAX_COLUMN = 256
"""Columns that rowspans and colspans are followed to."""
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of one cell."""

    span: Span
    """What stands between the cell's tags or bars."""
    column: int
    """First column it stands in, from 0; colspans before it and rowspans above it are counted."""
    width: int = 1
    """Columns that it covers."""
    height: int = 1
    """Rows that it covers, its own included."""

    def covers(self, column: int) -> bool:
        """Say whether it stands in a column."""
        return self.column <= column < self.column + self.width


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its tags or bars included."""

    span: Span
    cells: tuple[Cell, ...]
    is_header: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its rows, both in order of their start."""

    span: Span
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _OpenTable:
    """A table whose end is not read yet."""

    start: int
    rows: list[Row] = field(default_factory=list)
    row_start: int | None = None
    cells: list[Cell] = field(default_factory=list)
    are_headers: bool = True
    """True while all cells of the open row are `th`."""
    is_head: bool = False
    """True inside `thead`."""
    cell: Cell | None = None
    """The open cell, with an empty span where its content begins."""
    column: int = 0
    occupied: dict[int, int] = field(default_factory=dict)
    """Column to the number of rows, counted from the open one, that a cell above still covers."""

    def open_row(self, at: int) -> None:
        self.close_row(at, at)
        self.row_start, self.cells, self.are_headers, self.column = at, [], True, 0

    def open_cell(self, tag: Tag) -> None:
        self.close_cell(tag.start)
        if self.row_start is None:
            self.open_row(tag.start)
        attributes = tag.attributes()
        width, height = _count(attributes.get("colspan")), _count(attributes.get("rowspan"))
        while self.occupied.get(self.column, 0) > 0:
            self.column += 1
        self.cell = Cell(Span(tag.end, tag.end), self.column, width, height)
        self.are_headers = self.are_headers and tag.name == "th"
        for column in range(self.column, min(self.column + width, _MAX_COLUMN)):
            if height > 1:
                self.occupied[column] = height
        self.column += width

    def close_cell(self, at: int) -> None:
        if self.cell is not None:
            start = self.cell.span.start
            self.cells.append(replace(self.cell, span=Span(start, max(start, at))))
            self.cell = None

    def close_row(self, cell_end: int, end: int) -> None:
        self.close_cell(cell_end)
        if self.row_start is not None:
            is_header = bool(self.cells) and (self.is_head or self.are_headers)
            self.rows.append(Row(Span(self.row_start, max(self.row_start, end)), tuple(self.cells), is_header))
            self.row_start = None
            self.occupied = {column: rows - 1 for column, rows in self.occupied.items() if rows > 1}

    def close(self, text: str, cell_end: int, end: int) -> Table:
        self.close_row(cell_end, cell_end)
        rows = tuple(_trimmed(row, text) for row in self.rows)
        return Table(Span(self.start, max(self.start, end)), rows)


def _count(value: str | None) -> int:
    """Return a colspan or rowspan, 1 where it is none; 0 means all that follow."""
    digits = (value or "").strip()
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 4:
        return 1
    return int(digits) or _MAX_COLUMN


def _trimmed(row: Row, text: str) -> Row:
    """Return the row without blanks at its end: one that nothing closes reaches up to the next."""
    end = row.span.start + len(row.span.of(text).rstrip())
    cells = tuple(replace(cell, span=Span(min(cell.span.start, end), min(cell.span.end, end))) for cell in row.cells)
    return Row(Span(row.span.start, end), cells, row.is_header)


def html_tables(text: str, tags: Sequence[Tag]) -> tuple[Table, ...]:
    """Return the HTML tables of a text, in order of their start; `tags` are its tags in order.

    Follows a browser where tags are missing: a cell ends at the next cell, a row at the next row, a table
    inside a cell is a table of its own. A table that nothing closes ends at a blank line behind its last tag.
    """
    found: list[Table] = []
    stack: list[_OpenTable] = []
    skipped = 0
    """Tables opened deeper than `_MAX_DEPTH` and not yet closed."""
    last = 0
    for tag in tags:
        if tag.name == "table" and not tag.is_closing:
            if stack and stack[-1].cell is None and not skipped:
                found.append(stack.pop().close(text, tag.start, tag.start))
            if len(stack) < _MAX_DEPTH:
                stack.append(_OpenTable(tag.start))
            else:
                skipped += 1
        elif tag.name == "table" and skipped:
            skipped -= 1
        elif tag.name == "table" and stack:
            found.append(stack.pop().close(text, tag.start, tag.end))
        elif stack and not skipped:
            _take(stack[-1], tag)
        last = tag.end
    while stack:
        blank = _BLANK_LINE.search(text, last)
        end = len(text) if blank is None else blank.start()
        found.append(stack.pop().close(text, end, end))
    return tuple(sorted(found, key=lambda table: (table.span.start, -table.span.end)))


def _take(table: _OpenTable, tag: Tag) -> None:
    """Let an open table see one tag inside it."""
    if tag.name == "tr":
        if tag.is_closing:
            table.close_row(tag.start, tag.end)
        else:
            table.open_row(tag.start)
    elif tag.name in ("td", "th"):
        if tag.is_closing:
            table.close_cell(tag.start)
        else:
            table.open_cell(tag)
    elif tag.name in ("thead", "tbody", "tfoot"):
        table.close_row(tag.start, tag.start)
        table.is_head = tag.name == "thead" and not tag.is_closing


def tags_in(tags: Sequence[Tag], span: Span) -> Iterator[Tag]:
    """Yield the tags that lie inside a span; `tags` are in order of their start."""
    at = bisect_left(tags, span.start, key=lambda tag: tag.start)
    while at < len(tags) and tags[at].span.end <= span.end:
        yield tags[at]
        at += 1


def cell_text(text: str, span: Span, tags: Sequence[Tag]) -> str:
    """Return the plain text of a span of a cell: what a reader sees, in one line, blanks folded.

    HTML tags, Markdown emphasis, images and link destinations are dropped, character references decoded.
    """
    parts: list[str] = []
    at = span.start
    for tag in tags_in(tags, span):
        parts.append(text[at : tag.start])
        if tag.name in BREAKS:
            parts.append(" ")
        elif "://" in tag.source and tag.name.endswith(":"):
            parts.append(tag.source[1:-1])  # `<https://...>` only looks like a tag
        at = tag.end
    parts.append(text[at : span.end])
    return " ".join(html.unescape(_without_markdown("".join(parts))).split())


_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_INLINE_LINK = re.compile(r"\[([^\[\]]*)\]\((?:<[^<>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\s*\)")
_REFERENCE_LINK = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DELIMITER = re.compile(r"\\.|\*{1,3}|_{1,3}|~~", re.S)


def _without_markdown(source: str) -> str:
    for pattern, replacement in ((_IMAGE, ""), (_INLINE_LINK, r"\1"), (_REFERENCE_LINK, r"\1"), (_FOOTNOTE, "")):
        if "[" in source:
            source = pattern.sub(replacement, source)
    parts: list[str] = []
    at = 0
    for mark in sorted(mark for pair in emphasis_pairs(source) for mark in pair):
        parts.append(source[at : mark.start])
        at = mark.end
    parts.append(source[at:])
    return _ESCAPE.sub(r"\1", "".join(parts).replace("`", ""))


def emphasis_pairs(source: str) -> tuple[tuple[Span, Span], ...]:
    """Return the pairs of Markdown emphasis marks in a stretch of text, opening and closing mark.

    A close match of CommonMark's rules in one pass: an opening mark has no blank behind it, a closing one
    none before it, and an underscore inside a word is a letter.
    """
    pairs: list[tuple[Span, Span]] = []
    opened: dict[str, Span] = {}
    for match in _DELIMITER.finditer(source):
        mark = match[0]
        if mark[0] == "\\":
            continue
        before, behind = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
        is_word = mark[0] == "_" and before.isalnum() and behind.isalnum()
        if mark in opened and before.strip() and not is_word and match.start() > opened[mark].end:
            pairs.append((opened.pop(mark), Span(match.start(), match.end())))
        elif behind.strip() and not (mark[0] == "_" and before.isalnum()):
            opened[mark] = Span(match.start(), match.end())
    return tuple(pairs)
