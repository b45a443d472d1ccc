"""Tags and expressions of JSX and Vue that CommonMark takes for text: `<Tabs.Item a={x}>`, `<b @click="y">`, `{x}`."""

import re
from collections.abc import Callable, Iterator, Sequence

from summitalign.markdown.braces import brace_pairs
from summitalign.model.document import RegionKind
from summitalign.model.span import Span

_TAG = re.compile(r"</?(?=[A-Za-z])[\w.:-]+")
_BLOCK_END = re.compile(r"\n[ \t]*(?:\r?\n|```|~~~)")
"""A blank line, or a fence: what no text of a paragraph reaches over."""
_STOP = re.compile(rf"[<>\"'{{}}`]|{_BLOCK_END.pattern}")
_ATTRIBUTE = re.compile(r"=\s*[\"'{]")
_IS_MDX = re.compile(
    r"^(?:import\s[^\r\n]*['\"]|export\s+(?:const|default|let|var|function|async|class|\{))|\{/\*", re.MULTILINE
)


def components(
    text: str, start: int, in_prose: Callable[[str], Sequence[int]], is_code: Callable[[int], bool]
) -> Iterator[tuple[Span, RegionKind]]:
    """Yield the tags and expressions that begin in prose.

    `in_prose` returns where a mark stands in prose by now, in order; `is_code` says whether an offset stands in code.

    An expression is one in a text with modules or comments of MDX; elsewhere only right behind a tag: a
    pair of braces may be anything. Linear in the text.
    """
    pairs = brace_pairs(text, start, len(text), is_code) if "{" in text and "}" in text else {}
    if "<" in text:
        for span in _tags(text, in_prose("<"), pairs):
            yield span, RegionKind.HTML_TAG
    openers = in_prose("{") if pairs else ()
    is_mdx = bool(openers) and _IS_MDX.search(text, start) is not None
    end = start
    for opened in openers:
        if opened >= end and opened in pairs and (is_mdx or text[opened - 1 : opened] == ">"):
            end = pairs[opened]
            yield Span(opened, end), RegionKind.TEMPLATE


def _tags(text: str, openers: Sequence[int], pairs: dict[int, int]) -> Iterator[Span]:
    end = 0
    for at in openers:
        match = _TAG.match(text, at) if at >= end else None
        if match is None:
            continue
        close = _tag_end(text, match.end(), pairs)
        if close > 0 and _is_tag(match[0], text[match.end() : close]):
            end = close
            yield Span(at, close)


def _is_tag(name: str, rest: str) -> bool:
    """Say whether it is a tag and no comparison: it has attributes, or a name that only components have."""
    if _ATTRIBUTE.search(rest) or name.startswith("</"):
        return True
    bare = rest.strip(" \t\r\n/>")
    return (name[1].isupper() or "." in name) and (not bare or bare.startswith("{") or "=" in bare)


def _tag_end(text: str, at: int, pairs: dict[int, int]) -> int:
    """Return the offset behind the `>` of a tag, quotes and braces respected; -1 where there is none.

    Only braces reach over a blank line or a fence.
    """
    while stop := _STOP.search(text, at):
        mark = stop[0]
        if mark == ">":
            return stop.end()
        if mark == "{":
            at = pairs.get(stop.start(), 0)
        elif mark in "\"'`":
            at = text.find(mark, stop.end()) + 1
            at = 0 if _BLOCK_END.search(text, stop.end(), at) else at
        else:
            return -1
        if at == 0:
            return -1
    return -1
