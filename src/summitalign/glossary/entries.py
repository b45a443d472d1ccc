"""One item of a glossary to a term entry: the full form, and the shorthand `wrong: right`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summitalign.glossary.marks import colon_hint, warn_of_marks, wide_arrow_hint
from summitalign.glossary.nodes import MapNode, Node, ScalarNode
from summitalign.glossary.patterns import pattern_fault
from summitalign.glossary.problems import ProblemLog, nearest_hint
from summitalign.glossary.values import (
    items_of,
    kind_of,
    refuse_unknown_keys,
    scalars_of,
    text_of,
    truth_of,
)
from summitalign.model.term import ScopeRule, TermEntry, TermTest, WrongForm

ENTRY_KEYS = (
    "use", "keep", "wrong", "not_in", "source", "near", "unless_near", "scopes", "paths", "tests",
    "ambiguous", "note", "since", "by",
)  # fmt: skip
FILE_KEYS = ("version", "languages", "include", "repairs", "front_matter", "terms")
SCOPES = ("prose", "heading", "link-text", "table", "list", "quote", "alt")

_ARROW = " => "


@dataclass(frozen=True, slots=True)
class Draft:
    """A term entry that is read but has no id yet, with what is needed to name its place and to edit it."""

    entry: TermEntry
    """`id` is the bare slug, not yet unique."""
    path: str
    line: int
    """Line of the entry, from 1."""
    wrong_lines: tuple[int, ...]
    """Line of each wrong form."""
    use_lines: tuple[int, ...]
    """Line of each right form."""
    node: Node
    """The item of `terms`, or the value of a plain pair."""
    key: ScalarNode | None = None
    """The wrong form of a shorthand or plain pair; None in the full form."""


def slug(form: str) -> str:
    """Return the id a right form gives: lower case, letters and digits of any script, the rest as hyphens."""
    return re.sub(r"[\W_]+", "-", form.lower()).strip("-") or "term"


def unique_ids(slugs: Iterable[str]) -> tuple[str, ...]:
    """Number the slugs that stood before: `coral`, `coral-2`, `coral-3`."""
    taken: dict[str, int] = {}
    ids = []
    for slug in slugs:
        unique = slug
        while unique in taken:
            taken[slug] += 1
            unique = f"{slug}-{taken[slug]}"
        taken[unique] = 1
        ids.append(unique)
    return tuple(ids)


def read_item(node: Node, log: ProblemLog) -> Draft | None:
    """Read one item of `terms`; None where it is no entry at all."""
    if not isinstance(node, MapNode) or not node.pairs:
        hint = "write `- wrong form: right form`, or `- use: right form` with `wrong:` under it"
        log.error(node.start, f"an entry must be a mapping, not {kind_of(node)}", colon_hint(node) or hint)
        return None
    key, value = node.pairs[0]
    if len(node.pairs) == 1 and key.text not in ENTRY_KEYS:
        return read_pair(key, value, log, node)
    return _read_full(node, log)


def read_pair(key: ScalarNode, value: Node, log: ProblemLog, node: Node | None = None) -> Draft | None:
    """Read `wrong form: right form`."""
    if not isinstance(value, ScalarNode):
        full = "several right forms need the full form: `- use: [one, other]` with `wrong:` under it"
        hint = nearest_hint(key.text, (*FILE_KEYS, *ENTRY_KEYS), full)
        log.error(value.start, f'the right form of "{key.text}" must be a text, not {kind_of(value)}', hint)
        return None
    is_whole = True
    for form, name in ((key, "wrong"), (value, "right")):
        if not form.text.strip():
            log.error(form.start, f"an empty {name} form", "write `wrong form: right form`")
            is_whole = False
    if not is_whole:
        return None
    warn_of_marks(key, "wrong", log)
    warn_of_marks(value, "use", log)
    use = (value.text,)
    line = log.lines.line(key.start)
    entry = TermEntry(slug(value.text), use, (WrongForm(key.text),), source=use, origin=f"{log.path}:{line}")
    return Draft(entry, log.path, line, (line,), (log.lines.line(value.start),), node or value, key)


def _read_full(node: MapNode, log: ProblemLog) -> Draft | None:
    # A key that is only misspelt is not missing as well.
    misspelt = refuse_unknown_keys(node, ENTRY_KEYS, "an entry", log)
    fields = {key.text: value for key, value in node.pairs}
    right = _read_right(node, fields, misspelt, log)
    wrong = _read_wrong(node, fields, misspelt, log)
    lists = {
        name: _texts(fields[name], name, log)
        for name in ("not_in", "source", "near", "unless_near", "paths")
        if name in fields
    }
    texts = {name: text_of(fields[name], name, log) for name in ("note", "since", "by") if name in fields}
    use = tuple(form.text for form in right)
    entry = TermEntry(
        slug(use[0]) if use else "term",
        use,
        tuple(form for form, _ in wrong),
        not_in=lists.get("not_in", ()),
        source=lists.get("source") or use,
        near=lists.get("near", ()),
        unless_near=lists.get("unless_near", ()),
        scopes=_read_scopes(fields["scopes"], log) if "scopes" in fields else (),
        paths=lists.get("paths", ()),
        tests=_read_tests(fields["tests"], log) if "tests" in fields else (),
        is_ambiguous="ambiguous" in fields and truth_of(fields["ambiguous"], "ambiguous", log),
        is_kept="keep" in fields,
        note=texts.get("note", ""),
        since=texts.get("since", ""),
        by=texts.get("by", ""),
        origin=f"{log.path}:{log.lines.line(node.start)}",
    )
    line = log.lines.line
    wrong_lines = tuple(line(start) for _, start in wrong)
    return Draft(entry, log.path, line(node.start), wrong_lines, tuple(line(form.start) for form in right), node)


def _read_right(
    node: MapNode, fields: dict[str, Node], misspelt: tuple[str, ...], log: ProblemLog
) -> tuple[ScalarNode, ...]:
    """Read `use` or `keep`; exactly one of them must be there and name a form."""
    if "use" in fields and "keep" in fields:
        log.error(node.start, "an entry has both 'use' and 'keep'", "make two entries of it")
    name = "use" if "use" in fields else "keep"
    if name not in fields:
        if "use" not in misspelt and "keep" not in misspelt:
            hint = "add `use: right form`, or `keep: form` for one never changed"
            log.error(node.start, "an entry without 'use'", hint)
        return ()
    forms = scalars_of(fields[name], name, log)
    if not items_of(fields[name]):
        log.error(fields[name].start, f"'{name}' is empty", "name the right form")
    for form in forms:
        warn_of_marks(form, name, log)
    return forms


def _read_wrong(
    node: MapNode, fields: dict[str, Node], misspelt: tuple[str, ...], log: ProblemLog
) -> tuple[tuple[WrongForm, int], ...]:
    """Read `wrong` into forms and their offsets; only a `keep` entry may do without."""
    items = items_of(fields["wrong"]) if "wrong" in fields else ()
    if not items and "keep" not in fields and not {"wrong", "keep"} & set(misspelt):
        log.error(node.start, "an entry without 'wrong'", "list the wrong forms, or write `keep:` instead of `use:`")
    found = []
    for item in items:
        form = _read_pattern(item, log) if isinstance(item, MapNode) else _read_literal(item, log)
        if form is not None:
            found.append((form, item.start))
    return tuple(found)


def _texts(node: Node, name: str, log: ProblemLog) -> tuple[str, ...]:
    """Read a text or a list of texts that are forms or paths."""
    forms = scalars_of(node, name, log)
    for form in forms:
        warn_of_marks(form, name, log)
    return tuple(form.text for form in forms)


def _read_literal(node: Node, log: ProblemLog) -> WrongForm | None:
    """Read a wrong form that is a plain text."""
    if not isinstance(node, ScalarNode):
        log.error(node.start, f"'wrong' must list texts or `{{re: pattern}}`, not {kind_of(node)}", "quote the text")
        return None
    if not node.text.strip():
        log.error(node.start, "'wrong' lists an empty text", "remove it")
        return None
    warn_of_marks(node, "wrong", log)
    return WrongForm(node.text)


def _read_pattern(node: MapNode, log: ProblemLog) -> WrongForm | None:
    """Read `{re: pattern}`."""
    refuse_unknown_keys(node, ("re",), "a wrong form", log)
    value = node.get("re")
    if value is None:
        if not node.pairs:
            log.error(node.start, "a wrong form without 're'", "write `{re: pattern}`")
        return None
    pattern = text_of(value, "re", log)
    if not isinstance(value, ScalarNode):
        return None
    fault = pattern_fault(pattern)
    if fault is not None:
        (log.error if fault.is_fatal else log.warning)(value.start, fault.message, fault.hint)
    return WrongForm(pattern, is_pattern=True)


def _read_scopes(node: Node, log: ProblemLog) -> tuple[ScopeRule, ...]:
    rules = []
    for item in scalars_of(node, "scopes", log):
        sign, name = item.text[0], item.text[1:]
        if sign not in "+-":
            log.error(item.start, f'the scope "{item.text}" has no sign', f"write `+{item.text}` or `-{item.text}`")
        elif name not in SCOPES:
            log.error(item.start, f'unknown scope "{name}"', nearest_hint(name, SCOPES))
        else:
            rules.append(ScopeRule(name, is_added=sign == "+"))
    return tuple(rules)


def read_test(text: str, line: int = 0) -> TermTest | None:
    """Read `text => expected`, or `text => =` where nothing may change; None for a text that is no test."""
    before, arrow, expected = text.rpartition(_ARROW)
    if not arrow or not before.strip() or expected.strip() in ("", "＝"):
        return None
    return TermTest(before, before if expected.strip() == "=" else expected, line)


def _read_tests(node: Node, log: ProblemLog) -> tuple[TermTest, ...]:
    tests = []
    for item in scalars_of(node, "tests", log):
        test = read_test(item.text, log.lines.line(item.start))
        if test is None:
            hint = "write 'text => expected', or 'text => =' where nothing may change"
            log.error(item.start, f'not a test: "{item.text}"', wide_arrow_hint(item.text) or hint)
        else:
            tests.append(test)
    return tuple(tests)


def span_of(draft: Draft) -> tuple[int, int]:
    """Return where an entry stands in the text of its file, without its dash."""
    start = draft.key.start if draft.key is not None and not isinstance(draft.node, MapNode) else draft.node.start
    return start, draft.node.end
