"""What a removal takes out of the text of a glossary file."""

from dataclasses import replace

from summitalign.errors import GlossaryError
from summitalign.glossary.change import Change, entries_of
from summitalign.glossary.entries import unique_ids
from summitalign.glossary.nodes import ListNode, MapNode, Node
from summitalign.glossary.sheet import Sheet, is_full_style, terms_of
from summitalign.glossary.splice import Splice, dash_of, remove_from_brackets, remove_lines


def find_key(sheet: Sheet, key: str, path: str) -> tuple[int, int | None]:
    """Return the number of the entry that `key` names, and of the wrong form where it names one.

    Wrong forms come first: of the things a key can mean, that one takes the least away.
    """
    entries = entries_of(sheet)
    for number, entry in enumerate(entries):
        for form_number, form in enumerate(entry.wrong):
            if form.text == key:
                return number, form_number
    ids = unique_ids(entry.id for entry in entries)
    found = [number for number, entry in enumerate(entries) if key == ids[number] or key in entry.use]
    if len(found) == 1:
        return found[0], None
    if found:
        lines = ", ".join(str(sheet.drafts[number].line) for number in found)
        raise GlossaryError(f'"{key}" stands for several entries (lines {lines})', place=path, hint="name a wrong form")
    hint = "summitalign glossary list shows what there is; included files are edited by themselves"
    raise GlossaryError(f'no entry has the id, right form or wrong form "{key}"', place=path, hint=hint)


def without_form(text: str, sheet: Sheet, number: int, form: int) -> Change:
    """Take one wrong form out of an entry in the full form."""
    draft = sheet.drafts[number]
    node = draft.node.get("wrong") if isinstance(draft.node, MapNode) else None
    wrong = (*draft.entry.wrong[:form], *draft.entry.wrong[form + 1 :])
    old = entries_of(sheet)
    entries = (*old[:number], replace(draft.entry, wrong=wrong), *old[number + 1 :])
    if node is not None and not wrong:
        # Brackets have to stand deeper than their key; dashes need not.
        empty = "  []" if isinstance(node, ListNode) and not node.is_flow else "[]"
        return Change(Splice(node.start, node.end, empty), entries)
    return Change(_item_removal(text, node, form), entries)


def without_entry(text: str, sheet: Sheet, number: int) -> Change:
    """Take a whole entry out, with the comments between its lines and behind them."""
    old = entries_of(sheet)
    rest = (*old[:number], *old[number + 1 :])
    root = sheet.root
    if isinstance(root, MapNode) and not is_full_style(root):
        key, value = root.pairs[number]
        splice = remove_from_brackets(text, root, number) if root.is_flow else remove_lines(text, key.start, value.end)
        return Change(splice, rest)
    return Change(_item_removal(text, terms_of(root), number), rest)


def _item_removal(text: str, node: Node | None, number: int) -> Splice | None:
    if not isinstance(node, ListNode):
        return None
    if node.is_flow:
        return remove_from_brackets(text, node, number)
    dash = dash_of(text, node.items[number].start)
    return None if dash is None else remove_lines(text, dash, node.items[number].end)
