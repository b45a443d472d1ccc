"""prh's rules (YAML), which textlint reads too: what is expected, and patterns of what should not stand.

prh replaces wherever a pattern matches, so entries that need evidence are left out. A literal is written as a regular
expression where prh's own escaping of it would not compile, and where its edges are those of a word.
"""

import re
from collections.abc import Iterator

from summitalign.errors import GlossaryError
from summitalign.glossary.exchange.regexes import form_of, is_portable, regex_of
from summitalign.glossary.exchange.values import Exported, Imported, LossLog, entry_of, imported
from summitalign.glossary.exchange.yaml_text import commented, fields_of, quoted, text_or, texts, tree_of
from summitalign.glossary.nodes import ListNode, MapNode, Node
from summitalign.model.span import LineIndex
from summitalign.model.term import Glossary, TermEntry, WrongForm

_REGEX = re.compile(r"/(.*)/([gimy]*)", re.DOTALL)
_LINES = re.compile("[\u2028\u2029]|(?<=.)\n(?=.)")
_REFERENCE = re.compile(r"\$[0-9]")
_PLAIN = re.compile(r"[^\W\d_a-zA-Z](?:\w*[^\W\d_a-zA-Z])?")


def write_prh(glossary: Glossary) -> Exported:
    """Write a rule for each entry that is wrong everywhere; the note becomes prh's message."""
    log = LossLog()
    log.settings(glossary)
    parts = [commented(("prh rules, written by summitalign",)), "version: 1\n"]
    rules = [line for entry in glossary.entries for line in _rule(entry, log)]
    return Exported("".join((*parts, "rules:\n" if rules else "rules: []\n", *rules)), log.losses())


def _rule(entry: TermEntry, log: LossLog) -> Iterator[str]:
    shown = entry.use[0]
    reason = _unfit(entry)
    if reason:
        log.add(reason, shown)
        return
    patterns = []
    for form in entry.wrong:
        if (form.is_pattern and not is_portable(form.text)) or _LINES.search(form.text):
            log.add("forms that JavaScript reads differently", f"{form.text} of {shown}")
        else:
            patterns.append(_pattern(form))
    if not patterns:
        log.add("entries without a wrong form that fits", shown)
        return
    log.fields(entry, ("note",))
    yield f"  - expected: {quoted(shown)}\n    patterns:\n"
    for pattern in patterns:
        yield f"      - {quoted(pattern)}\n"
    if entry.note:
        yield f"    prh: {quoted(entry.note)}\n"


def _unfit(entry: TermEntry) -> str:
    if entry.is_ambiguous:
        return "ambiguous entries, as prh replaces everywhere"
    if len(entry.use) > 1:
        return "entries with several right forms"
    if not entry.wrong:
        return "kept names without a wrong form"
    if _REFERENCE.search(entry.use[0]):
        return "right forms with a `$` and a digit, which prh takes for a group"
    return ""


def _pattern(form: WrongForm) -> str:
    return form.text if not form.is_pattern and _PLAIN.fullmatch(form.text) else f"/{regex_of(form)}/"


def read_prh(text: str, place: str) -> Imported:
    """Read the rules of a file; raises GlossaryError where it has none."""
    fields = fields_of(tree_of(text, place))
    rules = fields.get("rules")
    if "rules" not in fields or isinstance(rules, MapNode):
        raise GlossaryError("no prh rules: the key 'rules' is missing", place=place, hint="rules: [{expected: ...}]")
    log = LossLog()
    for imported_file in texts(fields.get("imports")) or ("files",) * ("imports" in fields):
        log.add("`imports`, files of their own", imported_file)
    for name in fields:
        if name not in ("version", "rules", "imports"):
            log.add("settings of prh", name)
    line = LineIndex.build(text.removeprefix("\ufeff")).line
    entries = [
        entry
        for node in (rules.items if isinstance(rules, ListNode) else ())
        if (entry := _entry(node, f"{place}:{line(node.start)}", log)) is not None
    ]
    return imported(entries, log)


def _entry(node: Node, origin: str, log: LossLog) -> TermEntry | None:
    fields = fields_of(node)
    expected = text_or(fields.get("expected")) or text_or(node)
    patterns = texts(fields.get("pattern")) or texts(fields.get("patterns"))
    if not patterns:
        log.add("rules without a pattern, which stand for other cases and widths of a name", f"{expected} ({origin})")
        return None
    if _REFERENCE.search(expected):
        log.add("rules whose right form takes over a group", f"{expected} ({origin})")
        return None
    if "regexpMustEmpty" in fields:
        log.add("rules with `regexpMustEmpty`", f"{expected} ({origin})")
        return None
    for name in fields:
        if name not in ("expected", "pattern", "patterns", "prh"):
            log.add(f"`{name}` of rules", f"{expected} ({origin})")
    forms = (_form(pattern) for pattern in patterns)
    return entry_of((expected,), forms, note=text_or(fields.get("prh")), origin=origin)


def _form(pattern: str) -> WrongForm:
    found = _REGEX.fullmatch(pattern)
    if found is None:
        return WrongForm(pattern)
    if "i" in found[2]:
        return WrongForm(f"(?i){found[1]}", is_pattern=True)
    return form_of(found[1])
