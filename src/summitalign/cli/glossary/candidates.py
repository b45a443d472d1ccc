"""Asking a person about entries that are proposed for the glossary, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from summitalign.cli.ask import read_answer, read_line, read_reason
from summitalign.cli.glossary.files import change, load
from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.compare import compare
from summitalign.model.term import Glossary, TermEntry
from summitalign.report.terms import entry_text
from summitalign.report.width import visible
from summitalign.workspace.candidates import (
    REJECTED_ENTRIES,
    RejectedEntries,
    read_rejected_entries,
    reject_entries,
)

_EXPLAINED = """\
  y  add this entry to the glossary
  n  leave it for another time (so does Enter)
  e  type another right form, and add the entry with that
  r  reject it for good: it is not proposed again
  q  stop"""
_WORDS = {"yes": "y", "no": "n", "edit": "e", "reject": "r", "quit": "q", "": "n"}


@dataclass(slots=True)
class Counts:
    """What became of the proposed entries."""

    added: int = 0
    rejected: int = 0
    left: int = 0
    conflicts: int = 0
    """Forms that the glossary has with another right form; they are shown, and not asked about."""
    is_over: bool = False
    """True where the person has stopped the questions."""


def review_candidates(path: Path, candidates: Path, accept_above: float | None = None) -> Counts:
    """Ask about every entry of a file of proposals that the glossary does not know; write each answer at once.

    Entries of `suggest` that are likelier than `accept_above` are added unasked.
    """
    book = read_rejected_entries(path.parent / REJECTED_ENTRIES)
    counts = Counts()
    comparison = compare(load(path), tuple(_unrejected(load(candidates), book)))
    for conflict in comparison.conflicts:
        click.echo(visible(f'not asked: "{conflict.form}": {conflict.here}, but {conflict.there}'), err=True)
    counts.conflicts = len(comparison.conflicts)
    entries = comparison.new
    for number, entry in enumerate(entries, 1):
        if counts.is_over:
            counts.left += 1
            continue
        if _is_sure(entry, accept_above):
            if _is_added(path, entry):
                counts.added += 1
            else:
                counts.left += 1
            continue
        click.echo(f"{entry_text(entry)}", err=True)
        letter, form = _answer(f"{number} of {len(entries)}")
        if letter == "y" and _is_added(path, _edited(entry, form)):
            counts.added += 1
        elif letter == "r":
            counts.rejected += 1
            reason = read_reason()
            more = {(wrong.text, right): reason for wrong in entry.wrong for right in entry.use}
            reject_entries(book.file, more)
        else:
            counts.left += 1
            counts.is_over = letter == "q"
    return counts


def _edited(entry: TermEntry, form: str) -> TermEntry:
    """Return an entry with another right form, for which its examples say nothing; itself where none was typed."""
    return replace(entry, use=(form,), source=(form,), tests=()) if form else entry


def _is_sure(entry: TermEntry, accept_above: float | None) -> bool:
    """Say whether an entry is added unasked."""
    from summitalign.glossary.proposal import score_of

    score = score_of(entry)
    return accept_above is not None and score is not None and score > accept_above


def _unrejected(candidates: Glossary, book: RejectedEntries) -> Iterator[TermEntry]:
    """Yield what is proposed and was not rejected, form by form."""
    for entry in candidates.entries:
        wrong = tuple(
            form for form in entry.wrong if any((form.text, right) not in book.reasons for right in entry.use)
        )
        if wrong:
            yield replace(entry, wrong=wrong)


def _answer(progress: str) -> tuple[str, str]:
    """Return the letter of an answer, and the right form that was typed."""
    question = f"{progress}: add this entry? [y]es, [n]o, [e]dit the right form, [r]eject for good, [q]uit, [?] help: "
    while True:
        click.echo(question, nl=False, err=True)
        letter = read_answer(_WORDS)
        if letter == "e":
            click.echo("right form (Enter to leave the entry): ", nl=False, err=True)
            if form := read_line():
                return "y", form
        elif letter in ("y", "n", "r", "q"):
            return letter, ""
        else:
            click.echo(_EXPLAINED if letter == "?" else f"not an answer: {visible(letter)}\n{_EXPLAINED}", err=True)


def _is_added(path: Path, entry: TermEntry) -> bool:
    """Add an entry with all it says; one that the glossary cannot take is reported and left."""
    from summitalign.glossary.edit import add_entries, add_entry

    is_plain = entry == replace(
        TermEntry(entry.id, entry.use, entry.wrong, source=entry.use),
        is_ambiguous=entry.is_ambiguous, note=entry.note, origin=entry.origin,
    ) and not any(form.is_pattern for form in entry.wrong)  # fmt: skip
    forms = tuple(form.text for form in entry.wrong)

    def edit(text: str) -> str:
        if is_plain:
            return add_entry(text, str(path), forms, entry.use, ambiguous=entry.is_ambiguous, note=entry.note)
        return add_entries(text, str(path), (entry,))

    try:
        change(path, edit)
    except GlossaryError as error:
        click.echo(visible(f"not added: {error.message}"), err=True)
        return False
    right = " or ".join(entry.use)
    for form in forms:
        click.echo(visible(f'{path}: added "{form}" -> "{right}"'))
    return True
