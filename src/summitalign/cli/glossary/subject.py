"""What a person wants explained: a text, a document, a line of it, or a place in a line as findings are printed."""

import re
from dataclasses import dataclass
from pathlib import Path

from summitalign.errors import UsageError
from summitalign.model.span import LineIndex, Span
from summitalign.workspace.read import Input, read_stdin
from summitalign.workspace.walk import STDIN, SUFFIXES

TEXT = "text"
"""What a text from the command line is called."""
_PLACE = re.compile(r"(?P<name>.+?):(?P<line>[0-9]+)(?::(?P<column>[0-9]+))?", re.DOTALL)
_NO_PLACE = re.compile(r"(?P<name>.+?):[0-9][0-9:,.-]*", re.DOTALL)
_HINT = "the argument is a text, FILE, FILE:LINE or FILE:LINE:COLUMN"


@dataclass(frozen=True, slots=True)
class Subject:
    """A document, and the stretch of it that is meant."""

    source: Input
    line: int | None = None
    """From 1; None for the whole document."""
    column: int | None = None
    """From 1; None for the whole line."""

    def within(self, text: str) -> Span:
        """Return the stretch that is meant; raises UsageError where the document has no such place."""
        if self.line is None:
            return Span(0, len(text))
        last = text.count("\n") + (not text.endswith("\n"))
        if not 1 <= self.line <= last:
            raise UsageError(f"has no line {self.line}", place=self.source.name, hint=f"the last one is {last}")
        row = LineIndex.build(text).line_span(self.line)
        if self.column is None:
            return row
        width = len(text[row.start : row.end].rstrip("\r\n"))
        if not 1 <= self.column <= width:
            hint = f"the line has {width} characters"
            raise UsageError(f"has no column {self.column} in line {self.line}", place=self.source.name, hint=hint)
        return Span(row.start + self.column - 1, row.start + self.column)


def read_subject(argument: str, stdin_name: str | None) -> Subject:
    """Return what an argument means: a place or a document that is there, else a text.

    Raises UsageError for what looks like a path and is none, and for a folder.
    """
    if argument == STDIN:
        return Subject(read_stdin(stdin_name or STDIN))
    place = _PLACE.fullmatch(argument)
    if place is not None and _is_file(place["name"]):
        return Subject(Input(place["name"]), int(place["line"]), int(place["column"]) if place["column"] else None)
    if _is_file(argument):
        return Subject(Input(argument))
    if _is_folder(argument):
        raise UsageError("is a folder, not a document", place=argument, hint=_HINT)
    odd = _NO_PLACE.fullmatch(argument)
    name = odd["name"] if odd is not None else argument
    if odd is not None and _is_file(name):
        raise UsageError("names no place in the document", place=argument, hint=_HINT)
    if _looks_like_path(name):
        raise UsageError("no such file", place=name, hint=_HINT)
    return Subject(Input(TEXT, argument.encode("utf-8", "replace")))


def _looks_like_path(name: str) -> bool:
    """Say whether an argument is the path of a document rather than a text."""
    if re.search(r"\s", name):
        return False
    head, slash, _ = name.partition("/")
    return name.lower().endswith(SUFFIXES) or bool(slash and (head in ("", ".", "..", "~") or _is_folder(head)))


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # a text may be too long for a name, or hold what no name can
        return False


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False
