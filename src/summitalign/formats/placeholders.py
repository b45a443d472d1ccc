"""What a program puts other words in the place of: `%s`, `{name}`, `$count`, and the references of documents."""

import re

from summitalign.formats.pieces import Pieces

_OBJECT = "\ufffc"
"""Stands for something that is put in, and means nothing to Markdown."""
_BRACES = re.compile(r"[{}]")
_PLACEHOLDER = re.compile(
    r"""
    %%
  | %(?:\d{1,3}\$)?(?:\([^()\s]{0,200}\)|\{[^{}\s]{0,200}\}|<[^<>\s]{0,200}>)?
    [-+\#0 ']*(?:\d{1,9}|\*)?(?:\.(?:\d{1,9}|\*))?(?:hh?|ll?|[Lqjzt])?[A-Za-z@]
  | %L?\d{1,2} | %[A-Za-z_]{1,99}%                  # Qt, Windows
  | [$\#@%]?\{                                     # up to the brace that closes it
  | \$\([^()]{0,200}\) | \$[A-Za-z_]\w*\$?
  | <%[^<]{0,500}?%> | \[%[^\[]{0,500}?%\] | \[\[[^\[\]]{0,500}\]\]
  | \|[^|\s](?:[^|\n]{0,200}[^|\s])?\|_{0,2}       # a substitution of reStructuredText
  | :[A-Za-z][A-Za-z0-9_.:+-]{0,99}:`[^`]*`        # a role
  | (?<!`)(`+)(?!`).{0,999}?(?<!`)\1(?!`)_{0,2}     # code, a reference
  | </?[A-Za-z][^<>]{0,999}>                       # a tag
  | \[[^\[\]\s]{1,99}\]_
  | (?<!\w)[^\W_][\w.+:-]{0,199}(?<!_)__?(?!\w)    # a reference without quotes, in any script
  | \\(?:[abfrtv0]|x[0-9A-Fa-f]{2})               # an escape that was written for the program
    """,
    re.VERBOSE | re.DOTALL,
)


def placeholders(text: str) -> list[tuple[int, int]]:
    """Return where placeholders stand in a text, in order, none overlapping."""
    found: list[tuple[int, int]] = []
    position = 0
    while match := _PLACEHOLDER.search(text, position):
        start, end = match.span()
        if match[0].endswith("{"):
            end = _closed(text, end)
        found.append((start, end))
        position = end
    return found


def _closed(text: str, position: int) -> int:
    """Return the offset behind the brace that closes one; the end of the text where none does."""
    depth = 1
    for brace in _BRACES.finditer(text, position):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text)


def shielded(pieces: Pieces, head: str = "") -> Pieces:
    """Return a text whose placeholders stand in no file, so that they are never edited.

    Tags and code are shown as they are, as they say how a text is read. `head` is what the text begins with in
    Markdown.
    """
    text, made = pieces.text, Pieces(pieces.raw, pieces.original)
    made.between(head)
    tiles, position = iter(pieces.tiles), 0
    places = placeholders(text)
    if not places and not head:
        return pieces
    current = next(tiles, None)
    for start, end in (*places, (len(text), len(text))):
        while current is not None and current.span.start < start:
            first, last = max(current.span.start, position), min(current.span.end, start)
            if current.is_escape:
                made.escape(text[first:last], current.raw.start, current.raw.end)
            elif last > first:
                shift = current.raw.start - current.span.start
                made.add(first + shift, last + shift)
            if current.span.end > start:
                break
            current = next(tiles, None)
        if end > start:
            is_shown = text[start] in "<`" and not text.startswith("<%", start)
            made.between(text[start:end] if is_shown else _OBJECT)
        position = end
        while current is not None and current.span.end <= end:
            current = next(tiles, None)
    return made
