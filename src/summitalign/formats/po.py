"""PO catalogues of gettext: the translations of their entries; comments, contexts and originals are left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from summitalign.errors import InputError
from summitalign.formats.pieces import Pieces, read_parts
from summitalign.formats.placeholders import placeholders, shielded
from summitalign.formats.reading import Reading

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_FIELD = re.compile(r'[ \t]*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*\Z')
_PIECE = re.compile(r"[^\\]+|\\x[0-9A-Fa-f]{1,2}|\\[0-7]{1,3}|\\.")
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class _Entry:
    """One entry as its lines are read."""

    fields: list[tuple[str, Pieces]] = field(default_factory=list)
    is_fuzzy: bool = False

    def of(self, *names: str) -> str:
        return "\n".join(pieces.text for name, pieces in self.fields if name in names)

    @property
    def is_translated(self) -> bool:
        return any(name.startswith("msgstr") for name, _ in self.fields)

    @property
    def is_header(self) -> bool:
        """Say whether it holds what is known of the catalogue."""
        return not self.of("msgid") and not self.of("msgctxt")

    def shape(self) -> tuple[object, ...]:
        """Return the entry with its translations taken out, but for what a program looks for in them."""
        fields = ((name, name.startswith("msgstr") and not self.is_header, pieces) for name, pieces in self.fields)
        shapes = ((name, _kept(pieces.text) if is_open else pieces.text) for name, is_open, pieces in fields)
        return (self.is_fuzzy, *shapes)


def read_po(raw: str, source: str) -> Reading:
    """Read the translations of a catalogue; raises InputError with the line of what is none.

    The original of an entry is what its translation has to say, but for a fuzzy one: that was translated from
    another text. Obsolete entries are comments.
    """
    return read_parts(raw, _parts(raw, source), PoEscaping(), is_same_catalogue, has_settings=False)


def is_same_catalogue(before: str, after: str) -> bool:
    """Say whether two catalogues differ in their translations only, and in no placeholder of these."""
    try:
        shapes = [[entry.shape() for entry in _entries(raw, "")] for raw in (before, after)]
    except InputError:
        return False
    return shapes[0] == shapes[1] and _others(before) == _others(after)


def _others(raw: str) -> list[str]:
    """Return the lines that are no field, and of the others how they begin."""
    lines = []
    for line in _LINE.findall(raw):
        found = _FIELD.match(line.rstrip("\r\n"))
        lines.append(line if found is None else f"{found[1] or ''}{line[len(line.rstrip()) :]}")
    return lines


def _kept(text: str) -> tuple[object, ...]:
    """Return what has to stay of a translation: its placeholders, and whether it begins and ends with a new line."""
    found = sorted(text[start:end] for start, end in placeholders(text))
    return tuple(found), text.startswith("\n"), text.endswith("\n"), bool(text)


def _parts(raw: str, source: str) -> Iterator[Pieces]:
    for entry in _entries(raw, source):
        if entry.is_header:
            continue
        original = "" if entry.is_fuzzy else entry.of("msgid", "msgid_plural")
        for name, pieces in entry.fields:
            if name.startswith("msgstr"):
                pieces.original = original
                yield shielded(pieces)


def _entries(raw: str, source: str) -> Iterator[_Entry]:
    entry = _Entry()
    for number, line in enumerate(_LINE.finditer(raw), 1):
        text = line[0].rstrip("\r\n")
        begins = text.lstrip()
        if not begins or begins[0] == "#":
            if entry.is_translated:
                yield entry
                entry = _Entry()
            if begins.startswith("#,") and "fuzzy" in begins:
                entry.is_fuzzy = True
            continue
        found = _FIELD.match(text)
        if found is None or (found[1] is None and not entry.fields):
            raise InputError("is no line of a PO catalogue", place=source, line=number)
        if found[1] is not None:
            if found[1] in ("msgid", "msgctxt") and entry.is_translated:
                yield entry
                entry = _Entry()
            entry.fields.append((found[1], Pieces(raw)))
        _add(entry.fields[-1][1], line.start() + found.start(2), line.start() + found.end(2))
    if entry.fields:
        yield entry


def _add(pieces: Pieces, start: int, end: int) -> None:
    for piece in _PIECE.finditer(pieces.raw, start, end):
        if piece[0][0] == "\\":
            # What is no letter stays as it is written, as a placeholder.
            pieces.escape(_ESCAPES.get(piece[0][1:], piece[0]), *piece.span())
        else:
            pieces.add(*piece.span())


class PoEscaping:
    """Writes into the strings of a catalogue."""

    def escape(self, text: str) -> str:
        """Return how a text is written between the quotes."""
        return text.translate(_WRITTEN)

    def unescape(self, raw: str) -> str:
        """Return the text that stands between the quotes."""
        return "".join(
            _ESCAPES.get(piece[0][1:], piece[0]) if piece[0][0] == "\\" else piece[0] for piece in _PIECE.finditer(raw)
        )
