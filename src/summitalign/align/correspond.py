"""Find which of two lists of segments correspond: both decoders, and the choice between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitalign.align import weights
from summitalign.align.assign import free_beads, neighbour_support
from summitalign.align.embedding import Embedder
from summitalign.align.evidence import Scores, content, null_score, reasons_for, score_lists, shown
from summitalign.align.features import Features
from summitalign.align.frames import frame_scores
from summitalign.align.match import LEAST, Match
from summitalign.align.monotone import Block, best_chain, chain_posteriors
from summitalign.align.order import concordance, explanation_score
from summitalign.align.places import place_scores
from summitalign.align.recap import Side, notes_scores, retold
from summitalign.align.retelling import Once, retelling
from summitalign.align.score import soft_match
from summitalign.align.scorers import PairScorer
from summitalign.align.speakers import SPEAKER, shared_names
from summitalign.align.stars import join_stars
from summitalign.align.weights import tempered
from summitalign.model.alignment import Order
from summitalign.model.finding import Evidence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WHOLE = frozenset(("title", "title-words", "notes"))
"""Kinds of evidence that a section has as a whole, whatever stands in its parts."""
NULL_MANY = 2.0
"""The least that a pair must score where a segment may have several counterparts, nats."""
SURE = 0.9
"""Posterior from which a bead is an anchor of the order."""
CONCORDANT = 0.85
"""Share of anchor pairs in the same order on both sides, from which the order may be kept at all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How two lists are to be matched."""

    recap: tuple[Side, Side] | None = None
    """One text reports on the other: the order is free, and a segment may have several that are not neighbours."""
    order: Order = Order.AUTO
    """Of two translations; a recap has no order to keep."""
    embedder: Embedder | None = None

    def turned(self) -> Plan:
        """Return the plan for the two lists in the other order."""
        return replace(self, recap=(self.recap[1], self.recap[0])) if self.recap else self


def correspond(
    sources: Sequence[Features], targets: Sequence[Features], plan: Plan | None = None
) -> tuple[tuple[Match, ...], bool]:
    """Match two lists of segments; the second value says whether the order was kept."""
    plan = plan or Plan()
    if not sources or not targets:
        return (), True
    is_turned, is_single = _is_turned(sources, targets), plan.recap is not None
    own, other = (targets, sources) if is_turned else (sources, targets)
    scores = score_lists(own, other, plan.embedder, is_turned=is_turned, is_single=is_single)
    if is_turned:
        matches, is_kept = _decode(scores, plan.turned())
        return tuple(match.mirrored() for match in matches), is_kept
    return _decode(scores, plan)


def _is_turned(sources: Sequence[Features], targets: Sequence[Features]) -> bool:
    """Choose which side comes first by the contents alone, so that swapping the sides mirrors the matches.

    Equal sums of scores are common where little is known, and rounding falls differently along rows
    and columns. No rule of position is the same for both sides; only what the sides say tells them apart.
    """
    for own, other in zip(sources, targets, strict=False):
        if (left := _contents(own)) != (right := _contents(other)):
            return left > right
    return len(sources) > len(targets)


def _contents(one: Features) -> tuple[object, ...]:
    return one.title, one.length, sorted(one.tokens), [(link.identity, link.seconds or 0) for link in one.links]


def _decode(scores: Scores, plan: Plan) -> tuple[tuple[Match, ...], bool]:
    null = null_score(scores.moves[1, 1])
    if plan.recap:
        return _recap(scores, *plan.recap), False
    gap = null / 2.0 + weights.KEPT
    kept = best_chain(scores.moves, gap) if plan.order is not Order.FREE else []
    if plan.order is not Order.KEEP:
        support = neighbour_support(scores.moves[1, 1], null)
        soft = soft_match(scores.moves[1, 1] + support, null)
        free = free_beads(scores.moves, support, null)
        if plan.order is Order.FREE or not _is_order_kept(scores, kept, free, soft, gap):
            posteriors = [tempered(_soft_posterior(soft, block), weights.TEMPER_FREE) for block in free]
            return _matches(scores, zip(free, posteriors, strict=True)), False
    posteriors = [tempered(one, weights.TEMPER_KEPT) for one in chain_posteriors(scores.moves, gap, kept)]
    return _matches(scores, zip(kept, posteriors, strict=True), is_kept=True), True


def _recap(scores: Scores, sources: Side, targets: Side) -> tuple[Match, ...]:
    import numpy as np

    told = retold(scores, sources, targets)
    null = max(null_score(told.moves[1, 1]), NULL_MANY)
    held = (one for one in told.scorers if isinstance(one, PairScorer) and one.name in WHOLE)
    whole = sum((one.pairs for one in held), start=np.zeros(told.moves[1, 1].shape))
    framed = told.plus(PairScorer("frame", frame_scores(told.moves[1, 1], whole, sources, targets, null), ""))
    near = place_scores(framed.moves[1, 1], sources, targets, null)
    placed = framed.plus(PairScorer("place", near, "beside what corresponds"))
    once = Once(notes_scores(sources, targets), _shared_names(told, sources, targets))
    found = [
        replace(one, posterior=tempered(one.posterior, weights.TEMPER_RECAP))
        for one in retelling(placed.moves[1, 1], once, sources, targets, null)
    ]
    named = _matches(placed, ((one.block, one.posterior) for one in found if not one.is_plain))
    # Joined with its section, a part would lend its doubts to the whole.
    plain = _matches(placed, ((one.block, one.posterior) for one in found if one.is_plain))
    return (*join_stars(named), *plain)


def _shared_names(scores: Scores, sources: Side, targets: Side) -> Floats:
    import numpy as np

    shared = shared_names(sources.features, targets.features)
    found = [one.scores(1, 1) for one in scores.scorers if isinstance(one, PairScorer) and one.name == SPEAKER]
    return np.asarray(sum(found, start=np.zeros(shared.shape)) * shared)


def _is_order_kept(scores: Scores, kept: Sequence[Block], free: Sequence[Block], soft: Floats, gap: float) -> bool:
    """Say whether a chain explains the documents better than beads in any order do."""
    sure = [block for block in free if _soft_posterior(soft, block) > SURE]
    if concordance(sure) < CONCORDANT:
        return False
    return explanation_score(kept, scores.moves, gap) >= explanation_score(free, scores.moves, gap)


def _soft_posterior(soft: Floats, block: Block) -> float:
    rows = slice(block.source, block.source + block.sources)
    columns = slice(block.target, block.target + block.targets)
    return float(soft[rows, columns].max())


def _matches(scores: Scores, found: Iterable[tuple[Block, float]], *, is_kept: bool = False) -> tuple[Match, ...]:
    """Make matches of the beads whose posterior is high enough to be told, and believe form alone but so far."""
    told = [(block, posterior, reasons_for(scores, block)) for block, posterior in found if posterior >= LEAST]
    # In a chain, the neighbours speak for a bead of which nothing else is known; but some of them must be known.
    is_founded = is_kept and sum(content(reasons) for _, _, reasons in told) >= weights.FOUNDED

    def most(reasons: Sequence[Evidence]) -> float:
        if is_founded or (not is_kept and content(reasons)):
            return weights.SUREST
        return weights.FORMAL

    return tuple(
        Match.of_block(block, _total(scores, block), min(posterior, most(reasons)), shown(reasons))
        for block, posterior, reasons in told
    )


def _total(scores: Scores, block: Block) -> float:
    return float(scores.moves[block.sources, block.targets][block.source, block.target])
