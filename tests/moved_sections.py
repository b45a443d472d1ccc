"""Sections and their translations, in the same order and in another, and the titles that an alignment joins."""

from summitalign.align.options import AlignOptions
from summitalign.api import parse
from summitalign.model.alignment import Alignment, Unit

BLIND = AlignOptions(Unit.SECTION, lexicons=())
"""Without a lexicon the words of the two languages have nothing in common."""


NAMES = ("Morning", "Noon", "Evening", "Night", "Dawn")


TRANSLATED = ("早晨", "中午", "傍晚", "夜里", "黎明")


MOVED = (3, 0, 4, 2, 1)


def titles(alignment: Alignment) -> set[tuple[str, str]]:
    return {
        (alignment.source.segment(own).title, alignment.target.segment(other).title)
        for bead in alignment.beads
        for own in bead.source
        for other in bead.target
    }


ALL_MOVED = set(zip(NAMES, TRANSLATED, strict=True))


THINGS = ("pier", "cliff", "buoy", "wharf", "mast")


IN_ORDER = parse(
    "".join(
        f"## {title}\n\n`{thing}()` {thing} {thing[::-1]} {thing[1:]}.\n\n"
        for title, thing in zip(NAMES, THINGS, strict=True)
    )
)


PAIRS = list(zip(TRANSLATED, THINGS, strict=True))


REORDERED = parse(
    "".join(f"## {TRANSLATED[n]}\n\n`{THINGS[n]}()` {THINGS[n]} {THINGS[n][::-1]} {THINGS[n][1:]}。\n\n" for n in MOVED)
)
