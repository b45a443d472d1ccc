"""Languages of a document and of its segments."""

from dataclasses import dataclass

from summitalign.model.span import Span

UNDETERMINED = "und"
"""BCP 47 tag of a text too short, or too strange, to tell."""


def primary(tag: str) -> str:
    """Return the primary language subtag of a BCP 47 tag, lower case: `zh` for `zh-Hans`."""
    return tag.replace("_", "-").split("-", maxsplit=1)[0].lower()


@dataclass(frozen=True, slots=True)
class SegmentLanguage:
    """The language of one stretch of a document."""

    span: Span
    tag: str
    """BCP 47 tag, `und` when there is too little text."""


@dataclass(frozen=True, slots=True)
class Detection:
    """The languages one document is written in."""

    tag: str
    """BCP 47 tag of the main language, e.g. `zh-Hans`; `zh` when no character decides, `und` when too little text."""
    method: str
    """How the main tag was found: `script`, `ngrams` or `none`."""
    shares: tuple[tuple[str, float], ...]
    """(tag, 0..1) largest first: part of the prose, by weighted letters; adds up to 1 unless empty."""
    segments: tuple[SegmentLanguage, ...] = ()
    """One a section, in order."""
