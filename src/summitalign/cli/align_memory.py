"""The results of `align` as a translation memory."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

import click

from summitalign.cli.console import Console
from summitalign.errors import UsageError
from summitalign.model.alignment import Unit
from summitalign.model.memory import TranslationUnit
from summitalign.model.tags import read_value
from summitalign.report.counting import counted
from summitalign.workspace.aligning import Aligned

MEMORIES = ("tmx", "xliff", "xliff2", "po", "csv", "bitext", "xlsx")
"""Formats of `align` that hold texts and their translations."""


@dataclass(frozen=True, slots=True)
class Form:
    """How the results are written, what goes into a memory, and what is learned from them."""

    output_format: str = "text"
    learn_lexicon: str | None = None
    """File for a lexicon."""
    source_language: str | None = None
    """BCP 47 tag; None for what is detected."""
    target_language: str | None = None
    keep_identical: bool = False
    keep_duplicates: bool = False


_WELL_FORMED = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def _tag(_context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    tag = read_value(value) or (value if _WELL_FORMED.fullmatch(value) else None)
    if tag is None:
        raise UsageError(f"'{value}' is no language tag", place=option.opts[-1], hint="tags read en, zh-Hans, pt-BR")
    return tag


OPTIONS = (
    click.option(
        "--source-language", metavar="TAG", callback=_tag, help="Language of the source.  [default: detected]"
    ),
    click.option(
        "--target-language", metavar="TAG", callback=_tag, help="Language of the target.  [default: detected]"
    ),
    click.option("--keep-identical", is_flag=True, help="Keep units whose target is not translated."),
    click.option("--keep-duplicates", is_flag=True, help="Keep units that say what an earlier one says."),
)


def refuse_form(form: Form) -> None:
    """Raise UsageError for options of memories beside another format."""
    if form.output_format in MEMORIES:
        return
    default = Form(form.output_format, form.learn_lexicon)
    for each in fields(Form):
        if getattr(form, each.name) != getattr(default, each.name):
            name = f"--{each.name.replace('_', '-')}"
            raise UsageError(f"{name} is for memories", hint=f"formats of memories are {', '.join(MEMORIES)}")


def write_memory(results: Iterable[Aligned], form: Form, unit: Unit, console: Console) -> str:
    """Write alignments as a memory, each as soon as it is there; return what was taken.

    Raises UsageError for a workbook that would go to a terminal.
    """
    from summitalign.report.memories.formats import BINARY, WRITERS
    from summitalign.report.memories.units import Selection

    if form.output_format in BINARY and console.settings.output is None and sys.stdout.isatty():
        raise UsageError(f"--format {form.output_format} needs a file", hint="name one with --output")
    selection = Selection(form.keep_identical, form.keep_duplicates)
    WRITERS[form.output_format](selection.select(_units(results, form)), console.stream(), unit.value)
    left = [
        f"{number} {what}"
        for number, what in ((selection.identical, "not translated"), (selection.duplicates, "repeated"))
        if number
    ]
    shown = f"; left out: {', '.join(left)}" if left else ""
    return f"{counted(selection.taken, 'unit', 'units')}{shown}"


def _units(results: Iterable[Aligned], form: Form) -> Iterator[TranslationUnit]:
    from summitalign import api

    for result in results:
        source = form.source_language or result.source_language
        target = form.target_language or result.target_language
        yield from api.translation_units(result.alignment, source, target)
