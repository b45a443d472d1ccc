"""The structure of a document with its prose blanked: what an edit of prose must not change."""

import re
from collections.abc import Callable
from typing import Any

from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import blanked, front_matter_end
from summitalign.markdown.rendering import Rendered
from summitalign.model.span import Span

# The pieces of a rendered document: every tag with its attributes, whatever is no prose inside (code,
# mathematics, scripts, comments), and runs of text. Rendering escapes `<` in text, so a tag is a tag.
_PIECE = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
  | <(?:pre|script|style|textarea)\b.*?(?:</(?:pre|script|style|textarea)>|\Z)
  | <(?:code|kbd|samp)\b.*?(?:</(?:code|kbd|samp)>|(?=</(?:p|li|h[1-6]|t[dh]|blockquote)>)|\Z)
  | <span\ class="math\b.*?(?:</span>|\Z)
  | <[^>]*>?
  | [^<]+
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_TEXT = "\0"
"""Stands for a run of prose, whatever it says."""
_ALT = re.compile(r'(<img\b[^>]*?\balt=")[^"]*')


def outline(
    text: str,
    has_settings: bool = True,
    retrace: Callable[[Span], Span] | None = None,
    link: Callable[[Span, Any], object] | None = None,
) -> tuple[object, ...]:
    """Return every construct of a document with the span it covers, prose left out.

    Without `has_settings` there is no front matter: the text is a part of a document. With `retrace`, spans of an
    edited text are given as they stood before the edits. Equal outlines mean that every construct covers what it
    covered: tags alone cannot tell one pairing of emphasis marks from another. It costs five times as much as
    `structure`, which therefore comes first. `link` may say what counts of a link, an image or an
    inline tag, by its span and the parser's value.
    """
    found: list[object] = []
    for event in read_events(text, front_matter_end(text) if has_settings else 0):
        span = Span(event.start, event.end)
        span = retrace(span) if retrace else span
        value: object = None if event.name in ("Text", "Html") else repr(event.value)
        if link and event.phase != "end" and event.name in ("Link", "Image", "InlineHtml"):
            value = link(span, event.value)
        found.append((event.name, event.phase, span, value))
    return tuple(found)


def structure(text: str, has_settings: bool = True, keys: tuple[str, ...] = ()) -> str:
    """Return the tree of blocks and inlines, every destination, code, tag and the front matter, prose left out.

    Two texts with equal structures differ in their prose only. The tree is read off the rendered
    document: rendering is ten times as fast as walking the parser's events, and says the same. The values of
    the given `keys` of the front matter are prose.
    """
    return structure_of(Rendered.of(text, has_settings), keys)


def structure_of(rendered: Rendered, keys: tuple[str, ...] = ()) -> str:
    """Return the `structure` of a text that is rendered already."""
    # Where text stands among the tags is structure too: `<em>a</em>b` is not `a<em>b</em>`.
    pieces = (piece if piece[0] == "<" else _TEXT if piece.strip() else "" for piece in _PIECE.findall(rendered.html))
    return blanked(rendered.text[: rendered.body], keys) + _ALT.sub(r"\1", "".join(pieces))
