"""Why and when a person has rejected something for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rejection:
    """What is remembered of a rejection beside what was rejected."""

    reason: str = ""
    """Empty where none was given."""
    date: str = ""
    """ISO 8601; empty where the file does not say, as older ones do not."""

    @classmethod
    def today(cls, reason: str) -> "Rejection":
        """Return a rejection of this day."""
        return cls(reason, date.today().isoformat())

    @classmethod
    def of(cls, row: Mapping[str, object]) -> "Rejection":
        """Read the row of a file; what is no text says nothing."""
        reason, when = row.get("reason"), row.get("date")
        return cls(reason if isinstance(reason, str) else "", when if isinstance(when, str) else "")

    @property
    def row(self) -> dict[str, str]:
        """Return what a file says of it."""
        return {name: said for name, said in (("reason", self.reason), ("date", self.date)) if said}
