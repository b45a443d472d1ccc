"""Pairs of a source term and a right form: how formats for translators see a glossary.

They know no wrong forms, so these stand in the comment, which translators read: `[not: one|other] the note`, or
`[not always: one|other]` for ambiguous ones.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitalign.glossary.exchange.cells import joined, parted
from summitalign.glossary.exchange.values import LossLog, entry_of
from summitalign.model.term import TermEntry

_COMMENT = re.compile(r"\[not( always)?: ((?:\\.|[^\]\\])+)\](?: (.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pair:
    """A term of the source language, what belongs in its place, and what is said of the two."""

    source: str
    use: str
    comment: str = ""
    origin: str = ""


def pairs_of(entry: TermEntry, wrong: Sequence[str], note: str, log: LossLog) -> tuple[Pair, ...]:
    """Return the pairs of an entry: each right form with itself where the entry names no source."""
    if wrong:
        listed = joined(wrong).replace("]", "\\]")
        comment = f"[not{' always' if entry.is_ambiguous else ''}: {listed}]{f' {note}' if note else ''}"
    elif _COMMENT.fullmatch(note):
        log.add("notes that look like a list of wrong forms", entry.use[0])
        comment = ""
    else:
        comment = note
    if entry.source in ((), entry.use):
        return tuple(Pair(form, form, comment) for form in entry.use)
    return tuple(Pair(source, form, comment) for source in entry.source for form in entry.use)


def fields_held(entry: TermEntry) -> tuple[str, ...]:
    """Return the fields of an entry that its pairs hold; without wrong forms it comes back as a kept one."""
    return ("source", "note", "ambiguous") if entry.wrong else ("source", "note", "keep")


def entries_of_pairs(pairs: Iterable[Pair]) -> tuple[TermEntry, ...]:
    """Join pairs that have the same wrong forms and note; of those without wrong forms, the same right form too."""
    groups: dict[object, list[Pair]] = {}
    for pair in pairs:
        has_wrong = _COMMENT.fullmatch(pair.comment) is not None
        groups.setdefault((pair.comment, "" if has_wrong else pair.use), []).append(pair)
    return tuple(map(_entry, groups.values()))


def _entry(group: Sequence[Pair]) -> TermEntry:
    comment = group[0].comment
    found = _COMMENT.fullmatch(comment)
    return entry_of(
        (pair.use for pair in group),
        parted(found[2]) if found else (),
        source=tuple(dict.fromkeys(pair.source for pair in group if pair.source)),
        note=(found[3] or "") if found else comment,
        is_ambiguous=bool(found and found[1]),
        origin=group[0].origin,
    )
