"""Where a unit comes from and how sure it is, as memories write it in words."""

import re
from collections.abc import Mapping

from summitalign.model.alignment import Tier
from summitalign.model.memory import Origin, Sureness, TranslationUnit

_LINES = re.compile(r"\d{1,9}(?:-\d{1,9})?(?:,\d{1,9}(?:-\d{1,9})?)*")


def is_approved(unit: TranslationUnit) -> bool:
    """Say whether a unit needs no look of a person: a certain one, and one that other programs made."""
    return unit.sureness is None or unit.sureness.tier is Tier.CERTAIN


def place_of(written: str) -> Origin:
    """Read `path:12-14,17`; what has no lines is a path."""
    path, _, lines = written.rpartition(":")
    if not path or not _LINES.fullmatch(lines):
        return Origin(written)
    return Origin(path, lines_of(lines))


def lines_of(written: str) -> tuple[tuple[int, int], ...]:
    """Read `12-14,17`; nothing where it is something else."""
    if not _LINES.fullmatch(written):
        return ()
    pairs = (part.partition("-") for part in written.split(","))
    return tuple((int(first), int(last or first)) for first, _, last in pairs)


def sureness_of(values: Mapping[str, str]) -> Sureness | None:
    """Read `score`, `posterior` and `tier`; None where one is missing or something else."""
    try:
        return Sureness(float(values["score"]), float(values["posterior"]), Tier(values["tier"]))
    except (KeyError, ValueError):
        return None


def sureness_values(unit: TranslationUnit) -> tuple[str, str, str]:
    """Return score, posterior and tier as text; empty where nobody knows."""
    known = unit.sureness
    return (f"{known.score:.4f}", f"{known.posterior:.4f}", known.tier.value) if known else ("", "", "")
