"""Proof that an edited file differs from what it was in the words of its texts only."""

import re

from summitalign.errors import InputError
from summitalign.formats.read import read
from summitalign.formats.reading import Reading
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.structure import structure

_INNER = re.compile(r'(?<= href=")#[^"]*')


def is_proven(reading: Reading, source: str, text: str, raw: str) -> bool:
    """Say whether a file, edited to `raw`, holds the edited text, and all else as it was.

    The file is read again, so that it has to be whole, and to say what was written. Each text by itself has to keep its
    structure, and the kind of the file has the last word.
    """
    try:
        again = read(raw, source)
    except InputError:
        return False
    if again is None or again.text != text or _around(again) != _around(reading):
        return False
    changed = [pair for pair in zip(reading.part_texts(), again.part_texts(), strict=True) if pair[0] != pair[1]]
    return all(_shape(before) == _shape(after) for before, after in changed) and reading.proves(reading.raw, raw)


def _around(reading: Reading) -> str:
    """Return what stands around the texts of a file, to the character; of lines at titles the sign that they repeat."""
    lines = ((line, reading.raw[line.start]) for title in reading.titles for line in title.lines)
    left_out = sorted([*((tile.raw, "") for tile in reading.tiles), *lines], key=lambda each: each[0])
    found, position = [], 0
    for span, sign in left_out:
        found += [reading.raw[position : span.start], sign]
        position = span.end
    return "".join((*found, reading.raw[position:]))


def _shape(text: str) -> str:
    # Front matter, and the links that follow a heading, were compared where they stand, in the whole text.
    return _INNER.sub("#", structure(text[front_matter_end(text) :], has_settings=False))
