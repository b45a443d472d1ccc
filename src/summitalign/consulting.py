"""What the originals say of a document, where the rooms that align and judge meet."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summitalign.model.alignment import Alignment, Tier
from summitalign.model.document import Document

if TYPE_CHECKING:
    from summitalign.align.engine import Aligner
    from summitalign.align.inner import InnerPassage
    from summitalign.terms.page import Grain, SourceEvidence, SourcePassage

MIN_STRONG = 2
"""Target segments with a certain or likely counterpart from which an original counts as related."""
EXPLAINED = 0.8
"""Share of a document's segments with a certain counterpart from which one original accounts for it."""


class Consulting:
    """Asks originals about documents: each is described once, and aligned only with what may go back to it."""

    def __init__(self, aligner: "Aligner", sources: Sequence[Document]) -> None:
        """Index the originals."""
        from summitalign.align.partners import Partners

        self._aligner = aligner
        self._partners = Partners(sources, aligner.resources)

    def evidence(self, document: Document, places: Sequence[int]) -> "SourceEvidence":
        """Return what the originals say of a document, in most detail around some places in order."""
        from summitalign.terms.page import SourceEvidence, SourceText

        alignments = tuple(self._alignments(document))
        passages = [passage for alignment in alignments for passage in self._passages(alignment, places)]
        texts = tuple(SourceText(alignment.source.source, alignment.source.text) for alignment in alignments)
        return SourceEvidence(tuple(passages), texts)

    def counterparts(self, document: Document) -> "Iterator[tuple[Alignment, tuple[InnerPassage, ...]]]":
        """Yield the originals that a document goes back to, aligned, with all that surely corresponds inside."""
        from summitalign.align.inner import inner_passages

        places = [segment.span.start for segment in document.segments]
        for alignment in self._alignments(document):
            yield alignment, inner_passages(self._aligner, alignment, places)

    def _alignments(self, document: Document) -> Iterator[Alignment]:
        """Align a document with the originals that it has to do with, until one accounts for it."""
        for source in self._partners.of(document):
            alignment = self._aligner.align(source, document)
            if _is_related(alignment):
                yield alignment
                if _is_accounted_for(alignment):
                    return

    def _passages(self, alignment: Alignment, places: Sequence[int]) -> Iterator["SourcePassage"]:
        from summitalign.align.inner import inner_passages, keeps_places
        from summitalign.terms.page import Grain, SourcePassage

        sections = tuple(_sections(alignment, Grain.SECTION if keeps_places(alignment) else Grain.RETOLD))
        yield from sections
        starts = sorted((passage.target.start, passage.title) for passage in sections)
        for inner in inner_passages(self._aligner, alignment, places):
            at = bisect_left(starts, (inner.target.start + 1, "")) - 1
            text = inner.source.of(alignment.source.text)
            grain = Grain.SENTENCE if inner.is_sentence else Grain.BLOCK
            yield SourcePassage(inner.target, text, starts[at][1] if at >= 0 else "", grain)


def _is_related(alignment: Alignment) -> bool:
    """Say whether two documents have to do with each other: a single bead between long ones may be chance."""
    strong = {name for bead in alignment.beads if bead.tier is not Tier.WEAK for name in bead.target}
    return len(strong) >= min(MIN_STRONG, len(alignment.target_segments), len(alignment.source_segments)) > 0


def _is_accounted_for(alignment: Alignment) -> bool:
    """Say whether nearly all of a document goes back to one original; a recap of several does not."""
    sure = {name for bead in alignment.beads if bead.tier is Tier.CERTAIN for name in bead.target}
    return len(sure) >= EXPLAINED * len(alignment.target_segments)


def _sections(alignment: Alignment, grain: "Grain") -> Iterator["SourcePassage"]:
    """Turn beads into source passages; a talk speaks with the text of its notes too."""
    from summitalign.terms.page import SourcePassage

    source = alignment.source
    notes = {talk.segment: talk.notes for talk in source.talks}
    for bead in alignment.beads:
        if bead.tier is Tier.WEAK:
            continue
        texts = []
        for name in bead.source:
            texts.append(source.segment(name).span.of(source.text))
            note = notes.get(name)
            if note:
                texts.append(source.segment(note).span.of(source.text))
        title = next((source.segment(name).title for name in bead.source if source.segment(name).title), "")
        for name in bead.target:
            yield SourcePassage(alignment.target.segment(name).span, "\n".join(texts), title, grain)
