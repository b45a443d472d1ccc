"""Cells of tables: lists in one cell, and texts that a spreadsheet would take for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from summitalign.errors import GlossaryError

# Spreadsheets set up for Chinese or Japanese take the full-width signs for the others.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ITEM = re.compile(r"(?:\\.|[^|\\])+", re.DOTALL)


def shielded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula; `bare` takes it off again."""
    return "'" + cell if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """Return a cell without the apostrophe that shields it from a spreadsheet."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def joined(items: Iterable[str]) -> str:
    """Join texts into one cell: `a|b`; a bar or backslash inside a text gets a backslash."""
    return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items)


def parted(cell: str) -> tuple[str, ...]:
    """Part a cell into the texts that `joined` put there."""
    return tuple(_ESCAPED.sub(r"\1", item) for item in _ITEM.findall(cell))


def written_rows(rows: Iterable[Sequence[str]], *, all_quoted: bool = False) -> str:
    """Return rows as CSV (RFC 4180), shielded from spreadsheets; `all_quoted` for readers that guess the delimiter."""
    text = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(text, lineterminator="\r\n", quoting=quoting).writerows([shielded(cell) for cell in row] for row in rows)
    return text.getvalue()


def read_rows(text: str, place: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV text that says something, with the line it ends in; raises GlossaryError."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    # Spreadsheets write semicolons where the comma is the decimal mark.
    delimiter = ";" if ";" in head and "," not in head else "\t" if "\t" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [bare(cell) for cell in row]
    except csv.Error as error:
        raise GlossaryError(f"not a CSV table: {error}", place=f"{place}:{reader.line_num}") from error


def read_columns(
    text: str, place: str, aliases: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], Iterator[tuple[int, dict[str, str]]]]:
    """Return the names in the first row of a CSV text, in lower case, and every other row by them, with its line.

    A name goes by its alias, a cell without one by its number. Raises GlossaryError, also for a name that stands twice.
    """
    rows = read_rows(text, place)
    line, head = next(rows, (1, []))
    names = tuple((aliases or {}).get(name := cell.strip().lower(), name) for cell in head)
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise GlossaryError(f"the column '{twice}' stands twice", place=f"{place}:{line}", hint="rename one of the two")
    return names, ((line, _named(names, row)) for line, row in rows)


def _named(names: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    missing = [""] * max(len(row) - len(names), 0)
    return {
        name or f"number {number}": cell
        for number, (name, cell) in enumerate(zip((*names, *missing), row, strict=False), 1)
    }
