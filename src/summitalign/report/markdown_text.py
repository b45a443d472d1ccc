"""Texts of documents in Markdown for a forge: shown as they are, whatever they would mean there."""

import re
from collections.abc import Sequence

from summitalign.report.width import visible

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#|[A-Za-z])")
"""What means something within a line, GitHub's formulas included."""
_ALIVE = re.compile(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=\w)(?=://)|(?<=www)(?=\.)|(?<=\bGH-)(?=\d)", re.IGNORECASE)
"""Where a name is called, an issue is linked or an address becomes a link: a comment in between keeps it a text."""
_APART = "<!-- -->"


def shown(text: str) -> str:
    """Return a text on one line, written so that it reads as it is, and calls and links nobody."""
    return _ALIVE.sub(_APART, _SPECIAL.sub(r"\\\g<0>", visible(" ".join(text.split()))))


def table_row(cells: Sequence[str]) -> str:
    """Return a row of a table; the cells are Markdown."""
    return f"| {' | '.join(cells)} |"
