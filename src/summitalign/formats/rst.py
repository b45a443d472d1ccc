"""reStructuredText: paragraphs, titles, items and admonitions; whatever else a block may be is left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from summitalign.formats.pieces import Pieces, read_parts
from summitalign.formats.placeholders import shielded
from summitalign.formats.reading import Reading, Title
from summitalign.formats.rst_proof import is_same_rst, obstacle
from summitalign.model.span import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_DIRECTIVE = re.compile(r"\.\. ([A-Za-z][\w.+-]*)::[ \t]*")
_SPOKEN = frozenset({
    "attention", "caution", "danger", "error", "hint", "important", "note", "tip", "warning", "admonition",
    "epigraph", "highlights", "pull-quote",
})  # fmt: skip
"""Directives whose content is text as any other."""
_FIELD = re.compile(r":(?![: ])(?:[^:\\`]|\\.|:(?![ \t]|$))*(?<![ ]):(?:[ \t]|$)")
_MARKER = re.compile(r"(?:[-*+•‣⁃]|\(?(?:[0-9]{1,9}|[A-Za-z]|#|[ivxlcdmIVXLCDM]{1,15})[.)])(?:[ \t]+|$)")
_BORDER = re.compile(r"=+(?: +=+)+[ \t]*$")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*$")
_OPTION = re.compile(r"(?:--?|/)[A-Za-z0-9]")
_LEFT_ALONE = (">>>", "+-", "+=", "| ", "__ ")
"""How a block begins that is no paragraph, up to the next blank line."""


def read_rst(raw: str, source: str) -> Reading:
    """Read the texts of a document; any text is accepted, and `source` only says where it comes from."""
    del source
    reader = _Reader(raw)
    reading = read_parts(raw, reader.parts(), PlainEscaping(), is_same_rst, has_settings=False)
    return replace(reading, obstacle=obstacle(), titles=tuple(reader.titles))


class PlainEscaping:
    """Writes where a text is written as it is meant."""

    def escape(self, text: str) -> str:
        """Return the text."""
        return text

    def unescape(self, raw: str) -> str:
        """Return the text."""
        return raw


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    """Where its text begins, behind its blanks."""
    end: int
    """Where its text ends, before the blanks and the line end."""
    indent: int
    """Columns before its text."""
    text: str

    def behind(self, width: int) -> "_Line":
        """Return the line behind a mark."""
        rest = self.text[width:]
        return _Line(self.start + width, self.end, self.indent + width, rest)


@dataclass(slots=True)
class _Reader:
    raw: str
    at: int = 0
    """Number of the line that is read next, from 0."""
    lines: list[_Line] = field(init=False)
    levels: list[str] = field(default_factory=list)
    """Adornments of titles, as they come up."""
    titles: list[Title] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = [_line(found) for found in _LINE.finditer(self.raw)]

    def parts(self) -> Iterator[Pieces]:
        """Yield the texts in order."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.text:
                self.at += 1
            else:
                yield from self._block(line)

    def _block(self, line: _Line) -> Iterator[Pieces]:
        head = ""
        while (mark := _MARKER.match(line.text)) and not self._is_title(line):
            line, head = line.behind(mark.end()), "- "
        if not line.text:
            self.at += 1
        elif _BORDER.match(line.text):
            self._skip_table()
        elif line.text == ".." or line.text.startswith(".. "):
            yield from self._explicit(line)
        elif line.text.startswith(("__ ", "::")) or _FIELD.match(line.text) or _OPTION.match(line.text):
            self._skip_below(line.indent)
        elif line.text == "|" or line.text.startswith(_LEFT_ALONE):
            self._skip_block()
        elif self._is_overlined(line):
            yield self._title(self.at + 1, (self.at, self.at + 2))
            self.at += 3
        elif _ADORNMENT.match(line.text) and not self._is_title(line):
            self._skip_block()
        elif self._is_title(line):
            yield self._title(self.at, (self.at + 1,))
            self.at += 2
        else:
            yield self._paragraph(line, line.indent, head)

    def _explicit(self, line: _Line) -> Iterator[Pieces]:
        """Read what two dots begin: of some directives the content is text, all else is left alone."""
        directive = _DIRECTIVE.match(line.text)
        if directive is None or directive[1].lower() not in _SPOKEN:
            self._skip_below(line.indent)
            return
        rest = line.behind(directive.end())
        if not rest.text:
            self.at += 1
            return
        following = self._line(self.at + 1)
        is_inside = following is not None and following.text and following.indent > line.indent
        yield self._paragraph(rest, following.indent if following is not None and is_inside else line.indent + 3, "")

    def _paragraph(self, first: _Line, indent: int, head: str) -> Pieces:
        """Read lines of one indentation; what follows `::` at their end is left alone."""
        pieces, last = Pieces(self.raw), first
        pieces.add(first.start, first.end)
        self.at += 1
        while (line := self._line(self.at)) is not None and line.text and line.indent == indent:
            # What is meant for a block of its own has a blank line before it; and a directive has options.
            if line.text.startswith(".. ") or (_FIELD.match(line.text) and first.indent != indent):
                break
            pieces.escape("\n", last.end, line.start)
            pieces.add(line.start, line.end)
            last = line
            self.at += 1
        if last.text.endswith("::"):
            self._skip_literal(indent)
        return shielded(pieces, head)

    def _title(self, at: int, adornments: tuple[int, ...]) -> Pieces:
        line, lines = self.lines[at], [self.lines[each] for each in adornments]
        style = lines[0].text[0] * len(lines)
        if style not in self.levels:
            self.levels.append(style)
        self.titles.append(Title(Span(line.start, line.end), tuple(Span(each.start, each.end) for each in lines)))
        pieces = Pieces(self.raw)
        pieces.add(line.start, line.end)
        return shielded(pieces, "#" * min(self.levels.index(style) + 1, 6) + " ")

    def _is_title(self, line: _Line) -> bool:
        below = self._line(self.at + 1)
        return below is not None and line.indent == below.indent == 0 and bool(_ADORNMENT.match(below.text))

    def _is_overlined(self, line: _Line) -> bool:
        title, below = self._line(self.at + 1), self._line(self.at + 2)
        if title is None or below is None or not title.text or line.indent or below.indent:
            return False
        return bool(_ADORNMENT.match(line.text)) and line.text == below.text

    def _line(self, at: int) -> _Line | None:
        return self.lines[at] if at < len(self.lines) else None

    def _skip_block(self) -> None:
        while (line := self._line(self.at)) is not None and line.text:
            self.at += 1

    def _skip_below(self, indent: int) -> None:
        """Skip a line, and those that stand deeper."""
        self.at += 1
        while (line := self._line(self.at)) is not None and (not line.text or line.indent > indent):
            self.at += 1

    def _skip_literal(self, indent: int) -> None:
        while (line := self._line(self.at)) is not None and not line.text:
            self.at += 1
        if line is not None and line.indent > indent:
            self.at -= 1
            self._skip_below(indent)
        elif line is not None and line.indent == indent and _ADORNMENT.match(line.text[0]):
            self._skip_block()

    def _skip_table(self) -> None:
        """Skip to the border that a blank line follows, as rows may have blank lines between them."""
        borders = 0
        while (line := self._line(self.at)) is not None:
            self.at += 1
            borders += bool(_BORDER.match(line.text))
            following = self._line(self.at)
            if borders > 1 and _BORDER.match(line.text) and (following is None or not following.text):
                return


def _line(found: re.Match[str]) -> _Line:
    whole = found[0].rstrip("\r\n")
    text = whole.strip()
    blanks = whole[: len(whole) - len(whole.lstrip())]
    start = found.start() + len(blanks)
    return _Line(start, start + len(text), len(blanks.expandtabs(8)), text)
