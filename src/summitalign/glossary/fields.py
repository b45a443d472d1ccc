"""Changing what single entries say: the splices for changed fields, replaced, removed and appended entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summitalign.errors import GlossaryError
from summitalign.glossary.addition import Block, appended, block_of, written_fields, written_items
from summitalign.glossary.change import Conflict
from summitalign.glossary.difference import values_of
from summitalign.glossary.entries import Draft, span_of
from summitalign.glossary.nodes import ListNode, MapNode, Node
from summitalign.glossary.removal import without_entry
from summitalign.glossary.sheet import Sheet, is_full_style, terms_of
from summitalign.glossary.splice import (
    Splice,
    column_of,
    comments_above,
    dash_of,
    insert_in_brackets,
    insert_lines,
    line_break,
    line_end,
    line_start,
    remove_from_brackets,
    written,
)
from summitalign.model.term import TermEntry

_SETTINGS = ("version", "languages", "include", "repairs", "front_matter")


@dataclass(frozen=True, slots=True)
class Revision:
    """What becomes of one entry."""

    number: int | None
    """Of the entry in its file; None for one that is appended."""
    entry: TermEntry | None
    """What it says then; None where it is removed."""
    copied: Draft | None = None
    """The entry of another file whose text is taken over, comments included."""


class FieldEdits:
    """The splices that turn a glossary text into one with revised entries.

    `other` is the text that copied entries stand in.
    """

    def __init__(self, text: str, sheet: Sheet, other: str = "") -> None:
        """Begin with a text that has no errors."""
        self._text, self._sheet, self._other = text, sheet, other
        self.expected = sheet
        """The file as its settings are to be afterwards."""

    def splices(self, revisions: Sequence[Revision]) -> Iterator[Splice]:
        """Yield splices that do not overlap; raises GlossaryError for a layout that cannot be edited."""
        for revision in revisions:
            if revision.number is None:
                continue
            draft = self._sheet.drafts[revision.number]
            if revision.entry is None:
                yield self._needed(without_entry(self._text, self._sheet, revision.number).splice)
            else:
                yield from self._changed(draft, revision.entry)
        if new := [revision for revision in revisions if revision.number is None and revision.entry is not None]:
            yield self._appended(new)

    def _needed(self, splice: Splice | None) -> Splice:
        if splice is None:
            hint = "edit it by hand"
            raise GlossaryError("the layout of the file does not allow this edit", place=self._sheet.path, hint=hint)
        return splice

    def _copied(self, draft: Draft) -> Block:
        """Return an entry of the other file as it is written there."""
        in_brackets = block_of(draft.entry).in_brackets
        start, end = span_of(draft)
        if isinstance(draft.node, MapNode) and draft.node.is_flow:
            return Block((self._other[start:end],), in_brackets, comments_above(self._other, start))
        raw = self._other[start : line_end(self._other, end)].rstrip("\r\n")
        first, *others = raw.splitlines()
        column = column_of(self._other, start)
        rest = (line[column:] if not line[:column].strip() else line.lstrip() for line in others)
        return Block((first, *rest), in_brackets, comments_above(self._other, start))

    def _is_in_brackets(self) -> bool:
        terms = terms_of(self._sheet.root)
        if isinstance(terms, ListNode):
            return terms.is_flow
        root = self._sheet.root
        return isinstance(root, MapNode) and not is_full_style(root) and root.is_flow

    def _appended(self, new: Sequence[Revision]) -> Splice:
        """Put new entries behind the last one; in a plain map, as lines of it."""
        text, root = self._text, self._sheet.root
        blocks = [
            self._copied(revision.copied) if revision.copied else block_of(revision.entry)
            for revision in new
            if revision.entry is not None
        ]
        if not isinstance(root, MapNode) or is_full_style(root):
            return self._needed(appended(text, root, blocks))
        if root.is_flow:
            return insert_in_brackets(root, [" ".join(block.lines) for block in blocks])
        indent = " " * column_of(text, root.start)
        lines = [indent + line for block in blocks for line in (*block.comments, *block.lines)]
        return insert_lines(text, root.end, lines)

    def _changed(self, draft: Draft, entry: TermEntry) -> Iterator[Splice]:
        """Change fields in place; a short entry that cannot say it is written anew in the full form."""
        if draft.key is not None or not isinstance(draft.node, MapNode):
            yield from self._short(draft, entry)
            return
        values = written_fields(entry)
        old, new = values_of(draft.entry), values_of(entry)
        names = [name for name in old if old[name] != new[name]]
        if draft.entry.wrong != entry.wrong:
            names.append("wrong")
        gone = [name for name in names if draft.node.get(name) is not None and name not in values]
        if draft.node.is_flow and gone and len(names) > 1:  # removals beside each other would share a comma
            start, end = span_of(draft)
            is_bare = "#" not in self._text[start:end] and "\n" not in self._text[start:end]
            yield self._needed(Splice(start, end, block_of(entry).in_brackets) if is_bare else None)
            return
        missing = []
        for name in dict.fromkeys(names):
            node = draft.node.get(name)
            if node is not None and name in values:
                yield from self._value(node, draft.entry, entry, name)
            elif node is not None:
                yield self._without(draft.node, name)
            elif name in values:
                missing.append(f"{name}: {values[name]}")
        if missing:
            yield self._with(draft.node, missing)

    def _short(self, draft: Draft, entry: TermEntry) -> Iterator[Splice]:
        values = written_fields(entry)
        value = draft.node.pairs[0][1] if isinstance(draft.node, MapNode) else draft.node
        if draft.key is not None and set(values) == {"use", "wrong"} and len(entry.use) == len(entry.wrong) == 1:
            if entry.wrong != draft.entry.wrong:
                yield Splice(draft.key.start, draft.key.end, written(entry.wrong[0].text))
            yield Splice(value.start, value.end, values["use"])
            return
        if value is draft.node:  # a line of a plain map, which knows no other form
            yield self._needed(None)
        start, end = span_of(draft)
        if self._is_in_brackets():
            yield Splice(start, end, block_of(entry).in_brackets)
        else:
            indent = line_break(self._text) + " " * column_of(self._text, start)
            yield Splice(start, end, indent.join(block_of(entry).lines))

    def _value(self, node: Node, before: TermEntry, after: TermEntry, name: str) -> Iterator[Splice]:
        """Change the value of a field: in a list, only the items that come or go where the layout lets us."""
        old, new = (written_items(entry, name) for entry in (before, after))
        gone = [number for number, item in enumerate(old) if item not in new]
        come = [item for item in new if item not in old]
        is_list = isinstance(node, ListNode) and len(node.items) == len(old) and [*_kept(old, new), *come] == new
        if is_list and len(gone) < len(old) and isinstance(node, ListNode) and (len(gone) < 2 or not node.is_flow):
            for number in gone:
                yield self._item_removal(node, number)
            if come and node.is_flow:
                yield insert_in_brackets(node, come)
            elif come:
                dash = dash_of(self._text, node.items[-1].start)
                indent = " " * column_of(self._text, dash) if dash is not None else ""
                yield insert_lines(self._text, node.end, [f"{indent}- {item}" for item in come])
            return
        value = written_fields(after)[name]
        is_block_list = isinstance(node, ListNode) and not node.is_flow
        yield Splice(node.start, node.end, f"  {value}" if is_block_list else value)

    def _item_removal(self, node: ListNode, number: int) -> Splice:
        if node.is_flow:
            return remove_from_brackets(self._text, node, number)
        dash = dash_of(self._text, node.items[number].start)
        if dash is None or self._text[line_start(self._text, dash) : dash].strip():
            return self._needed(None)
        return Splice(line_start(self._text, dash), line_end(self._text, node.items[number].end), "")

    def _without(self, node: MapNode, name: str) -> Splice:
        number = next(number for number, (key, _) in enumerate(node.pairs) if key.text == name)
        key, value = node.pairs[number]
        if node.is_flow:
            return remove_from_brackets(self._text, node, number)
        start = line_start(self._text, key.start)
        if self._text[start : key.start].strip():
            return self._needed(None)
        return Splice(start, line_end(self._text, max(key.end, value.end)), "")

    def _with(self, node: MapNode, fields: Sequence[str]) -> Splice:
        if node.is_flow:
            return insert_in_brackets(node, fields)
        indent = " " * column_of(self._text, node.pairs[0][0].start)
        return insert_lines(self._text, node.end, [indent + line for line in fields])

    def settings(self, theirs: Sheet, old: Sheet, conflicts: list[Conflict]) -> Iterator[Splice]:
        """Yield the splices that bring in the settings that the other side changed."""
        lines = []
        for name in _SETTINGS:
            mine, other, before = (_setting(sheet, name) for sheet in (self._sheet, theirs, old))
            if other in (before, mine):
                continue
            if mine != before:
                conflicts.append(Conflict(f"the setting {name}", (f"{self._sheet.path} and {theirs.path} differ",)))
                continue
            self.expected = _with_setting(self.expected, theirs, name)
            node, copied = _node(self._sheet, name), _node(theirs, name)
            raw = self._other[copied.start : copied.end] if copied is not None else ""
            if "\n" in raw or copied is None:
                yield self._needed(None)
            elif node is not None:
                yield Splice(node.start, node.end, raw)
            else:
                lines.append(f"{name}: {raw}")
        if lines:
            start = self._sheet.root.start if self._sheet.root is not None else 0
            break_ = line_break(self._text)
            yield Splice(start, start, "".join(line + break_ for line in lines))


def _setting(sheet: Sheet, name: str) -> object:
    return {
        "version": None,
        "languages": (sheet.source_language, sheet.target_language),
        "include": tuple((each.path, each.drop) for each in sheet.includes),
        "repairs": sheet.repairs,
        "front_matter": sheet.front_matter_keys,
    }[name]


def _with_setting(sheet: Sheet, other: Sheet, name: str) -> Sheet:
    if name == "languages":
        return replace(sheet, source_language=other.source_language, target_language=other.target_language)
    if name == "include":
        return replace(sheet, includes=other.includes)
    return (
        replace(sheet, repairs=other.repairs)
        if name == "repairs"
        else replace(sheet, front_matter_keys=other.front_matter_keys)
    )


def _node(sheet: Sheet, name: str) -> Node | None:
    return sheet.root.get(name) if isinstance(sheet.root, MapNode) and is_full_style(sheet.root) else None


def _kept(old: Sequence[str], new: Sequence[str]) -> list[str]:
    return [item for item in old if item in new]
