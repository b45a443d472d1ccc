"""What the places of segments say in a report: the sections around them, their neighbours, the session of a talk."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from summitalign.align.recap import Side
from summitalign.align.score import soft_match

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PARENT = 2.0
"""What the counterpart of the section around a segment, or of its namesake, is worth to the segment, nats."""
_STRAY = 1.5
"""What a plain block pays for another counterpart than its section has, nats."""
_TAKEN = 2.5
"""What it pays for a counterpart that another section has, nats."""
_MOST = 3.0
"""The most that neighbours and sessions say, nats: they tell apart what the contents leave open."""
_PSEUDO = 1.0


def place_scores(scores: Floats, sources: Side, targets: Side, null: float) -> Floats:
    """Return what the places of segments add to their pairs, nats; `scores` are what the contents say.

    Neighbours and sessions are asked by their contents alone: asked again with what their own places have added,
    segments of which nothing is known would assure each other of a talk.
    """
    import numpy as np

    share = _named_share(scores, sources, targets, null)
    near = _neighbours(share, sources, targets)
    near += _sessions(share, sources, targets) + _sessions(share.T, targets, sources).T
    near = np.clip(near, -_MOST, _MOST)
    share = _named_share(scores + near, sources, targets, null)
    return np.asarray(near + _family(share, targets) + _family(share.T, sources).T)


def _named_share(scores: Floats, sources: Side, targets: Side, null: float) -> Floats:
    """Return soft correspondences of the segments with a name, 0 for plain blocks."""
    import numpy as np

    share = np.zeros_like(scores)
    grid = np.ix_(sources.named, targets.named)
    if scores[grid].size:
        share[grid] = soft_match(scores[grid], null)
    return share


def _family(share: Floats, texts: Side) -> Floats:
    """Speak for the counterparts of the section around a segment, of its parts, and of a segment of the same title."""
    import numpy as np

    added = np.zeros_like(share)
    taken = share.max(axis=1)
    parts: dict[int, list[int]] = defaultdict(list)
    namesakes: dict[str, list[int]] = defaultdict(list)
    for column, one in enumerate(texts.features):
        if one.title:
            namesakes[one.title].append(column)
        if one.parent is None:
            continue
        around = share[:, one.parent]
        added[:, column] += _PARENT * around
        if texts.plain[column]:
            added[:, column] -= (_STRAY * around.max() + _TAKEN * taken) * (1.0 - around)
        else:
            parts[one.parent].append(column)
    for parent, columns in parts.items():
        if len(columns) > 1:
            added[:, parent] += _PARENT * share[:, columns].mean(axis=1)
    for columns in namesakes.values():
        if len(columns) > 1:
            added[:, columns] += _PARENT * _best_of_others(share[:, columns])
    return added


def _best_of_others(share: Floats) -> Floats:
    """Return, for every column, the most that any other column has, row by row."""
    import numpy as np

    second, first = np.partition(share, -2, axis=1)[:, -2:].T
    is_first = np.arange(share.shape[1])[None, :] == share.argmax(axis=1)[:, None]
    return np.asarray(np.where(is_first, second[:, None], first[:, None]))


def _sessions(share: Floats, talks: Side, texts: Side) -> Floats:
    """Speak for talks of the session that the other parts of a section are about."""
    import numpy as np

    keys = sorted({group for group in talks.groups if group})
    if len(keys) < 2:
        return np.zeros_like(share)
    member = np.array([[group == key for key in keys] for group in talks.groups], dtype=np.float64)
    usual = member.sum(axis=0) / member.sum()
    seen = share.T @ member
    whole: dict[int | None, Floats] = {}
    for one, mass in zip(texts.features, seen, strict=True):
        whole[one.parent] = whole.get(one.parent, 0.0) + mass
    others = np.array([whole[one.parent] for one in texts.features]) - seen
    odds = (others + _PSEUDO * usual) / ((others.sum(axis=1, keepdims=True) + _PSEUDO) * usual)
    return np.asarray(member @ np.log(odds).T)


def _neighbours(share: Floats, sources: Side, targets: Side) -> Floats:
    """Speak for pairs whose neighbours correspond, within a section on the one side and a session on the other.

    How much, the documents say: the share of surely matched neighbours that are matched in the same order.
    """
    import numpy as np

    added = np.zeros_like(share)
    down, right = _steps(sources), _steps(targets)
    if not len(down) or not len(right):
        return added
    first, second = np.ix_(down[:, 0], right[:, 0]), np.ix_(down[:, 1], right[:, 1])
    sure = min(share[down[:, 0]].max(axis=1).sum(), share[:, right[:, 0]].max(axis=0).sum())
    followed = (share[first] * share[second]).sum() / (sure + _PSEUDO)
    chance = 1.0 / max(share.shape)
    worth = max(0.0, float(np.log((followed + chance) / (2.0 * chance))))
    ahead, behind = np.zeros_like(share), np.zeros_like(share)
    ahead[second], behind[first] = worth * share[first], worth * share[second]
    return np.asarray(np.maximum(ahead, behind))


def _steps(side: Side) -> NDArray[np.int64]:
    """Return pairs of segments that follow one another inside one section and one session."""
    import numpy as np

    steps = [
        (one, other)
        for one, other in pairwise(side.named)
        if side.features[one].parent == side.features[other].parent and side.groups[one] == side.groups[other]
    ]
    return np.array(steps, dtype=np.int64).reshape(-1, 2)
