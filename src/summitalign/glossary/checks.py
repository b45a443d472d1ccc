"""Checks that need more than one entry: forms listed twice, chains, forms that can never match; and warnings."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from summitalign.glossary.entries import Draft
from summitalign.glossary.han import HAN
from summitalign.glossary.problems import LintProblem, Severity
from summitalign.model.term import TermEntry

_HAN = re.compile(f"[{HAN}]")


def check_file(drafts: Iterable[Draft]) -> tuple[LintProblem, ...]:
    """Check the entries of one file against each other."""
    entries = tuple(drafts)
    return (*_duplicates(entries), *_never_matching(entries), *_warnings(entries))


def check_shadows(drafts: Iterable[Draft]) -> tuple[LintProblem, ...]:
    """Find forms that never come into play, or only in one spelling, over all files: another entry lists them, too.

    A form of an included file that is one of another file but for width and blanks is pointed out; within a file it is
    an error. So is a pattern that is nothing but the literal of another entry.
    """
    entries = tuple(drafts)
    first: dict[str, tuple[Draft, str]] = {}
    literal: dict[str, Draft] = {}
    for draft in entries:
        for form in draft.entry.wrong:
            if not form.is_pattern:
                literal.setdefault(form.text, draft)
                first.setdefault(fold(form.text), (draft, form.text))
    return tuple(_shadows(entries, literal, first))


def _shadows(
    entries: tuple[Draft, ...], literal: dict[str, Draft], first: dict[str, tuple[Draft, str]]
) -> Iterator[LintProblem]:
    for draft in entries:
        for form, line in zip(draft.entry.wrong, draft.wrong_lines, strict=True):
            if form.is_pattern:
                other = literal.get(form.text)
                if other is not None and other is not draft and re.escape(form.text) == form.text:
                    message = f'the pattern "{form.text}" never comes into play: {_names(other)} lists the same text'
                    yield _problem(Severity.ERROR, draft.path, line, message, "remove one of the two")
                continue
            winner, text = first[fold(form.text)]
            if winner is not draft and winner.path != draft.path:
                message = f'"{form.text}" is "{text}" of {_names(winner)} but for width and blanks'
                hint = f"leave it out where the file is included: `drop: [{form.text}]`"
                yield _problem(Severity.WARNING, draft.path, line, message, hint)


def _names(draft: Draft) -> str:
    return f'the entry "{draft.entry.id}" ({draft.path}:{draft.line})'


def check_chains(drafts: Iterable[Draft]) -> tuple[LintProblem, ...]:
    """Find right forms that an entry lists as wrong, over all files: such a fix would be undone or go on.

    A cycle of two entries is reported at both.
    """
    entries = tuple(drafts)
    # A form is looked up by its text; patterns are left to the entry's own tests.
    wrong_at = {
        form.text: (draft, line)
        for draft in entries
        for form, line in zip(draft.entry.wrong, draft.wrong_lines, strict=True)
        if not form.is_pattern
    }
    return tuple(_chains(entries, wrong_at))


def _chains(entries: tuple[Draft, ...], wrong_at: dict[str, tuple[Draft, int]]) -> Iterator[LintProblem]:
    for draft in entries:
        for form, line in zip(draft.entry.use, draft.use_lines, strict=True):
            if form not in wrong_at:
                continue
            other, wrong_line = wrong_at[form]
            key = "keep" if draft.entry.is_kept else "use"
            if other is draft:
                message = f"'{key}' prefers \"{form}\", which the same entry lists as wrong"
                hint = "remove it from one of the two"
            else:
                place = f"line {wrong_line}" if other.path == draft.path else f"{other.path}:{wrong_line}"
                message = f'\'{key}\' prefers "{form}", which the entry "{other.entry.id}" ({place}) lists as wrong'
                hint = f'name the final right form here, or take "{form}" out of the other entry'
            yield _problem(Severity.ERROR, draft.path, line, message, hint)


def fold(form: str) -> str:
    """Return what a form is when width and spaces do not count, as in matching."""
    if form.isalnum() and unicodedata.is_normalized("NFKC", form):
        return form
    return "".join(unicodedata.normalize("NFKC", form).split())


def _duplicates(entries: tuple[Draft, ...]) -> Iterator[LintProblem]:
    first: dict[tuple[str, bool], tuple[Draft, int]] = {}
    folded: dict[str, tuple[Draft, int, str]] = {}
    for draft in entries:
        for form, line in zip(draft.entry.wrong, draft.wrong_lines, strict=True):
            key = (form.text, form.is_pattern)
            if key in first:
                yield _twice(draft, line, form.text, *first[key])
                continue
            first[key] = (draft, line)
            if form.is_pattern:
                continue
            other, other_line, other_form = folded.setdefault(fold(form.text), (draft, line, form.text))
            if other is not draft:
                message = (
                    f'\'wrong\' lists "{form.text}", but "{other_form}" of the entry "{other.entry.id}" '
                    f"(line {other_line}) matches the same text"
                )
                hint = "keep one; width and spaces make no difference in matching"
                yield _problem(Severity.ERROR, draft.path, line, message, hint)


def _twice(draft: Draft, line: int, form: str, other: Draft, other_line: int) -> LintProblem:
    if other is draft:
        message, hint = f"'wrong' lists \"{form}\" twice", "remove one"
    else:
        where = f'the entry "{other.entry.id}" (line {other_line})'
        message = f"'wrong' lists \"{form}\", which {where} already lists"
        is_same = set(other.entry.use) == set(draft.entry.use)
        hint = "remove one" if is_same else "remove one, or make one entry with both right forms in `use`"
    return _problem(Severity.ERROR, draft.path, line, message, hint)


def _never_matching(entries: tuple[Draft, ...]) -> Iterator[LintProblem]:
    """Find wrong forms that contain a word of the same entry's `not_in`: they are always left alone."""
    for draft in entries:
        if not draft.entry.not_in:
            continue
        for form, line in zip(draft.entry.wrong, draft.wrong_lines, strict=True):
            word = next((word for word in draft.entry.not_in if word in form.text), None)
            if word is not None and not form.is_pattern:
                message = f'"{form.text}" can never match: \'not_in\' lists "{word}"'
                hint = "`not_in` is for longer words that contain a wrong form"
                yield _problem(Severity.ERROR, draft.path, line, message, hint)


def _warnings(entries: tuple[Draft, ...]) -> Iterator[LintProblem]:
    for draft in entries:
        for form, line in zip(draft.entry.wrong, draft.wrong_lines, strict=True):
            if not form.is_pattern and len(form.text) == 1 and _HAN.match(form.text):
                message = f'"{form.text}" is a single Chinese character'
                hint = "it stands inside many other words; list a longer form"
                yield _problem(Severity.WARNING, draft.path, line, message, hint)
        for word in _idle_words(draft.entry):
            message = f'\'not_in\' lists "{word}", which contains no wrong form of the entry "{draft.entry.id}"'
            hint = "`not_in` is for longer words that contain a wrong form"
            yield _problem(Severity.WARNING, draft.path, draft.line, message, hint)
        if not draft.entry.tests and (why := _wants_test(draft.entry)):
            hint = "add `tests: ['text => expected', 'text => =']`, one for each sense"
            yield _problem(Severity.WARNING, draft.path, draft.line, f"the {why} has no test", hint)


def _idle_words(entry: TermEntry) -> Iterator[str]:
    """Yield the words of `not_in` that can keep nothing; what a pattern is kept from cannot be told."""
    if not entry.not_in or any(form.is_pattern for form in entry.wrong):
        return
    forms = [fold(form.text).casefold() for form in entry.wrong]
    for word in entry.not_in:
        whole = fold(word).casefold()
        if not any(form in whole for form in forms):
            yield word


def _wants_test(entry: TermEntry) -> str:
    """Name an entry that only an example shows to be right; empty for one that says no more than two forms."""
    if entry.is_ambiguous:
        return f'ambiguous entry "{entry.id}"'
    rules = {
        "a pattern": any(form.is_pattern for form in entry.wrong),
        "`not_in`": entry.not_in,
        "`unless_near`": entry.unless_near,
    }
    return next((f'entry "{entry.id}" with {name}' for name, holds in rules.items() if holds), "")


def _problem(severity: Severity, path: str, line: int, message: str, hint: str) -> LintProblem:
    return LintProblem(severity, message, f"{path}:{line}", line, hint)
