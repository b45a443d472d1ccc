"""Letters that are written without spaces between words."""

import re

_EAST = re.compile("[\u2e80-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff9f\U00020000-\U000323af]")


def is_east(letter: str) -> bool:
    """Say whether a character is Chinese or Japanese: Han, kana, or a mark that goes with them."""
    return _EAST.match(letter) is not None
