"""Memories as tables: CSV and tab-separated text."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from summitalign.errors import InputError
from summitalign.glossary.exchange.cells import bare, shielded
from summitalign.model.memory import Origin, TranslationUnit
from summitalign.report.memories.sureness import lines_of, sureness_of, sureness_values

HEADER = (
    "source_text", "target_text", "source_language", "target_language", "source", "source_lines", "target",
    "target_lines", "score", "posterior", "tier",
)  # fmt: skip
_SEPARATORS = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_SPECIAL = re.compile(r"[\\\t\n\r]")
_WRITTEN = re.compile(r"\\([\\tnr])")
_READ = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_LONGEST_FIELD = 1 << 27


def row_of(unit: TranslationUnit) -> tuple[str, ...]:
    """Return the values under HEADER."""
    own, other = unit.source_origin, unit.target_origin
    return (
        unit.source, unit.target, unit.source_language, unit.target_language, own.path, own.shown_lines, other.path,
        other.shown_lines, *sureness_values(unit),
    )  # fmt: skip


def write_csv(units: Iterable[TranslationUnit], out: IO[bytes], _unit: str) -> None:
    """Write a row for each unit as RFC 4180 says; what a spreadsheet might compute gets an apostrophe before it."""
    file = io.TextIOWrapper(out, "utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(map(_harmless, map(row_of, units)))
    finally:
        file.detach()


def _harmless(row: Sequence[str]) -> list[str]:
    last = HEADER.index("score")  # a number below zero is no formula
    return [*map(shielded, row[:last]), *row[last:]]


def write_bitext(units: Iterable[TranslationUnit], out: IO[bytes], _unit: str) -> None:
    r"""Write a line for each unit, with tabs between its values; for programs, so nothing is put before a value.

    Tabs and line ends inside of a value are written as `\t` and `\n`, a backslash as two.
    """
    out.write(("\t".join(HEADER) + "\n").encode())
    for unit in units:
        out.write(("\t".join(map(_bare, row_of(unit))) + "\n").encode("utf-8", "backslashreplace"))


def _bare(value: str) -> str:
    return _SPECIAL.sub(lambda found: _SEPARATORS[found[0]], value)


def read_table(file: IO[bytes], place: str) -> Iterator[TranslationUnit]:
    """Yield the units of a CSV or a tab-separated text; a table without our heading has source and target in front.

    Raises InputError with the line that is no row.
    """
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        heading = text.readline()
        text.seek(0)
        is_csv = "\t" not in heading
        rows = _csv_rows(text, place) if is_csv else _bitext_rows(text)
        yield from _units(rows, place)
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", place=place) from error
    finally:
        text.detach()


def _csv_rows(text: Iterable[str], place: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(text)
    try:
        for row in reader:
            yield reader.line_num, list(map(bare, row))
    except csv.Error as error:
        raise InputError(f"is no CSV: {error}", place=place, line=reader.line_num) from error


def _bitext_rows(text: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    is_ours = False
    for number, line in enumerate(text, 1):
        row = line.rstrip("\r\n").split("\t")
        is_ours = is_ours or (number == 1 and tuple(row) == HEADER)
        # Other programs know nothing of these escapes: a path of Windows is full of backslashes.
        yield number, [_WRITTEN.sub(lambda found: _READ[found[1]], value) for value in row] if is_ours else row


def _units(rows: Iterable[tuple[int, list[str]]], place: str) -> Iterator[TranslationUnit]:
    columns: Sequence[str] = HEADER[:4]
    for number, row in rows:
        if number == 1 and "source_text" in row and "target_text" in row:
            columns = row
        elif any(value.strip() for value in row):
            if len(row) < 2:
                hint = "a row holds a text and its translation"
                raise InputError("is no row of a memory: it has one column", place=place, line=number, hint=hint)
            yield _unit_of(dict(zip(columns, row, strict=False)))


def _unit_of(values: dict[str, str]) -> TranslationUnit:
    return TranslationUnit(
        values.get("source_text", ""), values.get("target_text", ""), values.get("source_language") or "und",
        values.get("target_language") or "und", _origin(values, "source"), _origin(values, "target"),
        sureness_of(values),
    )  # fmt: skip


def _origin(values: dict[str, str], side: str) -> Origin:
    return Origin(values.get(side, ""), lines_of(values.get(f"{side}_lines", "")))
