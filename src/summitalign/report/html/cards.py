"""What the overview, the talks and the glossary pages need to know of a document or a pair, and nothing else.

A run over many documents holds these in place of the documents; they can be kept between runs.
"""

from dataclasses import dataclass
from enum import StrEnum

from summitalign.model.alignment import Tier
from summitalign.model.finding import Decision


class Gap(StrEnum):
    """Why a section counts as not translated."""

    MISSING = "missing"
    """A section of the source without a counterpart."""
    LEFT = "left"
    """A part of the target that is still in another language."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """One section that is not translated."""

    kind: Gap
    title: str
    """Of the section; empty for text before the first heading."""
    lang: str
    line: int
    href: str
    """The place on the pair's page."""
    letters: int
    """How much there is to translate, in code points of prose."""


@dataclass(frozen=True, slots=True)
class HitLine:
    """One occurrence of a term, in its line, with the original's words where they are known."""

    term: str
    decision: Decision
    path: str
    line: int
    href: str
    """Where it stands on a page of the site; empty where no page shows it."""
    lang: str
    before: str
    found: str
    right: str
    """Empty where nothing is put in its place."""
    after: str
    reason: str
    original: str = ""
    """A passage of the source that corresponds."""
    original_lang: str = ""


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often a document holds a term, by what is done about it."""

    term: str
    applied: int
    suggested: int
    skipped: int


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """One document."""

    path: str
    title: str
    """Corrected."""
    language: str
    """BCP 47 tag."""
    shares: tuple[tuple[str, float], ...]
    is_source: bool
    applied: int = 0
    suggested: int = 0
    problem: str = ""
    talks: int = 0
    counts: tuple[TermCount, ...] = ()
    hits: tuple[HitLine, ...] = ()
    """The first of each term and decision."""


@dataclass(frozen=True, slots=True)
class Told:
    """A section of a recap that speaks of a talk."""

    title: str
    lang: str
    href: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class TalkLink:
    """A link of a talk's card."""

    href: str
    """Safe: somewhere that a page may lead."""
    label: str
    is_video: bool
    at: str
    """Time stamp into the video; empty at its start."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One talk of the source, and what of the target speaks of it."""

    segment: str
    """Id in its document."""
    title: str
    speakers: tuple[str, ...]
    day: str
    when: str
    """Times and room in one line."""
    links: tuple[TalkLink, ...]
    href: str
    """Its place on the pair's page."""
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the source, in per mille of its prose, that has one kind of counterpart."""

    state: str
    """`certain`, `likely`, `weak` or `lone`."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PairCard:
    """A source document and a target document."""

    source: str
    """Path."""
    target: str
    path: str
    """Of its page, relative to the site."""
    source_coverage: float | None
    target_coverage: float | None
    tiers: tuple[tuple[Tier, int], ...]
    strip: tuple[Stretch, ...]
    """The source from its beginning to its end."""
    gaps: tuple[GapLine, ...]
    talks: tuple[TalkLine, ...] = ()
