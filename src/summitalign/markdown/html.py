"""HTML tags and comments in a text, found in one pass whose time is linear in the text."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from summitalign.markdown.braces import brace_pairs
from summitalign.model.span import Span

OPAQUE = frozenset({"pre", "script", "style", "code", "kbd", "samp", "textarea", "svg", "math"})
"""Elements whose content is never prose."""
LASTING = frozenset({"pre", "script", "style", "textarea", "svg", "math"})
"""Those of them that reach over blank lines up to their closing tag, whatever blocks lie between."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:.-]*")
_PLAIN_TAG = re.compile(rf"""</?({_NAME.pattern})[^<>"'{{]*>""")
"""A tag without quotes and braces, as most are."""
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")


class Tag(NamedTuple):
    """A tag or a comment where it stands: a tuple, as a document may hold a hundred thousand."""

    name: str
    """Lower case; `!--` for a comment, `!` for a declaration or a processing instruction."""
    start: int
    end: int
    source: str
    """The tag as written."""

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return Span(self.start, self.end)

    @property
    def is_closing(self) -> bool:
        """Say whether it is written as a closing tag."""
        return self.source.startswith("</")

    @property
    def is_self_closing(self) -> bool:
        """Say whether it ends in `/>`."""
        return self.source.endswith("/>")

    @property
    def is_markup_only(self) -> bool:
        """Say whether it is a comment or a declaration."""
        return self.name in ("!--", "!")

    def attributes(self) -> dict[str, str]:
        """Return the attributes by lower-case name, entities decoded; the first of a name counts."""
        inner = self.source[1 + len(self.name) :].rstrip(">").rstrip("/") if not self.is_closing else ""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(inner):
            value = next((group for group in match.groups()[1:] if group is not None), "")
            found.setdefault(match[1].lower(), html.unescape(value))
        return found


def plain_tag(text: str, start: int, end: int) -> Tag | None:
    """Return the tag that `text[start:end]` is, if it is one without quotes and braces, as most are."""
    plain = _PLAIN_TAG.fullmatch(text, start, end)
    return plain and Tag(plain[1].lower(), start, end, plain[0])


def scan_tags(text: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Yield the tags and comments of `text[start:end]` in order, spans in the whole text.

    An unclosed comment reaches to the end, as in HTML; an unclosed tag is text. Linear: a mark that was
    looked for in vain is not looked for again, and no tag reaches over the `<` of another.
    """
    end = len(text) if end is None else end
    braces = brace_pairs(text, start, end) if text.find("={", start, end) >= 0 else {}
    absent: set[str] = set()
    position = start
    while (position := text.find("<", position, end)) >= 0:
        if plain := _PLAIN_TAG.match(text, position, end):
            position = plain.end()
            yield Tag(plain[1].lower(), plain.start(), position, plain[0])
            continue
        close, name = _tag_at(text, position, end, braces, absent)
        if close < 0:
            position += 1
            continue
        yield Tag(name, position, close, text[position:close])
        position = close


_MARKED = {
    "!": (("<!--", "-->", "!--"), ("<![CDATA[", "]]>", "!"), ("<!", ">", "!")),
    "?": (("<?", "?>", "!"),),
}
"""How what is no tag begins and ends, and the name that it gets; by the letter behind its `<`."""


def _tag_at(text: str, at: int, end: int, braces: dict[int, int], absent: set[str]) -> tuple[int, str]:
    """Return the end and the name of what begins at an offset; -1 where it is no tag."""
    mark = text[at + 1 : at + 2]
    if mark in _MARKED:
        opener, closer, name = _marked(text, at, mark)
        close = -1 if closer in absent else text.find(closer, at + min(len(opener), 4), end)
        if close >= 0:
            return close + len(closer), name
        absent.add(closer)
        return (end if opener in ("<!--", "<![CDATA[") else -1), name
    found = _NAME.match(text, at + (2 if mark == "/" else 1), end)
    return (-1, "") if found is None else (_tag_end(text, found.end(), end, braces), found[0].lower())


def _marked(text: str, at: int, mark: str) -> tuple[str, str, str]:
    """Return how what begins with a mark at an offset begins and ends, and its name."""
    for marked in _MARKED[mark]:
        if text.startswith(marked[0], at):
            return marked
    return _MARKED[mark][-1]


_STOP = re.compile(r"""[<>"'{]""")


def _tag_end(text: str, at: int, end: int, braces: dict[int, int]) -> int:
    """Return the offset behind the `>` that closes a tag, quotes and JSX braces respected; -1 where there is none.

    Quotes cannot make this quadratic: of all tags that are read at once, no two can be in the same state
    (outside, in single, in double quotes), so each code point is read three times at most.
    """
    while stop := _STOP.search(text, at, end):
        mark = stop[0]
        if mark == ">":
            return stop.end()
        if mark == "<":
            return -1
        if mark == "{":
            at = braces.get(stop.start(), stop.end()) if text[stop.start() - 1] == "=" else stop.end()
            continue
        at = text.find(mark, stop.end(), end) + 1
        if at == 0:
            return -1
    return -1
