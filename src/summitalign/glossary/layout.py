"""Putting a glossary in shape: the order of keys in an entry, and the space between entries; nothing else."""

import re
from collections.abc import Iterator
from itertools import pairwise

from summitalign.glossary.change import entries_of
from summitalign.glossary.edit import check_says, sound
from summitalign.glossary.nodes import ListNode, MapNode
from summitalign.glossary.sheet import Sheet, terms_of
from summitalign.glossary.splice import Splice, column_of, line_end, line_start, spliced

KEY_ORDER = (
    "use", "keep", "wrong", "ambiguous", "not_in", "source", "near", "unless_near", "scopes", "paths", "tests",
    "note", "since", "by",
)  # fmt: skip
"""What is right and what is wrong first, then when it counts, then the examples and what is for people."""

_BOM = "\ufeff"
_BLANK_LINES = re.compile(r"(?:^[ \t]*\r?\n)+", re.MULTILINE)


def formatted(text: str, path: str) -> str:
    """Return a glossary text with the keys of every entry in KEY_ORDER and one blank line at most between entries.

    A comment above a key moves with it. An entry whose layout cannot be ordered without touching a comment stays as
    it is. Raises GlossaryError for a text that has errors.
    """
    body = text.removeprefix(_BOM)
    sheet = sound(body, path)
    splices = [*_orders(body, sheet), *_gaps(body, sheet)]
    if not splices:
        return text
    after = spliced(body, splices)
    check_says(after, path, sheet, entries_of(sheet))
    return (_BOM if text.startswith(_BOM) else "") + after


def _orders(text: str, sheet: Sheet) -> Iterator[Splice]:
    for draft in sheet.drafts:
        if draft.key is None and isinstance(draft.node, MapNode):
            order = sorted(range(len(draft.node.pairs)), key=lambda number: _rank(draft.node, number))
            if order != list(range(len(order))):
                splice = (
                    _in_brackets(text, draft.node, order) if draft.node.is_flow else _lines(text, draft.node, order)
                )
                if splice is not None:
                    yield splice


def _rank(node: object, number: int) -> int:
    assert isinstance(node, MapNode)
    return KEY_ORDER.index(node.pairs[number][0].text)


def _in_brackets(text: str, node: MapNode, order: list[int]) -> Splice:
    """Put the pairs of an entry in brackets into each other's places; what stands between them stays."""
    spans = [(key.start, max(key.end, value.end)) for key, value in node.pairs]
    parts = []
    for place, number in enumerate(order):
        start, end = spans[number]
        following = spans[place + 1][0] if place + 1 < len(spans) else spans[place][1]
        parts += [text[start:end], text[spans[place][1] : following]]
    return Splice(spans[0][0], spans[-1][1], "".join(parts))


def _lines(text: str, node: MapNode, order: list[int]) -> Splice | None:
    """Put the lines of an entry in order, each key with the comments above it; None where that is not safe."""
    keys = [key for key, _ in node.pairs]
    if any(text[line_start(text, key.start) : key.start].strip() for key in keys[1:]):
        return None
    ends = [line_end(text, max(key.end, value.end)) for key, value in node.pairs]
    heads = [""]
    for number in range(1, len(keys)):
        ends[number - 1] = _with_deeper_comments(text, ends[number - 1], column_of(text, keys[number].start))
        heads.append(text[ends[number - 1] : line_start(text, keys[number].start)])
    if heads[order[0]].strip():  # the comment would have to stand behind the dash, or above the entry
        return None
    heads[order[0]], indent = "", " " * column_of(text, keys[0].start)
    is_open = not text[: ends[-1]].endswith("\n")
    bodies = [text[key.start : end] for key, end in zip(keys, ends, strict=True)]
    if is_open:
        bodies[-1] += "\n"
    joined = "".join(f"{heads[number]}{'' if number == order[0] else indent}{bodies[number]}" for number in order)
    return Splice(keys[0].start, ends[-1], joined.removesuffix("\n") if is_open else joined)


def _with_deeper_comments(text: str, end: int, column: int) -> int:
    """Return where a value ends if the comments below it that are indented deeper than its key belong to it."""
    while (found := re.compile(r"( *)#.*\n").match(text, end)) is not None and len(found[1]) > column:
        end = found.end()
    return end


def _gaps(text: str, sheet: Sheet) -> Iterator[Splice]:
    """Make one blank line of several between two entries."""
    for before, after in pairwise(_ends(text, sheet)):
        start, end = before[1], after[0]
        if start < end:
            gap = text[start:end]
            even = _BLANK_LINES.sub("\r\n" if "\r\n" in gap else "\n", gap)
            if even != gap:
                yield Splice(start, end, even)


def _ends(text: str, sheet: Sheet) -> list[tuple[int, int]]:
    """Return the first and the last offset of the lines of each entry that has lines of its own."""
    terms = terms_of(sheet.root)
    if isinstance(terms, ListNode):
        if terms.is_flow:
            return []
        spans = [(item.start, item.end) for item in terms.items]
    elif isinstance(sheet.root, MapNode) and terms is None and not sheet.root.is_flow:
        spans = [(key.start, value.end) for key, value in sheet.root.pairs]
    else:
        return []
    return [(line_start(text, start), line_end(text, end)) for start, end in spans]
