"""codespell's dictionary: lines `wrong->right`, `wrong->one, other,` and `wrong->right, reason`.

A line with a comma is only suggested, which is what an ambiguous entry asks for; the reason is shown. codespell
compares and writes in lower case.
"""

import re

from summitalign.glossary.exchange.values import Exported, Imported, LossLog, entry_of, imported
from summitalign.model.term import Glossary, TermEntry

_WORD = re.compile(r"[\w\-'’]+")
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_AMBIGUOUS = "also an ordinary word"


def write_codespell(glossary: Glossary) -> Exported:
    """Write a line for each wrong form that codespell can find: a run of letters, digits, hyphens and apostrophes."""
    log = LossLog()
    log.settings(glossary)
    lines: dict[str, str] = {}
    for entry in glossary.entries:
        reason = _unfit(entry)
        if reason:
            log.add(reason, entry.use[0])
            continue
        right, holds_note = _right(entry)
        fit = _forms(entry, lines, log)
        lines.update((form.lower(), f"{form}->{right}\n") for form in fit)
        if fit:
            log.fields(entry, ("ambiguous", "note") if holds_note else ("ambiguous",))
            if right.lower() != right:
                log.add("capital letters of right forms: codespell writes them small", entry.use[0])
    return Exported("".join(lines.values()), log.losses())


def _unfit(entry: TermEntry) -> str:
    if not entry.wrong:
        return "kept names without a wrong form"
    if any("," in form or "->" in form or _BREAKS.search(form) or form != form.strip() for form in entry.use):
        return "right forms with a comma, `->`, a line break or outer blanks"
    return ""


def _right(entry: TermEntry) -> tuple[str, bool]:
    """Return what stands behind the arrow, and whether that holds the note."""
    right = ", ".join(entry.use)
    note = entry.note
    can_hold = bool(note) and "," not in note and "->" not in note and not _BREAKS.search(note) and note == note.strip()
    if entry.is_ambiguous:
        return (f"{right}, {note}", True) if can_hold and note != _AMBIGUOUS else (f"{right}, {_AMBIGUOUS}", False)
    return (f"{right},", False) if len(entry.use) > 1 else (right, False)


def _forms(entry: TermEntry, lines: dict[str, str], log: LossLog) -> tuple[str, ...]:
    fit: dict[str, str] = {}
    for form in entry.wrong:
        case = f"{form.text} of {entry.use[0]}"
        small = form.text.lower()
        if form.is_pattern:
            log.add("patterns", case)
        elif not _WORD.fullmatch(form.text):
            log.add("forms that are no single word, which codespell never finds", case)
        elif small in (use.lower() for use in entry.use):
            log.add("forms in which only the case is wrong", case)
        elif small in lines or small in fit:
            log.add("forms that differ from another only in case", case)
        else:
            fit[small] = form.text
    return tuple(fit.values())


def read_codespell(text: str, place: str) -> Imported:
    """Read the lines of a dictionary; what is no line of one is noted, with its number."""
    log = LossLog()
    joined: dict[tuple[object, ...], TermEntry] = {}
    for number, line in enumerate(re.split(r"\r?\n", text.removeprefix("\ufeff")), 1):
        if not line.strip():
            continue
        wrong, arrow, data = line.partition("->")
        if not arrow or not wrong.strip() or "->" in data:
            log.add("lines that are not `wrong->right`", f"line {number}: {line}")
            continue
        words, comma, reason = data.strip().rpartition(",")
        use = tuple(word.strip() for word in (words if comma else reason).split(",") if word.strip())
        reason = reason.strip() if comma else ""
        # One word with a comma is not fixed by codespell either; several are a choice anyway.
        is_ambiguous = bool(comma) and (bool(reason) or len(use) == 1)
        note = "" if reason == _AMBIGUOUS else reason
        old = joined.get((use, is_ambiguous, note))
        joined[use, is_ambiguous, note] = entry_of(
            use, (*(old.wrong if old else ()), wrong.strip()), is_ambiguous=is_ambiguous, note=note,
            origin=old.origin if old else f"{place}:{number}",
        )  # fmt: skip
    return imported(joined.values(), log)
