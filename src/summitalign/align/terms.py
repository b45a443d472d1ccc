"""Concepts of a glossary in a text: one token for all forms, and text with its wrong forms replaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from summitalign.model.term import Glossary, TermEntry


class _Automaton(Protocol):
    """What is used of `ahocorasick_rs.AhoCorasick`."""

    def find_matches_as_indexes(self, haystack: str) -> list[tuple[int, int, int]]:
        """Return (pattern, start, end) of every match, in code points."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A form of a concept where it stands."""

    concept: str
    """Id of the term entry."""
    start: int
    end: int
    form: str
    """The preferred form of the entry."""
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Concepts:
    """All forms of all entries, found in one pass."""

    automaton: _Automaton | None
    meanings: tuple[tuple[TermEntry, bool], ...]
    """For every pattern its entry, and whether the form is a wrong one."""

    @classmethod
    def of(cls, glossary: Glossary | None) -> "Concepts":
        """Build the automaton over right, source and literal wrong forms; a right form wins over an equal wrong one."""
        if glossary is None or not glossary.entries:
            return cls(None, ())
        from ahocorasick_rs import AhoCorasick, MatchKind

        forms: dict[str, tuple[TermEntry, bool]] = {}
        for entry in glossary.entries:
            for text in (*entry.use, *entry.source):
                forms.setdefault(lowered(text), (entry, False))
        for entry in glossary.entries:
            for wrong in entry.wrong:
                if not wrong.is_pattern:
                    forms.setdefault(lowered(wrong.text), (entry, True))
        patterns = [form for form in forms if form]
        automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
        return cls(automaton, tuple(forms[form] for form in patterns))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the concepts of a text from left to right, the longest form at each place."""
        if self.automaton is None:
            return
        for number, start, end in self.automaton.find_matches_as_indexes(lowered(text)):
            if not _cuts_word(text, start, end):
                entry, is_wrong = self.meanings[number]
                yield Mention(entry.id, start, end, entry.use[0], is_wrong)

    def normalised(self, text: str) -> str:
        """Return a text for comparison: every wrong form replaced by the preferred one, set off by spaces."""
        parts, position = [], 0
        for mention in self.mentions(text):
            if mention.is_wrong:
                parts += [text[position : mention.start], f" {mention.form} "]
                position = mention.end
        return "".join([*parts, text[position:]]) if parts else text


def lowered(text: str) -> str:
    """Return a text in lower case with every code point in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Say whether a match begins or ends inside a Latin word."""
    return (_is_latin(text[start - 1 : start]) and _is_latin(text[start : start + 1])) or (
        _is_latin(text[end - 1 : end]) and _is_latin(text[end : end + 1])
    )


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
