"""Pages of HTML: what people read between the tags, block by block; tags, attributes and code are left alone."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from summitalign.formats.pieces import Pieces, read_parts
from summitalign.formats.reading import Reading
from summitalign.formats.xml_texts import XmlEscaping
from summitalign.markdown.html import OPAQUE, Tag, scan_tags

_CLOSED = OPAQUE | {"tt", "var", "noscript", "template", "iframe", "object", "xmp", "noembed", "noframes", "plaintext"}
"""Elements in which nothing is written for people, or nothing that is a sentence."""
_RAW = frozenset({"script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "noscript"})
"""Those that only their own closing tag ends, whatever stands in them."""
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "time",
    "u", "wbr", "br", "img",
})  # fmt: skip
"""Elements within a sentence; every other tag begins a block."""
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
})  # fmt: skip
_HEADS = {**{f"h{level}": "#" * level + " " for level in range(1, 7)}, "li": "- ", "blockquote": "> "}
"""What the text of an element begins with in Markdown."""
_PIECE = re.compile(r"\s+|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_OPENER = re.compile(r"<(?:/?([A-Za-z])|[/!?])")
"""What a browser takes for the beginning of a tag, a comment or an instruction."""
_OBJECT = "\ufffc"
"""Stands for what is put in, and means nothing to Markdown."""
_SWITCH = "summitalign-"
_MOST_WORK = 200_000_000
"""Tags without an end, times the code points of a page: about four seconds."""


def read_html_page(raw: str, source: str) -> Reading:
    """Read the blocks of a page; any text is accepted, and `source` only says where it comes from."""
    del source
    reader = _Reader(raw)
    return read_parts(raw, reader.parts(), XmlEscaping(), is_same_page, has_settings=False)


@dataclass(slots=True)
class _Reader:
    raw: str
    part: Pieces = field(init=False)
    head: str = ""
    """What the next text begins with."""
    switches: list[str] = field(default_factory=list)
    """Comments for the next text."""

    def __post_init__(self) -> None:
        self.part = Pieces(self.raw)

    def parts(self) -> Iterator[Pieces]:
        """Yield the text of each block."""
        position = 0
        closed: list[str] = []
        """Names of the elements that are left alone, the innermost last, as many as are open."""
        for tag in scan_tags(self.raw):
            if not closed:
                self._text(position, tag.start)
            position = tag.end
            if closed:
                _step(closed, tag)
                if closed or tag.is_markup_only:
                    continue
            elif _is_left_alone(tag):
                closed.append(tag.name)
            if tag.name not in _INLINE and tag.name not in _CLOSED and not tag.is_markup_only:
                yield from self._finished()
                self.head = "" if tag.is_closing else _HEADS.get(tag.name, self.head if tag.name == "p" else "")
            self._mark(tag)
        if not closed:
            # What begins a tag or a comment here never ends it: a browser shows nothing of the rest.
            opener = _OPENER.search(self.raw, position)
            self._text(position, opener.start() if opener else len(self.raw))
        yield from self._finished()

    def _finished(self) -> Iterator[Pieces]:
        if self.part.tiles:
            yield self.part
        self.part = Pieces(self.raw)

    def _text(self, start: int, end: int) -> None:
        """Add what stands between two tags, blanks and line ends as one blank."""
        if not self.part.tiles and not (start := end - len(self.raw[start:end].lstrip())) < end:
            return
        if not self.part.tiles:
            before = self.part
            self.part = Pieces(self.raw)
            self.part.between("".join(f"{switch}\n" for switch in self.switches) + self.head + before.text)
            self.switches = []
        position = start
        for found in _PIECE.finditer(self.raw, start, end):
            self.part.add(position, found.start())
            shown = " " if found[0].isspace() else html.unescape(found[0])
            self.part.escape(shown, *found.span())
            position = found.end()
        self.part.add(position, end)

    def _mark(self, tag: Tag) -> None:
        """Add what a tag within a sentence does to the words around it."""
        if tag.name == "!--":
            if _SWITCH in tag.source:
                self.switches.append(" ".join(tag.source.split()))
        elif tag.name == "a" and not tag.is_closing:
            address = tag.attributes().get("href", "")
            self.part.between(f'<a href="{address}">' if address and not re.search(r'[\s"<>]', address) else "<a>")
        elif tag.name in _INLINE - _VOID:
            self.part.between(f"</{tag.name}>" if tag.is_closing else f"<{tag.name}>")
        elif not tag.is_markup_only:
            self.part.between(_OBJECT)


def _is_left_alone(tag: Tag) -> bool:
    """Say whether a tag opens an element whose content is left alone."""
    if tag.is_closing or tag.is_markup_only or tag.name in _VOID:
        return False
    if tag.name in _CLOSED:
        return not (tag.is_self_closing and tag.name in ("svg", "math"))
    said = tag.attributes() if "translate" in tag.source or "class" in tag.source else {}
    return said.get("translate", "").lower() == "no" or "notranslate" in said.get("class", "").split()


def _step(closed: list[str], tag: Tag) -> None:
    """Follow the tags in an element that is left alone, until it is closed."""
    if tag.name != closed[-1]:
        return
    if tag.is_closing:
        closed.pop()
    elif tag.name not in _RAW and tag.name not in _VOID and not tag.is_self_closing:
        closed.append(tag.name)


def is_same_page(before: str, after: str) -> bool:
    """Say whether two pages are the same to their tags, attributes, comments and code, words left out.

    A browser makes its tree of a page from these, and from where there is a text at all.
    """
    # The parser takes a tag that the page breaks off in for text, and a browser does not: `<大熊` is none, `<Bear` is.
    if _openers(before) != _openers(after):
        return False
    return not (_is_costly(before) or _is_costly(after)) and _tokens(before) == _tokens(after)


def _openers(raw: str) -> list[bool]:
    """Return where tags and what is like them begin: whether with a letter, one after the other."""
    return [found[1] is not None for found in _OPENER.finditer(raw)]


def _is_costly(raw: str) -> bool:
    """Say whether so many tags have no end that the parser, which looks for the end of each, would take minutes."""
    odd, position, script = 0, 0, ""
    for tag in scan_tags(raw):
        if script:
            script = "" if tag.is_closing and tag.name == script else script
        else:
            odd += raw.count("<", position, tag.start)
            odd += tag.source.count("<") if tag.is_markup_only and not tag.source.endswith(">") else 0
            script = tag.name if tag.name in ("script", "style") and not tag.is_closing else ""
        position = tag.end
    odd += 0 if script else raw.count("<", position)
    return odd * len(raw) > _MOST_WORK


def _tokens(raw: str) -> list[tuple[str, str]]:
    from html.parser import HTMLParser

    found: list[tuple[str, str]] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as the parser calls it
            found.append(("start", self.get_starttag_text() or tag))

        def handle_endtag(self, tag: str) -> None:
            found.append(("end", tag))

        def handle_data(self, data: str) -> None:
            if self.cdata_elem:
                found.append(("code", data))
            elif data.strip() and found[-1:] != [("text", "")]:
                found.append(("text", ""))

        def handle_comment(self, data: str) -> None:
            found.append(("comment", data))

        def handle_decl(self, decl: str) -> None:
            found.append(("declaration", decl))

        def handle_pi(self, data: str) -> None:
            found.append(("instruction", data))

        def unknown_decl(self, data: str) -> None:
            found.append(("declaration", data))

    parser = Parser()
    parser.feed(raw)
    parser.close()
    return found
