"""Results as people read them on a terminal: tables of languages and of pairs of documents."""

from collections.abc import Iterator, Sequence

from summitalign.model.alignment import DocumentPair
from summitalign.model.language import Detection
from summitalign.report.paint import Paint, Role, plain
from summitalign.report.width import clip, pad, visible, width

_BAR = 10
"""Columns of the bar that stands for the whole of a document."""
_TRACE = 0.005
"""A smaller share would read 0%: a name or two in another language."""
_EIGHTHS = " ▏▎▍▌▋▊▉"
_MAX_PATH = 72
"""Columns; a longer path pushes only its own row to the right."""


def bar(share: float, columns: int = _BAR) -> str:
    """Draw a share (0..1) as a bar with a resolution of an eighth of a column."""
    whole, eighth = divmod(round(max(0.0, min(1.0, share)) * columns * 8), 8)
    return pad("█" * whole + (_EIGHTHS[eighth] if eighth else ""), columns)


def detection_rows(rows: Sequence[tuple[str, Detection]], paint: Paint = plain) -> Iterator[str]:
    """Yield a table: the name of each text, its main language, and the share of every language."""
    names = [visible(name) for name, _ in rows]
    column = _column(names, _MAX_PATH)
    tags = max((width(detection.tag) for _, detection in rows), default=0)
    for name, (_, detection) in zip(names, rows, strict=True):
        shares = "  ".join(f"{tag} {share:.0%}" for tag, share in detection.shares if share >= _TRACE)
        strip = bar(detection.shares[0][1] if detection.shares else 0.0)
        yield (
            f"{paint(pad(name, column), Role.PLACE)}  {paint(pad(detection.tag, tags), Role.STRONG)}"
            f"  {paint(strip, Role.FAINT)}  {shares or 'too little text'}"
        )


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
