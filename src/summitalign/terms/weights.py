"""What each kind of evidence weighs: learned on judged occurrences, kept in a data file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the kinds of evidence on an ambiguous form, in log-odds (nats)."""

    prior: float
    """Log-odds of a mistranslation before anything is known of the occurrence."""
    kinds: Mapping[str, float]
    choices: Mapping[str, float]
    """What the kinds weigh that tell one right form from another, where a wrong form has several."""
    apply_from: float
    """Log-odds from which a fix is applied: the held-out precision above it was 99 %."""

    def of(self, kind: str) -> float:
        """Return the weight of a kind; 0 for one that weighs nothing."""
        return self.kinds.get(kind, 0.0)


def read_weights(text: str, column: str = "weight") -> Weights:
    """Read weights from JSON; `column` names what is taken of each kind: `weight`, or the estimate by `hand`."""
    data = json.loads(text)
    kinds = {kind: float(row.get(column, row["hand"])) for kind, row in data["kinds"].items()}
    prior, apply_from = kinds.pop("prior"), float(data["apply_from"][column])
    choices = {kind: float(row["choice"]) for kind, row in data["kinds"].items() if "choice" in row}
    return Weights(prior, kinds, choices, apply_from)


@cache  # A data file of the package, read where an occurrence is weighed.
def learned() -> Weights:
    """Return the weights that come with the package."""
    return read_weights(_FILE.read_text(encoding="utf-8"))
