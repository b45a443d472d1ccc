"""Marks that a Chinese keyboard types where YAML wants others, and commas that do not part a list."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summitalign.glossary.nodes import Node, ScalarNode
    from summitalign.glossary.problems import ProblemLog

WIDE_COLON_HINT = 'write ": ", a colon and a blank, or quote the text where the character belongs to it'

# `key：value`, in a list or not, without a colon before it that YAML would take, a comment or a quote.
_WIDE_COLON_LINE = re.compile(r"[ \t]*(?:- +)*(?![#'\"|>])(?:(?!: | #|：).)+(：)")
_SKIPPED_LINE = re.compile(r"\s*(?:#.*)?")
# A comma between digits is a mark of thousands.
_COMMA = re.compile(r"[，、]|(?<![0-9]),|,(?![0-9])")
_COMMA_NAMES = {
    ",": 'a comma ","',
    "，": 'a full-width comma "，" (U+FF0C)',
    "、": 'an enumeration comma "、" (U+3001)',
}


def find_wide_colon(text: str, fault: int) -> int | None:
    """Return the offset of a full-width colon that stands for the colon of a key; None where none is to blame.

    `fault` is where the YAML parser stopped: in the line that is wrong, or in the next one with content.
    """
    end = text.find("\n", fault)
    start = len(text) if end < 0 else end
    found = None
    is_past_fault = False
    for line in reversed(text[:start].split("\n")):
        start -= len(line)
        match = _WIDE_COLON_LINE.match(line)
        if match is not None:
            found = start + match.start(1)  # of several such lines in a row, the first is to blame
        elif is_past_fault and not _SKIPPED_LINE.fullmatch(line):
            break
        is_past_fault = is_past_fault or not _SKIPPED_LINE.fullmatch(line)
        start -= 1
    return found


def wide_colon_hint(node: "Node") -> str:
    """Return the hint for a text that was to be a key and a value; empty for any other node."""
    text = getattr(node, "text", "") if getattr(node, "is_plain", False) else ""
    return f'"：" is a full-width colon (U+FF1A): {WIDE_COLON_HINT}' if "：" in text else ""


def warn_of_commas(node: "ScalarNode", log: "ProblemLog") -> None:
    """Point out a wrong form that looks like several; quotes say that the comma belongs to it."""
    comma = _COMMA.search(node.text) if node.is_plain else None
    if comma is not None:
        message = f"'wrong' lists \"{node.text}\", which holds {_COMMA_NAMES[comma.group()]}"
        log.warning(node.start, message, "write `wrong: [one, other]`, or quote the text where the comma belongs to it")
