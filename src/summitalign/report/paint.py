"""What a stretch of output is, so that whoever prints it can colour it."""

from collections.abc import Callable
from enum import StrEnum


class Role(StrEnum):
    """What a stretch of output tells."""

    PLACE = "place"
    APPLY = "apply"
    SUGGEST = "suggest"
    WRONG = "wrong"
    RIGHT = "right"
    FAINT = "faint"
    STRONG = "strong"


Paint = Callable[[str, Role], str]
"""Colours a text for its role; has to leave its width alone."""


def plain(text: str, _role: Role) -> str:
    """Leave a text uncoloured."""
    return text
