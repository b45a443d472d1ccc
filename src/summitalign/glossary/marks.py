"""Marks that a Chinese keyboard types where YAML wants others, colons without a blank, commas that part nothing."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summitalign.glossary.nodes import Node, ScalarNode
    from summitalign.glossary.problems import ProblemLog

WIDE_COLON_HINT = 'write ": ", a colon and a blank, or quote the text where the character belongs to it'
TIGHT_COLON_HINT = 'write ": ", a colon and a blank'

# `key：value`, in a list or not, without a colon before it that YAML would take, a comment or a quote.
_WIDE_COLON_LINE = re.compile(r"[ \t]*(?:- +)*(?![#'\"|>])(?:(?!: | #|：).)+(：)")
# `key:value`, where no other colon of the line makes a key; not the colon of an address or of a time.
_TIGHT_COLON_LINE = re.compile(
    r"[ \t]*(?:- +)*(?![#'\"|>])(?:(?!:(?:[ \t]|$)|：| #).)*?(?<![0-9:])(:)(?=[^\s:/])(?!.*:(?:[ \t]|$))"
)
_SKIPPED_LINE = re.compile(r"\s*(?:#.*)?")
# A comma between digits is a mark of thousands.
_COMMA = re.compile(r"[，、]|(?<![0-9]),|,(?![0-9])")
_BRACKETS = {"【": "】", "［": "］", "｛": "｝", "「": "」", "『": "』", "“": "”", "‘": "’", "＂": "＂"}
_WIDE_BLANK = re.compile("-?\u3000")
_COMMA_NAMES = {
    ",": 'a comma ","',
    "，": 'a full-width comma "，" (U+FF0C)',
    "、": 'an enumeration comma "、" (U+3001)',
}


def find_colon(text: str, fault: int) -> tuple[int, str, str] | None:
    """Return the offset of a colon that is to blame for a text that is no YAML, with the problem and the way out.

    It is a full-width one, or one without a blank behind it. `fault` is where the YAML parser stopped: in the line that
    is wrong, or in the next one with content.
    """
    for line, problem, hint in (
        (_WIDE_COLON_LINE, 'a full-width colon "：" (U+FF1A)', WIDE_COLON_HINT),
        (_TIGHT_COLON_LINE, "a colon without a blank behind it", TIGHT_COLON_HINT),
    ):
        found = _find(line, text, fault)
        if found is not None:
            return found, f"not YAML: {problem}", hint
    return None


def _find(pattern: re.Pattern[str], text: str, fault: int) -> int | None:
    end = text.find("\n", fault)
    start = len(text) if end < 0 else end
    found = None
    is_past_fault = False
    for line in reversed(text[:start].split("\n")):
        start -= len(line)
        match = pattern.match(line)
        if match is not None:
            found = start + match.start(1)  # of several such lines in a row, the first is to blame
        elif is_past_fault and not _SKIPPED_LINE.fullmatch(line):
            break
        is_past_fault = is_past_fault or not _SKIPPED_LINE.fullmatch(line)
        start -= 1
    return found


def colon_hint(node: "Node") -> str:
    """Return the hint for a text that was to be a key and a value; empty for any other node."""
    text = getattr(node, "text", "") if getattr(node, "is_plain", False) else ""
    if "：" in text:
        return f'"：" is a full-width colon (U+FF1A): {WIDE_COLON_HINT}'
    return TIGHT_COLON_HINT if _TIGHT_COLON_LINE.match(text) else ""


def refuse_wide_blank(text: str, offset: int, log: "ProblemLog") -> None:
    """Log an ideographic space where YAML wants a blank, which it takes for the beginning of the text."""
    if _WIDE_BLANK.match(text):
        log.error(
            offset, "an ideographic space (U+3000) where YAML wants a blank", "type it as a blank, or quote the text"
        )


def warn_of_marks(node: "ScalarNode", name: str, log: "ProblemLog") -> None:
    """Point out a form that looks like several or like a list; quotes say that the marks belong to it."""
    if not node.is_plain:
        return
    text = node.text
    if len(text) > 1 and _BRACKETS.get(text[0]) == text[-1]:
        message = f'\'{name}\' has the form "{text}", with "{text[0]}" (U+{ord(text[0]):04X}) as a part of it'
        log.warning(
            node.start, message, "write `[one, other]` in ASCII marks, or quote the text where they belong to it"
        )
    elif name == "wrong" and (comma := comma_in(text)):
        hint = "write `wrong: [one, other]`, or quote the text where the comma belongs to it"
        log.warning(node.start, f"'wrong' lists \"{text}\", which holds {comma}", hint)


def comma_in(form: str) -> str:
    """Name the comma that makes a form look like several; empty where there is none."""
    comma = _COMMA.search(form)
    return _COMMA_NAMES[comma.group()] if comma is not None else ""


def wide_arrow_hint(test: str) -> str:
    """Return the hint for a test whose signs are full-width, or stand without blanks; empty for any other."""
    if re.search("[＝＞⇒→]", test):
        return "the signs of a test are ASCII: 'text => expected', or 'text => ='"
    is_tight = re.search(r"\S=>|=>\S", test)
    return "`=>` has a blank on each side: 'text => expected'" if is_tight else ""
