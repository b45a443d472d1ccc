"""Small changes to a YAML text at node marks; every character outside a splice stays."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitalign.glossary.nodes import ListNode, MapNode

_PLAIN = re.compile(r"[^\W\d_](?:[\w.+/() -]*[\w+)])?")
# Other YAML readers take these for a truth value, nothing or a number, so people quote them.
_SPECIAL = re.compile(r"(?i:true|false|yes|no|on|off|null|y|n)")


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `new` in the place of the code points `start` to `end`."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Apply splices that do not overlap."""
    parts: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        parts += (text[position : splice.start], splice.new)
        position = splice.end
    return "".join((*parts, text[position:]))


def written(form: str) -> str:
    """Return a text as a YAML scalar that fits in a block and in brackets; quoted only where it must be."""
    if _PLAIN.fullmatch(form) and not _SPECIAL.fullmatch(form):
        return form
    if form.isprintable():
        return "'" + form.replace("'", "''") + "'"
    return '"' + "".join(_escaped(character) for character in form) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def written_list(forms: Sequence[str]) -> str:
    """Return texts as a YAML list in brackets."""
    return "[" + ", ".join(written(form) for form in forms) + "]"


def line_break(text: str) -> str:
    """Return the line end that a text uses."""
    return "\r\n" if "\r\n" in text else "\n"


def line_start(text: str, offset: int) -> int:
    """Return where the line of an offset begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line of an offset ends, its line break included."""
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1


def column_of(text: str, offset: int) -> int:
    """Return how many characters stand before an offset in its line."""
    return offset - line_start(text, offset)


def insert_lines(text: str, offset: int, lines: Sequence[str]) -> Splice:
    """Put whole lines below the line of an offset."""
    end = line_end(text, offset)
    break_ = line_break(text)
    before = break_ if end and not text[:end].endswith("\n") else ""
    return Splice(end, end, before + "".join(line + break_ for line in lines))


def dash_of(text: str, item: int) -> int | None:
    """Find the dash of the block item that begins at an offset; None where it is not found."""
    start = line_start(text, item)
    if re.fullmatch(r" *-[ \t]+", text[start:item]):
        return text.index("-", start)
    # The dash may stand alone, with comments between it and its item.
    while start > 0 and not text[start:item].partition("#")[0].strip():
        item, start = start, line_start(text, start - 1)
        if re.fullmatch(r" *-[ \t]*(#.*)?\s*", text[start:item]):
            return text.index("-", start)
    return None


def remove_lines(text: str, start: int, end: int) -> Splice | None:
    """Take out the lines that an item fills; None where it shares its first line with something else."""
    first = line_start(text, start)
    return None if text[first:start].strip() else Splice(first, line_end(text, end), "")


def flow_spans(node: ListNode | MapNode) -> tuple[tuple[int, int], ...]:
    """Return start and end of each item, or of each pair."""
    if isinstance(node, ListNode):
        return tuple((item.start, item.end) for item in node.items)
    return tuple((key.start, value.end) for key, value in node.pairs)


def insert_in_brackets(node: ListNode | MapNode, items: Sequence[str]) -> Splice:
    """Append to a list or mapping that is written in brackets."""
    spans = flow_spans(node)
    joined = ", ".join(items)
    if not spans:
        return Splice(node.start + 1, node.start + 1, joined)
    return Splice(spans[-1][1], spans[-1][1], f", {joined}")


def remove_from_brackets(text: str, node: ListNode | MapNode, number: int) -> Splice:
    """Take one item out of a list or mapping in brackets, with one comma; comments between items stay."""
    spans = flow_spans(node)
    start, end = spans[number]
    if number + 1 < len(spans):
        following = spans[number + 1][0]
        if "#" in text[end:following]:
            following = text.index(",", end) + 1
        return Splice(start, following, "")
    if number and "#" not in text[spans[number - 1][1] : start]:
        return Splice(spans[number - 1][1], end, "")
    comma = re.compile(r"\s*,").match(text, end)
    return Splice(start, comma.end() if comma else end, "")


def comments_above(text: str, offset: int) -> tuple[str, ...]:
    """Return the comment lines that stand directly above the line of an offset; none where they open the file."""
    found: list[str] = []
    at = line_start(text, offset)
    while at > 0:
        start = line_start(text, at - 1)
        line = text[start:at].strip()
        if not line.startswith("#"):
            return tuple(found)
        found.insert(0, line)
        at = start
    return ()
