"""Guesses the language of text in a script that many languages share, from the n-gram profiles of langdetect.

langdetect itself draws n-grams at random and answers differently from run to run unless seeded. Here every n-gram
of every word counts once, which needs no seed, is several times faster, and can be added up over blocks of text.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from operator import add
from pathlib import Path
from typing import Protocol
from unicodedata import normalize

from summitalign.detect.letters import has_uzbek_letter, is_foreign
from summitalign.detect.scripts import Script, script_of
from summitalign.detect.words import COMMON_WORDS

Scores = tuple[float, ...]
"""Log-likelihood in nats of each of a guesser's languages, up to a constant; scores of two texts may be added."""

MOST_LETTERS = 600
"""Code points of one text that are looked at: more do not change an answer."""

# What langdetect has a profile of, by the script that several languages share; a script of one language needs none.
_PROFILED: Mapping[Script, str] = {
    Script.ARABIC: "ar fa ur",
    Script.CYRILLIC: "bg mk ru uk",
    Script.DEVANAGARI: "hi mr ne",
    Script.LATIN: "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi",
}
_RARE = frozenset(("af", "cy", "et", "hu", "lt", "lv", "sk", "sl", "so", "sq", "sw", "tl"))
"""Those of them that few translated documents are written in."""
# Languages that langdetect has no profile of: their letters and common words have to speak for them.
_WITHOUT_PROFILE: Mapping[Script, str] = {Script.LATIN: "az eu is uz", Script.CYRILLIC: "be kk mn"}

SHARED_SCRIPTS = frozenset(_PROFILED)
"""Scripts whose language only statistics can tell."""

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u0963"
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+(?:[’'ʻ‘`ʼ](?:[^\W\d_]|[{_MARKS}])+)*")
_LONGEST_WORD = 40
# The profiles were counted after these foldings (langdetect, utils/ngram.py, `normalize`).
_FOLDINGS = {0x219: 0x15F, 0x21B: 0x163, 0x6CC: 0x64A} | dict.fromkeys(range(0x1EA0, 0x1F00), 0x1EC3)

_SERBIAN_DIGRAPHS = tuple(zip(("lj", "nj", "dž", "Lj", "Nj", "Dž"), "љњџЉЊЏ", strict=True))
_SERBIAN_LETTERS = str.maketrans(
    "abcčćdđefghijklmnoprsštuvzžABCČĆDĐEFGHIJKLMNOPRSŠTUVZŽ", "абцчћдђефгхијклмнопрсштувзжАБЦЧЋДЂЕФГХИЈКЛМНОПРСШТУВЗЖ"
)

_UNSEEN = 1e-5
"""Probability that a profile grants an n-gram it has never seen."""
_DAMPING = 0.4
"""Factor on the evidence of n-grams: those of one word overlap and say the same thing two or three times."""
_WORST = -8.0
"""Nats: no single word speaks more against a language; it may be a name or an English term."""
_COMMON_WORD = 3.0
"""Nats for a word that is one of the commonest of a language."""
_UZBEK_LETTER = 4.0
_FOREIGN_LETTER = -4.0
"""Nats for each letter that a language does not have."""
_NO_PROFILE = -4.0
"""Nats a word: how far a language without a profile stays behind the best one, before its letters and words count."""
_RARE_PRIOR = -3.0
"""Nats: how much less often documents are in one of the rare languages."""


class Guesser(Protocol):
    """What can tell the languages of one script apart."""

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags, in the order of the scores."""

    @property
    def prior(self) -> Scores:
        """Log-probability of each language before anything is read, up to a constant."""

    def weigh(self, text: str) -> Scores | None:
        """Score a text for each language; None when it has no word that tells."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How often a language uses each n-gram of one to three letters."""

    counts: Mapping[str, int]
    totals: tuple[int, ...]
    """Number of all n-grams of one, two and three letters."""


class ProfileGuesser:
    """Naive Bayes over n-gram profiles, common words and alphabets; scores of words are remembered."""

    def __init__(
        self, script: Script, profiles: Mapping[str, Profile], without_profile: Sequence[str], rare: frozenset[str]
    ) -> None:
        """Take the profiles of a script's languages, further languages that have none, and which of all are rare."""
        self._script = script
        self._profiles = tuple(profiles.values())
        self._absent = (_NO_PROFILE,) * len(without_profile)
        self._languages = (*profiles, *without_profile)
        self._prior = tuple(_RARE_PRIOR if tag in rare else 0.0 for tag in self._languages)
        self._common = _common_words(self._languages)
        # Words follow Zipf's law: a few thousand remembered ones spare nearly all of the work.
        self._word_scores = lru_cache(maxsize=8192)(self._weigh_word)
        self._gram_scores = lru_cache(maxsize=16384)(self._weigh_gram)
        self._letter_scores = lru_cache(maxsize=1024)(self._weigh_letter)

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags, in the order of the scores."""
        return self._languages

    @property
    def prior(self) -> Scores:
        """Log-probability of each language before anything is read, up to a constant."""
        return self._prior

    def weigh(self, text: str) -> Scores | None:
        """Score the first `MOST_LETTERS` code points of a text; None when no word in it tells."""
        words = _WORD.findall(normalize("NFC", text[:MOST_LETTERS]))
        rows = [row for row in map(self._word_scores, words) if row is not None]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else None

    def _tells(self, word: str) -> bool:
        """Say whether a word is in the script, and neither endless nor an acronym or a name with capitals inside.

        API and FastAPI are the same in every language.
        """
        is_name = len(word) > 1 and word.isascii() and not word[1:].islower()
        return len(word) <= _LONGEST_WORD and not is_name and script_of(word[0]) is self._script

    def _weigh_word(self, word: str) -> Scores | None:
        if not self._tells(word):
            return None
        lower, folded = word.lower(), word.translate(_FOLDINGS)
        scores = [*self._weigh_grams(f" {folded} "), *self._absent]
        for index in self._common.get(folded.lower(), ()):
            scores[index] += _COMMON_WORD
        for row in map(self._letter_scores, "" if lower.isascii() else lower):
            if row is not None:
                scores = list(map(add, scores, row))
        if "uz" in self._languages and has_uzbek_letter(lower):
            scores[self._languages.index("uz")] += _UZBEK_LETTER
        return tuple(scores)

    def _weigh_letter(self, letter: str) -> Scores | None:
        """Return what a lower-case letter says against each language; None where it says nothing."""
        scores = tuple(_FOREIGN_LETTER if is_foreign(letter, tag) else 0.0 for tag in self._languages)
        return scores if any(scores) else None

    def _weigh_grams(self, padded: str) -> list[float]:
        """Score a word by all its n-grams, against the best language."""
        rows = [self._gram_scores(letter) for letter in padded.strip()]
        rows += [self._gram_scores(padded[i : i + n]) for n in (2, 3) for i in range(len(padded) - n + 1)]
        sums = [sum(column) for column in zip(*filter(None, rows), strict=True)]
        best = max(sums, default=0.0)
        return [max(_DAMPING * (value - best), _WORST) for value in sums] or [0.0] * len(self._profiles)

    def _weigh_gram(self, gram: str) -> Scores | None:
        """Return the log-probability of an n-gram in each profile; None where no profile has it."""
        size = len(gram) - 1
        shares = [profile.counts.get(gram, 0) / profile.totals[size] for profile in self._profiles]
        return tuple(log(share + _UNSEEN) for share in shares) if any(shares) else None


def _common_words(languages: Sequence[str]) -> dict[str, list[int]]:
    """Index the common words: which languages (by place) have a word among their commonest."""
    places: dict[str, list[int]] = {}
    for index, tag in enumerate(languages):
        for word in frozenset(COMMON_WORDS.get(tag, "").translate(_FOLDINGS).split()):
            places.setdefault(word, []).append(index)
    return places


@cache
def guesser_of(script: Script) -> Guesser:
    """Return the guesser for one of the `SHARED_SCRIPTS`; the profiles are read on the first call."""
    from langdetect.detector_factory import PROFILES_DIRECTORY

    folder = Path(PROFILES_DIRECTORY)
    absent = _WITHOUT_PROFILE.get(script, "").split()
    profiles = {tag: _read_profile(folder / tag) for tag in _PROFILED[script].split()}
    if script is Script.CYRILLIC:
        profiles["sr"] = _in_serbian_cyrillic(_read_profile(folder / "hr"))
    return ProfileGuesser(script, profiles, absent, _RARE.union(absent))


def _read_profile(path: Path) -> Profile:
    content = json.loads(path.read_bytes())
    return Profile(content["freq"], tuple(content["n_words"]))


def _in_serbian_cyrillic(croatian: Profile) -> Profile:
    """Rewrite the Croatian profile letter by letter: Serbian has none, and is close to Croatian in other letters."""
    counts: Counter[str] = Counter()
    for gram, number in croatian.counts.items():
        rewritten = gram
        for latin, cyrillic in _SERBIAN_DIGRAPHS:
            rewritten = rewritten.replace(latin, cyrillic)
        counts[rewritten.translate(_SERBIAN_LETTERS)] += number
    return Profile(counts, croatian.totals)
