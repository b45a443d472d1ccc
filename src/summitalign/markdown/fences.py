"""Closing code fences that carry an info string, as translators leave them, told from what stands inside code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from summitalign.model.span import Span

_MARK = re.compile("```|~~~")
_FENCE = re.compile(
    r"(?P<prefix>[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\r\n]*)"
)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_MAX_FENCES = 4_000
"""What looks like a fence line in a document; one with more is read as CommonMark says."""
_MAX_STATES = 4
"""Readings kept at each fence line."""

# Costs of a reading, in no unit; only their sums are compared. Where two readings come out alike the one of
# CommonMark wins, in which the text is code: what is not sure is not edited.
_DRESSED = 2.0
"""A closing fence that carries an info string."""
_OTHER_INFO = 1.0
"""One whose info string is not that of its opener."""
_INNER = 1.5
"""A fence line with an info string inside code."""
_UNCLOSED = 1.0
_PROSE_AS_CODE = 2.0
_CODE_AS_PROSE = 3.0
_DOUBT_AS_PROSE = 1.0

_COMMENT = re.compile(r"//|/\*|\*/|--|%|;|'|\"|<|\$ |>>> |\.\.\. ")
_LEAD = re.compile(r"(?:[>\s]|#{2,6}\s|[-*+]\s|[0-9]{1,3}[.)]\s|[*_]{1,3}|!?\[)*")
_HAN = "[\u3400-\u9fff\u3001-\u3011\uff01-\uff5e]"
_INLINE = re.compile(r"`[^`]*`|\]\([^()\s]*\)|https?://[!-~]+")
_STATEMENT = re.compile(
    r"[\w.\[\]'\"]+\s*(?:[-+*/:|]?=|\(|:\s|\.\w)|(?:return|def|class|import|from|const|let|var|echo|if|for|print)\b",
    re.ASCII,
)
_HAN_SHARE = 0.3
_HAN_BESIDE_CODE = 0.6
_CODE = re.compile(r"[=(){};<>$|\\]|\[.*\]|\w/\w|\w\.\w|: |:$")
_SENTENCE = re.compile(r"[A-Z\"'(\[*_`][^={};]*[a-z] [a-z][^={};]*[.:!?]\Z")


@dataclass(frozen=True, slots=True)
class _Fence:
    """One line that opens or closes code, or stands inside it."""

    start: int
    end: int
    depth: int
    """Quote marks before it."""
    indent: int
    mark: str
    info: Span
    kind: str
    """The first word of the info string in lower case; empty for a bare fence."""
    opens: bool
    """False where a backtick in the info string makes it inline code."""

    def closes(self, opener: "_Fence") -> bool:
        """Say whether it could close an opener if info strings did not count."""
        return (
            self.mark[0] == opener.mark[0]
            and len(self.mark) >= len(opener.mark)
            and self.depth == opener.depth
            and abs(self.indent - opener.indent) <= 3
        )


def undressed(text: str) -> str:
    """Return the text with blanks for the info strings of closing fences; its length is the same."""
    found = dressed_closers(text)
    if not found:
        return text
    pieces: list[str] = []
    position = 0
    for span in found:
        pieces += [text[position : span.start], " " * len(span)]
        position = span.end
    return "".join((*pieces, text[position:]))


def may_be_dressed(text: str) -> bool:
    """Say whether a fence line with an info string stands inside code: the text around it tells what it closes."""
    return _is_odd(_fences(text))


def dressed_closers(text: str) -> tuple[Span, ...]:
    """Return the info strings of fences that close code, in order.

    CommonMark takes such a line for code, and the prose behind it too. All fence lines of a document are
    read together: the reading is chosen that needs the fewest oddities, counting what the text between
    two fences looks like. A text without a fence line inside code has one reading, and costs one search.
    """
    if "```" not in text and "~~~" not in text:
        return ()
    fences = _fences(text)
    if not _is_odd(fences):
        return ()
    chosen = _cheapest(text, fences)
    return tuple(fences[number].info for number in chosen)


def _fences(text: str) -> list[_Fence]:
    """Return the fence lines of a text; none where there are too many to compare their readings."""
    lines = list(islice(_fence_lines(text), _MAX_FENCES + 1))
    if len(lines) > _MAX_FENCES:
        return []
    found = []
    for match in lines:
        prefix, info = match["prefix"], match["info"].rstrip()
        indent = len(prefix.expandtabs(4).replace(">", "").lstrip("\r\n"))
        is_item = prefix.strip(" \t>") != ""
        if indent > 3 and not is_item and not _in_list(text, match.start()):
            continue  # indented code
        start = match.start("info")
        words = info.lower().split(maxsplit=1)
        opens = match["mark"][0] == "~" or "`" not in info
        found.append(
            _Fence(
                match.start(), match.end(), prefix.count(">"), indent, match["mark"],
                Span(start, start + len(info)), words[0] if words else "", opens,
            )
        )  # fmt: skip
    return found


def _fence_lines(text: str) -> Iterator[re.Match[str]]:
    end = -1
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            line = _FENCE.match(text, text.rfind("\n", 0, mark.start()) + 1)
            end = text.find("\n", mark.end())
            end = len(text) if end < 0 else end
            if line is not None:
                yield line


def _in_list(text: str, at: int) -> bool:
    """Say whether the nearest line above without an indent begins an item; looks at 40 lines at most."""
    for _ in range(40):
        if at <= 0:
            return False
        start = text.rfind("\n", 0, at - 1) + 1
        line = text[start : min(at, start + 200)]
        if line.strip(" \t\r\n>"):
            if _ITEM.match(line):
                return True
            if line[0] not in " \t>":
                return False
        at = start
    return False


def _is_odd(fences: list[_Fence]) -> bool:
    """Say whether a fence line with an info string stands inside code, as CommonMark reads it."""
    opened: _Fence | None = None
    for fence in fences:
        if opened is None:
            opened = fence if fence.opens else None
        elif fence.closes(opened):
            if fence.kind and fence.opens:
                return True
            if not fence.kind:
                opened = None
    return False


_State = tuple[float, "_Fence | None", "_Chain | None"]
"""Cost so far, the open fence, and the closers that were taken."""
_Chain = tuple[int, "_Chain | None"]


def _cheapest(text: str, fences: list[_Fence]) -> list[int]:
    """Return the numbers of the dressed closers in the best reading."""
    states: list[_State] = [(0.0, None, None)]
    for number, fence in enumerate(fences):
        following = fences[number + 1].start if number + 1 < len(fences) else len(text)
        as_code, as_prose = _costs(text[fence.end : following])
        best: dict[tuple[object, ...], _State] = {}
        for state in states:
            for before, opened, chain in _steps(state, number, fence):
                cost = before + (as_prose if opened is None else as_code)
                key = () if opened is None else (opened.mark, opened.depth, opened.indent, opened.kind)
                if key not in best or cost < best[key][0]:
                    best[key] = (cost, opened, chain)
        states = sorted(best.values(), key=lambda state: state[0])[:_MAX_STATES]
    # At the same cost the reading with code to the end comes first.
    last = min(states, key=lambda state: (state[0] + (_UNCLOSED if state[1] else 0.0), state[1] is None))
    return _unchained(last[2])


def _unchained(chain: "_Chain | None") -> list[int]:
    chosen = []
    while chain is not None:
        chosen.append(chain[0])
        chain = chain[1]
    return chosen[::-1]


def _steps(state: _State, number: int, fence: _Fence) -> list[_State]:
    """Return what a fence line can do in one state."""
    cost, opened, chain = state
    if opened is None:
        return [(cost, fence if fence.opens else None, chain)]
    if not fence.closes(opened):
        return [state]
    if not fence.kind:
        return [(cost, None, chain)]
    closing = cost + _DRESSED + (_OTHER_INFO if opened.kind and opened.kind != fence.kind else 0.0)
    return [(cost + (_INNER if fence.opens else 0.0), opened, chain), (closing, None, (number, chain))]


def _costs(stretch: str) -> tuple[float, float]:
    """Return what it costs to read a stretch as code, and what to read it as prose."""
    prose = code = 0
    for line in stretch[:20_000].splitlines():
        bare = line.strip(" \t>")
        if bare:
            is_prose = _reads_as_prose(bare, line)
            prose += is_prose is True
            code += is_prose is False
    if not prose and not code:
        return 0.0, 0.0 if not stretch.strip() else _DOUBT_AS_PROSE
    if prose >= 2 * code and prose:
        return _PROSE_AS_CODE, 0.0
    if code >= 2 * prose and code:
        return 0.0, _CODE_AS_PROSE
    return 0.0, _DOUBT_AS_PROSE


@cache  # asked for by odd fences only, and compiled in a millisecond
def _han() -> re.Pattern[str]:
    return re.compile(_HAN)


def _reads_as_prose(bare: str, line: str) -> bool | None:
    """Judge one line; None where it could be either."""
    if _COMMENT.match(bare) or line.startswith(("    ", "\t")):
        return False
    if bare.startswith(("# ", "![", "|", "---", "***")):
        return None  # a heading or a comment, a picture, a table, a line across the page
    lead = _LEAD.match(bare)
    shown = _INLINE.sub("", bare[lead.end() :] if lead else bare)
    has_code = _CODE.search(shown) is not None
    if shown and not _STATEMENT.match(shown):
        share = len(_han().findall(shown)) / len(shown.replace(" ", "") or shown)
        if share >= (_HAN_BESIDE_CODE if has_code else _HAN_SHARE):
            return True
        if _SENTENCE.match(bare):
            return True
    return False if has_code else None
