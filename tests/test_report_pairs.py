"""Pairs of documents as text: what speaks for a pair, within the width of a terminal."""

import pytest

from summitalign.model.alignment import DocumentPair, Tier
from summitalign.model.finding import Evidence
from summitalign.report.text import pair_rows
from summitalign.report.width import width

WHY = (
    Evidence("structure", "outline 90% alike", 3.0),
    Evidence("block", "```shmakeall #1f", 2.0),
    Evidence("block", "```shmaketest #2f", 2.0),
    Evidence("latin", "港口 harbour", 1.0),
    Evidence("latin", "left out", 0.5),
)
PAIRS = [
    DocumentPair("en/harbour.md", "zh/港口.md", 12.34, Tier.CERTAIN, WHY),
    DocumentPair("en/alone.md", None, 0.0, None),
]


def test_a_pair_names_the_three_best_reasons_and_no_code() -> None:
    first, second = pair_rows(PAIRS)

    assert first == "en/harbour.md <-> zh/港口.md  certain    12.3  outline 90% alike, the same code, 港口 harbour"
    assert second == "en/alone.md       -           no counterpart"


@pytest.mark.parametrize("columns", [58, 59, 75, 80, 200])
def test_a_row_fits_the_terminal(columns: int) -> None:
    first = next(pair_rows(PAIRS, columns=columns))

    assert width(first) <= columns
    assert first.startswith("en/harbour.md <-> zh/港口.md  certain    12.3")
    assert ("outline" in first) is (columns > 58)


def test_paths_are_never_cut() -> None:
    assert next(pair_rows(PAIRS, columns=20)) == "en/harbour.md <-> zh/港口.md  certain    12.3"
