"""What all pages of a site share."""

from dataclasses import dataclass

from summitalign.report.html.cards import DocumentCard, PairCard


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of every page."""

    title: str
    version: str
    """Of summitalign."""
    has_glossary: bool = False
    has_talks: bool = False
    downloads: tuple[str, ...] = ()
    """Names of other files in the folder that the first page offers."""


@dataclass(frozen=True, slots=True)
class SiteCards:
    """All documents and pairs, each as little as the shared pages need."""

    documents: tuple[DocumentCard, ...]
    """In the order they were given."""
    pairs: tuple[PairCard, ...]
    coverage: float | None = None
    """Part (0..1) of all prose of the sources that has a counterpart; None where nobody measured it."""
