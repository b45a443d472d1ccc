"""typos' configuration (TOML): identifiers and what they should be.

typos looks at whole runs of letters, digits and underscores and replaces all of them, so only such forms are written,
and only of entries that are wrong everywhere.
"""

import re
import tomllib

from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.values import Exported, Imported, LossLog, entry_of, imported
from summitalign.model.term import Glossary, TermEntry

_IDENTIFIER = re.compile(r"\w+")
_TABLES = ("extend-identifiers", "extend-words")


def write_typos(glossary: Glossary) -> Exported:
    """Write `default.extend-identifiers`; a kept name is its own right form there."""
    log = LossLog()
    log.settings(glossary)
    lines = {}
    for entry in glossary.entries:
        for form in _forms(entry, log):
            lines[form] = f"{_quoted(form)} = {_quoted(entry.use[0] if entry.wrong else form)}\n"
    return Exported("# Written by summitalign\n[default.extend-identifiers]\n" + "".join(lines.values()), log.losses())


def _forms(entry: TermEntry, log: LossLog) -> tuple[str, ...]:
    shown = entry.use[0]
    if entry.is_ambiguous or (entry.wrong and len(entry.use) > 1):
        what = "ambiguous entries" if entry.is_ambiguous else "entries with several right forms"
        log.add(f"{what}, as typos replaces everywhere", shown)
        return ()
    fit = []
    for form in entry.wrong or entry.use:
        text = form if isinstance(form, str) else form.text
        if not isinstance(form, str) and form.is_pattern:
            log.add("patterns", f"{text} of {shown}")
        elif not _IDENTIFIER.fullmatch(text):
            log.add("forms that are no single word, which typos never finds", f"{text} of {shown}")
        else:
            fit.append(text)
    if fit:
        log.fields(entry, () if entry.wrong else ("keep",))
    return tuple(fit)


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else f"\\U{ord(character):08x}"


def read_typos(text: str, place: str) -> Imported:
    """Read the identifiers and words of a configuration; raises GlossaryError for a text that is no TOML."""
    try:
        tree = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise GlossaryError(f"is no TOML: {error}", place=place) from error
    log = LossLog()
    use_of: dict[str, list[str]] = {}
    entries = []
    for table, section in _sections(tree, log):
        for wrong, right in section.items():
            if not isinstance(right, str) or not right:
                log.add("words that are never right, without a correction", f"{wrong} ({table})")
            elif right == wrong:
                entries.append(entry_of((right,), origin=place, is_kept=True))
            else:
                use_of.setdefault(right, []).append(wrong)
            if table == "extend-words":
                log.add("`extend-words` in other cases and inside longer names", str(wrong))
    return imported((*entries, *(entry_of((use,), wrong, origin=place) for use, wrong in use_of.items())), log)


def _sections(tree: dict[str, object], log: LossLog) -> list[tuple[str, dict[str, object]]]:
    """Return the tables of corrections, those of single file types among them; the rest is noted."""
    types = tree.get("type")
    holders = [tree.get("default"), *(types.values() if isinstance(types, dict) else ())]
    found = []
    for key in tree:
        if key not in ("default", "type"):
            log.add("settings of typos", key)
    for number, holder in enumerate(holders):
        for key, value in holder.items() if isinstance(holder, dict) else ():
            if key not in _TABLES or not isinstance(value, dict):
                log.add("settings of typos", key)
                continue
            if number:
                log.add("the file type of corrections", key)
            found.append((key, value))
    return found
