"""Additive log-odds that two segments correspond, from the tokens they share and the lengths they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align import weights
from summitalign.align.table import Together, TokenTable
from summitalign.align.tokens import TokenKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """How often a true counterpart also holds a token, per token; a rate for each direction."""

    forward: Floats
    """Source token found in the target."""
    backward: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Log-odds of every token for one window size: when both sides hold it, and when only one does."""

    both: Floats
    missing: Floats


def initial_rates(table: TokenTable) -> Rates:
    """Return the rates of each token's kind."""
    import numpy as np

    by_kind = np.array([weights.HITS[kind] for kind in TokenKind])
    rates = by_kind[table.kinds]
    return Rates(rates, rates)


def estimate_rates(table: TokenTable, together: Together, posterior: Floats) -> Rates:
    """Re-estimate hit rates by kind from soft correspondences (segments x segments, 0..1)."""
    import numpy as np

    prior = np.array([weights.HITS[kind] for kind in TokenKind])
    hits = np.bincount(table.kinds, together.hits(posterior), len(prior))

    def rates(own: Floats, joint: Floats) -> Floats:
        seen = np.bincount(table.kinds, joint.sum(axis=1) @ own, len(prior))
        by_kind = (hits + weights.PSEUDO * prior) / (seen + weights.PSEUDO)
        return np.asarray(np.clip(by_kind, 0.02, 0.97)[table.kinds])

    return Rates(rates(table.source, posterior), rates(table.target, posterior.T))


def token_scores(table: TokenTable, rates: Rates, together: Together | None = None) -> Floats:
    """Score every source window against every target window, those of single segments if none are given.

    Nats; 0 where the tokens say nothing. A token on one side is a Bernoulli trial: found on the
    other side with its hit rate if the two correspond, with its document frequency if not. Both
    directions are asked and averaged, so that swapping the sides transposes the result.
    """
    pairs = together or Together.of(table)
    forward, backward = token_weights(table, rates, pairs.sources, pairs.targets)
    return 0.5 * (_directed(pairs, pairs.own, forward) + _directed(pairs, pairs.other, backward, is_back=True))


def token_weights(table: TokenTable, rates: Rates, sources: int, targets: int) -> tuple[Weights, Weights]:
    """Weigh tokens by their rarity among windows of the other side, for either direction."""
    return (
        _weights(table, rates.forward, table.target_share, targets),
        _weights(table, rates.backward, table.source_share, sources),
    )


def _weights(table: TokenTable, rate: Floats, share: Floats, size: int) -> Weights:
    import numpy as np

    trust = np.array([weights.TRUST[kind] for kind in TokenKind])[table.kinds]
    chance = 1.0 - (1.0 - share) ** size
    # A token that is everywhere is found by chance at least as often as the rate says: it must not count against.
    rate = np.maximum(rate, chance)
    return Weights(trust * np.log(rate / chance), trust * np.log((1.0 - rate) / (1.0 - chance)))


def _directed(pairs: Together, own: Floats, odds: Weights, *, is_back: bool = False) -> Floats:
    import numpy as np

    held = own @ odds.missing
    missed = (held[None, :] if is_back else held[:, None]) - pairs.sums(odds.missing)
    # Segments differ in how much of them is taken over: many missing tokens say little more than a few.
    return np.asarray(pairs.sums(odds.both) - weights.MISSED * np.log1p(np.maximum(0.0, -missed) / weights.MISSED))


def length_scores(source: Floats, target: Floats) -> Floats:
    """Score lengths of source windows against lengths of target windows; 0 where one has no prose.

    Gaussian on the log ratio (Gale & Church 1993) against the broader Gaussian of unrelated
    segments, down to a veto; `source` and `target` are in the same unit.
    """
    import numpy as np

    both = (source[:, None] > 0) & (target[None, :] > 0)
    x = np.log(np.maximum(target, 1.0))[None, :] - np.log(np.maximum(source, 1.0))[:, None]
    # Short texts vary more.
    spread = 0.12 + 6.0 / (6.0 + 0.5 * (source[:, None] + target[None, :]))
    narrow, broad = spread * 0.5, spread * 0.5 + 1.2
    score = 0.5 * (x * x / broad - x * x / narrow) + 0.5 * np.log(broad / narrow)
    return np.asarray(np.where(both, np.maximum(score, weights.VETO), 0.0))


def soft_match(scores: Floats, null: float) -> Floats:
    """Turn scores into soft correspondences: the geometric mean of row-wise and column-wise shares.

    `null` is the score of having no counterpart. Swapping the sides transposes the result.
    """
    import numpy as np

    return np.asarray(np.sqrt(_share(scores, null) * _share(scores.T, null).T))


def best_share(scores: Floats, null: float) -> Floats:
    """Turn scores into soft correspondences where a segment may have several: the larger of the two shares."""
    import numpy as np

    return np.asarray(np.maximum(_share(scores, null), _share(scores.T, null).T))


def _share(scores: Floats, null: float) -> Floats:
    """Return each pair's share of its row's probability, the null option included."""
    import numpy as np

    top = np.maximum(scores.max(axis=1, keepdims=True), null)
    weight = np.exp(scores - top)
    return np.asarray(weight / (weight.sum(axis=1, keepdims=True) + np.exp(null - top)))
