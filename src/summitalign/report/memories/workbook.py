"""Memories as workbooks of a spreadsheet."""

from collections.abc import Iterable
from typing import IO

from summitalign.model.memory import TranslationUnit
from summitalign.report.memories.table import HEADER, row_of
from summitalign.report.spreadsheet import Cell, Column, Text, Workbook

_WIDE, _NARROW = 60, 14
"""Widths of columns with texts and with everything else, in characters."""


def write_xlsx(units: Iterable[TranslationUnit], out: IO[bytes], _unit: str) -> None:
    """Write a row for each unit; texts stay texts, and scores are numbers.

    Raises UsageError where the extra `xlsx` is not installed.
    """
    columns = [Column(name, _WIDE if name.endswith("_text") else _NARROW) for name in HEADER]
    with Workbook("Translation units") as book:
        book.sheet("Units", columns, map(_cells, units))
        out.write(book.content())


def _cells(unit: TranslationUnit) -> tuple[Cell, ...]:
    texts = Text(unit.source, unit.source_language), Text(unit.target, unit.target_language)
    facts = row_of(unit)[len(texts) : HEADER.index("score")]
    sure = unit.sureness
    return (*texts, *facts, *((round(sure.score, 4), round(sure.posterior, 4), sure.tier.value) if sure else ()))
