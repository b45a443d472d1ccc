"""Which parts of a document are strong or emphasised, as the Markdown parser reads them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitalign.markdown.events import read_events
from summitalign.model.document import Document, RegionKind
from summitalign.model.span import Span


@dataclass(frozen=True, slots=True)
class Emphasis:
    """The emphasised parts of a document.

    Marks alone do not tell an opening `**` from a closing one, nor one that a bullet `*` stands before, and
    translators leave marks doubled (`******title******`); so the parser is asked where emphasis begins and ends.
    """

    strong: tuple[Span, ...] = ()
    """In order and apart; what lies inside another is part of it."""
    soft: tuple[Span, ...] = ()

    @classmethod
    def of(cls, document: Document) -> "Emphasis":
        """Read the emphasis of a document."""
        first = document.regions[0] if document.regions else None
        body = first.span.end if first and first.kind is RegionKind.FRONT_MATTER else 0
        spans: dict[str, list[Span]] = {"Strong": [], "Emphasis": []}
        for event in read_events(document.text, body):
            if event.phase == "start" and event.name in spans:
                spans[event.name].append(Span(event.start, event.end))
        return cls(tuple(_outermost(spans["Strong"])), tuple(_outermost(spans["Emphasis"])))

    def is_strong(self, place: int) -> bool:
        """Say whether the code point at `place` is strong."""
        return _holds(self.strong, place)

    def is_soft(self, place: int) -> bool:
        """Say whether the code point at `place` is emphasised."""
        return _holds(self.soft, place)


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Leave out the spans that lie inside another; the spans are in order of their start."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _holds(spans: Sequence[Span], place: int) -> bool:
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return at >= 0 and place < spans[at].end
