"""Numbers of things, and parts of them, as people say them."""


def counted(number: int, one: str, many: str) -> str:
    """Say a number of things: `1 fix`, `2 fixes`."""
    return f"{number} {one if number == 1 else many}"


def percent(share: float) -> str:
    """Write a part (0..1), rounded down: only what is done wholly reads 100%."""
    # A float may lie a little below what it was divided from: 0.57 * 100 is 56.999.
    return f"{int(share * 100 + 1e-9)}%"
