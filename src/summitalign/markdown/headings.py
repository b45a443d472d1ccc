"""The headings of a text with the fragments by which links reach them, and the links within it that do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from summitalign.markdown.events import Event, read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.model.finding import Edit
from summitalign.model.span import Span

_TIGHT = re.compile(r"[ ]{0,3}#{1,6}(?![#!\s])")
_SHOWING = ("Text", "Code", "InlineMath")
_QUOTING = " \t>\r"
_ENDS = ("\n", "", "|", "#")
"""What a line begins with that no underline of a paragraph can follow."""
_Draft = tuple[Span, tuple[tuple[int, str], ...], str, bool]
"""Span, pieces and written id of a heading, and whether it is none to CommonMark."""
_UNIT = re.compile(r"(?:%[0-9A-Fa-f]{2})+|.", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """One heading."""

    span: Span
    anchor: str
    """Fragment that is generated for it, as GitHub does: the title in lower case, and a number where it repeats."""
    pieces: tuple[tuple[int, str], ...]
    """What it shows, with the offset of each piece in the text."""
    name: str = ""
    """An id that is written beside it (`{#id}`), which no edit of the title changes."""

    @cached_property
    def letters(self) -> tuple[tuple[str, int], ...]:
        """The characters of the title, white space folded, each with its offset in the text."""
        return _folded((letter, start + at) for start, shown in self.pieces for at, letter in enumerate(shown))

    def part(self, edit: Edit) -> tuple[int, int, str] | None:
        """Return what an edit of the title does to the anchor: first and end code point, and what comes there.

        None where that cannot be told.
        """
        before = [letter for letter, _ in _slugged(self.letters)]
        inside = [at for at, (_, offset) in enumerate(self.letters) if edit.span.start <= offset < edit.span.end]
        if not inside:
            return None
        first, end = inside[0], inside[-1] + 1
        put = tuple((letter, edit.span.start) for letter in edit.replacement)
        after = [letter for letter, _ in _slugged(_folded((*self.letters[:first], *put, *self.letters[end:])))]
        start = len(_slugged(self.letters[:first]))
        rest = len(_slugged(self.letters[end:]))
        if before[:start] != after[:start] or (rest and before[-rest:] != after[-rest:]):
            return None
        if not self.anchor.startswith("".join(before)) or len(after) < start + rest:
            return None
        return start, len(before) - rest, "".join(after[start : len(after) - rest])


def may_be_heading(text: str, offset: int) -> bool:
    """Say whether an offset may stand in a heading, by the marks before it on its line and below its paragraph."""
    return HeadingMarks(text).hold(offset)


class HeadingMarks:
    """Says of offsets of one text, best in order, whether they may stand in a heading; a line is looked at once."""

    def __init__(self, text: str) -> None:
        """Keep the text; nothing is looked at yet."""
        self._text = text
        self._line = (0, -1, -1)
        """The last line that was asked about: start, end, first `#`."""
        self._below = (0, -1, False)
        """Line ends with nothing but lines of a paragraph between them, and whether an underline follows."""

    def hold(self, offset: int) -> bool:
        """Say whether an offset may stand in a heading."""
        start, end, mark = self._line
        if not start <= offset <= end:
            start, end = self._text.rfind("\n", 0, offset) + 1, self._text.find("\n", offset)
            end = end if end >= 0 else len(self._text)
            self._line = start, end, self._text.find("#", start, end)
            mark = self._line[2]
        if 0 <= mark < offset:
            return True
        first, last, is_underlined = self._below
        if not first <= end <= last:
            last, is_underlined = self._paragraph(end)
            self._below = end, last, is_underlined
        return is_underlined

    def _paragraph(self, end: int) -> tuple[int, bool]:
        """Return the last line end before what ends a paragraph, and whether that is an underline."""
        text = self._text
        while end < len(text) and text[end + 1 : end + 2] not in _ENDS:
            following = text.find("\n", end + 1)
            following = following if following >= 0 else len(text)
            line = text[end + 1 : following].strip(_QUOTING)
            if not line:
                break
            if not line.strip("=") or not line.strip("-"):
                return end, True
            end = following
        return end, False


def read_headings(text: str, events: Iterable[Event] | None = None) -> tuple[Heading, ...]:
    """Return the headings of a text in order; lines such as `###Heading`, which old converters wrote, among them.

    `events` are those of the text where they have been read.
    """
    from summitalign.markdown.segments import slug

    seen: dict[str, int] = {}
    found: list[Heading] = []
    events = read_events(text, front_matter_end(text)) if events is None else events
    for span, pieces, name, is_tight in _drafts(events):
        title = " ".join("".join([shown for _, shown in pieces]).split())  # as `letters`, in a tenth of the time
        found.append(Heading(span, slug(title, {} if is_tight else seen), pieces, name))
    return tuple(found)


def units(fragment: str) -> list[tuple[str, int, int]]:
    """Return the characters that a fragment stands for, in lower case, with where each begins and ends in it."""
    found: list[tuple[str, int, int]] = []
    for match in _UNIT.finditer(fragment):
        if not match[0].startswith("%") or len(match[0]) == 1:
            found.append((match[0].lower(), *match.span()))
            continue
        at = match.start()
        for letter in bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"):
            end = at + 3 * len(letter.encode())
            found.append((letter.lower(), at, end))
            at = end
    return found


def decoded(fragment: str) -> str:
    """Return what a fragment stands for, in lower case, whichever way it is written."""
    return "".join(letter for letter, _, _ in units(fragment))


def respelt(fragment: str, part: tuple[int, int, str]) -> tuple[int, int, str]:
    """Return a part of an anchor as it stands in a fragment: first and end code point, and what comes there.

    What comes is percent-encoded where the fragment is.
    """
    from urllib.parse import quote

    start, end, put = part
    known = units(fragment)
    first = known[start][1] if start < len(known) else len(fragment)
    last = known[end - 1][2] if end > start else first
    return first, last, quote(put) if "%" in fragment else put


def _folded(letters: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for letter, offset in letters:
        if not letter.isspace():
            found.append((letter, offset))
        elif found and found[-1][0] != " ":
            found.append((" ", offset))
    return tuple(found[:-1] if found and found[-1][0] == " " else found)


def _slugged(letters: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the characters of the anchor, each with the offset of the one that it comes from."""
    from summitalign.markdown.segments import slug

    # A blank alone would be taken for the edge of a title.
    return [(made, at) for letter, at in letters for made in ("-" if letter == " " else slug(letter, {}))]


def _drafts(events: Iterable[Event]) -> Iterator[_Draft]:
    pieces: list[tuple[int, str]] = []
    kind = ""
    name = ""
    start = 0
    for event in events:
        what, phase, first, end, value = event
        if phase == "start" and what in ("Heading", "Paragraph"):
            kind, pieces, start = what, [], first
            name = str(value.get("id") or "") if isinstance(value, dict) else ""
        elif phase == "leaf" and kind:
            is_break = what in ("SoftBreak", "HardBreak")
            if is_break and kind == "Paragraph":
                yield from _tight(start, first, pieces)
                pieces, start = [], end
            elif is_break or what in _SHOWING:
                pieces.append((first, " " if is_break else value))
        elif phase == "end" and what == kind:
            if kind == "Heading":
                yield Span(start, end), tuple(pieces), name, False
            else:
                yield from _tight(start, end, pieces)
            kind = ""


def _tight(first: int, end: int, pieces: Sequence[tuple[int, str]]) -> Iterator[_Draft]:
    if pieces and (match := _TIGHT.match(pieces[0][1])) is not None:
        start, shown = pieces[0]
        yield Span(first, end), ((start + match.end(), shown[match.end() :]), *pieces[1:]), "", True
