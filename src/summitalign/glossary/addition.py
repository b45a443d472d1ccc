"""How an addition is laid out in the text of a glossary file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from summitalign.model.term import TermEntry, TermTest, WrongForm


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
    return Change(appended(text, sheet.root, (block_of(entry),)), (*entries_of(sheet), entry))


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
        and entry.near in ((), old.near)
        and entry.unless_near in ((), old.unless_near)
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


@dataclass(frozen=True, slots=True)
class Block:
    """A whole entry that is to be put into a file."""

    lines: tuple[str, ...]
    """The entry without its dash and its indentation."""
    in_brackets: str
    """The entry where a file is written in brackets."""
    comments: tuple[str, ...] = ()
    """Comment lines that stand above it."""


def block_of(entry: TermEntry) -> Block:
    """Return an entry as the text of one that is new."""
    fields = tuple(f"{name}: {value}" for name, value in written_fields(entry).items())
    return Block(fields, "{" + ", ".join(fields) + "}")


def appended(text: str, root: Node | None, blocks: Sequence[Block]) -> Splice | None:
    """Put new entries behind the last one, in the indentation of that one."""
    terms = terms_of(root)
    if not isinstance(root, MapNode) or terms is None:
        if isinstance(root, MapNode) and root.is_flow:
            return insert_in_brackets(root, [f"terms: [{', '.join(block.in_brackets for block in blocks)}]"])
        return insert_lines(text, root.end if isinstance(root, MapNode) else len(text), ["terms:", *_items(blocks, 2)])
    if not isinstance(terms, ListNode):
        return None if root.is_flow else insert_lines(text, terms.end, _items(blocks, 2))
    if terms.is_flow:
        return insert_in_brackets(terms, [block.in_brackets for block in blocks])
    dash = dash_of(text, terms.items[-1].start)
    return None if dash is None else insert_lines(text, terms.end, _items(blocks, column_of(text, dash)))


def _items(blocks: Sequence[Block], column: int) -> list[str]:
    """Return the lines of list items, each below its comments."""
    indent = " " * column
    lines: list[str] = []
    for block in blocks:
        lines += (indent + comment for comment in block.comments)
        lines += (
            f"{indent}{'  ' if number else '- '}{line}" if line else "" for number, line in enumerate(block.lines)
        )
    return lines


def written_fields(entry: TermEntry) -> dict[str, str]:
    """Return all that an entry says as YAML values that stand on one line, by key, in the order of the format."""
    fields = {"keep" if entry.is_kept else "use": _scalar_or_list(entry.use)}
    for name in ("wrong", "ambiguous", *_LISTS, *_TEXTS):
        if name == "ambiguous" and entry.is_ambiguous:
            fields[name] = "true"
        elif name in _TEXTS and (text := getattr(entry, name)):
            fields[name] = written(text)
        elif name in ("wrong", *_LISTS) and (items := written_items(entry, name)):
            fields[name] = f"[{', '.join(items)}]"
    return fields


_LISTS = ("not_in", "source", "near", "unless_near", "scopes", "paths", "tests")
_TEXTS = ("note", "since", "by")


def _scalar_or_list(forms: Sequence[str]) -> str:
    return written(forms[0]) if len(forms) == 1 else written_list(forms)


def written_items(entry: TermEntry, name: str) -> list[str]:
    """Return the items of a field that is a list, each as a YAML value; none for any other field."""
    if name == "wrong":
        return [_written_form(form) for form in entry.wrong]
    if name == "scopes":
        return [written(("+" if rule.is_added else "-") + rule.name) for rule in entry.scopes]
    if name == "tests":
        return [written(_test_line(test)) for test in entry.tests]
    if name in ("use", "keep"):
        return [written(form) for form in entry.use]
    if name not in _LISTS or (name == "source" and entry.source == entry.use):
        return []
    return [written(text) for text in getattr(entry, name)]


def _written_form(form: WrongForm) -> str:
    return f"{{re: {written(form.text)}}}" if form.is_pattern else written(form.text)


def _test_line(test: TermTest) -> str:
    return f"{test.text} => {'=' if test.expected == test.text else test.expected}"


def literals_of(entry: TermEntry) -> tuple[str, ...]:
    """Return the wrong forms that are no patterns."""
    return tuple(form.text for form in entry.wrong if not form.is_pattern)
