"""Links to the same video as anchors: time stamps tell apart talks that share a recording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.features import Features
from summitalign.align.monotone import Block
from summitalign.align.scorers import PairScorer
from summitalign.align.tokens import TokenKind
from summitalign.model.document import LinkKind
from summitalign.model.finding import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SAME_VIDEO = 4.0
"""What a pair gains that shares a recording, beside the rarity of the link, nats."""
OTHER_PART = -12.0
"""What a pair loses whose links lead to different parts of one recording, nats."""
OTHER_VIDEO = -4.0
"""What a pair loses of which one has a recording that belongs to another segment of the other side, nats."""

_HOME = 3
"""Videos up to which a segment is about them; one with more is a list."""

_Parts = dict[int, tuple[float, float]]
"""Which part of a recording a segment shows, seconds, by position of the segment."""


@dataclass(frozen=True, slots=True, eq=False)
class VideoScorer:
    """Recordings, beside the rarity of their links, which the tokens count."""

    pairs: PairScorer
    source: tuple[frozenset[str], ...]
    """Identities of the recordings of every segment."""
    target: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, sources: Sequence[Features], targets: Sequence[Features]) -> VideoScorer:
        """Score the recordings of two lists."""
        pairs = PairScorer(TokenKind.VIDEO.value, video_scores(sources, targets), "")
        return cls(pairs, _recordings(sources), _recordings(targets))

    def scores(self, sources: int, targets: int) -> Floats:
        """Return the best pair of every window."""
        return self.pairs.scores(sources, targets)

    def reasons(self, block: Block) -> Iterator[Evidence]:
        """Tell the recordings that a bead shares."""
        own = frozenset[str]().union(*self.source[block.source : block.source + block.sources])
        other = frozenset[str]().union(*self.target[block.target : block.target + block.targets])
        for reason in self.pairs.reasons(block):
            for video in sorted(own & other):
                yield Evidence(reason.kind, video, reason.weight)


def _recordings(segments: Sequence[Features]) -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(link.identity for link in segment.links if link.kind is LinkKind.VIDEO) for segment in segments
    )


def video_scores(sources: Sequence[Features], targets: Sequence[Features]) -> Floats:
    """Speak for pairs that share a recording, and against pairs whose recordings belong elsewhere.

    Two segments that share a video may show different parts of it. A plain link means the whole
    recording, or its beginning where another segment of the same side has a stamp. A segment whose
    video the other side also has hardly corresponds to a segment without it.
    """
    import numpy as np

    own, other = _parts_by_video(sources), _parts_by_video(targets)
    shares = np.zeros((len(sources), len(targets)), dtype=bool)
    scores = np.zeros((len(sources), len(targets)))
    for video in own.keys() & other.keys():
        rows, columns = sorted(own[video]), sorted(other[video])
        shares[np.ix_(rows, columns)] = True
        scores[rows, :] = OTHER_VIDEO
        scores[:, columns] = OTHER_VIDEO
    scores[shares] = SAME_VIDEO
    for video in own.keys() & other.keys():
        for i, (begin, end) in own[video].items():
            for j, (start, stop) in other[video].items():
                if end <= start or stop <= begin:
                    scores[i, j] = OTHER_PART
    return scores


def _parts_by_video(segments: Sequence[Features]) -> dict[str, _Parts]:
    stamps: dict[str, dict[int, int]] = {}
    for position, segment in enumerate(segments):
        videos = [link for link in segment.links if link.kind is LinkKind.VIDEO]
        if len({link.identity for link in videos}) <= _HOME:
            for link in videos:
                stamps.setdefault(link.identity, {}).setdefault(position, link.seconds or 0)
    return {video: _parts(starts) for video, starts in stamps.items()}


def _parts(starts: dict[int, int]) -> _Parts:
    borders = sorted(set(starts.values()))
    if len(borders) > 1:
        ends = dict(zip(borders, [*borders[1:], float("inf")], strict=True))
        return {position: (start, ends[start]) for position, start in starts.items()}
    # One stamp alone marks a place, not a part: it lies in whatever part of the other side holds it.
    return {position: (start, start + 1.0) if start else (0.0, float("inf")) for position, start in starts.items()}
