"""Align two lists of lines: which way round, in which parts, and what is told of each bead."""

from __future__ import annotations

from collections.abc import Sequence

from summitalign.align.match import Match
from summitalign.align.sentences.aligner import Fit, Resources, Scored, fit
from summitalign.align.sentences.guide import Part
from summitalign.align.sentences.reasons import reasons
from summitalign.align.sentences.words import is_han
from summitalign.align.weights import tempered

Texts = tuple[Sequence[str], Sequence[str]]


def align_texts(
    source: Sequence[str],
    target: Sequence[str],
    resources: Resources,
    parts: Sequence[Part] | None = None,
    *,
    in_order: bool = True,
) -> tuple[Match, ...]:
    """Find the beads between two lists of lines, lines without letters included; none is empty on a side.

    With `parts`, lines are joined within each of them only; the words are learned from all. Inside a part the order is
    kept; unless `in_order`, lines that are left over on both sides may be joined too. Swapping the lists mirrors the
    beads. A part with no line on one side has no beads. Time and memory grow with the length, not with its square.
    """
    asked = [Part((0, len(source)), (0, len(target)))] if parts is None else list(parts)
    asked = [one for one in asked if one.rows[0] < one.rows[1] and one.columns[0] < one.columns[1]]
    if not asked:
        return ()
    is_turned = _is_turned(source, target)
    left, right = (target, source) if is_turned else (source, target)
    if is_turned:
        asked = [Part(one.columns, one.rows) for one in asked]
    fitted = fit(left, right, asked, resources)
    beads = [bead for part in fitted.parts for bead in part.chain()]
    if not in_order:
        beads += fitted.scattered(resources.weights.features, asked)
    matches = [_match(bead, fitted, resources) for bead in beads]
    found = [one.mirrored() for one in matches] if is_turned else matches
    return tuple(sorted(found, key=lambda one: (one.targets, one.sources)))


def _is_turned(source: Sequence[str], target: Sequence[str]) -> bool:
    """Choose which side comes first by the texts alone, so that swapping them mirrors the result."""
    own, other = is_han(source), is_han(target)
    return other if own != other else tuple(source) > tuple(target)


def _match(bead: Scored, fitted: Fit, resources: Resources) -> Match:
    posterior = tempered(bead.posterior, resources.weights.temper)
    return Match.of_block(bead.block, bead.score, posterior, reasons(bead.block, fitted.pair, fitted.shared))
