"""The text of a glossary that is proposed, and what it says of its own sureness."""

import re
from collections.abc import Iterable, Sequence

from summitalign.glossary.addition import block_of
from summitalign.model.term import TermEntry

_BY = "suggest"
_SCORE = re.compile(rf"{_BY} (\d(?:\.\d+)?)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+")
_HEAD = """\
# Proposed entries, the likeliest first: `summitalign glossary review --candidates FILE` asks about each,
# and `summitalign glossary merge glossary.yml FILE -o glossary.yml` takes them all.
version: 1
"""


def scored_by(score: float) -> str:
    """Return what the `by` of a proposed entry says."""
    return f"{_BY} {score:.2f}"


def score_of(entry: TermEntry) -> float | None:
    """Return how likely a proposed entry is right, 0..1; None for an entry that says nothing of it."""
    found = _SCORE.fullmatch(entry.by)
    return float(found[1]) if found else None


def proposed_text(entries: Iterable[tuple[TermEntry, Sequence[str]]]) -> str:
    """Return the text of a glossary of proposed entries, each below lines of comment."""
    lines = []
    for entry, comments in entries:
        lines += [f"  # {_CONTROL.sub(' ', comment)}".rstrip() for comment in comments]
        for number, line in enumerate(block_of(entry).lines):
            lines.append(f"  {'  ' if number else '- '}{line}")
    return _HEAD + ("terms:\n" + "\n".join(lines) + "\n" if lines else "terms: []\n")
