"""HTML tags and comments in a text, found in one pass whose time is linear in the text."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from summitalign.model.span import Span

OPAQUE = frozenset({"pre", "script", "style", "code", "kbd", "samp", "textarea", "svg", "math"})
"""Elements whose content is never prose."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:.-]*")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+)))?""")
_MAX_TAG = 5_000
"""Code points; what looks like a longer tag is text, so that an unclosed `<` costs little."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag or a comment where it stands."""

    name: str
    """Lower case; `!--` for a comment, `!` for a declaration or a processing instruction."""
    span: Span
    source: str
    """The tag as written."""

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


def scan_tags(text: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Yield the tags and comments of `text[start:end]` in order, spans in the whole text.

    An unclosed comment reaches to the end, as in HTML; an unclosed tag is text. Linear: no search for
    the end of a tag looks further than 5,000 code points.
    """
    end = len(text) if end is None else end
    position = start
    while (position := text.find("<", position, end)) >= 0:
        tag = _tag_at(text, position, end)
        if tag is None:
            position += 1
            continue
        yield tag
        position = tag.span.end


def _tag_at(text: str, at: int, end: int) -> Tag | None:
    if text.startswith("<!--", at):
        close = text.find("-->", at + 4, end)
        return _make("!--", text, at, end if close < 0 else close + 3)
    following = text[at + 1 : at + 2]
    if following in ("!", "?"):
        close = text.find(">", at, min(end, at + _MAX_TAG))
        return None if close < 0 else _make("!", text, at, close + 1)
    name = _NAME.match(text, at + (2 if following == "/" else 1), end)
    if name is None:
        return None
    close = _tag_end(text, name.end(), min(end, at + _MAX_TAG))
    return None if close < 0 else _make(name[0].lower(), text, at, close)


def _make(name: str, text: str, start: int, end: int) -> Tag:
    return Tag(name, Span(start, end), text[start:end])


_STOP = re.compile(r"""[<>"']""")


def _tag_end(text: str, at: int, end: int) -> int:
    """Return the offset behind the `>` that closes a tag, quotes respected; -1 where there is none."""
    while stop := _STOP.search(text, at, end):
        mark = stop[0]
        if mark == ">":
            return stop.end()
        if mark == "<":
            return -1
        at = text.find(mark, stop.end(), end) + 1
        if at == 0:
            return -1
    return -1
