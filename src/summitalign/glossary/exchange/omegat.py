"""OmegaT's glossary: lines `source TAB target TAB comment`, as UTF-8 text."""

import re

from summitalign.glossary.exchange.pairs import Pair, entries_of_pairs, fields_held, pairs_of
from summitalign.glossary.exchange.values import Exported, Imported, LossLog, imported
from summitalign.model.term import Glossary, TermEntry

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def write_omegat(glossary: Glossary) -> Exported:
    """Write a line for each pair of source term and right form."""
    log = LossLog()
    log.settings(glossary)
    lines = [line for entry in glossary.entries for line in _lines(entry, log)]
    return Exported("".join(line + "\n" for line in dict.fromkeys(lines)), log.losses())


def _lines(entry: TermEntry, log: LossLog) -> tuple[str, ...]:
    shown = entry.use[0]
    if any(_is_unfit(text) for text in (*entry.use, *entry.source)):
        log.add(
            "entries with a tab, a line break, outer blanks, or a leading `#` or byte order mark in a term", repr(shown)
        )
        return ()
    fit = []
    for form in entry.wrong:
        if form.is_pattern:
            log.add("patterns", f"{form.text} of {shown}")
        elif _BREAKS.search(form.text):
            log.add("wrong forms with a tab or a line break", f"{form.text!r} of {shown}")
        else:
            fit.append(form.text)
    if entry.wrong and not fit:
        log.add("entries without a wrong form that fits", shown)
        return ()
    log.fields(entry, fields_held(entry))
    note = _BREAKS.sub(" ", entry.note).strip()
    if note != entry.note:
        log.add("line breaks, tabs and outer blanks in `note`", shown)
    pairs = pairs_of(entry, fit, note, log)
    return tuple(f"{pair.source}\t{pair.use}\t{pair.comment}".removesuffix("\t") for pair in pairs)


def _is_unfit(text: str) -> bool:
    return bool(_BREAKS.search(text)) or text != text.strip() or text.startswith(("#", "\ufeff"))


def read_omegat(text: str, place: str) -> Imported:
    """Read lines of two or three columns; `#` begins a comment."""
    log = LossLog()
    pairs = []
    for number, line in enumerate(re.split(r"\r?\n", text.removeprefix("\ufeff")), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or not cells[1]:
            log.add("lines without a source and a target", f"line {number}")
            continue
        if any(cells[3:]):
            log.add("columns behind the third", f"{' '.join(cells[3:])} (line {number})")
        pairs.append(Pair(cells[0], cells[1], cells[2] if len(cells) > 2 else "", f"{place}:{number}"))
    return imported(entries_of_pairs(pairs), log)
