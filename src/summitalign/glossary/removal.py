"""What a removal takes out of the text of a glossary file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitalign.errors import GlossaryError
from summitalign.glossary.change import Change, entries_of
from summitalign.glossary.entries import slug
from summitalign.glossary.nodes import ListNode, MapNode, Node
from summitalign.glossary.sheet import PACK, Sheet, is_full_style, terms_of
from summitalign.glossary.splice import Splice, dash_of, remove_from_brackets, remove_lines
from summitalign.model.term import TermEntry, WrongForm


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be removed: a whole entry, or one of its wrong forms."""

    entry: TermEntry
    form: WrongForm | None = None
    """None for the whole entry."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A glossary text without what was to be removed."""

    text: str
    entry: TermEntry
    """What went: the entry, with the wrong forms that went."""
    is_whole: bool
    comments: tuple[str, ...] = ()
    """Comment lines that stood directly above a whole entry, and stay: they may be the head of those that follow."""


def find_target(entries: Sequence[TermEntry], key: str, path: str) -> Target:
    """Return what `key` names: a wrong form, an id or a right form; raises GlossaryError for none and for several.

    Wrong forms come first: of the things a key can mean, that one takes the least away. The stem of numbered ids names
    all of them: the bare id is only that of the first, and ids move up when one goes. Entries of packs are the last
    choice, as they cannot be changed.
    """
    for entry in entries:
        for form in entry.wrong:
            if form.text == key:
                return Target(entry, form)
    exact = [entry for entry in entries if key == entry.id and key != slug(entry.use[0])]
    found = exact or [entry for entry in entries if key in (entry.id, slug(entry.use[0]), *entry.use)]
    found = [entry for entry in found if not entry.origin.startswith(PACK)] or found
    if len(found) == 1:
        return Target(found[0])
    if found:
        what = ", ".join(f"{entry.id} ({entry.origin})" for entry in found)
        hint = "name a wrong form of the one that is meant" + (", or its number" if found[1].id != key else "")
        raise GlossaryError(f'"{key}" stands for several entries: {what}', place=path, hint=hint)
    hint = "summitalign glossary list shows what there is"
    raise GlossaryError(f'no entry has the id, right form or wrong form "{key}"', place=path, hint=hint)


def number_of(sheet: Sheet, target: Target) -> int:
    """Return the number of an entry in its file; of an included one, the glossary may have left out forms."""
    entry = target.entry
    wanted = set(entry.wrong) if target.form is None else {target.form}
    for number, draft in enumerate(sheet.drafts):
        known = draft.entry
        if known.use == entry.use and known.is_kept == entry.is_kept and wanted <= set(known.wrong):
            return number
    raise GlossaryError(f'the entry "{entry.id}" is not there any more', place=sheet.path)


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
