"""Asking a person about entries that are proposed for the glossary, one by one."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial
from pathlib import Path

import click

from summitalign.cli.glossary.files import change, load, read_glossary
from summitalign.cli.keys import Keys
from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.compare import compare
from summitalign.model.term import Glossary, TermEntry, TermTest
from summitalign.report.terms import entry_text
from summitalign.report.width import visible
from summitalign.workspace.candidates import (
    REJECTED_ENTRIES,
    RejectedEntries,
    read_rejected_entries,
    reject_entries,
    take_back_entries,
)

_EXPLAINED = """\
  y  add this entry to the glossary
  n  leave it for another time (so does Enter)
  e  type another right form, and add the entry with that
  r  reject it for good: it is not proposed again
  b  take the answer before back, and ask that question again
  q  stop: every answer up to here is kept"""
_WORDS = {"yes": "y", "no": "n", "edit": "e", "reject": "r", "back": "b", "quit": "q", "": "n"}


@dataclass(frozen=True, slots=True)
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

    Entries of `suggest` that are likelier than `accept_above` are added unasked, before the questions.
    """
    book = read_rejected_entries(path.parent / REJECTED_ENTRIES)
    comparison = compare(load(path), tuple(_unrejected(load(candidates), book)))
    for conflict in comparison.conflicts:
        click.echo(visible(f'not asked: "{conflict.form}": {conflict.here}, but {conflict.there}'), err=True)
    sure = [entry for entry in comparison.new if _is_sure(entry, accept_above)]
    added = sum(_is_added(path, entry) for entry in sure)
    questions = _Questions(
        path, book.file, [entry for entry in comparison.new if entry not in sure], _lines(candidates)
    )
    questions.ask()
    ends = Counter(answer.end for answer in questions.answers)
    added, rejected = added + ends[_End.ADDED], ends[_End.REJECTED]
    left = len(comparison.new) - added - rejected
    return Counts(added, rejected, left, len(comparison.conflicts), questions.is_over)


class _End(Enum):
    """What became of one entry."""

    ADDED = auto()
    REJECTED = auto()
    LEFT = auto()


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer, and how it is taken back."""

    end: _End
    take_back: Callable[[], None] = lambda: None


@dataclass(slots=True)
class _Questions:
    """The questions about entries, one after the other, and back."""

    path: Path
    rejected: str
    """File of the rejected entries."""
    entries: Sequence[TermEntry]
    lines: Sequence[str] = ()
    """The lines of the file of proposals, of which the comments above an entry are shown with it."""
    answers: list[_Answer] = field(default_factory=list)
    is_over: bool = False
    keys: Keys = field(default_factory=Keys)

    def ask(self) -> None:
        """Ask about each entry."""
        while len(self.answers) < len(self.entries) and not self.is_over:
            entry = self.entries[len(self.answers)]
            click.echo(entry_text(entry), err=True)
            for remark in _remarks(self.lines, entry):
                click.echo(visible(f"  {remark}"), err=True)
            letter, form = _answer(self.keys, f"{len(self.answers) + 1} of {len(self.entries)}")
            if letter == "b":
                self._back()
            elif letter == "q":
                self.is_over = True
            else:
                self.answers.append(self._done(letter, entry, form))

    def _done(self, letter: str, entry: TermEntry, form: str) -> _Answer:
        """Do at once what an answer says."""
        if letter == "y":
            before = read_glossary(self.path)[0]
            if _is_added(self.path, _edited(entry, form)):
                return _Answer(_End.ADDED, partial(_restore, self.path, before, read_glossary(self.path)[0]))
        elif letter == "r":
            pairs = {(wrong.text, right) for wrong in entry.wrong for right in entry.use}
            reject_entries(self.rejected, pairs, self.keys.reason())
            click.echo(visible(f"remembered in {self.rejected}"), err=True)
            return _Answer(_End.REJECTED, partial(take_back_entries, self.rejected, pairs))
        return _Answer(_End.LEFT)

    def _back(self) -> None:
        if not self.answers:
            click.echo("nothing to take back: this is the first question", err=True)
            return
        try:
            self.answers[-1].take_back()
        except GlossaryError as error:
            click.echo(visible(f"not taken back: {error.message}"), err=True)
        else:
            self.answers.pop()


def _lines(file: Path) -> list[str]:
    from summitalign.workspace.read import read_text

    return read_text(file).splitlines()


def _remarks(lines: Sequence[str], entry: TermEntry) -> list[str]:
    """Return the comments right above an entry: `suggest` says there where the form stands."""
    _, _, number = entry.origin.rpartition(":")
    at = int(number) - 1 if number.isdecimal() else 0
    found: list[str] = []
    while 0 < at <= len(lines) and lines[at - 1].startswith(" ") and lines[at - 1].lstrip().startswith("#"):
        at -= 1
        found.append(lines[at].lstrip().lstrip("#").strip())
    return found[::-1]


def _restore(path: Path, before: str, after: str) -> None:
    """Give a glossary the text that it had before an entry was added; raises GlossaryError where it changed since."""

    def edit(text: str) -> str:
        if text != after:
            raise GlossaryError("the glossary was changed since", place=str(path), hint="remove the entry by hand")
        return before

    change(path, edit)
    click.echo(visible(f"{path}: taken back"))


def _edited(entry: TermEntry, form: str) -> TermEntry:
    """Return an entry with another right form, and what its examples become by that; itself where none was typed."""
    if not form:
        return entry
    edited = replace(entry, use=(form,), source=(form,), tests=())
    return replace(edited, tests=tuple(_retold(test, entry.use, edited) for test in entry.tests))


def _retold(test: TermTest, old: Sequence[str], edited: TermEntry) -> TermTest:
    """Return an example with the new right form for the old ones; one in which nothing changes stays as it is."""
    from summitalign import api
    from summitalign.terms.page import whole_word

    if test.expected == test.text:
        return test
    text = test.text
    for right in old:  # the right form may stand there as the evidence
        text = whole_word(right).sub(lambda _: edited.use[0], text)
    glossary = Glossary((replace(edited, paths=()),), index={edited.id: edited})
    return TermTest(text, api.fix_terms(api.parse(text), glossary).after)


def _is_sure(entry: TermEntry, accept_above: float | None) -> bool:
    """Say whether an entry is added unasked."""
    from summitalign.glossary.proposal import score_of

    score = score_of(entry)
    return accept_above is not None and score is not None and score > accept_above


def _unrejected(candidates: Glossary, book: RejectedEntries) -> Iterator[TermEntry]:
    """Yield what is proposed and was not rejected, form by form."""
    for entry in candidates.entries:
        wrong = tuple(
            form for form in entry.wrong if any((form.text, right) not in book.entries for right in entry.use)
        )
        if wrong:
            yield replace(entry, wrong=wrong)


def _answer(keys: Keys, progress: str) -> tuple[str, str]:
    """Return the letter of an answer, and the right form that was typed."""
    question = (
        f"{progress}: add this entry? [y]es, [n]o, [e]dit the right form, [r]eject for good, [b]ack, [q]uit, [?] help: "
    )
    while True:
        click.echo(question, nl=False, err=True)
        letter = keys.answer(_WORDS)
        if letter == "e":
            click.echo("right form (Enter to leave the entry): ", nl=False, err=True)
            if form := keys.line():
                return "y", form
        elif letter in ("y", "n", "r", "b", "q"):
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
