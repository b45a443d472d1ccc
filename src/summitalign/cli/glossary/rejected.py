"""`summitalign glossary rejected`."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import click

from summitalign.cli.fix_options import rejections
from summitalign.cli.glossary.files import load, locate
from summitalign.cli.options import format_option, glossary_option
from summitalign.errors import UsageError
from summitalign.report.counting import counted
from summitalign.report.width import visible
from summitalign.workspace.baseline import Baseline, Key, update_baseline, without_keys
from summitalign.workspace.candidates import (
    REJECTED_ENTRIES,
    Pair,
    RejectedEntries,
    read_rejected_entries,
    take_back_entries,
)
from summitalign.workspace.rejection import Rejection


@dataclass(frozen=True, slots=True)
class _Row:
    """Something that was rejected for good."""

    form: str
    what: str
    """As people read it."""
    why: Rejection
    finding: tuple[str, Key] | None = None
    """Path from the folder of the file, and key; None for an entry."""
    entry: Pair | None = None


@click.command()
@click.option(
    "--take-back", "wanted", multiple=True, metavar="NUMBER|FORM", help="Forget a rejection, or all of a form."
)
@glossary_option
@format_option("text", "json")
def rejected(wanted: tuple[str, ...], glossary_path: str | None, output_format: str) -> None:
    """List the fixes and the proposed entries that were rejected for good, with the reasons and days.

    What is taken back is found, asked about and proposed again. Numbers are those of the list at this moment.

    \b
    Examples:
      summitalign glossary rejected
      summitalign glossary rejected --take-back 2 --take-back 珊瑚
    """  # noqa: D301 - click reads the backspace
    path = locate(glossary_path)
    findings = rejections(load(path))
    entries = read_rejected_entries(path.parent / REJECTED_ENTRIES)
    rows = _rows(findings, entries)
    if wanted:
        gone = _chosen(rows, wanted)
        _forget(gone, findings, entries)
        for row in gone:
            click.echo(visible(f"taken back: {row.what}"))
    elif output_format == "json":
        items = [{"form": row.form, "what": row.what, "reason": row.why.reason, "date": row.why.date} for row in rows]
        content = {"schema": "summitalign/rejected/1", "path": str(path), "rejected": items}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        for number, row in enumerate(rows, 1):
            when = f" ({row.why.date})" if row.why.date else ""
            click.echo(visible(f"{number:>3}  {row.what}{when}" + (f"  {row.why.reason}" if row.why.reason else "")))
        click.echo(f"{path}: {counted(len(rows), 'rejection', 'rejections')}", err=True)


def _rows(findings: Baseline, entries: RejectedEntries) -> list[_Row]:
    """Return all rejections, in the order of their files."""
    folder = Path(findings.file).parent
    rows = []
    for path, keys in sorted(findings.known.items()):
        for key, count in sorted(keys.items()):
            often = f" ({count} times)" if count > 1 else ""
            what = f'{os.path.relpath(folder / path)}: "{key[1]}" of "{key[0]}"{often}'
            rows.append(_Row(key[1], what, findings.rejections.get((path, key), Rejection()), finding=(path, key)))
    for pair, why in sorted(entries.entries.items(), key=lambda each: each[0]):
        rows.append(_Row(pair[0], f'the entry "{pair[0]}" -> "{pair[1]}"', why, entry=pair))
    return rows


def _chosen(rows: list[_Row], wanted: tuple[str, ...]) -> list[_Row]:
    """Return the rows that are named by number or form; raises UsageError for a name that is none."""
    chosen: set[int] = set()
    for name in wanted:
        numbers = {number for number, row in enumerate(rows) if row.form == name}
        if not numbers and name.isascii() and name.isdecimal() and 1 <= int(name) <= len(rows):
            numbers = {int(name) - 1}
        if not numbers:
            hint = "summitalign glossary rejected lists numbers and forms"
            raise UsageError(f"no rejection '{name}'", place="--take-back", hint=hint)
        chosen |= numbers
    return [rows[number] for number in sorted(chosen)]


def _forget(rows: list[_Row], findings: Baseline, entries: RejectedEntries) -> None:
    keys = {row.finding for row in rows if row.finding is not None}
    pairs = {row.entry for row in rows if row.entry is not None}
    if keys:
        update_baseline(findings.file, lambda book: without_keys(book, keys))
    if pairs:
        take_back_entries(entries.file, pairs)
