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
from functools import lru_cache

from summitalign.markdown.fences import may_be_dressed
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.overlays import SPANNING
from summitalign.model.span import Span

_ITEM = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])[ ]{1,4}(?=[^ ])")
_RULE = re.compile(r"[-*_ \t\r]+")
_LONG_HTML = ("<!", "<?")
"""What opens an HTML block that ends at a mark and not at a blank line, beside the elements of `SPANNING`."""
_ALL = (*SPANNING, *_LONG_HTML)
_BEHIND = tuple(opener for opener in _ALL if opener[-1] == "{" and opener[0] in "=>")
"""Openers that begin before the brace which they share with others."""
_OPENERS = tuple(
    (mark, re.compile("|".join((*behind, *(re.escape(opener) for opener in _ALL if opener.startswith(mark))))))
    for mark, behind in (
        *(("<", ()), ("\\", ()), ("$", ())),
        ("{", [rf"\{{(?<={re.escape(opener)})" for opener in _BEHIND]),
        *((word, [rf"{word}(?:(?<=\n{word})|(?<=\A{word}))"]) for word in ("import ", "export ")),
    )
)
"""The openers by what all of a kind hold: one search for each mark, not for each opener."""
_DEFINITION = re.compile(
    r"""[ ]{0,3}\[[^\[\]\\\r\n^][^\[\]\\\r\n]*\]:[ ]+[^\s<]\S*(?:[ ]+(?:"[^"\\\r\n]*"|'[^'\\\r\n]*'))?[ ]*"""
)
_BLANK = " \t\r\n"
_SMALL, _SHORT = 50, 1_000
"""Code points that are parsed in the time that it takes to begin and end a part, and those of a short text."""
_BEFORE_FENCE = " \t>-+*0123456789.)"
"""What a line may hold before a fence."""
_CLOSERS = {"<!--": "-->", "{{": "}}", "\\(": "\\)", "\\[": "\\]"}
"""What closes an opener of `SPANNING` that reaches no further than its line if it is closed there."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Stretches of a text that can be parsed by themselves, and come out as in the whole document."""

    spans: tuple[Span, ...]
    """In order, none overlapping."""
    definitions: str = ""
    """What has to stand behind each for its labels to mean what they mean in the document; parsed, it shows nothing."""

    def is_costly(self, text: str) -> bool:
        """Say whether the parts of a text, with the definitions behind each, take longer to parse than all of it."""
        return len(self.spans) * (len(self.definitions) + _SMALL) > 2 * max(len(text), _SHORT)

    def is_large(self, text: str) -> bool:
        """Say whether the parts hold more than half of a text."""
        return 2 * sum(map(len, self.spans)) > len(text)


def cut_out(text: str, spans: Sequence[Span]) -> Cuts | None:
    """Return the stretches of top-level blocks that hold spans whole; None where only the whole text tells."""
    body = front_matter_end(text)
    if any(span.start < body for span in spans):
        return None
    cuts = cut_around(text, body, [span.start for span in spans])
    if cuts is None or not cuts.spans:
        return None
    starts = [cut.start for cut in cuts.spans]
    return cuts if all(cuts.spans[bisect_right(starts, span.start) - 1].contains(span) for span in spans) else None


@lru_cache(maxsize=4)  # asked three times of each text, which takes a tenth of the reading
def defines_labels(text: str) -> bool:
    """Say whether a text may hold a definition, which has a meaning for the whole document."""
    return "]:" in text


def cut_around(text: str, body: int, places: Iterable[int]) -> Cuts | None:
    """Return the stretches of top-level blocks that hold the places, in order; None where only the whole text tells.

    Places in fenced code have none. `body` is the offset behind the front matter.
    """
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return None
    blank_line = "\n\r\n" if "\r" in text else "\n\n"
    fences = _open_fences(text, body, blank_line)
    if fences is None:
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


@lru_cache(maxsize=4)  # asked where a text is read, and again where its fixes are proven
def _open_fences(text: str, body: int, blank_line: str) -> tuple[Span, ...] | None:
    fences = _fences(text, body, blank_line)
    return None if fences is None or _is_spanned(text, body, fences) else tuple(fences)


def _fences(text: str, body: int, blank_line: str) -> list[Span] | None:
    """Return the fenced code of the top level; None where it cannot be told without a parser."""
    found: list[Span] = []
    opener: tuple[str, int, int] | None = None  # mark, its length, offset of the line
    checked = 0  # no tag stands before it in its block
    items = _Items(text, blank_line)
    for start, indent, fence, info in fence_lines(text, body):
        if indent < 0:
            continue
        mark, length = fence[0], len(fence)
        if opener is not None:
            if mark == opener[0] and length >= opener[1]:
                if info:
                    return None  # may be a closer as translators leave them
                found.append(Span(opener[2], text.find("\n", start) + 1 or len(text)))
                opener = None
        elif mark == "`" and "`" in info:
            continue  # inline code
        elif indent:
            if not items.hold(start, indent, found[-1].end if found else body):
                return None
        elif "<" in text[max(text.rfind(blank_line, max(checked - 2, body), start) + 1, checked) : start]:
            return None  # may be inside of an HTML block
        else:
            opener, checked = (mark, length, start), start
    if opener is not None:
        found.append(Span(opener[2], len(text)))
    return found


@lru_cache(maxsize=4)
def fence_lines(text: str, body: int) -> tuple[tuple[int, int, str, str], ...]:
    """Return (offset of the line, blanks before the fence, the fence, info) of each line that begins with one.

    In place of the blanks it is -1 for a fence that does not stand at the top level: in a quote, an item, or deeper.
    """
    found = []
    for fence in ("```", "~~~"):
        # One mark is found six times as fast as three.
        at = text.find(fence, body) if fence[0] in text else -1
        while at >= 0:
            start = text.rfind("\n", body, at) + 1 or body
            end = at + 3
            while text[end : end + 1] == fence[0]:
                end += 1
            before = text[start:at]
            line_end = text.find("\n", end)
            line_end = line_end if line_end >= 0 else len(text)
            if not before.strip(_BEFORE_FENCE):
                info = text[end:line_end].strip(" \r")  # behind another blank the parser sees no closer
                indent = at - start if len(before) <= 3 and not before.strip(" ") else -1
                found.append((start, indent, text[at:end], info))
            at = text.find(fence, line_end)  # further ones on the line begin nothing
    return tuple(sorted(found))


def holds_odd_fences(text: str, body: int) -> bool:
    """Say whether a fence with an info string may stand inside of code: which fences pair is told by the text then."""
    lines = fence_lines(text, body)
    if any(indent < 0 for _, indent, _, _ in lines):
        return may_be_dressed(text)
    opener = ""
    for _, _, fence, info in lines:
        if not opener:
            opener = fence
        elif fence.startswith(opener):
            if info:
                return True
            opener = ""
    return False


@dataclass(slots=True)
class _Items:
    """Tells which indented fences belong to list items; what stands above several is read once."""

    text: str
    blank_line: str
    _read: int = 0
    """Offset of the last line that was asked about."""
    _offset: int | None = None
    """Indentation of what belongs to the item before it; None outside of a list."""

    def hold(self, start: int, indent: int, least: int) -> bool:
        """Say whether a fence surely belongs to an item: all that stands above it since the list began does.

        Then it ends with the item, and reaches over no line without indentation.
        """
        begin = _start(self.text, start, max(least, self._read), self.blank_line)
        offset = self._offset if begin == self._read else None
        for line in self.text[begin:start].split("\n"):
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
        self._read, self._offset = start, offset
        return offset is not None and indent >= offset


def _is_spanned(text: str, body: int, fences: Sequence[Span]) -> bool:
    """Say whether an opener stands outside of the fenced code, and is not closed on its line.

    The first one that a fence may seem to hold, as a fence between it and its closer is none, stands outside itself.
    """
    seen: dict[str, int] = {}
    starts = [fence.start for fence in fences]
    for mark, pattern in _OPENERS:
        at = text.find(mark, body)  # no mark is found in a tenth of the time of no opener
        while at >= 0 and (opener := pattern.search(text, at)):
            at = opener.start()
            before = bisect_right(starts, at) - 1
            if before >= 0 and at < fences[before].end:
                at = fences[before].end
            elif opener[0] == mark or not _is_closed(text, at, seen):
                return True
            else:
                at += len(mark)
    return False


def _is_closed(text: str, at: int, seen: dict[str, int]) -> bool:
    opener = next((opener for opener in _CLOSERS if text.startswith(opener, at)), None)
    if opener is None or text[at + 2 : at + 3] in ("<", "%"):  # {{< highlight >}} opens what another tag closes
        return False
    return _next(text, _CLOSERS[opener], at + len(opener), seen) < min(_next(text, "\n", at, seen), len(text))


def _next(text: str, mark: str, at: int, seen: dict[str, int]) -> int:
    """Return where a mark stands next, the end of the text if nowhere; what was `seen` is not looked for again."""
    known = seen.get(mark, -1)
    if known < at:
        found = text.find(mark, at)
        known = seen[mark] = found if found >= 0 else len(text)
    return known
