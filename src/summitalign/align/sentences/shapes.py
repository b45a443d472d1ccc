"""How many lines of one side go with how many of the other."""

from collections.abc import Mapping

from summitalign.align.sentences.lattice import SHAPES

_SHARES = {
    (1, 1): 0.70,
    (1, 2): 0.10,
    (2, 1): 0.10,
    (2, 2): 0.02,
    (1, 3): 0.02,
    (3, 1): 0.02,
    (1, 4): 0.008,
    (4, 1): 0.008,
    (2, 3): 0.008,
    (3, 2): 0.008,
    (1, 5): 0.003,
    (5, 1): 0.003,
}
_RARE = 0.0005
"""Share of any other shape."""
_PSEUDO = 20.0


def learned_priors(seen: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Blend the usual shares of bead shapes with what is seen in an alignment; the result adds up to 1."""
    usual = {shape: _SHARES.get(shape, _RARE) for shape in SHAPES}
    total, known = sum(seen.values()) + _PSEUDO, sum(usual.values())
    return {shape: (seen.get(shape, 0.0) + _PSEUDO * share / known) / total for shape, share in usual.items()}
