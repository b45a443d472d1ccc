"""Align two documents: candidates, correspondences, beads."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from summitalign.align.correspond import correspond
from summitalign.align.features import Resources, describe
from summitalign.align.lexicon import installed
from summitalign.align.lines import align_lines
from summitalign.align.match import Match
from summitalign.align.terms import Concepts
from summitalign.align.units import Sides, lines_of, sentences_of
from summitalign.model.alignment import Alignment, Bead, Signature, Tier, Unit
from summitalign.model.document import Document, Segment
from summitalign.model.term import Glossary
from summitalign.version import __version__

CERTAIN = 0.95
"""Posterior from which a bead is certain."""
LIKELY = 0.7
"""Posterior from which a bead is likely; below it is weak."""
SURE = 0.9
"""Posterior from which a bead speaks for a translation."""
TRANSLATED = 0.6
"""Share of sections in sure beads from which a document is a translation, not a recap."""
_FEW = 3


def align(source: Document, target: Document, glossary: Glossary | None, unit: Unit) -> Alignment:
    """Join source segments to target segments; a segment in no bead has no counterpart.

    `source` is the original. Scores are log-odds in nats. Beads likelier wrong than right are left out,
    except of lines and sentences, where most of an unsure bead is right. Swapping the documents mirrors
    the beads where both sides have the same kind of units. Raises SegmentLimitError for more lines or
    sentences than fit into memory.
    """
    resources = Resources(Concepts.of(glossary), installed())
    found = _align_segments(source, target, unit, resources)
    signature = Signature(__version__, glossary.digest if glossary else "", unit.value, found.signature.parameters)
    return replace(found, signature=signature)


def _align_segments(source: Document, target: Document, unit: Unit, resources: Resources) -> Alignment:
    if unit in (Unit.LINE, Unit.SENTENCE):
        return _align_texts(source, target, unit, resources)
    if unit is Unit.AUTO and not (source.talks or target.talks):
        by_section = _align_candidates(source, target, Sides.sections(source, target), resources)
        if _is_translation(by_section):
            return by_section
    return _align_candidates(source, target, Sides.of(source, target, unit), resources)


def _is_translation(alignment: Alignment) -> bool:
    """Say whether the sections of two documents go along with each other for the most part."""
    fewer = min(len(alignment.source_segments), len(alignment.target_segments))
    sure = sum(len(bead.source) + len(bead.target) for bead in alignment.beads if bead.posterior >= SURE) / 2.0
    # One section or two cannot show whether a text is a recap.
    return fewer < _FEW or sure >= TRANSLATED * fewer


def _align_candidates(source: Document, target: Document, sides: Sides, resources: Resources) -> Alignment:
    own, other = sides.source, sides.target
    matches, is_ordered = correspond(
        describe(source, own.segments, resources, cut=own.cut, has_shape=not sides.is_recap),
        describe(target, other.segments, resources, cut=other.cut, has_shape=not sides.is_recap),
        is_recap=sides.is_recap,
    )
    beads = _in_order((_bead(match, own.segments, other.segments) for match in matches), other.segments)
    return Alignment(source, target, own.segments, other.segments, beads, _signature(resources, is_ordered=is_ordered))


def _align_texts(source: Document, target: Document, unit: Unit, resources: Resources) -> Alignment:
    """Align units that have only their words: lines and sentences."""
    cut = lines_of if unit is Unit.LINE else sentences_of
    own, other = cut(source), cut(target)
    found = align_lines(_texts(source, own), _texts(target, other), resources.lexicon)
    # None is left out, however weak: the two texts run in parallel, and an unsure bead is off by a line or two.
    beads = tuple(_bead(Match.of_block(bead.block, bead.score, bead.posterior), own, other) for bead in found)
    return Alignment(source, target, own, other, beads, _signature(resources, is_ordered=True))


def _texts(document: Document, segments: Sequence[Segment]) -> list[str]:
    return [segment.span.of(document.text) for segment in segments]


def _signature(resources: Resources, *, is_ordered: bool) -> Signature:
    """Note how the beads were found; what was asked for is noted by `align`."""
    parameters = (
        ("order", "kept" if is_ordered else "free"),
        ("lexicon", "cc-cedict" if resources.lexicon else "none"),
    )
    return Signature(__version__, "", "", parameters)


def _bead(match: Match, sources: Sequence[Segment], targets: Sequence[Segment]) -> Bead:
    return Bead(
        tuple(sources[position].id for position in match.sources),
        tuple(targets[position].id for position in match.targets),
        round(match.score, 4),
        round(match.posterior, 4),
        tier(match.posterior),
        match.evidence,
    )


def _in_order(beads: Iterable[Bead], targets: Sequence[Segment]) -> tuple[Bead, ...]:
    place = {segment.id: position for position, segment in enumerate(targets)}
    return tuple(sorted(beads, key=lambda bead: (place[bead.target[0]], bead.target, bead.source)))


def tier(posterior: float) -> Tier:
    """Name the certainty of a posterior, 0..1."""
    return Tier.CERTAIN if posterior >= CERTAIN else Tier.LIKELY if posterior >= LIKELY else Tier.WEAK
