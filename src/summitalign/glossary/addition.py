"""How an addition is laid out in the text of a glossary file."""

from collections.abc import Sequence
from dataclasses import replace

from summitalign.glossary.change import Change, entries_of
from summitalign.glossary.entries import Draft
from summitalign.glossary.nodes import ListNode, MapNode, Node, ScalarNode
from summitalign.glossary.sheet import Sheet, terms_of
from summitalign.glossary.splice import (
    Splice,
    column_of,
    dash_of,
    insert_in_brackets,
    insert_lines,
    line_break,
    spliced,
    written,
    written_list,
)
from summitalign.model.term import TermEntry


def added_pairs(text: str, sheet: Sheet, root: MapNode, entry: TermEntry) -> Change:
    """Add lines `wrong: right` to a plain map."""
    right = written(entry.use[0])
    lines = [f"{written(form)}: {right}" for form in literals_of(entry)]
    entries = tuple(replace(entry, wrong=(form,)) for form in entry.wrong)
    if root.is_flow:
        splice = insert_in_brackets(root, lines)
    else:
        indent = " " * column_of(text, root.start)
        splice = insert_lines(text, root.end, [indent + line for line in lines])
    return Change(splice, (*entries_of(sheet), *entries))


def as_terms(text: str, root: MapNode) -> str:
    """Turn the lines of a plain map into a `terms` list; a layout that this breaks is noticed by the caller."""
    splices = []
    for number, (key, value) in enumerate(root.pairs):
        head = "" if number else f"terms:{line_break(text)}"
        splices.append(Splice(key.start, key.start, f"{head}  - "))
        position = text.find("\n", key.start, value.end)
        while position >= 0:
            splices.append(Splice(position + 1, position + 1, "    "))
            position = text.find("\n", position + 1, value.end)
    return spliced(text, splices)


def added(text: str, sheet: Sheet, entry: TermEntry) -> Change:
    """Extend the entry that has the same right forms, or append a new one."""
    entry = _like_its_only_kin(sheet, entry)
    for number, draft in enumerate(sheet.drafts):
        if _takes(draft, entry) and isinstance(draft.node, MapNode):
            old = entries_of(sheet)
            wider = replace(draft.entry, wrong=(*draft.entry.wrong, *entry.wrong))
            splice = _extension(text, draft.node.get("wrong"), literals_of(entry))
            return Change(splice, (*old[:number], wider, *old[number + 1 :]))
    return Change(_appended(text, sheet.root, entry), (*entries_of(sheet), entry))


def _like_its_only_kin(sheet: Sheet, entry: TermEntry) -> TermEntry:
    """Make a new entry ambiguous where the only entry that it can join is: who adds a form need not know that."""
    kin = [draft.entry for draft in sheet.drafts if draft.entry.use == entry.use and not draft.entry.is_kept]
    if len(kin) == 1 and entry.note in ("", kin[0].note):
        return replace(entry, is_ambiguous=entry.is_ambiguous or kin[0].is_ambiguous)
    return entry


def _takes(draft: Draft, entry: TermEntry) -> bool:
    """Say whether an existing entry can take the wrong forms of a new one."""
    old = draft.entry
    return (
        draft.key is None
        and not old.is_kept
        and old.use == entry.use
        and old.is_ambiguous == entry.is_ambiguous
        and entry.note in ("", old.note)
    )


def _extension(text: str, node: Node | None, forms: Sequence[str]) -> Splice | None:
    """Append forms to the value of `wrong`, whichever way it is written."""
    if isinstance(node, ListNode) and not node.is_flow:
        dash = dash_of(text, node.items[-1].start)
        if dash is None:
            return None
        indent = " " * column_of(text, dash)
        return insert_lines(text, node.end, [f"{indent}- {written(form)}" for form in forms])
    if isinstance(node, ListNode):
        return insert_in_brackets(node, [written(form) for form in forms])
    if isinstance(node, ScalarNode):
        return Splice(node.start, node.end, written_list((node.text, *forms)))
    if isinstance(node, MapNode) and node.is_flow:
        joined = ", ".join((text[node.start : node.end], *(written(form) for form in forms)))
        return Splice(node.start, node.end, f"[{joined}]")
    return None


def _appended(text: str, root: Node | None, entry: TermEntry) -> Splice | None:
    """Put a new entry behind the last one, in the indentation of that one."""
    fields = _fields(entry)
    if not isinstance(root, MapNode):
        return insert_lines(text, len(text), ["terms:", *_item(fields, "  ")])
    if root.is_flow:
        return None
    terms = terms_of(root)
    if terms is None:
        return insert_lines(text, root.end, ["terms:", *_item(fields, "  ")])
    if isinstance(terms, ListNode) and terms.is_flow:
        return insert_in_brackets(terms, ["{" + ", ".join(fields) + "}"])
    if not isinstance(terms, ListNode):
        return insert_lines(text, terms.end, _item(fields, "  "))
    dash = dash_of(text, terms.items[-1].start)
    if dash is None:
        return None
    return insert_lines(text, terms.end, _item(fields, " " * column_of(text, dash)))


def _fields(entry: TermEntry) -> tuple[str, ...]:
    fields = [
        f"use: {written(entry.use[0]) if len(entry.use) == 1 else written_list(entry.use)}",
        f"wrong: {written_list(literals_of(entry))}",
    ]
    if entry.is_ambiguous:
        fields.append("ambiguous: true")
    if entry.note:
        fields.append(f"note: {written(entry.note)}")
    return tuple(fields)


def _item(fields: Sequence[str], indent: str) -> list[str]:
    return [f"{indent}{'  ' if number else '- '}{line}" for number, line in enumerate(fields)]


def literals_of(entry: TermEntry) -> tuple[str, ...]:
    """Return the wrong forms that are no patterns."""
    return tuple(form.text for form in entry.wrong if not form.is_pattern)
