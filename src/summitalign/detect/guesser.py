"""What can tell the languages of one script apart, and how it is found by name.

Built in are the profiles of `ngrams.py` and, with the extra `langid`, py3langid. Other packages offer a guesser under
a name in the entry point group `summitalign.guessers`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from math import inf
from operator import add
from typing import TYPE_CHECKING, Protocol, cast

from summitalign.detect.scripts import Script
from summitalign.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

Scores = tuple[float, ...]
"""Log-likelihood in nats of each of a guesser's languages, up to a constant; scores of two texts may be added."""

MOST_LETTERS = 600
"""Code points of one text that are worth looking at: more do not change an answer."""
SHARED_SCRIPTS = frozenset((Script.ARABIC, Script.CYRILLIC, Script.DEVANAGARI, Script.LATIN))
"""Scripts whose language only statistics can tell."""
PROFILES = "profiles"
"""The name of the guesser that is used unless another is asked for."""
GROUP = "summitalign.guessers"
"""The entry point group in which packages name a `Factory`."""
_BUILT_IN = {
    PROFILES: "summitalign.detect.ngrams:profile_guesser",
    "py3langid": "summitalign.detect.langid:langid_guesser",
}


class Guesser(Protocol):
    """What can tell the languages of one script apart."""

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags, in the order of the scores; `und` among them stands for any other language, or none."""

    @property
    def prior(self) -> Scores:
        """Log-probability of each language before anything is read, up to a constant."""

    def weigh(self, text: str) -> Scores | None:
        """Score a text for each language; None when it has no word that tells."""


Factory = Callable[[Script], Guesser | None]
"""Makes the guesser for one of the `SHARED_SCRIPTS`; None where the built-in one should do it."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A guesser of one script, with those of its languages that an answer may have."""

    guesser: Guesser
    places: tuple[int, ...]
    """Places of these languages among those of the guesser."""
    unknown: int | None = None
    """Place of `und`, where the guesser has a score for languages that it does not know."""

    def rank(self, rows: Sequence[Scores], context: str | None, bonus: float) -> tuple[str, float, float]:
        """Return the likeliest language of texts with these scores, and the nats by which it leads the next one and
        what the guesser does not know.

        `bonus` is added for the language `context`. Raises ValueError if no language may be answered.
        """
        languages = self.guesser.languages
        prior = self.guesser.prior
        # Most texts are one block, of which the shorter way is three times as fast.
        sums: list[float] = list(
            map(add, prior, rows[0]) if len(rows) == 1 else map(sum, zip(prior, *rows, strict=True))
        )
        if context in languages:
            sums[languages.index(context)] += bonus
        unknown = -inf
        if self.unknown is not None:
            unknown, sums[self.unknown] = sums[self.unknown], -inf
        if len(self.places) < len(sums) - (self.unknown is not None):
            languages, sums = tuple(languages[at] for at in self.places), [sums[at] for at in self.places]
        most = max(sums)
        best = sums.index(most)
        sums[best] = -inf
        rival = max(sums)
        return languages[best], 0.0 if rival == -inf else most - rival, most - unknown


def _installed(name: str | None = None) -> "EntryPoints":
    from importlib.metadata import entry_points  # takes as long as reading all profiles

    return entry_points(group=GROUP) if name is None else entry_points(group=GROUP, name=name)


def guesser_names() -> tuple[str, ...]:
    """Return the names of all guessers that are built in or installed, the one used by default first."""
    return (*_BUILT_IN, *sorted(_installed().names - set(_BUILT_IN)))


@cache
def factory(name: str) -> Factory:
    """Load what makes the guessers of a name; raises UsageError for an unknown one, and for one that is broken."""
    if name in _BUILT_IN:
        module, _, attribute = _BUILT_IN[name].partition(":")
        return cast(Factory, getattr(import_module(module), attribute))
    for point in _installed(name):
        try:
            return cast(Factory, point.load())
        except (ImportError, AttributeError) as error:
            raise UsageError(f"the guesser {name} cannot be loaded: {error}", hint=f"it is {point.value}") from error
    known = ", ".join(guesser_names())
    raise UsageError(f"no guesser is called {name}", hint=f"known are: {known}")


@cache
def guesser_of(name: str, script: Script) -> Guesser:
    """Return the guesser for one of the `SHARED_SCRIPTS`; it is made on the first call."""
    found = factory(name)(script)
    if found is None:
        found = factory(PROFILES)(script)
    assert found is not None
    return found
