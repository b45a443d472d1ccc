"""Pairs of documents as people read them on a terminal."""

from collections.abc import Iterator, Sequence

from summitalign.model.alignment import DocumentPair
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import clip, pad, visible, width

_MAX_PATH = 72
"""Columns; a longer path pushes only its own row to the right."""
_MOST_WHY, _LEAST_WHY = 60, 12
"""Columns of what speaks for a pair; where fewer than the least are left, it is not shown."""
_BLOCK = "block"
"""Kind of evidence whose value is a whole block of code, its blanks taken out: nothing to read."""


def pair_rows(pairs: Sequence[DocumentPair], paint: Paint = plain, columns: int | None = None) -> Iterator[str]:
    """Yield a table: source, target, how sure the pair is, and why.

    `columns` is the width of the terminal: what speaks for a pair takes what the paths leave of it; None for none.
    """
    sources = [visible(pair.source or "-") for pair in pairs]
    targets = [visible(pair.target or "-") for pair in pairs]
    left, right = _column(sources, _MAX_PATH), _column(targets, _MAX_PATH)
    for pair, source, target in zip(pairs, sources, targets, strict=True):
        if pair.tier is None:
            lone = "no counterpart" if pair.source and pair.target is None else "no source"
            yield paint(f"{pad(source, left)}     {pad(target, right)}  {lone}", Role.FAINT)
            continue
        paths = width(pad(source, left)) + width(pad(target, right))
        sure = f"  {pad(pair.tier.value, 7)} {pair.score:7.1f}  "
        room = _MOST_WHY if columns is None else min(_MOST_WHY, columns - paths - width(f" <-> {sure}"))
        why = clip(_why(pair), room) if room >= _LEAST_WHY else ""
        names = f"{paint(pad(source, left), Role.PLACE)} <-> {paint(pad(target, right), Role.PLACE)}"
        yield f"{names}{sure}{paint(why, Role.FAINT) if why else ''}".rstrip()


def _why(pair: DocumentPair) -> str:
    """Name what speaks most for a pair."""
    names = dict.fromkeys("the same code" if item.kind == _BLOCK else item.value for item in pair.evidence)
    return visible(", ".join(list(names)[:3]))


def _column(texts: Sequence[str], most: int) -> int:
    return min(most, max(map(width, texts), default=0))
