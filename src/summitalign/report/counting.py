"""Numbers of things as people say them."""


def counted(number: int, one: str, many: str) -> str:
    """Say a number of things: `1 fix`, `2 fixes`."""
    return f"{number} {one if number == 1 else many}"
