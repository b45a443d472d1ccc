"""Guesses the language of text in a script that many languages share, from the n-gram profiles of langdetect.

langdetect itself draws n-grams at random and answers differently from run to run unless seeded. Here every n-gram
of every word counts once, which needs no seed, is several times faster, and can be added up over blocks of text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from math import log
from operator import add
from unicodedata import normalize

from summitalign.detect.guesser import MOST_LETTERS, Scores
from summitalign.detect.letters import ENDINGS, has_ending, has_uzbek_letter, is_foreign
from summitalign.detect.packed import Packing
from summitalign.detect.profiles import Profile, read_profiles, serbian_cyrillic
from summitalign.detect.scripts import Script, script_of
from summitalign.detect.words import COMMON_WORDS
from summitalign.model.language import UNDETERMINED

_RARE = frozenset(("af", "cy", "et", "hu", "lt", "lv", "sk", "sl", "so", "sq", "sw", "tl"))
"""Those of them that few translated documents are written in."""
_RARE_PRIOR = -3.0
"""Nats: how much less often documents are in one of them."""
# Languages that langdetect has no profile of: their letters and common words have to speak for them.
_WITHOUT_PROFILE: Mapping[Script, str] = {
    Script.ARABIC: "ckb ps ug",
    Script.CYRILLIC: "be kk ky mn tg tt uz-Cyrl",
    Script.LATIN: "eu is uz",
}
_PRIOR: Mapping[str, float] = {"sr-Latn": -0.5, "bs": -1.5, "az": _RARE_PRIOR, "en": 2.0, UNDETERMINED: -2.0}
"""Nats of languages that are not as frequent as the rest: most terms and headings that people leave are English."""

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u0963"
# One way to read each word only: letters, and letters behind marks.
_PART = rf"(?:[^\W\d_]+|[{_MARKS}]+[^\W\d_]*)(?:[{_MARKS}]+[^\W\d_]*)*"
_WORD = re.compile(rf"{_PART}(?:[’'ʻ‘`ʼ]{_PART})*")
_LONGEST_WORD = 40
# The profiles were counted after these foldings (langdetect, utils/ngram.py, `normalize`).
_FOLDINGS = {0x219: 0x15F, 0x21B: 0x163, 0x6CC: 0x64A} | dict.fromkeys(range(0x1EA0, 0x1F00), 0x1EC3)

_UNSEEN = 1e-5
"""Probability that a profile grants an n-gram it has never seen."""
_DAMPING = 0.4
"""Factor on the evidence of n-grams: those of one word overlap and say the same thing two or three times."""
# Within a word, scores are whole numbers of steps, which can be packed.
_STEPS = 1024
"""Steps in a nat."""
_GRAM = _DAMPING * _STEPS
_OFFSET = 352 * _STEPS
"""What is added to the scores of a word, so that none is negative: 40 letters take away 320 nats at most."""
_WORST = -8 * _STEPS
"""No single word speaks more against a language; it may be a name or an English term."""
_COMMON_WORD = 3 * _STEPS
"""For a word that is one of the commonest of a language."""
_UZBEK_LETTER = 4 * _STEPS
_FOREIGN_LETTER = -8 * _STEPS
"""For each letter that a language does not have."""
_BEHIND_BEST, _BEHIND_THIRD = -2 * _STEPS, -1 * _STEPS
"""For each word: how far a language without a profile stays behind the best one, before its letters and words count.
Where it is the right one, others are about equally wrong; of many, one is by chance less so, and the third counts."""
_ENDING = 2 * _STEPS
"""For a word with one of the commonest endings of a language that has no profile of its own."""
_MANY = 10
_UNKNOWN_OF_MANY, _UNKNOWN_OF_FEW = int(-1.6 * _STEPS), -3 * _STEPS
"""For each word: how far a language that nothing is known of stays behind the best one. The right language stays
behind by 1.6 in one text of thirty; with few profiles those without one must have a chance before it."""


class ProfileGuesser:
    """Naive Bayes over n-gram profiles, common words and alphabets; scores of words are remembered."""

    def __init__(
        self, script: Script, profiles: Mapping[str, Profile], without_profile: Sequence[str], rare: frozenset[str]
    ) -> None:
        """Take the profiles of a script's languages, further languages that have none, and which of all are rare."""
        self._script = script
        self._counts = tuple(profile.counts for profile in profiles.values())
        self._holders = _holders(self._counts)
        # For n-grams of one, two and three letters: how often a profile has one that is as rare as an unseen one.
        self._units = tuple(tuple(_UNSEEN * profile.totals[size] for profile in profiles.values()) for size in range(3))
        self._absent = len(without_profile)
        self._languages = (*profiles, *without_profile, UNDETERMINED)
        self._serbian = self._languages.index("sr") if "sr" in self._languages else None
        self._with_endings = tuple((place, tag) for place, tag in enumerate(self._languages) if tag in ENDINGS)
        self._endings = tuple(ending for _, tag in self._with_endings for ending in ENDINGS[tag])
        self._prior = tuple(_RARE_PRIOR if tag in rare else _PRIOR.get(tag, 0.0) for tag in self._languages)
        self._grams, self._words = Packing(len(profiles)), Packing(len(self._languages))
        self._offsets = self._words.pack([_OFFSET] * len(self._languages))
        self._common = {
            word: self._words.add_to(places, _COMMON_WORD) for word, places in _common_words(self._languages).items()
        }
        self._uzbek = self._words.add_to(
            (self._languages.index("uz"),) if "uz" in self._languages else (), _UZBEK_LETTER
        )
        # Words follow Zipf's law: some thousand remembered ones spare nearly all of the work.
        self._word_scores = lru_cache(maxsize=32768)(self._weigh_word)
        self._later_scores = lru_cache(maxsize=32768)(partial(self._weigh_word, is_later=True))
        self._gram_scores = lru_cache(maxsize=8192)(self._weigh_gram)
        self._triple_scores = lru_cache(maxsize=32768)(self._weigh_triple)
        self._letter_scores = lru_cache(maxsize=1024)(self._weigh_letter)

    @property
    def languages(self) -> tuple[str, ...]:
        """BCP 47 tags, in the order of the scores; `und` stands for any other language, and for none."""
        return self._languages

    @property
    def prior(self) -> Scores:
        """Log-probability of each language before anything is read, up to a constant."""
        return self._prior

    def weigh(self, text: str) -> Scores | None:
        """Score the first `MOST_LETTERS` code points of a text; None when no word in it tells, as in `x y z`."""
        words = _WORD.findall(normalize("NFC", text[:MOST_LETTERS]))
        if all(len(word) == 1 for word in words):
            return None
        rows = list(filter(None, (self._word_scores(words[0]), *map(self._later_scores, words[1:]))))
        if not rows:
            return None
        offset = _OFFSET * len(rows)
        return tuple([(total - offset) / _STEPS for total in self._words.total(rows)])

    def _tells(self, word: str) -> bool:
        """Say whether a word is in the script, and neither endless nor an acronym or a name with capitals inside.

        API and FastAPI are the same in every language.
        """
        if len(word) > _LONGEST_WORD:
            return False
        if word.isascii():
            return self._script is Script.LATIN and (len(word) == 1 or word[1:].islower())
        return script_of(word[0]) is self._script

    def _weigh_word(self, word: str, *, is_later: bool = False) -> int:
        """Return the packed scores of a word, the first of a text or a later one; 0 when it does not tell."""
        if not self._tells(word):
            return 0
        is_ascii, lower = word.isascii(), word.lower()
        folded = word if is_ascii else word.translate(_FOLDINGS)
        packed = self._words.pack(self._weigh_form(folded, lower))
        common = self._common.get(lower if is_ascii else folded.lower(), 0)
        if is_later and is_ascii and not common and word[0].isupper():  # may be a name
            packed = self._words.halved(packed + self._offsets)
        if not lower.isascii():
            packed += sum(map(self._letter_scores, lower))
        elif lower.isalpha():
            return packed + common
        return packed + common + (self._uzbek if self._uzbek and has_uzbek_letter(lower) else 0)

    def _weigh_letter(self, letter: str) -> int:
        """Return what a lower-case letter adds to the packed scores of its word."""
        return self._words.add_to(
            (place for place, tag in enumerate(self._languages) if is_foreign(letter, tag)), _FOREIGN_LETTER
        )

    def _weigh_form(self, folded: str, lower: str) -> list[int]:
        """Score a word by its n-grams and its ending, in all languages."""
        sums = self._sum_grams(f" {folded} ")
        ranked = sorted(sums)
        worst, shift = ranked[-1] + _WORST, _OFFSET - ranked[-1]
        scores = [value + shift if value > worst else _OFFSET + _WORST for value in sums]
        if len(scores) < _MANY:
            unknown, level = _OFFSET + _UNKNOWN_OF_FEW, _OFFSET + _BEHIND_BEST
        else:
            unknown, level = _OFFSET + _UNKNOWN_OF_MANY, max(ranked[-3], worst) + shift + _BEHIND_THIRD
        if self._serbian is not None:  # the rewritten profile is right about many words, not about all
            scores[self._serbian] = max(scores[self._serbian], level)
        scores += [level] * self._absent
        scores.append(unknown)
        if lower[2:].endswith(self._endings):  # rare
            for index, tag in self._with_endings:
                if has_ending(lower, tag):
                    scores[index] += _ENDING
        return scores

    def _sum_grams(self, padded: str) -> tuple[int, ...]:
        """Add up what the n-grams of a word tell; the higher, the likelier."""
        triples = map(add, map(add, padded, padded[1:]), padded[2:])
        return self._grams.total((self._gram_scores(padded[-2:]), *map(self._triple_scores, triples)))

    def _weigh_triple(self, gram: str) -> int:
        """Add up what three letters of a padded word tell, the first two of them, and the one in the middle.

        Over a word, all its n-grams are counted once like this, but for the last two letters.
        """
        return self._weigh_gram(gram) + self._gram_scores(gram[:2]) + self._gram_scores(gram[1])

    def _weigh_gram(self, gram: str) -> int:
        """Return the packed log-probabilities of an n-gram in each profile; 0 where no profile has it."""
        places = self._holders.get(gram)
        if places is None:
            return 0
        row, units = [0] * len(self._counts), self._units[len(gram) - 1]
        for place in places:
            row[place] = int(_GRAM * log(self._counts[place][gram] / units[place] + 1))
        return self._grams.pack(row)


def _holders(profiles: Iterable[Mapping[str, int]]) -> dict[str, bytes]:
    """Index n-grams: which profiles (by place) have one. Most n-grams are in a few, and to ask all takes longer."""
    holders: dict[str, bytes] = {}
    for place, counts in enumerate(profiles):
        own = bytes((place,))
        for gram in counts:
            holders[gram] = holders.get(gram, b"") + own
    return holders


def _common_words(languages: Sequence[str]) -> dict[str, list[int]]:
    """Index the common words: which languages (by place) have a word among their commonest."""
    places: dict[str, list[int]] = {}
    for index, tag in enumerate(languages):
        for word in frozenset(_words_of(tag).translate(_FOLDINGS).split()):
            places.setdefault(word, []).append(index)
    return places


def _words_of(tag: str) -> str:
    """Return the common words of a language; Serbian has the same ones in both scripts."""
    words = COMMON_WORDS.get(tag, "")
    return f"{words} {serbian_cyrillic(COMMON_WORDS['sr-Latn'])}" if tag == "sr" else words


def profile_guesser(script: Script) -> ProfileGuesser:
    """Make the guesser for a script that languages share; reads the profiles."""
    absent = _WITHOUT_PROFILE.get(script, "").split()
    return ProfileGuesser(script, read_profiles(script), absent, _RARE.union(absent))
