"""Pairs of documents as people read them on a terminal."""

from collections.abc import Iterator, Sequence

from summitalign.model.alignment import DocumentPair
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import clip, pad, visible, width

_MAX_PATH = 72
"""Columns; a longer path pushes only its own row to the right."""


def pair_rows(pairs: Sequence[DocumentPair], paint: Paint = plain) -> Iterator[str]:
    """Yield a table: source, target, how sure the pair is, and why."""
    sources = [visible(pair.source or "-") for pair in pairs]
    targets = [visible(pair.target or "-") for pair in pairs]
    left, right = _column(sources, _MAX_PATH), _column(targets, _MAX_PATH)
    for pair, source, target in zip(pairs, sources, targets, strict=True):
        if pair.tier is None:
            lone = "no counterpart" if pair.source and pair.target is None else "no source"
            yield paint(f"{pad(source, left)}     {pad(target, right)}  {lone}", Role.FAINT)
            continue
        why = clip(visible(", ".join(item.value for item in pair.evidence[:3])), 60)
        yield (
            f"{paint(pad(source, left), Role.PLACE)} <-> {paint(pad(target, right), Role.PLACE)}"
            f"  {pad(pair.tier.value, 7)} {pair.score:7.1f}  {paint(why, Role.FAINT)}"
        ).rstrip()


def _column(texts: Sequence[str], most: int) -> int:
    return min(most, max(map(width, texts), default=0))
