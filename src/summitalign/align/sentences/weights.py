"""What each feature of a bead weighs: learned on judged alignments, kept in a data file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a log-linear model of beads, nats."""

    features: Mapping[str, float]
    steering: Mapping[str, float]
    """Weights while the documents are asked for their translations: few and by hand, so that what the documents tell
    does not depend on what was learned from it."""
    temper: tuple[float, float]
    """Shift and slope by which the log-odds of a bead become those that it is right."""


def read_weights(text: str) -> Weights:
    """Read weights from JSON."""
    data = json.loads(text)
    shift, slope = data["temper"]
    features, steering = (
        {name: float(weight) for name, weight in data[key].items()} for key in ("features", "steering")
    )
    return Weights(features, steering, (float(shift), float(slope)))


@cache  # A data file of the package, read where lines are aligned.
def learned() -> Weights:
    """Return the weights that come with the package."""
    return read_weights(_FILE.read_text(encoding="utf-8"))
