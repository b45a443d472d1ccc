"""AutoCorrect's `.autocorrectrc` (YAML or JSON): words and what they should be, `wrong = right`.

AutoCorrect replaces wherever a word stands, in any case, so entries that need evidence are left out.
"""

import json
import re
from collections.abc import Iterable

from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.values import Exported, Imported, LossLog, entry_of, imported
from summitalign.glossary.exchange.yaml_text import commented, fields_of, quoted, texts, tree_of
from summitalign.glossary.han import HAN
from summitalign.model.term import Glossary, TermEntry

# AutoCorrect puts a blank or a full-width mark there before it looks for words.
_SPACED = re.compile(rf"[{HAN}][A-Za-z0-9!()+,\-.:?\[\]|]|[A-Za-z0-9!()+,\-.:?\[\]|][{HAN}]|\"")
_HEAD = "rules:\n  spellcheck: 1\nspellcheck:\n  words:"


def write_autocorrect(glossary: Glossary) -> Exported:
    """Write `spellcheck.words`; other cases of a wrong form are replaced with it."""
    log = LossLog()
    log.settings(glossary)
    lines = []
    for entry in glossary.entries:
        reason = _unfit(entry)
        if reason:
            log.add(reason, entry.use[0])
            continue
        fit = tuple(_forms(entry, log))
        lines += [f"\n    - {quoted(f'{form} = {entry.use[0]}')}" for form in fit]
        if fit:
            log.fields(entry, ())
    head = commented(("AutoCorrect configuration, written by summitalign",)) + _HEAD
    return Exported(head + ("".join(lines) or " []") + "\n", log.losses())


def _unfit(entry: TermEntry) -> str:
    if entry.is_ambiguous:
        return "ambiguous entries, as AutoCorrect replaces everywhere"
    if not entry.wrong:
        return "kept names without a wrong form"
    if len(entry.use) > 1:
        return "entries with several right forms"
    return "right forms with `=`, a line break or outer blanks" if not _is_word(entry.use[0]) else ""


def _forms(entry: TermEntry, log: LossLog) -> Iterable[str]:
    for form in entry.wrong:
        if form.is_pattern:
            log.add("patterns", f"{form.text} of {entry.use[0]}")
        elif not _is_word(form.text):
            log.add("wrong forms with `=`, a line break or outer blanks", f"{form.text!r} of {entry.use[0]}")
        elif _SPACED.search(form.text):
            what = "forms in which scripts meet, with quotes or with marks, which AutoCorrect changes before it looks"
            log.add(what, f"{form.text} of {entry.use[0]}")
        else:
            yield form.text


def _is_word(text: str) -> bool:
    return "=" not in text and text == text.strip() and len(text.splitlines()) == 1


def read_autocorrect(text: str, place: str) -> Imported:
    """Read `spellcheck.words`; raises GlossaryError for a text that is no configuration."""
    log = LossLog()
    joined: dict[str, TermEntry] = {}
    for word in _words(text, place, log):
        parts = [part.strip() for part in word.split("=")]
        if len(parts) == 1 and parts[0]:
            log.add("names without `=`, which stand for other cases of themselves", parts[0])
        elif len(parts) != 2 or not all(parts):
            log.add("words that are not `wrong = right`", word)
        else:
            wrong, right = parts
            old = joined.get(right)
            joined[right] = entry_of((right,), (*(old.wrong if old else ()), wrong), origin=place)
    return imported(joined.values(), log)


def _words(text: str, place: str, log: LossLog) -> tuple[str, ...]:
    body = text.removeprefix("\ufeff").strip()
    if body.startswith("{"):
        try:
            tree = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise GlossaryError(f"is no JSON: {error}", place=place) from error
        spellcheck = tree.get("spellcheck")
        words = spellcheck.get("words") if isinstance(spellcheck, dict) else None
        rules = tree.get("rules")
        _log_settings((*tree, *(rules if isinstance(rules, dict) else ())), log)
        found = tuple(word for word in words if isinstance(word, str)) if isinstance(words, list) else None
    else:
        fields = fields_of(tree_of(text, place))
        node = fields_of(fields.get("spellcheck")).get("words")
        _log_settings((*fields, *fields_of(fields.get("rules"))), log)
        found = texts(node) if node is not None else None
    if found is None:
        raise GlossaryError("no AutoCorrect configuration: 'spellcheck.words' is missing", place=place)
    return found


def _log_settings(names: Iterable[str], log: LossLog) -> None:
    for name in names:
        if name not in ("spellcheck", "rules"):
            log.add("settings of AutoCorrect", name)
