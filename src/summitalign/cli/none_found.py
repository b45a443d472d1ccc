"""What a command says where there are no documents under its paths."""

from collections import Counter
from collections.abc import Sequence

from summitalign.cli.console import Console
from summitalign.report.width import visible
from summitalign.workspace.inputs import left_out
from summitalign.workspace.walk import SUFFIXES

_MOST = 3
"""Paths that are named."""


def none_found(paths: Sequence[str], console: Console, suffixes: tuple[str, ...] = SUFFIXES) -> str:
    """Say under which paths no documents were found, and how many were left out and why; --verbose lists them."""
    skipped = left_out(paths, suffixes)
    if console.settings.verbose:
        for path, why in skipped:
            console.note(visible(f"{path}: left out: {why}"))
    reasons = Counter(why for _, why in skipped).most_common()
    told = ", ".join(why if len(reasons) == 1 else f"{number} {why}" for why, number in reasons)
    hint = "" if console.settings.verbose else "; --verbose lists them"
    return _nothing(paths) + (f" ({len(skipped)} left out: {told}{hint})" if skipped else "")


def none_kept(paths: Sequence[str], why: str) -> str:
    """Say which filter has left no document under some paths."""
    return f"{_nothing(paths)}: {why}"


def _nothing(paths: Sequence[str]) -> str:
    others = f" and {len(paths) - _MOST} more" if len(paths) > _MOST else ""
    return f"{visible(', '.join(paths[:_MOST]))}{others}: no documents found"
