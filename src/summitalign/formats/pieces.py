"""Putting the texts of a file together to one text, so that none has a say in how another is read."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from summitalign.formats.reading import Escaping, Part, Reading, Tile
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.kinds import kinds_at
from summitalign.model.document import RegionKind
from summitalign.model.span import Span

_REACHING = re.compile(r"`{3}|~{3}|<(?:[!?]|(?:pre|script|style|textarea|svg|math)\b)|\$\$|\{", re.IGNORECASE)
"""Without any of these a text ends before the next block that is not indented."""
_FENCES = re.compile(r"`{3,}|~{3,}")
_PROBE = "probe"


@dataclass(slots=True)
class Pieces:
    """Collects the pieces of one text of a file."""

    raw: str
    original: str = ""
    """What the text is a translation of."""
    texts: list[str] = field(default_factory=list)
    tiles: list[Tile] = field(default_factory=list)
    length: int = 0

    def add(self, start: int, end: int) -> None:
        """Add a stretch that the file writes as it is meant."""
        if end > start:
            self._tile(self.raw[start:end], start, end, is_escape=False)

    def escape(self, text: str, start: int, end: int) -> None:
        """Add a text that the file writes in another way."""
        self._tile(text, start, end, is_escape=True)

    def between(self, text: str) -> None:
        """Add what stands in no file, such as marks of Markdown."""
        self.texts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        """What has been collected."""
        return "".join(self.texts)

    def _tile(self, text: str, start: int, end: int, *, is_escape: bool) -> None:
        if not text:
            return
        self.tiles.append(Tile(Span(self.length, self.length + len(text)), Span(start, end), is_escape))
        self.between(text)


def read_parts(
    raw: str, parts: Iterable[Pieces], escaping: Escaping, proves: Callable[[str, str], bool], *, has_settings: bool
) -> Reading:
    """Make one text of the texts of a file, in order.

    A comment that says nothing stands before each. What a text leaves open (a fence without an end) is closed behind
    it; a text that cannot be closed is left out. `has_settings` says that the first text may begin with front matter.
    """
    texts = [(part, part.text) for part in parts]
    mark = _mark([text for _, text in texts])
    whole = Pieces(raw)
    found: list[Part] = []
    marks: list[str] = []
    for number, (part, text) in enumerate(texts):
        closing = _closing(text, mark)
        if not text.strip() or closing is None:
            continue
        begins = not found and has_settings and 0 < front_matter_end(text) <= len(text)
        marks.append("" if begins else f"<!--{mark}{number}-->")
        whole.between("" if begins else f"{marks[-1]}\n\n")
        at = whole.length
        whole.texts.append(text)
        whole.tiles += [Tile(tile.span.shifted(at), tile.raw, tile.is_escape) for tile in part.tiles]
        whole.length += len(text)
        found.append(Part(Span(at, whole.length), part.original))
        whole.between(f"{closing}\n\n")
    return Reading(raw, whole.text, tuple(whole.tiles), tuple(found), escaping, tuple(marks), proves)


def _mark(texts: Sequence[str]) -> str:
    """Return letters that no text holds behind the beginning of a comment."""
    mark = "part "
    while any(f"<!--{mark}" in text for text in texts):
        mark = f"={mark}"
    return mark


def _closing(text: str, mark: str) -> str | None:
    """Return what has to follow a text so that it ends there; None where nothing helps."""
    if not _REACHING.search(text):
        return ""
    longest = {run[0][0]: len(run[0]) for run in sorted(_FENCES.finditer(text), key=lambda run: len(run[0]))}
    for closing in ("", *(f"\n{sign * count}" for sign, count in longest.items())):
        probed = f"<!--{mark}-->\n\n{text}{closing}\n\n<!--{mark}-->\n\n"
        if kinds_at(probed + _PROBE, [len(probed)]) == [RegionKind.PROSE]:
            return closing
    return None
