"""The results of `align` in each of its formats."""

from collections.abc import Iterable, Iterator

from summitalign.cli.console import Console, paint
from summitalign.errors import UsageError
from summitalign.model.alignment import Unit
from summitalign.report import json
from summitalign.report.alignment_markdown import markdown_rows
from summitalign.report.alignment_table import HEADER, table_rows
from summitalign.report.bead_numbers import numbered_beads
from summitalign.report.beads import bead_rows
from summitalign.report.delimited import tsv_row
from summitalign.report.ladder import ladder_rows
from summitalign.report.text_alignment import View, alignment_rows
from summitalign.workspace.aligning import Aligned

_NUMBERED = {"beads": bead_rows, "ladder": ladder_rows}
"""Formats that name lines by their numbers, and nothing else."""
FORMATS = ("text", "json", "jsonl", "tsv", "markdown", *_NUMBERED)


def refuse_unsuited(output_format: str, unit: Unit) -> None:
    """Raise UsageError for a format that cannot tell of a unit."""
    if output_format in _NUMBERED and unit not in (Unit.LINE, Unit.SENTENCE):
        hint = "add --unit line or --unit sentence, or use --format tsv"
        raise UsageError(f"--format {output_format} is for lines and sentences", hint=hint)


def print_alignments(results: Iterable[Aligned], output_format: str, is_list: bool, console: Console) -> int:
    """Print alignments, each as soon as it is there where the format allows; return how many there were."""
    count = 0
    if output_format == "json" and is_list:
        objects = [_object(result) for result in results]
        console.result(json.dump(json.collection("alignments", "alignments", objects), indent=2))
        return len(objects)
    if output_format == "tsv":
        console.result(tsv_row(HEADER))
    for result in results:
        if count and output_format in ("text", "markdown", *_NUMBERED):
            console.result("")
        for line in _lines(result, output_format, console):
            console.result(line)
        count += 1
    return count


def _lines(result: Aligned, output_format: str, console: Console) -> Iterator[str]:
    alignment, languages = result.alignment, (result.source_language, result.target_language)
    is_verbose = console.settings.verbose
    if output_format in ("json", "jsonl"):
        yield json.dump(_object(result), indent=2 if output_format == "json" else None)
    elif output_format == "tsv":
        yield from map(tsv_row, table_rows(alignment))
    elif output_format == "markdown":
        yield from markdown_rows(alignment, languages, is_verbose)
    elif output_format in _NUMBERED:
        yield from _NUMBERED[output_format](numbered_beads(alignment))
    else:
        yield from alignment_rows(alignment, languages, View(paint, is_verbose, console.columns))


def _object(result: Aligned) -> json.JsonObject:
    return json.alignment_object(result.alignment, result.source_language, result.target_language)
