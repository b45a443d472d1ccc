"""Cutting out the top-level blocks around some places, so that a parser need not read the rest of a document.

CommonMark decides about a line by the lines above it, but behind a blank line, a line that begins without indentation
begins anew: it continues no list, no quote and no paragraph. What may still reach over it is ruled out first: fenced
code at the top level (the only stretches that are followed here), HTML blocks that run to a closing mark, definitions
that a whole document shares, and templates. Where one of these stands in the way, only the whole document tells.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.overlays import SPANNING
from summitalign.model.span import Span

_ITEM = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])[ ]{1,4}(?=[^ ])")
_RULE = re.compile(r"[-*_ \t\r]+")
_LONG_HTML = ("<!", "<?")
"""What opens an HTML block that ends at a mark and not at a blank line, beside the elements of `SPANNING`."""
_SHARED = ("<", "{", "\\", "import ", "export ")
_ALL = tuple(opener.lstrip("\n") for opener in (*SPANNING, *_LONG_HTML))
_OPENERS = tuple(
    (mark, tuple(opener for opener in _ALL if opener.startswith(mark)))
    for mark in (*_SHARED, *(opener for opener in _ALL if not opener.startswith(_SHARED)))
)
"""The openers by what all of a kind begin with: one search for each mark, not for each opener."""
_DEFINITION = re.compile(
    r"""[ ]{0,3}\[[^\[\]\\\r\n^][^\[\]\\\r\n]*\]:[ ]+[^\s<]\S*(?:[ ]+(?:"[^"\\\r\n]*"|'[^'\\\r\n]*'))?[ ]*"""
)
_BLANK = " \t\r\n"
_CLOSERS = {"<!--": "-->", "{{": "}}", "\\(": "\\)", "\\[": "\\]"}
"""What closes an opener of `SPANNING` that reaches no further than its line if it is closed there."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Stretches of a text that can be parsed by themselves, and come out as in the whole document."""

    spans: tuple[Span, ...]
    """In order, none overlapping."""
    definitions: str = ""
    """What has to stand behind each for its labels to mean what they mean in the document; parsed, it shows nothing."""


def cut_out(text: str, spans: Sequence[Span]) -> Cuts | None:
    """Return the stretches of top-level blocks that hold spans whole; None where only the whole text tells."""
    body = front_matter_end(text)
    cuts = cut_around(text, body, [span.start for span in spans])
    if cuts is None or not cuts.spans or any(span.start < body for span in spans):
        return None
    starts = [cut.start for cut in cuts.spans]
    is_whole = all(cuts.spans[bisect_right(starts, span.start) - 1].contains(span) for span in spans)
    return cuts if is_whole else None


def defines_labels(text: str) -> bool:
    """Say whether a text may hold a definition, which has a meaning for the whole document."""
    return "]:" in text


def cut_around(text: str, body: int, places: Iterable[int]) -> Cuts | None:
    """Return the stretches of top-level blocks that hold the places, in order; None where only the whole text tells.

    Places in fenced code have none. `body` is the offset behind the front matter. Takes a hundredth of the time of a
    parser.
    """
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return None
    blank_line = "\n\r\n" if "\r" in text else "\n\n"
    fences = _fences(text, body, blank_line)
    if fences is None or _is_spanned(text, body, fences):
        return None
    found: list[Span] = []
    starts = [fence.start for fence in fences]
    for place in sorted(places):
        if found and place < found[-1].end:
            continue
        before = bisect_right(starts, place) - 1
        if before >= 0 and place < fences[before].end:
            continue
        least = fences[before].end if before >= 0 else body
        most = starts[before + 1] if before + 1 < len(starts) else len(text)
        found.append(Span(_start(text, place, least, blank_line), _end(text, place, most, blank_line)))
    # A definition anywhere gives a meaning to what stands in brackets.
    if not defines_labels(text) or not any("[" in cut.of(text) for cut in found):
        return Cuts(tuple(found))
    definitions = _definitions(text, body, fences, blank_line)
    return None if definitions is None else Cuts(tuple(found), definitions)


def _definitions(text: str, body: int, fences: Sequence[Span], blank_line: str) -> str | None:
    """Return the blocks of definitions in a text; None where one may be that is not of the simplest form."""
    starts = [fence.start for fence in fences]
    blocks = []
    at = text.find("]:", body)
    while at >= 0:
        before = bisect_right(starts, at) - 1
        if before >= 0 and at < fences[before].end:
            at = text.find("]:", fences[before].end)
            continue
        start = text.rfind(blank_line, body, at)
        start = start + len(blank_line) if start >= 0 else body
        end = text.find(blank_line, at)
        end = end if end >= 0 else len(text)
        block = text[start:end]
        if not all(_DEFINITION.fullmatch(line.rstrip("\r")) for line in block.strip("\r\n").split("\n")):
            return None
        blocks.append(block)
        at = text.find("]:", end)
    return "\n\n".join(("", *blocks, ""))


def _start(text: str, place: int, least: int, blank_line: str) -> int:
    end = place
    while (at := text.rfind(blank_line, least, end)) >= 0:
        start = at + len(blank_line)
        if text[start] not in _BLANK:
            return start
        end = start - 1
    return least


def _end(text: str, place: int, most: int, blank_line: str) -> int:
    at = text.find(blank_line, place, most)
    while at >= 0:
        following = at + len(blank_line)
        if following < most and text[following] not in _BLANK:
            return at + 1
        at = text.find(blank_line, at + 1, most)
    return most


def _fences(text: str, body: int, blank_line: str) -> list[Span] | None:
    """Return the fenced code of the top level; None where it cannot be told without a parser."""
    found: list[Span] = []
    opener: tuple[str, int, int] | None = None  # mark, its length, offset of the line
    for start, indent, length in _fence_lines(text, body):
        mark = text[start + indent]
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        info = text[start + indent + length : line_end].strip()
        if opener is not None:
            if mark == opener[0] and length >= opener[1]:
                if info:
                    return None  # may be a closer as translators leave them
                found.append(Span(opener[2], min(line_end + 1, len(text))))
                opener = None
        elif mark == "`" and "`" in info:
            continue  # inline code
        elif indent:
            if not _is_in_item(text, start, indent, found[-1].end if found else body, blank_line):
                return None
        elif "<" in text[text.rfind(blank_line, body, start) + 1 : start]:
            return None  # may be inside of an HTML block
        else:
            opener = (mark, length, start)
    if opener is not None:
        found.append(Span(opener[2], len(text)))
    return found


def _fence_lines(text: str, body: int) -> list[tuple[int, int, int]]:
    """Return (offset of the line, blanks before the fence, its length) of each line that begins with a fence."""
    found = []
    for fence in ("```", "~~~"):
        at = text.find(fence, body)
        while at >= 0:
            start = text.rfind("\n", body, at) + 1 or body
            end = at + 3
            while text[end : end + 1] == fence[0]:
                end += 1
            if at - start <= 3 and not text[start:at].strip(" "):
                found.append((start, at - start, end - at))
            at = text.find(fence, end)
    return sorted(found)


def _is_in_item(text: str, start: int, indent: int, least: int, blank_line: str) -> bool:
    """Say whether an indented fence surely belongs to a list item: all that stands above it since the list began does.

    Then it ends with the item, and reaches over no line without indentation.
    """
    offset = None
    for line in text[_start(text, start, least, blank_line) : start].split("\n"):
        content = line.lstrip(" ")
        if not content.strip():
            continue
        if content == line:
            item = _ITEM.match(line)
            if item is None or _RULE.fullmatch(line):
                return False
            offset = item.end()
        elif offset is None or len(line) - len(content) < offset:
            return False  # may end the list
    return offset is not None and indent >= offset


def _is_spanned(text: str, body: int, fences: Sequence[Span]) -> bool:
    """Say whether an opener stands outside of the fenced code, and is not closed on its line.

    The first one that a fence may seem to hold, as a fence between it and its closer is none, stands outside itself.
    """
    starts = [fence.start for fence in fences]
    for mark, openers in _OPENERS:
        at = text.find(mark, body)
        while at >= 0:
            before = bisect_right(starts, at) - 1
            if before >= 0 and at < fences[before].end:
                at = text.find(mark, fences[before].end)
                continue
            is_placed = mark[0] not in "ie" or at == body or text[at - 1] == "\n"
            if is_placed and text.startswith(openers, at) and not _is_closed(text, at):
                return True
            at = text.find(mark, at + len(mark))
    return False


def _is_closed(text: str, at: int) -> bool:
    opener = next((opener for opener in _CLOSERS if text.startswith(opener, at)), None)
    if opener is None or text[at + 2 : at + 3] in ("<", "%"):  # {{< highlight >}} opens what another tag closes
        return False
    line_end = text.find("\n", at)
    return text.find(_CLOSERS[opener], at + len(opener), line_end if line_end >= 0 else len(text)) >= 0
