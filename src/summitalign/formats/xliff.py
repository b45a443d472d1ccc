"""XLIFF 1.2 and 2.x: the targets of segments; sources, notes, alternatives and inline elements are left alone."""

import html
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summitalign.errors import InputError
from summitalign.formats.pieces import Pieces, read_parts
from summitalign.formats.placeholders import placeholders, shielded
from summitalign.formats.reading import Reading
from summitalign.formats.xml_texts import XmlEscaping, XmlToken, add_text, tokens

_UNITS = frozenset({"trans-unit", "segment"})
"""Elements whose target is a translation of the file itself; others hold alternatives."""
_CODES = frozenset({"ph", "bpt", "ept", "it", "sc", "ec", "x", "bx", "ex", "cp", "sm", "em"})
"""Inline elements whose content is code of another format, or that have none."""


def read_xliff(raw: str, source: str) -> Reading:
    """Read the targets of an XLIFF file, each with its source; raises InputError with the line of what is none."""
    return read_parts(raw, list(_parts(raw, source)), XmlEscaping(), is_same_xliff, has_settings=False)


def is_same_xliff(before: str, after: str) -> bool:
    """Say whether two files differ in the texts of their targets only, and in no placeholder of these."""
    try:
        return _shape(before) == _shape(after)
    except InputError:
        return False


def _shape(raw: str) -> list[object]:
    """Return all of a file, but of the texts in its targets no more than their placeholders."""
    found: list[object] = []
    position = 0
    for _, inner in _targets(raw, tokens(raw, "")):
        for start, end in _texts(inner):
            text = raw[start:end]
            found += [raw[position:start], [text[a:b] for a, b in placeholders(text)], bool(text.strip())]
            position = end
    return [*found, raw[position:]]


def _parts(raw: str, source: str) -> Iterator[Pieces]:
    found = tokens(raw, source)
    if not found or not any(token.name == "xliff" for token in found[:9]):
        raise InputError("is no XLIFF file", place=source)
    for original, inner in _targets(raw, found):
        pieces = Pieces(raw, original)
        for left, token, is_code in _stretches(inner):
            if not is_code:
                _add_tag(pieces, left)
                add_text(pieces, left.end, token.start)
        yield shielded(pieces)


def _targets(raw: str, found: Sequence[XmlToken]) -> Iterator[tuple[str, Sequence[XmlToken]]]:
    """Yield each target's source text, and its tags from the opening one to the closing one."""
    opened: list[XmlToken] = []
    original, at = "", 0
    for number, token in enumerate(found):
        if not token.name or token.is_empty:
            continue
        if not token.is_closing:
            opened.append(token)
            at = number if token.name in ("source", "target") else at
            original = "" if token.name in _UNITS else original
            continue
        opened.pop()
        if token.name not in ("source", "target") or not _is_own(opened):
            continue
        inner = found[at : number + 1] if found[at].name == token.name else ()
        if token.name == "source":
            original = html.unescape("".join(raw[start:end] for start, end in _texts(inner)))
        elif inner:
            yield original, inner


def _is_own(opened: Sequence[XmlToken]) -> bool:
    names = [token.name for token in opened]
    said = [token.attributes["translate"] for token in opened if "translate" in token.attributes]
    return bool(names) and names[-1] in _UNITS and said[-1:] != ["no"]


def _texts(inner: Sequence[XmlToken]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text in an element, without those in codes of another format."""
    for left, token, is_code in _stretches(inner):
        if not is_code and token.start > left.end:
            yield left.end, token.start


def _stretches(inner: Sequence[XmlToken]) -> Iterator[tuple[XmlToken, XmlToken, bool]]:
    """Yield each tag in an element with the next, and whether what stands between them is code or to be left."""
    opened: list[bool] = []
    """Whether each element that is open is code."""
    codes = 0
    marked: set[str] = set()
    """Annotations to be left that are open: they begin and end with a tag of their own, and need not nest."""
    for left, token in pairwise(inner):
        if left.name == "sm" and _is_to_be_left(left):
            marked.add(left.attributes.get("id", ""))
        elif left.name == "em" and not left.is_closing:
            marked.discard(left.attributes.get("startRef", ""))
        if left.name and not left.is_empty:
            if not left.is_closing:
                opened.append(_is_code(left))
                codes += opened[-1]
            elif opened:
                codes -= opened.pop()
        yield left, token, codes > 0 or bool(marked)


def _is_code(token: XmlToken) -> bool:
    return token.name in _CODES or _is_to_be_left(token)


def _is_to_be_left(token: XmlToken) -> bool:
    said = token.attributes
    return said.get("translate") == "no" or said.get("mtype") == "protected"


def _add_tag(pieces: Pieces, token: XmlToken) -> None:
    """Add what an inline tag does to the words around it; a comment does nothing."""
    if token.is_empty or token.name in _CODES or pieces.raw.startswith("<![CDATA[", token.start):
        pieces.between("`x`")
    elif token.name not in ("target", ""):
        pieces.between("</span>" if token.is_closing else "<span>")
