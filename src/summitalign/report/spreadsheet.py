"""Workbooks for people: texts that stay texts, whatever a spreadsheet would make of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self

from summitalign.errors import UsageError
from summitalign.model.language import primary

if TYPE_CHECKING:
    from types import TracebackType

_FORMULA = re.compile("[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r|]")
"""What a text begins with that a program may take for a formula or a command; the full-width kin as well."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
_MOST_UNITS = 32_767
"""Code units of UTF-16 in a cell; Excel calls a file with more of them broken."""
_MOST_ROWS = 1_048_576
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Of every workbook: the same report gives the same bytes."""
_RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet."""

    title: str
    width: float
    """In characters of the usual font."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language, which decides where its lines begin."""

    value: str
    language: str
    """BCP 47 tag."""


Cell = str | float | Text | None


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet that reads a text from a file might run it."""
    return _FORMULA.match(text.lstrip(" \u00a0")) is not None


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it: no control characters, and cut with an ellipsis where it is too long."""
    text = _UNWRITABLE.sub("\ufffd", text)
    if len(text) * 2 <= _MOST_UNITS or len(units := text.encode("utf-16-le")) <= 2 * _MOST_UNITS:
        return text
    return units[: 2 * (_MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def check_installed() -> None:
    """Raise UsageError where the extra `xlsx` is not installed."""
    from importlib.util import find_spec

    if find_spec("xlsxwriter") is None:
        hint = "install it: python -m pip install 'summitalign[xlsx]'"
        raise UsageError("the format xlsx needs the package xlsxwriter", hint=hint)


class Workbook:
    """A workbook while it is written, a row at a time: memory does not grow with the rows.

    Every text is written as a text. One that would be a formula is marked as quoted, so that it stays a text when
    somebody edits its cell, and reads as it is: no apostrophe is put before it.
    """

    def __init__(self, title: str) -> None:
        """Begin a workbook; raises UsageError where the extra `xlsx` is not installed."""
        check_installed()
        from xlsxwriter import Workbook as Written

        self._buffer = BytesIO()
        self._book = Written(self._buffer, {"constant_memory": True})
        self._book.set_properties({"title": cell_text(title)[:255], "created": _CREATED})
        self._formats: dict[tuple[bool, bool], Any] = {}
        self._header = self._book.add_format({"bold": True, "bg_color": "#E6E9EF", "bottom": 1, "valign": "top"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        """Take away what is on the disk, also where the rows failed."""
        self._close()

    def sheet(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a sheet with a header that stays in sight and filters; what no sheet can hold goes to another one."""
        sheet, row, number = self._begin(name, columns), 0, 1
        for values in rows:
            if row == _MOST_ROWS - 1:
                self._end(sheet, row, columns)
                number += 1
                sheet, row = self._begin(f"{name} {number}", columns), 0
            row += 1
            for column, value in enumerate(values):
                self._write(sheet, row, column, value)
        self._end(sheet, row, columns)

    def content(self) -> bytes:
        """Finish the workbook and return it as a file."""
        self._close()
        return self._buffer.getvalue()

    def _close(self) -> None:
        if not self._book.fileclosed:
            self._book.close()

    def _begin(self, name: str, columns: Sequence[Column]) -> Any:
        sheet = self._book.add_worksheet(name)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.title, self._header)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _end(self, sheet: Any, last: int, columns: Sequence[Column]) -> None:
        sheet.autofilter(0, 0, last, len(columns) - 1)

    def _write(self, sheet: Any, row: int, column: int, value: Cell) -> None:
        if isinstance(value, Text):
            self._write_text(sheet, (row, column), value.value, primary(value.language) in _RIGHT_TO_LEFT)
        elif isinstance(value, str):
            self._write_text(sheet, (row, column), value, False)
        elif value is not None:
            sheet.write_number(row, column, value, self._format(False, False))

    def _write_text(self, sheet: Any, place: tuple[int, int], value: str, is_right_to_left: bool) -> None:
        text = cell_text(value)
        if text:
            # Not `write`, which would make formulas, numbers and links of texts that look like them.
            sheet.write_string(*place, text, self._format(is_formula(text), is_right_to_left))

    def _format(self, is_quoted: bool, is_right_to_left: bool) -> Any:
        key = is_quoted, is_right_to_left
        if key not in self._formats:
            direction = {"reading_order": 2} if is_right_to_left else {}
            self._formats[key] = self._book.add_format(
                {"text_wrap": True, "valign": "top", "quote_prefix": is_quoted, **direction}
            )
        return self._formats[key]
