"""Parts of an alignment: the beads that are sure enough, and the segments that stand alone."""

from dataclasses import dataclass, replace

from summitalign.model.alignment import Alignment, Tier
from summitalign.model.document import Segment
from summitalign.report.counting import counted

_TIERS = tuple(Tier)
"""The surest first."""
_TIER, _POSTERIOR = "tier", "min-posterior"
"""Parameters of a signature."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a bead has to be, to be told of."""

    tier: Tier = Tier.WEAK
    """This one, or a surer one."""
    min_posterior: float = 0.0
    """0..1."""

    def select(self, alignment: Alignment) -> Alignment:
        """Leave out the beads that are less sure, and note in the signature what was asked for."""
        asked = []
        if self.tier is not Tier.WEAK:
            asked.append((_TIER, self.tier.value))
        if self.min_posterior > 0:
            asked.append((_POSTERIOR, f"{self.min_posterior:g}"))
        if not asked:
            return alignment
        sure = _TIERS[: _TIERS.index(self.tier) + 1]
        beads = tuple(
            bead for bead in alignment.beads if bead.tier in sure and bead.posterior >= self.min_posterior
        )  # fmt: skip
        signature = replace(alignment.signature, parameters=(*alignment.signature.parameters, *asked))
        return replace(alignment, beads=beads, signature=signature)


def alone(alignment: Alignment) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the segments of the source and of the target that no bead names, in document order."""
    sources = {name for bead in alignment.beads for name in bead.source}
    targets = {name for bead in alignment.beads for name in bead.target}
    return (
        tuple(segment for segment in alignment.source_segments if segment.id not in sources),
        tuple(segment for segment in alignment.target_segments if segment.id not in targets),
    )


def _is_narrowed(alignment: Alignment) -> bool:
    return any(name in (_TIER, _POSTERIOR) for name, _ in alignment.signature.parameters)


def heading(alignment: Alignment, path: str) -> str:
    """Say of the segments of a side that stand alone what they are; some may only have lost an unsure bead."""
    return f"without a sure counterpart in {path}" if _is_narrowed(alignment) else f"only in {path}"


def summary(alignment: Alignment) -> str:
    """Say in a line how many beads there are, how sure they are, and how much of each side is in none."""
    counts = [(tier, sum(bead.tier is tier for bead in alignment.beads)) for tier in _TIERS]
    tiers = ", ".join(f"{count} {tier.value}" for tier, count in counts if count)
    beads = counted(len(alignment.beads), "bead", "beads") + (f" ({tiers})" if tiers else "")
    own, other = alone(alignment)
    lack = "without a sure counterpart" if _is_narrowed(alignment) else "without a counterpart"
    return (
        f"{beads}; {lack}: {len(own)} of {len(alignment.source_segments)} in the source,"
        f" {len(other)} of {len(alignment.target_segments)} in the target"
    )
