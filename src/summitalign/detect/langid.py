"""Asks py3langid, of the extra `langid`, together with the profiles, in scripts that many languages share."""

from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from summitalign.detect.guesser import MOST_LETTERS, PROFILES, Guesser, Scores, guesser_of
from summitalign.detect.scripts import Script
from summitalign.errors import UsageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LABELS = {"sr-Latn": ("sr",), "uz-Cyrl": ("uz",), "no": ("nb", "nn", "no"), "ckb": ("sdh", "ku")}
"""Labels of the model for a language where they are not its tag."""
_WEIGHT = 1.0
"""Of the model's scores against those of the profiles."""


class LangidGuesser:
    """The sum of two opinions that go wrong in different places.

    The model of py3langid has read far more text than the profiles, and does not know what documents are about or
    which languages they are usually in.
    """

    def __init__(self, identifier: "LanguageIdentifier", profiles: Guesser) -> None:
        """Take the model, and the guesser whose languages it is to tell apart."""
        self._identifier = identifier
        self._profiles = profiles
        self._labels = tuple(_LABELS.get(tag, (tag,)) for tag in profiles.languages)

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags, in the order of the scores."""
        return self._profiles.languages

    @property
    def prior(self) -> Scores:
        """Log-probability of each language before anything is read, up to a constant."""
        return self._profiles.prior

    def weigh(self, text: str) -> Scores | None:
        """Score the first `MOST_LETTERS` code points of a text; None when no word in it tells."""
        own = self._profiles.weigh(text)
        if own is None:
            return None
        part = text[:MOST_LETTERS]
        found = dict(self._identifier.rank(part))
        rows = [max((found[label] for label in labels if label in found), default=None) for labels in self._labels]
        # A language that the model does not know is judged by the profiles: the model puts it in the middle.
        known = sorted(row for row in rows if row is not None)
        middle = known[len(known) // 2]
        # Its n-grams overlap, the more so the longer the text: py3langid divides by this for its probabilities.
        scale = _WEIGHT / sqrt(len(part.encode(errors="surrogatepass")))
        return tuple(score + scale * (middle if row is None else row) for score, row in zip(own, rows, strict=True))


def langid_guesser(script: Script) -> LangidGuesser:
    """Make the guesser of a script; raises UsageError where py3langid is not installed."""
    return LangidGuesser(identifier(), guesser_of(PROFILES, script))


@cache
def identifier() -> "LanguageIdentifier":
    """Load the model of py3langid once; raises UsageError where it is not installed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError as error:
        raise UsageError("the guesser py3langid is not installed", hint="pip install 'summitalign[langid]'") from error
    return LanguageIdentifier.from_model_file(MODEL_FILE)
