"""Which parts of a report are about which talks: any order, several talks a section, none for a dinner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.features import Features
from summitalign.align.monotone import Block
from summitalign.align.recap import Side
from summitalign.align.score import best_share
from summitalign.model.document import LinkKind, SegmentKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_SINGLE = frozenset({SegmentKind.ITEM, SegmentKind.PARAGRAPH})
"""Kinds that are about one thing only; a section may be about several."""
_SECOND = 1.25
"""What a second counterpart of a segment must score above the first's threshold, nats."""
_AGAIN = 3.5
"""The same for a second report on a talk, which most reports mention but once."""
_SHARE = 0.4
"""Part of the better one's score that a second counterpart must have: the better one explains most of it already."""


@dataclass(frozen=True, slots=True)
class Told:
    """A segment and its counterpart."""

    block: Block
    posterior: float
    is_plain: bool
    """True where one of the two is a block without a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Once:
    """What of the scores is left out where a second counterpart of a segment is considered, nats."""

    notes: Floats
    """From notes: only some talks have them, so they do not count where two talks are compared."""
    names: Floats
    """From the name of a speaker who gives several talks: the best of them explains why the name is there."""


def retelling(scores: Floats, once: Once, sources: Side, targets: Side, null: float) -> list[Told]:
    """Choose the pairs of a report: those of segments with a name, then those of plain blocks beside them."""
    import numpy as np

    rows, columns = sources.named, targets.named
    plain = [
        *(Told(Block(rows[i], 1, j, 1), share, True) for i, j, share in _loose(scores[rows], targets, null)),
        *(Told(Block(i, 1, columns[j], 1), share, True) for j, i, share in _loose(scores[:, columns].T, sources, null)),
    ]
    grid = np.ix_(rows, columns)
    if not scores[grid].size:
        return plain
    chosen = np.zeros(scores.shape, dtype=bool)
    again = Once(once.notes[grid], once.names[grid])
    chosen[grid] = _chosen(scores[grid], again, _of(sources, rows), _of(targets, columns), null)
    chosen &= _in_session(scores, chosen, sources) & _in_session(scores.T, chosen.T, targets).T
    chosen &= ~_told_by_parts(scores, plain, targets) & ~_told_by_parts(scores.T, _turned(plain), sources).T
    share = np.zeros_like(scores)
    share[grid] = best_share(scores[grid], null)
    named = [Told(Block(i, 1, j, 1), float(share[i, j]), False) for i, j in np.argwhere(chosen).tolist()]
    plain = [one for one in plain if not _is_repeated(one.block, chosen, sources, targets)]
    return sorted((*named, *plain), key=lambda told: (told.block.target, told.block.source))


@dataclass(frozen=True, slots=True)
class _Named:
    """What the choice among segments with a name looks at."""

    titles: tuple[str, ...]
    is_single: tuple[bool, ...]
    is_talk: tuple[bool, ...]


def _of(side: Side, positions: Sequence[int]) -> _Named:
    features = [side.features[position] for position in positions]
    return _Named(
        tuple(one.title for one in features),
        tuple(one.segment.kind in _SINGLE for one in features),
        tuple(bool(side.groups[position]) for position in positions),
    )


def _chosen(scores: Floats, once: Once, sources: _Named, targets: _Named, null: float) -> Bools:
    """Take the pairs that are the best of both segments, and those of one that score well enough."""
    import numpy as np

    best_row, best_column = _best(scores), _best(scores.T).T
    more = scores - once.names
    measure = more - once.notes
    top = np.maximum(measure.max(axis=1, keepdims=True), measure.max(axis=0, keepdims=True))
    is_again = (~best_row & _flags(sources.is_talk)[:, None]) | (~best_column & _flags(targets.is_talk)[None, :])
    is_second = (more > null + np.where(is_again, _AGAIN, _SECOND)) & (measure >= _SHARE * top)
    chosen = (best_row & best_column & (scores > null)) | ((best_row | best_column) & is_second)
    chosen &= (best_row | ~_flags(sources.is_single)[:, None]) & (best_column | ~_flags(targets.is_single)[None, :])
    good = scores > null
    return np.asarray(
        chosen
        | (good & best_column & _namesakes(chosen, targets.titles))
        | (good & best_row & _namesakes(chosen.T, sources.titles).T)
    )


def _flags(values: Sequence[bool]) -> Bools:
    import numpy as np

    return np.array(values, dtype=bool)


def _best(scores: Floats) -> Bools:
    """Return True for the best of every row."""
    import numpy as np

    return np.asarray(scores >= scores.max(axis=1, keepdims=True) - 1e-9)


def _namesakes(chosen: Bools, titles: Sequence[str]) -> Bools:
    """Return True for the columns without a counterpart at the counterparts of those of the same title."""
    import numpy as np

    more = np.zeros_like(chosen)
    bearers: dict[str, list[int]] = {}
    for column, title in enumerate(titles):
        bearers.setdefault(title, []).append(column)
    for title, columns in bearers.items():
        if title and len(columns) > 1:
            free = [column for column in columns if not chosen[:, column].any()]
            more[:, free] = np.any(chosen[:, columns], axis=1, keepdims=True)
    return more


def _in_session(scores: Floats, chosen: Bools, talks: Side) -> Bools:
    """Return False for talks of another session than the best one of their segment."""
    import numpy as np

    groups = np.array(talks.groups)
    best = np.where(chosen, scores, -np.inf).argmax(axis=0)
    return np.asarray(np.equal.outer(groups, groups[best]))


def _told_by_parts(scores: Floats, plain: Sequence[Told], texts: Side) -> Bools:
    """Return True where a part tells better than its section of a talk, and the parts tell of several talks.

    Such a section is the frame of a report that has a paragraph for each talk.
    """
    import numpy as np

    told: dict[int, dict[int, float]] = {}
    for one in plain:
        parent = texts.features[one.block.target].parent
        if texts.plain[one.block.target] and parent is not None:
            talks = told.setdefault(parent, {})
            talks[one.block.source] = max(
                talks.get(one.block.source, -np.inf), float(scores[one.block.source, one.block.target])
            )
    framed = np.zeros(scores.shape, dtype=bool)
    for parent, talks in told.items():
        if len(talks) > 1:
            for talk, score in talks.items():
                framed[talk, parent] = score > scores[talk, parent]
    return framed


def _is_repeated(block: Block, chosen: Bools, sources: Side, targets: Side) -> bool:
    """Say whether a part only holds the recording by which its section has found the same talk."""
    part, whole = targets.features[block.target], targets.features[block.target].parent
    if targets.plain[block.target] and whole is not None:
        return bool(chosen[block.source, whole]) and _has_recording(part)
    part, whole = sources.features[block.source], sources.features[block.source].parent
    return whole is not None and bool(chosen[whole, block.target]) and _has_recording(part)


def _has_recording(one: Features) -> bool:
    return any(link.kind is LinkKind.VIDEO for link in one.links)


def _turned(plain: Sequence[Told]) -> list[Told]:
    return [Told(Block(one.block.target, 1, one.block.source, 1), one.posterior, one.is_plain) for one in plain]


def _loose(scores: Floats, texts: Side, null: float) -> Iterator[tuple[int, int, float]]:
    """Yield for every plain column its best row, if it is good enough, and the row's share of the probability."""
    import numpy as np

    for column in (number for number, is_plain in enumerate(texts.plain) if is_plain and len(scores)):
        row = int(scores[:, column].argmax())
        top = float(scores[row, column])
        if top > null:
            yield row, column, float(1.0 / (np.exp(scores[:, column] - top).sum() + np.exp(null - top)))
