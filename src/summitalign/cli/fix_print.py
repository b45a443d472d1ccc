"""Printing what `fix-terms` found, document by document, in the format that was asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from summitalign.cli.console import Console, paint
from summitalign.report import json
from summitalign.report.diff import diff_lines
from summitalign.report.paint import Role
from summitalign.report.text_findings import finding_blocks
from summitalign.workspace.fixing import Fixed

FORMATS = ("text", "json", "jsonl", "diff")
"""The first is the default."""
_DIFF_ROLES = {"-": Role.WRONG, "+": Role.RIGHT, "@": Role.FAINT}


@dataclass(slots=True)
class FindingPrinter:
    """Prints the findings of one run: each document as it is done, and at the end what needs all of them."""

    output_format: str
    console: Console
    _objects: list[json.JsonObject] = field(default_factory=list)

    def document(self, fixed: Fixed, is_written: bool) -> None:
        """Print one document, or keep it until the end."""
        if self.output_format == "json":
            self._objects += json.finding_objects(fixed.outcome)
            return
        for piece in _PIECES[self.output_format](fixed, is_written, self.console):
            self.console.result(piece, end="")

    def finish(self) -> None:
        """Print what holds all documents."""
        if self.output_format == "json":
            self.console.result(json.dump(json.collection("findings", "findings", self._objects), indent=2))


def _jsonl(fixed: Fixed, _is_written: bool, _console: Console) -> Iterator[str]:
    for found in json.finding_objects(fixed.outcome):
        yield json.dump(found) + "\n"


def _diff(fixed: Fixed, _is_written: bool, _console: Console) -> Iterator[str]:
    for line in diff_lines(fixed.outcome, fixed.has_bom):
        yield paint(line, _DIFF_ROLES[line[0]]) if line[0] in _DIFF_ROLES else line


def _text(fixed: Fixed, is_written: bool, console: Console) -> Iterator[str]:
    for block in finding_blocks(fixed.outcome, paint, is_written, with_skipped=console.settings.verbose):
        yield block + "\n"


_PIECES: dict[str, Callable[[Fixed, bool, Console], Iterator[str]]] = {"jsonl": _jsonl, "diff": _diff, "text": _text}
"""For each format that needs one document at a time: its pieces, each with its line end."""
