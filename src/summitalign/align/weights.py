"""The constants of the aligner that are set on judged documents, all in one place.

Set by hand on 72 documents of four projects in up to eight forms each, 5,804 pairs, and checked by
`tools/learn_alignment.py`: weights learned from there gain 0.0008 of F1 on held-out documents and lose 0.0003 on
held-out projects, so these stay. The tempers are the learned ones, a little nearer to no change: on held-out documents
the learned ones take the log-loss of the posteriors from 118 to 66 in kept order, and from 16 to 11 in free order.
"""

from math import exp, log

from summitalign.align.tokens import TokenKind
from summitalign.model.alignment import Tier

TRUST = {
    TokenKind.VIDEO: 3.0,
    TokenKind.PLAYLIST: 0.3,
    TokenKind.LINK: 1.5,
    TokenKind.IMAGE: 1.5,
    TokenKind.ID: 2.0,
    TokenKind.BLOCK: 1.0,
    TokenKind.TERM: 0.5,
    TokenKind.TITLE: 0.8,
    TokenKind.CODE: 0.4,
    TokenKind.LATIN: 0.6,
    TokenKind.PIECE: 0.3,
    TokenKind.NUMBER: 0.5,
    TokenKind.WORD: 0.35,
    TokenKind.SHAPE: 0.6,
}
"""Part of a token's log-odds that counts: tokens of one kind come in company, so their evidence is not independent."""
HITS = {
    TokenKind.VIDEO: 0.9,
    TokenKind.PLAYLIST: 0.3,
    TokenKind.LINK: 0.7,
    TokenKind.IMAGE: 0.7,
    TokenKind.ID: 0.8,
    TokenKind.BLOCK: 0.7,
    TokenKind.TERM: 0.7,
    TokenKind.TITLE: 0.7,
    TokenKind.CODE: 0.8,
    TokenKind.LATIN: 0.7,
    TokenKind.PIECE: 0.6,
    TokenKind.NUMBER: 0.7,
    TokenKind.WORD: 0.5,
    TokenKind.SHAPE: 0.6,
}
"""Share of tokens that a true counterpart also holds, before the documents themselves have been asked."""
MISSED = 6.0
"""Scale on which missing tokens count less and less, nats."""
PSEUDO = 6.0
"""Observations that the rates above count for when a document's own rates are estimated."""
KEPT = -0.5
"""What a kept order adds to the price of a segment without counterpart, nats: its place speaks for it."""
TITLES = 3.0
"""Log-odds of two equal titles that no other segment bears, nats."""
SPEAKER = 5.0
"""Log-odds of a talk and a segment that alone names its speaker, nats."""
VETO = -6.0
"""What a length far too long or too short costs, nats: little else makes up for it."""
SHAPES = {(1, 1): 0.0, (1, 2): -1.5, (2, 1): -1.5, (1, 3): -3.0, (3, 1): -3.0}
"""Bead shapes and the log-odds of each against 1-1."""
NULL = 0.5
"""What a pair must score to be a bead where half of the segments have a counterpart, nats."""
EMBEDDING = 1.5
"""Log-odds of a standard deviation by which the likeness of two vectors stands out, nats."""
EMBEDDED = 5.0
"""The most that vectors say for or against a pair, nats."""
TEMPER_KEPT = (1.0, 1.2)
"""Shift and slope by which the log-odds of a chain's bead become those that it is right."""
TEMPER_FREE = (0.5, 1.2)
"""The same of a bead in free order."""
TEMPER_RECAP = (0.2, 0.75)
"""The same of a report on talks."""
SUREST = 0.999
"""The highest posterior: above it every thousandth bead was wrong whatever the scores said."""
FOUNDED = 1.0
"""What the contents of all beads of a chain together must say if any of them is to be certain, nats."""
FORMAL = 0.94
"""The highest posterior of a bead for which only form, length and place speak: texts on any subject share those."""
CERTAIN = 0.95
"""Posterior from which a bead is certain."""
LIKELY = 0.7
"""Posterior from which a bead is likely; below it is weak."""


def tempered(posterior: float, temper: tuple[float, float]) -> float:
    """Turn a decoder's posterior into the share of such beads that are right, 0..1; order is kept."""
    doubt = min(max(posterior, 1e-12), 1.0 - 1e-12)
    shift, slope = temper
    return min(SUREST, 1.0 / (1.0 + exp(-shift - slope * log(doubt / (1.0 - doubt)))))


def tier(posterior: float) -> Tier:
    """Name the certainty of a posterior, 0..1."""
    return Tier.CERTAIN if posterior >= CERTAIN else Tier.LIKELY if posterior >= LIKELY else Tier.WEAK
