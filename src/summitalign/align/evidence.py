"""Everything that is known of two lists of segments before any of them is matched, and why a bead is believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.anchors import video_scores
from summitalign.align.features import Features
from summitalign.align.monotone import Block
from summitalign.align.score import (
    Rates,
    estimate_rates,
    initial_rates,
    length_scores,
    soft_match,
    token_scores,
    token_weights,
)
from summitalign.align.table import TokenTable
from summitalign.align.titles import title_scores
from summitalign.align.tokens import TokenKind
from summitalign.errors import SegmentLimitError
from summitalign.model.finding import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHAPES = {(1, 1): 0.0, (1, 2): -1.5, (2, 1): -1.5, (1, 3): -3.0, (3, 1): -3.0}
"""Bead shapes and the log-odds of each against 1-1."""
NULL = 0.5
"""What a pair must score to be a bead where half of the segments have a counterpart, nats."""
MAX_PAIRS = 4_000_000
"""Product of the numbers of segments above which the tables would not fit into memory."""
_ROUNDS = 2
_SHOWN = 6
"""Reasons listed for a bead."""
_FELT = 0.05
"""Weight below which a reason is not worth showing, nats."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Everything that is known of two lists of segments before any of them is matched."""

    table: TokenTable
    rates: Rates
    lengths: tuple[Floats, Floats]
    length_fit: float
    """0..1: how far lengths may be trusted; 0 where one document is a summary of the other."""
    titles: Floats
    """Likeness of titles, nats."""
    videos: Floats
    """What recordings say of every pair, nats."""
    moves: dict[tuple[int, int], Floats]
    """Scores of every bead shape, nats."""
    is_turned: bool = False
    """True where the rows are the target's segments, so that reasons are told the other way round."""


def score_lists(sources: Sequence[Features], targets: Sequence[Features]) -> Scores:
    """Score every bead shape over two lists, hit rates estimated on the lists themselves.

    Raises SegmentLimitError for more pairs of segments than fit into memory.
    """
    import numpy as np

    if len(sources) * len(targets) > MAX_PAIRS:
        raise SegmentLimitError(
            f"{len(sources)} by {len(targets)} segments are too many to align at once",
            hint="align by larger units, such as sections, or split the documents",
        )
    table = TokenTable.of([one.tokens for one in sources], [one.tokens for one in targets])
    own = np.array([one.length for one in sources])
    other = np.array([one.length for one in targets])
    # Only the ratio within the pair counts: one language needs more letters than the other.
    scale = other.sum() / own.sum() if own.sum() and other.sum() else 1.0
    lengths = (own * np.sqrt(scale), other / np.sqrt(scale))
    titles = title_scores([one.title for one in sources], [one.title for one in targets])
    rates = initial_rates(table)
    fit = 1.0
    for _ in range(_ROUNDS):
        single = token_scores(table, rates) + titles
        by_length = length_scores(*lengths)
        fit = length_fit(by_length, soft_match(single, NULL))
        rates = estimate_rates(table, soft_match(single + fit * by_length, NULL))
    apart = video_scores(sources, targets)
    moves = {
        (a, b): token_scores(table, rates, a, b)
        + fit * length_scores(_sums(lengths[0], a), _sums(lengths[1], b))
        + _best_of_windows(apart + titles, a, b)
        + prior
        for (a, b), prior in SHAPES.items()
        if a <= len(sources) and b <= len(targets)
    }
    return Scores(table, rates, lengths, fit, titles, apart, moves)


def length_fit(scores: Floats, match: Floats) -> float:
    """Return how far lengths may be trusted, 0..1: by what they say of the pairs that the tokens match.

    A translation's lengths go along with its source's; those of a summary do not.
    """
    import numpy as np

    weight = match.sum()
    if weight < 1.0:
        return 1.0
    # A length that fits well is worth a little more than half a nat on average.
    return float(np.clip((match * scores).sum() / weight / 0.5, 0.0, 1.0))


def _best_of_windows(scores: Floats, sources: int, targets: int) -> Floats:
    """Return the best pair of every window: segments that belong together bear the title of one of them."""
    import numpy as np

    return np.asarray(np.lib.stride_tricks.sliding_window_view(scores, (sources, targets)).max(axis=(2, 3)))


def _sums(values: Floats, size: int) -> Floats:
    import numpy as np

    return np.asarray(np.convolve(values, np.ones(size), mode="valid"))


def null_score(scores: Floats) -> float:
    """Return what a pair must score to be a bead, nats: the less the more of the segments surely match.

    Prior odds: in a translation nearly every segment has a counterpart, in a recap few have.
    """
    import numpy as np

    share = np.clip(soft_match(scores, NULL).sum() / min(scores.shape), 0.2, 0.9)
    return float(NULL - np.log(share / (1.0 - share)))


def explain(scores: Scores, block: Block) -> tuple[Evidence, ...]:
    """List the reasons for a bead, the strongest first: shared tokens, likeness of titles and of lengths.

    Not all of its score: what speaks against the bead is not listed token by token.
    """
    reasons = [*_token_reasons(scores, block), *_title_reason(scores, block)]
    reasons.sort(key=lambda reason: (-reason.weight, reason.kind, reason.value))
    return (*reasons[:_SHOWN], *_length_reason(scores, block))


def _token_reasons(scores: Scores, block: Block) -> list[Evidence]:
    import numpy as np

    table = scores.table
    own, other = _held(table.source, block.source, block.sources), _held(table.target, block.target, block.targets)
    forward = token_weights(table, scores.rates.forward, table.target, block.targets)
    backward = token_weights(table, scores.rates.backward, table.source, block.sources)
    worth = 0.5 * own * other * (forward.both + backward.both)
    videos = max(0.0, _best(scores.videos, block))
    reasons = []
    for column in np.flatnonzero(worth > _FELT).tolist():
        token = table.tokens[column]
        weight = float(worth[column]) + (videos if token.kind is TokenKind.VIDEO else 0.0)
        reasons.append(Evidence(token.kind.value, token.text, round(weight, 4)))
    return reasons


def _held(rows: Floats, first: int, size: int) -> Floats:
    import numpy as np

    return np.asarray(rows[first : first + size].max(axis=0))


def _best(scores: Floats, block: Block) -> float:
    """Return the best score of a source and a target segment of a bead."""
    rows = slice(block.source, block.source + block.sources)
    return float(scores[rows, block.target : block.target + block.targets].max())


def _title_reason(scores: Scores, block: Block) -> list[Evidence]:
    weight = round(_best(scores.titles, block), 4)
    return [Evidence("title", "alike", weight)] if weight > _FELT else []


def _length_reason(scores: Scores, block: Block) -> list[Evidence]:
    """Give the ratio of the target's length to the source's, 1 where it is the documents' own."""
    import numpy as np

    own = scores.lengths[0][block.source : block.source + block.sources].sum()
    other = scores.lengths[1][block.target : block.target + block.targets].sum()
    weight = scores.length_fit * float(length_scores(np.array([own]), np.array([other]))[0, 0])
    ratio = own / other if scores.is_turned else other / own
    return [Evidence("length", f"{ratio:.2f}", round(weight, 4))] if abs(weight) > _FELT else []
