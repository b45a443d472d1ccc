"""How much of a document is in the language that it is to be in, and what is not."""

from dataclasses import dataclass
from enum import StrEnum

from summitalign.model.span import Span


class Extent(StrEnum):
    """How much of a document a remaining part is."""

    DOCUMENT = "document"
    SECTION = "section"
    BLOCK = "block"
    """Paragraphs, items or cells of a section that is translated otherwise."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """A part of a document that is still in another language."""

    extent: Extent
    span: Span
    title: str
    """The heading of its section; empty for text before the first."""
    tag: str
    """Its language, BCP 47; that with most weight where there are several."""
    weight: float
    """Weighted letters, a Han character being 1, without what no translation touches."""
    letters: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a document is in the target language, and what remains to be translated.

    Code, names, titles of links and short quotes count on neither side.
    """

    target: str
    """BCP 47 tag of the language that the document is to be in."""
    done: float
    """Weighted letters that are in the target language."""
    remaining: tuple[Remaining, ...] = ()
    """In order."""

    @property
    def left(self) -> float:
        """Weighted letters that are not."""
        return sum(part.weight for part in self.remaining)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to translate: no prose that counts."""
        return not self.done and not self.remaining

    @property
    def translated(self) -> float:
        """0..1: translated part of all that counts; 1 where nothing does."""
        left = self.left
        return self.done / (self.done + left) if left else 1.0
