"""XML where it stands in a text: its tags in order, with everything that could reach out of the file refused."""

import html
import re
from typing import NamedTuple

from summitalign.errors import InputError
from summitalign.formats.pieces import Pieces

_TOKEN = re.compile(
    r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^\[>]*>|<(/?)([^\s<>/!?]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(/?)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{1,31});")


class XmlToken(NamedTuple):
    """A tag, or what is no element: a comment, an instruction, a stretch of CDATA."""

    start: int
    end: int
    name: str
    """Without its prefix; empty for what is no element."""
    is_closing: bool
    is_empty: bool
    attributes: dict[str, str]


def tokens(raw: str, source: str) -> list[XmlToken]:
    """Return the tags of an XML text in order; raises InputError where it is none, or defines entities."""
    _check(raw, source)
    return [_token(found) for found in _TOKEN.finditer(raw)]


def _token(found: re.Match[str]) -> XmlToken:
    name = (found[2] or "").rpartition(":")[2]
    pairs = _ATTRIBUTE.findall(found[3] or "") if name else ()
    attributes = {key: html.unescape(double or single) for key, double, single in pairs}
    return XmlToken(found.start(), found.end(), name, bool(found[1]), bool(found[4]), attributes)


def _check(raw: str, source: str) -> None:
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")

    def refuse(*_: object) -> int:
        raise InputError("defines entities, which are not followed", place=source, line=parser.CurrentLineNumber)

    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(raw.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise InputError(f"is no XML that can be read: {reason}", place=source, line=error.lineno) from error


def add_text(pieces: Pieces, start: int, end: int) -> None:
    """Add a stretch without tags; what is written as a reference is read as the character that it stands for."""
    raw, position = pieces.raw, start
    for found in _REFERENCE.finditer(raw, start, end):
        shown = html.unescape(found[0])
        if shown != found[0]:
            pieces.add(position, found.start())
            pieces.escape(shown, *found.span())
            position = found.end()
    pieces.add(position, end)


class XmlEscaping:
    """Writes into the text of an element."""

    def escape(self, text: str) -> str:
        """Return how a text is written between tags."""
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    def unescape(self, raw: str) -> str:
        """Return the text that stands between tags."""
        return html.unescape(raw)
