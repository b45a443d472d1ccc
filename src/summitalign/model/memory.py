"""Translation units: what translation memories hold, whatever their form."""

from dataclasses import dataclass

from summitalign.model.alignment import Tier


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stands."""

    path: str = ""
    """As it was given; empty where it is not known."""
    lines: tuple[tuple[int, int], ...] = ()
    """First and last lines, from 1, a pair for each segment that has others."""

    @property
    def shown_lines(self) -> str:
        """Return the lines as people read them: `12-14,17`."""
        return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in self.lines)


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure it is that two texts translate each other."""

    score: float
    """Log-odds in nats."""
    posterior: float
    """0..1."""
    tier: Tier


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A text and its translation."""

    source: str
    """Plain text; line feeds part blocks."""
    target: str
    source_language: str
    """BCP 47 tag; `und` where nobody knows."""
    target_language: str
    source_origin: Origin = Origin()
    target_origin: Origin = Origin()
    sureness: Sureness | None = None
    """None for what other programs or people have made."""
