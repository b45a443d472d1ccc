"""The figures of a report that a build may be held to, and a badge may show."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from summitalign.errors import UsageError
from summitalign.model.finding import Decision
from summitalign.report.corpus_digest import CorpusDigest

_OF = ":"
"""Between a measure and the language it is asked for: `coverage:zh-Hans`."""
_BY_LANGUAGE = "coverage"
UNDER, OVER = "--fail-under", "--fail-over"
"""The options of limits: the least of a share, the most of a number of things."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a report."""

    name: str
    meaning: str
    is_share: bool
    """True for a part (0..1), where more is better; False for a number of things, where less is better."""
    of: Callable[[CorpusDigest], float | None]
    """None where there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a measure has to reach, or may not exceed."""

    name: str
    """The measure, with its language where it has one."""
    value: float
    """The least of a share, the most of a number of things."""
    is_share: bool

    def problem(self, digest: CorpusDigest) -> str:
        """Say in one line how a report fails the limit; empty where it does not."""
        found = value_of(digest, self.name)
        if found is None:
            return f"{self.name} cannot be told: there is no prose to measure"
        if self.is_share:
            return f"{self.name} is {exact(found)}, under {exact(self.value)}" if found < self.value else ""
        return f"{self.name}: {found:g}, over {self.value:g}" if found > self.value else ""


def coverage(digest: CorpusDigest, language: str = "") -> float | None:
    """Return the part (0..1) of all prose of the sources that has a counterpart in a target, of a language or of any.

    None where no source has prose.
    """
    parts = digest.covered(language)
    size = sum(part.size for part in parts)
    return sum(part.done for part in parts) / size if size else None


def _paired(digest: CorpusDigest) -> float | None:
    return 1 - len(digest.lone) / len(digest.documents) if digest.documents else None


def _translated(digest: CorpusDigest) -> float | None:
    targets = [document for document in digest.documents if not document.is_source]
    size = sum(document.prose for document in targets)
    return sum(document.prose * document.translated for document in targets) / size if size else None


def _findings(*decisions: Decision) -> Callable[[CorpusDigest], float]:
    return lambda digest: sum(line.finding.decision in decisions for _, line in digest.findings())


def _untranslated(digest: CorpusDigest) -> float:
    return sum(len(document.untranslated) for document in digest.documents)


MEASURES = (
    Measure("coverage", "part of the sources' prose that has a counterpart", True, coverage),
    Measure("paired", "part of the documents that have a partner", True, _paired),
    Measure("translated", "part of the targets' prose that is in their language", True, _translated),
    Measure("fixes", "term fixes beyond doubt", False, _findings(Decision.APPLY)),
    Measure("suggestions", "term findings that want a person", False, _findings(Decision.SUGGEST)),
    Measure("findings", "both of them", False, _findings(Decision.APPLY, Decision.SUGGEST)),
    Measure("untranslated", "parts of targets that are in another language", False, _untranslated),
    Measure("unpaired", "documents without a partner", False, lambda digest: len(digest.lone)),
)


def value_of(digest: CorpusDigest, name: str) -> float | None:
    """Return a figure by its name, which may name a language: `coverage:zh-Hans`; None where nothing is measured."""
    kind, _, language = name.partition(_OF)
    if language:
        return coverage(digest, language)
    return next(measure for measure in MEASURES if measure.name == kind).of(digest)


def limit_of(text: str, option: str) -> Limit:
    """Read `NAME=VALUE` of `--fail-under` or `--fail-over`; a share may be `0.9` or `90%`. Raises UsageError."""
    is_share = option == UNDER
    name, parted, number = (part.strip() for part in text.partition("="))
    kind, divided, language = name.partition(_OF)
    measure = next((each for each in MEASURES if each.name == kind), None)
    if measure is None or (divided and not (language and kind == _BY_LANGUAGE)):
        names = ", ".join(each.name for each in MEASURES if each.is_share is is_share)
        known = f"{names}, and {_BY_LANGUAGE}:TAG" if is_share else names
        raise UsageError(f'no measure is called "{name}"', place=option, hint=f"there are {known}")
    if measure.is_share is not is_share:
        what = "a share, and should not be less" if measure.is_share else "a number, and should not be more"
        other = UNDER if measure.is_share else OVER
        raise UsageError(f"{kind} is {what}", place=option, hint=f"write {other} {name}={number or 'VALUE'}")
    value = _number(number, is_share)
    if not parted or value is None:
        wanted = "a share, 0.9 or 90%" if is_share else "a number, 0 or more"
        raise UsageError(f'"{text}" holds no value', place=option, hint=f"write {name}=VALUE with {wanted}")
    return Limit(name, value, is_share)


def _number(text: str, is_share: bool) -> float | None:
    is_percent = is_share and text.endswith("%")
    try:
        value = float(text.removesuffix("%") if is_percent else text)
    except ValueError:
        return None
    value = value / 100 if is_percent else value
    return value if isfinite(value) and value >= 0 and (value <= 1 or not is_share) else None


def exact(share: float) -> str:
    """Write a share to a hundredth of a percent, rounded down: what misses a limit never reads as if it met it."""
    # A float may lie a little below what it was written as: 0.57 * 10000 is 5699.999.
    return f"{int(share * 10000 + 1e-6) / 100:g}%"
