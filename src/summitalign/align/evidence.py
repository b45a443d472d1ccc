"""Everything that is known of two lists of segments before any of them is matched, and why a bead is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align import weights as learned
from summitalign.align.anchors import VideoScorer
from summitalign.align.embedding import Embedder, embedding_scores
from summitalign.align.family import children_scores, parent_scores
from summitalign.align.features import Features
from summitalign.align.monotone import Block
from summitalign.align.score import Rates, estimate_rates, initial_rates, length_scores, soft_match, token_scores
from summitalign.align.scorers import LENGTH, LengthScorer, PairScorer, Scorer, TokenScorer
from summitalign.align.speakers import SPEAKER, speaker_scores
from summitalign.align.table import Together, TokenTable
from summitalign.align.titles import title_scores
from summitalign.align.tokens import TokenKind
from summitalign.errors import SegmentLimitError
from summitalign.model.finding import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MAX_PAIRS = 4_000_000
"""Product of the numbers of segments above which the tables would not fit into memory."""
_ROUNDS = 2
_FORM = frozenset((LENGTH, TokenKind.SHAPE.value, "parent", "children", "place", "part"))
"""Evidence that any two segments may have for them, whatever they are about."""
_SHOWN = 6
"""Reasons listed for a bead."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Everything that is known of two lists of segments before any of them is matched."""

    scorers: tuple[Scorer, ...]
    moves: dict[tuple[int, int], Floats]
    """Sum of the scorers and the prior for every bead shape, nats."""

    def plus(self, *more: PairScorer) -> Scores:
        """Return the scores of single pairs with what further scorers say of them."""
        single = self.moves[1, 1] + sum(scorer.pairs for scorer in more)
        return Scores((*self.scorers, *more), {(1, 1): single})


def score_lists(
    sources: Sequence[Features],
    targets: Sequence[Features],
    embedder: Embedder | None = None,
    *,
    is_turned: bool = False,
    is_single: bool = False,
) -> Scores:
    """Score every bead shape over two lists, hit rates estimated on the lists themselves; only 1-1 if `is_single`.

    With `is_turned` the first list is the target's, so that reasons are told the other way round. Raises
    SegmentLimitError for more pairs of segments than fit into memory.
    """
    import numpy as np

    if len(sources) * len(targets) > MAX_PAIRS:
        raise SegmentLimitError(
            f"{len(sources)} by {len(targets)} segments are too many to align at once",
            hint="align by larger units, such as sections, or split the documents",
        )
    table = TokenTable.of([one.tokens for one in sources], [one.tokens for one in targets])
    lengths = _lengths(sources, targets)
    like = _likenesses(sources, targets, embedder)
    together = Together.of(table)
    rates, trust, match = _estimated(table, together, like, length_scores(*lengths))
    family = (
        PairScorer("parent", parent_scores(sources, targets, match), "the sections around them correspond"),
        PairScorer("children", children_scores(sources, targets, match), "the sections in them correspond"),
    )
    scorers: tuple[Scorer, ...] = (
        TokenScorer(table, rates, together),
        *like,
        VideoScorer.of(sources, targets),
        *family,
        LengthScorer(*lengths, trust, is_turned),
    )
    moves = {
        (a, b): np.asarray(sum(scorer.scores(a, b) for scorer in scorers) + prior)
        for (a, b), prior in learned.SHAPES.items()
        if a <= len(sources) and b <= len(targets) and not (is_single and a * b > 1)
    }
    return Scores(scorers, moves)


def _estimated(
    table: TokenTable, together: Together, like: Sequence[PairScorer], by_length: Floats
) -> tuple[Rates, float, Floats]:
    """Estimate hit rates of tokens, trust in lengths and soft correspondences, each from the others."""
    import numpy as np

    alike = sum((one.pairs for one in like), start=np.zeros(by_length.shape))
    rates, trust, match = initial_rates(table), 1.0, alike
    for _ in range(_ROUNDS):
        single = token_scores(table, rates, together) + alike
        trust = length_trust(by_length, soft_match(single, learned.NULL))
        match = soft_match(single + trust * by_length, learned.NULL)
        rates = estimate_rates(table, together, match)
    return rates, trust, match


def _lengths(sources: Sequence[Features], targets: Sequence[Features]) -> tuple[Floats, Floats]:
    """Return the lengths of both sides in one unit: one language needs more letters than the other."""
    import numpy as np

    own = np.array([one.length for one in sources])
    other = np.array([one.length for one in targets])
    scale = other.sum() / own.sum() if own.sum() and other.sum() else 1.0
    return own * np.sqrt(scale), other / np.sqrt(scale)


def _likenesses(
    sources: Sequence[Features], targets: Sequence[Features], embedder: Embedder | None
) -> tuple[PairScorer, ...]:
    """Return what can be said of single pairs from their own content."""
    titles = title_scores([one.title for one in sources], [one.title for one in targets])
    found = [PairScorer("title", titles, "alike")]
    speakers = speaker_scores(sources, targets, learned.SPEAKER)
    if speakers is not None:
        found.append(PairScorer(SPEAKER, speakers, "named"))
    if embedder is not None:
        texts = [[f"{one.title}\n{one.prose}".strip() for one in side] for side in (sources, targets)]
        found.append(PairScorer("embedding", embedding_scores(embedder, *texts), "alike"))
    return tuple(found)


def length_trust(scores: Floats, match: Floats) -> float:
    """Return how far lengths may be trusted, 0..1: by what they say of the pairs that the tokens match.

    A translation's lengths go along with its source's; those of a summary do not.
    """
    import numpy as np

    weight = match.sum()
    if weight < 1.0:
        return 1.0
    # A length that fits well is worth a little more than half a nat on average.
    return float(np.clip((match * scores).sum() / weight / 0.5, 0.0, 1.0))


def null_score(scores: Floats) -> float:
    """Return what a pair must score to be a bead, nats: the less the more of the segments surely match.

    Prior odds: in a translation nearly every segment has a counterpart, in a recap few have.
    """
    import numpy as np

    share = np.clip(soft_match(scores, learned.NULL).sum() / min(scores.shape), 0.2, 0.9)
    return float(learned.NULL - np.log(share / (1.0 - share)))


def reasons_for(scores: Scores, block: Block) -> tuple[Evidence, ...]:
    """Return the reasons for a bead, the strongest first.

    Not all of its score: what speaks against the bead is not among them, but for the length.
    """
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for scorer in scores.scorers:
        for reason in scorer.reasons(block):
            weights[reason.kind, reason.value] += reason.weight
    reasons = [Evidence(kind, value, round(weight, 4)) for (kind, value), weight in weights.items()]
    return tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.kind, reason.value)))


def shown(reasons: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Choose the reasons that are listed: the strongest, then the length."""
    first = [reason for reason in reasons if reason.kind != LENGTH][:_SHOWN]
    return (*first, *(reason for reason in reasons if reason.kind == LENGTH))


def content(reasons: Sequence[Evidence]) -> float:
    """Add up what the contents of two segments say, nats: what is left without form, length and place."""
    return sum(reason.weight for reason in reasons if reason.kind not in _FORM)
