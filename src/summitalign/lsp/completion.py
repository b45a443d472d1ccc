"""Right forms of the glossary, offered while they are written, or in place of a wrong form."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from summitalign.model.term import Glossary

MOST = 50
"""Forms that are offered at once."""
_LONGEST = 40
"""Code points before the caret that may begin a form."""
_LEAST = 2
"""Letters of a wrong form from which the right one is offered: one character begins too many words."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A right form that fits what stands before the caret."""

    use: str
    typed: str
    """What it replaces."""
    wrong: str = ""
    """The wrong form that was begun; empty where the right one was."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a glossary in an order in which those that begin alike stand together."""

    keys: tuple[str, ...]
    """Folded."""
    forms: tuple[tuple[str, str, str], ...]
    """Right form, wrong form or empty, and note, for each key."""

    @classmethod
    def of(cls, glossary: Glossary) -> Self:
        """Sort the forms of a glossary."""
        rows: set[tuple[str, tuple[str, str, str]]] = set()
        for entry in glossary.entries:
            rows |= {(use.casefold(), (use, "", entry.note)) for use in entry.use}
            rows |= {
                (form.text.casefold(), (use, form.text, entry.note))
                for form in entry.wrong
                if not form.is_pattern and not entry.is_kept
                for use in entry.use
            }
        ordered = sorted(rows)
        return cls(tuple(key for key, _ in ordered), tuple(form for _, form in ordered))

    def offers(self, before: str) -> list[Offer]:
        """Return what fits the text before the caret on its line, what continues most of it first."""
        found: dict[str, Offer] = {}
        tail = before[-_LONGEST:]
        for start in range(len(tail)):
            typed = tail[start:]
            if typed[0].isspace() or _is_inside(tail, start):
                continue
            for offer in self._beginning(typed):
                found.setdefault(offer.use, offer)
            if len(found) >= MOST:
                break
        return list(found.values())[:MOST]

    def _beginning(self, typed: str) -> Iterator[Offer]:
        key = typed.casefold()
        at = bisect_left(self.keys, key)
        for number in range(at, min(at + MOST, len(self.keys))):
            if not self.keys[number].startswith(key):
                return
            use, wrong, note = self.forms[number]
            if use != typed and (not wrong or len(typed) >= _LEAST):
                yield Offer(use, typed, wrong, note)


def _is_inside(tail: str, start: int) -> bool:
    """Say whether a place lies inside of a word of letters that are written together."""
    return (
        start > 0 and tail[start].isascii() and tail[start - 1].isascii() and (tail[start - 1] + tail[start]).isalnum()
    )
