"""How many lines of one side go with how many of the other."""

PRIORS = {
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
    (2, 4): 0.0005,
    (4, 2): 0.0005,
    (3, 3): 0.0005,
    (3, 4): 0.0005,
    (4, 3): 0.0005,
    (2, 5): 0.0005,
    (5, 2): 0.0005,
}
"""Share of every bead shape (source lines, target lines) before the documents have been asked."""
_PSEUDO = 20.0


def learned_priors(seen: dict[tuple[int, int], int]) -> dict[tuple[int, int], float]:
    """Blend the shares above with the bead shapes seen in an alignment; the result adds up to 1."""
    total = sum(seen.values()) + _PSEUDO
    known = sum(PRIORS.values())
    return {shape: (seen.get(shape, 0) + _PSEUDO * prior / known) / total for shape, prior in PRIORS.items()}
