"""Languages of a document and of its segments."""

from dataclasses import dataclass

from summitalign.model.span import Span

UNDETERMINED = "und"
"""BCP 47 tag of a text too short, or too strange, to tell."""


def primary(tag: str) -> str:
    """Return the primary language subtag of a BCP 47 tag, lower case: `zh` for `zh-Hans`."""
    return tag.replace("_", "-").split("-", maxsplit=1)[0].lower()


_TRADITIONAL = frozenset(("hant", "tw", "hk", "mo"))
_SIMPLIFIED = frozenset(("hans", "cn", "sg", "my"))
_USUAL_SCRIPT = {"jv": "latn", "mn": "cyrl", "sr": "cyrl", "uz": "latn"}
"""Of languages with two scripts, the one that the tag alone stands for."""
_OTHER_NAMES = {"nb": "no", "nn": "no", "fil": "tl", "iw": "he", "in": "id", "sh": "sr-Latn"}


def canonical(tag: str) -> str:
    """Return a BCP 47 tag as detection gives it: `zh-Hant` for `zh_TW`, `pt` for `pt-BR`, `sr-Latn` as it is."""
    language, *others = (part.lower() for part in tag.strip().replace("_", "-").split("-"))
    if language == "zh":
        return next(
            (
                f"zh-{'Hant' if part in _TRADITIONAL else 'Hans'}"
                for part in others
                if part in _TRADITIONAL | _SIMPLIFIED
            ),
            "zh",
        )
    script = next((part for part in others[:1] if len(part) == 4 and part.isalpha()), "")
    if script and script != _USUAL_SCRIPT.get(language, script):
        return f"{language}-{script.title()}"
    return _OTHER_NAMES.get(language, language)


@dataclass(frozen=True, slots=True)
class SegmentLanguage:
    """The language of one stretch of a document."""

    span: Span
    tag: str
    """BCP 47 tag, `und` when there is too little text."""
    confidence: float = 1.0
    """0..1: probability that `tag` is right; 0 for `und`."""


@dataclass(frozen=True, slots=True)
class BlockLanguage:
    """The language of one paragraph, heading, item or cell."""

    span: Span
    """From the first to the last code point of its prose."""
    tag: str
    """BCP 47 tag, `und` when there is too little text; a name keeps the tag of what is around it."""
    weight: float
    """Weighted letters, a Han character being 1; what the shares of a `Detection` are made of."""


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
    confidence: float = 1.0
    """0..1: probability that `tag` is right; 0 for `und`."""
