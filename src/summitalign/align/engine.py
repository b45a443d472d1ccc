"""Align two documents: candidates, correspondences, beads."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from summitalign.align.correspond import Plan, correspond
from summitalign.align.features import Features, Resources, describe
from summitalign.align.lexicon import joined
from summitalign.align.match import Match
from summitalign.align.options import AlignOptions
from summitalign.align.recap import Side, without_names
from summitalign.align.sentences.aligner import Resources as TextResources
from summitalign.align.sentences.documents import Units, align_units
from summitalign.align.sentences.terms import lexicon_of
from summitalign.align.speakers import without_speakers
from summitalign.align.terms import Concepts
from summitalign.align.title_words import title_words
from summitalign.align.units import Candidates, Sides, lines_of, sentences_of
from summitalign.align.weights import tier
from summitalign.model.alignment import Alignment, Bead, Order, Signature, Unit
from summitalign.model.document import Document, Segment
from summitalign.model.term import Glossary
from summitalign.version import __version__

SURE = 0.9
"""Posterior from which a bead speaks for a translation."""
TRANSLATED = 0.6
"""Share of sections in sure beads from which a document is a translation, not a recap."""
_FEW = 3
_Described = tuple[Features, ...]


def align(
    source: Document, target: Document, glossary: Glossary | None = None, options: AlignOptions | None = None
) -> Alignment:
    """Join source segments to target segments, as an `Aligner` does."""
    return Aligner(glossary, options).align(source, target)


class Aligner:
    """Aligns documents with one glossary: a source is described once, however many targets it is aligned with."""

    def __init__(self, glossary: Glossary | None, options: AlignOptions | None = None, most: int | None = None) -> None:
        """Prepare the forms of the glossary, and read the lexicon; of descriptions the `most` newest are kept."""
        self.options = options or AlignOptions()
        self.resources = Resources(Concepts.of(glossary), self.options.lexicon())
        self._glossary = glossary
        self._texts: TextResources | None = None
        self._digest = glossary.digest if glossary else ""
        self._most = most
        self._described: dict[tuple[int, Candidates, bool], tuple[Document, tuple[Features, ...]]] = {}

    def align(self, source: Document, target: Document) -> Alignment:
        """Join source segments to target segments; a segment in no bead has no counterpart.

        `source` is the original. Scores are log-odds in nats. Beads likelier wrong than right are left out,
        except of lines and sentences, where most of an unsure bead is right. Swapping the documents mirrors
        the beads where both sides have the same kind of units. Raises SegmentLimitError for more sections
        or blocks than fit into memory.
        """
        unit = self.options.unit
        if unit in (Unit.LINE, Unit.SENTENCE):
            return self._align_texts(source, target)
        if unit is Unit.AUTO and not (source.talks or target.talks):
            by_section = self._align_candidates(source, target, Sides.sections(source, target))
            if is_translation(by_section):
                return by_section
        return self._align_candidates(source, target, Sides.of(source, target, unit))

    def describe_source(self, source: Document, own: Candidates, *, has_shape: bool) -> tuple[Features, ...]:
        """Describe the candidates of a source, or return the description that was made before."""
        key = id(source), own, has_shape  # to compare documents takes longer than to describe them
        if key not in self._described:
            found = describe(source, own.segments, self.resources, cut=own.cut, has_shape=has_shape)
            self._described[key] = source, found
            if self._most is not None and len(self._described) > self._most:
                del self._described[next(iter(self._described))]
            return found
        return self._described[key][1]

    def prepare(self, source: Document, target: Document, sides: Sides) -> tuple[_Described, _Described, Plan]:
        """Describe the candidates of two documents, and plan how they are matched."""
        own, other, has_shape = sides.source, sides.target, not sides.is_recap
        left = self.describe_source(source, own, has_shape=has_shape)
        right = describe(target, other.segments, self.resources, cut=other.cut, has_shape=has_shape)
        recap = None
        if sides.is_recap:
            recap = self._side(source, own, left), self._side(target, other, right)
            left, right = recap[0].features, recap[1].features
        return left, right, Plan(recap, self.options.order, self.options.embedder)

    def _align_candidates(self, source: Document, target: Document, sides: Sides) -> Alignment:
        own, other = sides.source, sides.target
        matches, is_ordered = correspond(*self.prepare(source, target, sides))
        beads = [_bead(match, own, other) for match in matches]
        sources = own.listed(one for bead in beads for one in bead.source)
        targets = other.listed(one for bead in beads for one in bead.target)
        signature = self._signature(is_ordered=is_ordered)
        return Alignment(source, target, sources, targets, _in_order(beads, targets), signature)

    def _side(self, document: Document, candidates: Candidates, features: tuple[Features, ...]) -> Side:
        """Gather what a recap is aligned by beside the contents of its units."""
        segments, plain = candidates.segments, [one.id in candidates.plain for one in candidates.segments]
        sections = tuple({section.id: section for _, section in candidates.notes}.values())
        described = describe(document, sections, self.resources, has_shape=False)
        by_section = {one.segment.id: one for one in described}
        notes = {entry: by_section[section.id] for entry, section in candidates.notes}
        groups = {talk.segment: f"{talk.day}\n{talk.session}" for talk in document.talks}
        bare = without_speakers(without_names(features, plain))
        return Side(
            bare,
            tuple(notes.get(one.id) for one in segments),
            tuple(groups.get(one.id, "") for one in segments),
            tuple(title_words(one.segment.title if one.title else "", self.resources.lexicon) for one in bare),
            tuple(plain),
        )

    def _align_texts(self, source: Document, target: Document) -> Alignment:
        """Align units that have only their words: lines, or sentences within the sections that correspond."""
        is_line = self.options.unit is Unit.LINE
        cut = lines_of if is_line else sentences_of
        own, other = Units(source, cut(source)), Units(target, cut(target))
        sections = None if is_line else self._align_candidates(source, target, Sides.sections(source, target))
        in_order = self.options.order is Order.KEEP
        if self._texts is None:  # not needed for other units, and the dictionaries are copied
            known = [one for one in (self.resources.lexicon, lexicon_of(self._glossary)) if one]
            self._texts = TextResources(joined(known), self.options.embedder)
        found = align_units(own, other, self._texts, sections, in_order=in_order)
        # None is left out, however weak: the two texts run in parallel, and an unsure bead is off by a line or two.
        sides = Candidates(own.segments), Candidates(other.segments)
        beads = tuple(_bead(match, *sides) for match in found)
        is_ordered = all(before.sources < after.sources for before, after in pairwise(found))
        return Alignment(source, target, own.segments, other.segments, beads, self._signature(is_ordered=is_ordered))

    def _signature(self, *, is_ordered: bool) -> Signature:
        """Note what was asked for, and how the beads were found."""
        options, lexicon = self.options, self.resources.lexicon
        parameters = [("order", "kept" if is_ordered else "free"), ("lexicon", lexicon.name if lexicon else "none")]
        if options.order is not Order.AUTO:
            parameters.append(("order-asked", options.order.value))
        if options.embedder is not None:
            parameters.append(("embeddings", options.embedder_name))
        return Signature(__version__, self._digest, options.unit.value, tuple(parameters))


def is_translation(alignment: Alignment) -> bool:
    """Say whether the sections of two documents go along with each other for the most part."""
    fewer = min(len(alignment.source_segments), len(alignment.target_segments))
    sure = sum(len(bead.source) + len(bead.target) for bead in alignment.beads if bead.posterior >= SURE) / 2.0
    # One section or two cannot show whether a text is a recap.
    return fewer < _FEW or sure >= TRANSLATED * fewer


def _bead(match: Match, sources: Candidates, targets: Candidates) -> Bead:
    return Bead(
        sources.with_notes(match.sources),
        targets.with_notes(match.targets),
        round(match.score, 4),
        round(match.posterior, 4),
        tier(match.posterior),
        match.evidence,
    )


def _in_order(beads: Iterable[Bead], targets: Sequence[Segment]) -> tuple[Bead, ...]:
    place = {segment.id: position for position, segment in enumerate(targets)}
    return tuple(sorted(beads, key=lambda bead: (place[bead.target[0]], bead.target, bead.source)))
