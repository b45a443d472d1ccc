"""What an original says of a place in its translation: the sentence, the block or the section that corresponds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from summitalign.lsp.judging import Counterpart, Judged
from summitalign.lsp.positions import Positions
from summitalign.model.alignment import Alignment, Tier
from summitalign.model.document import Document
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Facing:
    """A stretch of an original, and the stretch of the document that it corresponds to."""

    document: Document
    source: Span
    target: Span
    what: str
    """`sentence`, `block`, or the tier of the bead that joins the two."""

    def location(self, encoding: str) -> types.Location:
        """Return where the stretch is; an original is on the disk."""
        places = Positions.of(self.document.text, encoding)
        return types.Location(Path(self.document.source).resolve().as_uri(), places.range(self.source))

    def words(self) -> str:
        """Return the text of the stretch as people read it."""
        from summitalign.markdown.shown import shown_text

        return shown_text(self.document, self.source)


def facing(judged: Judged, offset: int) -> tuple[Facing, ...]:
    """Return what corresponds to a place, of each original the smallest stretch; the best first."""
    found: list[Facing] = []
    for counterpart in judged.counterparts:
        inner = _passage(counterpart, offset)
        found += [inner] if inner is not None else _beads(counterpart.alignment, offset)
    return tuple(found)


def _passage(counterpart: Counterpart, offset: int) -> Facing | None:
    around = [each for each in counterpart.passages if each.target.start <= offset < each.target.end]
    if not around:
        return None
    least = min(around, key=lambda each: len(each.target))
    kind = "sentence" if least.is_sentence else "block"
    return Facing(counterpart.alignment.source, least.source, least.target, kind)


def _beads(alignment: Alignment, offset: int) -> Sequence[Facing]:
    """Return the segments that a bead joins to the innermost segment around a place."""
    around = [each for each in alignment.target_segments if each.span.start <= offset < each.span.end]
    for segment in sorted(around, key=lambda each: len(each.span)):
        beads = [bead for bead in alignment.beads if segment.id in bead.target and bead.tier is not Tier.WEAK]
        if beads:
            source = alignment.source
            best = sorted(beads, key=lambda bead: -bead.posterior)
            return [
                Facing(source, source.segment(name).span, segment.span, bead.tier.value)
                for bead in best
                for name in bead.source
            ]
    return ()
