"""Vale's `substitution` style (YAML): a map from expressions to what belongs in their place.

Vale reports and leaves the fix to people, so ambiguous entries are written, too. Its word borders are switched off
(`nonword`), as Chinese has none; a Latin edge is written into the expression.
"""

import re
from collections.abc import Iterator

from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.regexes import form_of, is_portable, regex_of
from summitalign.glossary.exchange.values import Exported, Imported, LossLog, entry_of, imported
from summitalign.glossary.exchange.yaml_text import commented, fields_of, quoted, text_or, tree_of
from summitalign.glossary.nodes import MapNode, ScalarNode
from summitalign.model.span import LineIndex
from summitalign.model.term import Glossary, TermEntry, WrongForm

_HEAD = """\
extends: substitution
message: "Use %s, not '%s'."
level: warning
ignorecase: false
nonword: true
action:
  name: replace
swap:
"""
_READ = frozenset(("extends", "message", "level", "ignorecase", "nonword", "action", "swap"))
_BLIND = "(?i)"
_REFERENCE = re.compile(r"\$[0-9{]")


def write_vale(glossary: Glossary) -> Exported:
    """Write one rule file; several right forms are alternatives, `one|other`."""
    log = LossLog()
    log.settings(glossary)
    lines = [line for entry in glossary.entries for line in _lines(entry, log)]
    head = commented(("Vale style, written by summitalign",)) + _HEAD
    return Exported("".join((head, *lines)) if lines else head.rstrip() + " {}\n", log.losses())


def _lines(entry: TermEntry, log: LossLog) -> Iterator[str]:
    shown = entry.use[0]
    if not entry.wrong:
        log.add("kept names without a wrong form", shown)
        return
    if any("|" in form or _REFERENCE.search(form) or form != form.strip() for form in entry.use):
        log.add("right forms with `|`, outer blanks, or `$` and a digit", shown)
        return
    keys = []
    for form in entry.wrong:
        if form.is_pattern and not is_portable(form.text, groups=False):
            log.add("patterns with groups, or that Vale reads differently", f"{form.text} of {shown}")
        else:
            keys.append(regex_of(form))
    if keys:
        log.fields(entry, ())
    for key in keys:
        yield f"  {quoted(key)}: {quoted('|'.join(entry.use))}\n"


def read_vale(text: str, place: str) -> Imported:
    """Read the rule of a file; raises GlossaryError for one of another kind."""
    root = tree_of(text, place)
    fields = fields_of(root)
    swap = fields.get("swap")
    if text_or(fields.get("extends")) != "substitution" or not isinstance(swap, MapNode):
        hint = "extends: substitution, with a map under `swap`"
        raise GlossaryError("no Vale rule for substitutions", place=place, hint=hint)
    log = LossLog()
    for name in fields:
        if name not in _READ:
            log.add(f"`{name}`", place)
    is_blind = text_or(fields.get("ignorecase")).lower() == "true"
    is_word = text_or(fields.get("nonword")).lower() != "true"
    joined: dict[tuple[str, ...], TermEntry] = {}
    line = LineIndex.build(text.removeprefix("\ufeff")).line
    for key, value in swap.pairs:
        origin = f"{place}:{line(key.start)}"
        right = value.text if isinstance(value, ScalarNode) else ""
        use = tuple(form.strip() for form in right.split("|") if form.strip())
        if not use or _REFERENCE.search(right):
            log.add("expressions without a right form of their own", f"{key.text} ({origin})")
            continue
        form = _form(key.text, is_blind=is_blind, is_word=is_word)
        old = joined.get(use)
        joined[use] = entry_of(use, (*(old.wrong if old else ()), form), origin=old.origin if old else origin)
    return imported(joined.values(), log)


def _form(key: str, *, is_blind: bool, is_word: bool) -> WrongForm:
    bare = key.removeprefix(_BLIND)
    key, is_blind = bare, is_blind or bare != key
    form = form_of(key)
    if not is_blind and not form.is_pattern:
        return form
    # As Vale reads it: whole words unless `nonword`, any case with `ignorecase`.
    border = r"\b" if is_word else ""
    blind = _BLIND if is_blind else ""
    return WrongForm(f"{blind}{border}(?:{key}){border}" if border else blind + key, is_pattern=True)
