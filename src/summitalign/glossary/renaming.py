"""Renaming a right form wherever a glossary file says it: as right form, as form of the original, in the tests."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from summitalign.errors import GlossaryError
from summitalign.glossary.edit import check_says, sound
from summitalign.glossary.entries import Draft
from summitalign.glossary.han import HAN
from summitalign.glossary.nodes import MapNode, Node, ScalarNode
from summitalign.glossary.splice import Splice, spliced, written
from summitalign.glossary.values import items_of
from summitalign.model.span import LineIndex
from summitalign.model.term import TermEntry

_BOM = "\ufeff"
_LATIN = re.compile(r"[A-Za-z0-9]")
_MARKS = frozenset(":#,[]{}&*!|>'\"%@`\\")
"""Characters that mean something to YAML, somewhere."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text of the glossary that is another one now, or one that names the old form and was left."""

    line: int
    """From 1."""
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """A glossary text with a right form renamed."""

    text: str
    replaced: tuple[Replaced, ...]
    left: tuple[Replaced, ...]
    """Longer names, words of context and wrong forms that hold the old form; they may mean what they always meant."""


@dataclass(frozen=True, slots=True)
class Rename:
    """What is to be renamed."""

    old: str
    new: str
    longer: tuple[str, ...] = ()
    """Other forms of the glossary that contain the old one, and stay."""

    @classmethod
    def within(cls, old: str, new: str, entries: Iterable[TermEntry]) -> "Rename":
        """Prepare a renaming that leaves the longer forms of some entries alone."""
        forms = {
            form
            for entry in entries
            for form in (*entry.use, *entry.source, *entry.not_in, *(wrong.text for wrong in entry.wrong))
            if old in form and form != old
        }
        return cls(old, new, tuple(sorted(forms, key=lambda form: (-len(form), form))))

    def is_word_of(self, text: str) -> bool:
        """Say whether the old form stands in a text, and not as a part of a longer word."""
        return re.search("".join(self._bounded()), text) is not None

    def _bounded(self) -> tuple[str, str, str]:
        """Return the pattern of the old form, between those of its borders."""
        before = "(?<![A-Za-z0-9_])" if _LATIN.match(self.old[0]) else ""
        behind = "(?![A-Za-z0-9_])" if _LATIN.match(self.old[-1]) else ""
        return before, re.escape(self.old), behind

    def of(self, text: str) -> str:
        """Return an example with the new form, set off from Chinese characters as that one is."""
        before, form, behind = self._bounded()
        others = "".join(f"{re.escape(each)}|" for each in self.longer)
        left, right = self._blank(self.old[0], self.new[0]), self._blank(self.old[-1], self.new[-1])
        pattern = re.compile(
            f"{others}(?P<left>(?<=[{HAN}]) )?{before}(?P<form>{form}){behind}(?P<right> (?=[{HAN}]))?"
        )

        def renamed(found: re.Match[str]) -> str:
            if found["form"] is None:
                return found[0]
            ends = (
                text[found.start("form") - 1 : found.start("form")],
                text[found.end("form") : found.end("form") + 1],
            )
            return self._edge(found["left"], left, ends[0]) + self.new + self._edge(found["right"], right, ends[1])

        return pattern.sub(renamed, text)

    @staticmethod
    def _blank(old: str, new: str) -> str | None:
        """Return what stands between a Chinese character and the new form; None where that does not change."""
        if bool(_LATIN.match(old)) == bool(_LATIN.match(new)):
            return None
        return " " if _LATIN.match(new) else ""

    @staticmethod
    def _edge(found: str | None, blank: str | None, neighbour: str) -> str:
        if blank is None or not (found or re.match(f"[{HAN}]", neighbour)):
            return found or ""
        return blank

    def entry(self, entry: TermEntry) -> TermEntry:
        """Return an entry with the new form."""
        return replace(
            entry,
            use=tuple(self.new if form == self.old else form for form in entry.use),
            source=self._source(entry),
            tests=tuple(
                replace(each, text=self.of(each.text), expected=self.of(each.expected)) for each in entry.tests
            ),
        )

    def _source(self, entry: TermEntry) -> tuple[str, ...]:
        if entry.source != entry.use and self.new in entry.source:
            return entry.source
        return tuple(self.new if form == self.old else form for form in entry.source)


def rename(text: str, path: str, what: Rename) -> Renaming:
    """Rename a right form in one glossary file.

    Raises GlossaryError for a text that has errors, and where an entry would have the same right form twice.
    """
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    lines = LineIndex.build(body)
    splices, replaced, left = [], [], []
    for draft in sheet.drafts:
        if what.old in draft.entry.use and what.new in draft.entry.use:
            message = f'the entry has the right form "{what.new}" already'
            raise GlossaryError(
                message, place=f"{path}:{draft.line}", hint=f'take "{what.old}" out of its `use` instead'
            )
        for name, node, after in _places(draft, what):
            change = Replaced(lines.line(node.start), name, node.text, after)
            if after != node.text:
                splices.append(Splice(node.start, node.end, _rewritten(body, node, after)))
                replaced.append(change)
            elif name != "tests":
                left.append(change)
    after_body = spliced(body, splices)
    check_says(after_body, path, sheet, tuple(what.entry(draft.entry) for draft in sheet.drafts))
    return Renaming((_BOM if text.startswith(_BOM) else "") + after_body, tuple(replaced), tuple(left))


def _places(draft: Draft, what: Rename) -> Iterator[tuple[str, ScalarNode, str]]:
    """Yield the texts of an entry that hold the old form: field, node, and what it becomes."""
    fields = _fields(draft)
    keeps_source = what.new in draft.entry.source and "source" in fields
    for name, node in fields.items():
        for item in items_of(node):
            if not isinstance(item, ScalarNode) or what.old not in item.text:
                continue
            if name == "tests":
                yield name, item, what.of(item.text)
            elif name in ("use", "keep") or (name == "source" and not keeps_source):
                if item.text == what.old:
                    yield name, item, what.new
                elif name != "source" and what.is_word_of(item.text):
                    yield name, item, item.text  # the name of something else
            elif name == "source" and item.text != what.old:
                continue
            elif name in ("source", "near", "unless_near", "not_in", "wrong"):
                yield name, item, item.text


def _fields(draft: Draft) -> dict[str, Node]:
    if draft.key is not None:
        return {"use": draft.node.pairs[0][1] if isinstance(draft.node, MapNode) else draft.node}
    return {key.text: value for key, value in draft.node.pairs} if isinstance(draft.node, MapNode) else {}


def _rewritten(text: str, node: ScalarNode, after: str) -> str:
    """Write another text in the place of a scalar, in its quotes where it has some."""
    raw = text[node.start : node.end]
    if raw == node.text and set(after) & _MARKS <= set(raw) & _MARKS and after.isprintable() and raw[0] == after[0]:
        return after
    if raw == "'" + node.text.replace("'", "''") + "'" and after.isprintable():
        return "'" + after.replace("'", "''") + "'"
    if raw == f'"{node.text}"' and after.isprintable() and not set(after) & {'"', "\\"}:
        return f'"{after}"'
    return written(after)
