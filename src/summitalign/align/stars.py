"""Beads of one segment with several others, joined from pairs that share it."""

from collections.abc import Sequence
from dataclasses import replace

from summitalign.align.match import Match

_SHOWN = 6


def join_stars(pairs: Sequence[Match]) -> tuple[Match, ...]:
    """Join pairs that share a segment where every other segment of theirs is in no other pair.

    One section and its three talks become one bead. Where the pairs form a chain they stay apart:
    joined, the bead would claim pairs that nobody found.
    """
    by_source: dict[int, list[Match]] = {}
    by_target: dict[int, list[Match]] = {}
    for pair in pairs:
        by_source.setdefault(pair.sources[0], []).append(pair)
        by_target.setdefault(pair.targets[0], []).append(pair)
    joined: list[Match] = []
    for pair in pairs:
        rays = by_source[pair.sources[0]]
        if len(rays) == 1:
            rays = by_target[pair.targets[0]]
        is_star = all(len(by_source[ray.sources[0]]) == 1 for ray in rays) or all(
            len(by_target[ray.targets[0]]) == 1 for ray in rays
        )
        if not is_star:
            joined.append(pair)
        elif pair is rays[0]:
            joined.append(_joined(rays))
    return tuple(joined)


def _joined(rays: Sequence[Match]) -> Match:
    """Unite pairs: the evidence of all, the least of their posteriors, the sum of their scores."""
    if len(rays) == 1:
        return rays[0]
    evidence = sorted({one for ray in rays for one in ray.evidence}, key=lambda one: (-one.weight, one.kind, one.value))
    return replace(
        rays[0],
        sources=tuple(sorted({ray.sources[0] for ray in rays})),
        targets=tuple(sorted({ray.targets[0] for ray in rays})),
        score=sum(ray.score for ray in rays),
        posterior=min(ray.posterior for ray in rays),
        evidence=tuple(evidence[:_SHOWN]),
    )
