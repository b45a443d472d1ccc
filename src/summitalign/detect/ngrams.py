"""Guesses the language of text in a script that many languages share, from the n-gram profiles of langdetect.

langdetect itself draws n-grams at random and answers differently from run to run unless seeded. Here every n-gram
of every word counts once, which needs no seed, is several times faster, and can be added up over blocks of text.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from math import log
from operator import add
from pathlib import Path
from unicodedata import normalize

from summitalign.detect.guesser import MOST_LETTERS, Scores
from summitalign.detect.letters import ENDINGS, has_ending, has_uzbek_letter, is_foreign
from summitalign.detect.packed import Packing
from summitalign.detect.scripts import Script, script_of
from summitalign.detect.words import COMMON_WORDS
from summitalign.model.language import UNDETERMINED

# What langdetect has a profile of, by the script that several languages share; a script of one language needs none.
_PROFILED: Mapping[Script, str] = {
    Script.ARABIC: "ar fa ur",
    Script.CYRILLIC: "bg mk ru uk",
    Script.DEVANAGARI: "hi mr ne",
    Script.LATIN: "af ca cs cy da de en es et fi fr hr hu id it lt lv nl no pl pt ro sk sl so sq sv sw tl tr vi",
}
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
_LIKE_CROATIAN: dict[str, float] = {"sr-Latn": -0.5, "bs": -1.5}
"""Languages that share the Croatian profile, and are told from it by their words; with their priors, in nats."""

_PRIOR: Mapping[str, float] = _LIKE_CROATIAN | {"az": _RARE_PRIOR, "en": 2.0, UNDETERMINED: -2.0}
"""Nats of languages that are not as frequent as the rest: most terms and headings that people leave are English."""

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u0963"
# One way to read each word only: letters, and letters behind marks.
_PART = rf"(?:[^\W\d_]+|[{_MARKS}]+[^\W\d_]*)(?:[{_MARKS}]+[^\W\d_]*)*"
_WORD = re.compile(rf"{_PART}(?:[’'ʻ‘`ʼ]{_PART})*")
_LONGEST_WORD = 40
# The profiles were counted after these foldings (langdetect, utils/ngram.py, `normalize`).
_FOLDINGS = {0x219: 0x15F, 0x21B: 0x163, 0x6CC: 0x64A} | dict.fromkeys(range(0x1EA0, 0x1F00), 0x1EC3)

_SERBIAN_DIGRAPHS = tuple(zip(("lj", "nj", "dž", "Lj", "Nj", "Dž"), "љњџЉЊЏ", strict=True))
_SERBIAN_LETTERS = str.maketrans(
    "abcčćdđefghijklmnoprsštuvzžABCČĆDĐEFGHIJKLMNOPRSŠTUVZŽ", "абцчћдђефгхијклмнопрсштувзжАБЦЧЋДЂЕФГХИЈКЛМНОПРСШТУВЗЖ"
)

_OPEN_E = str.maketrans("eE", "əƏ")

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
_CAPITAL = 2
"""Divisor of all that an ASCII word with a capital tells within a text, unless it is a common one: it may be a name."""
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
        self._counts = tuple(profile.counts.get for profile in profiles.values())
        # For n-grams of one, two and three letters: how often a profile has one that is as rare as an unseen one.
        self._units = tuple(tuple(_UNSEEN * profile.totals[size] for profile in profiles.values()) for size in range(3))
        self._absent = len(without_profile)
        self._languages = (*profiles, *without_profile, UNDETERMINED)
        self._serbian = self._languages.index("sr") if "sr" in self._languages else None
        self._with_endings = tuple((place, tag) for place, tag in enumerate(self._languages) if tag in ENDINGS)
        self._endings = tuple(ending for _, tag in self._with_endings for ending in ENDINGS[tag])
        self._prior = tuple(_RARE_PRIOR if tag in rare else _PRIOR.get(tag, 0.0) for tag in self._languages)
        self._common = _common_words(self._languages)
        self._uzbek = self._languages.index("uz") if "uz" in self._languages else None
        self._grams, self._words = Packing(len(profiles)), Packing(len(self._languages))
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
        is_name = len(word) > 1 and word.isascii() and not word[1:].islower()
        return len(word) <= _LONGEST_WORD and not is_name and script_of(word[0]) is self._script

    def _weigh_word(self, word: str, *, is_later: bool = False) -> int:
        """Return the packed scores of a word, the first of a text or a later one; 0 when it does not tell."""
        if not self._tells(word):
            return 0
        lower, folded = word.lower(), word if word.isascii() else word.translate(_FOLDINGS)
        scores = self._weigh_grams(f" {folded} ")
        if len(scores) < _MANY:
            unknown, level = _OFFSET + _UNKNOWN_OF_FEW, _OFFSET + _BEHIND_BEST
        else:
            unknown, level = _OFFSET + _UNKNOWN_OF_MANY, sorted(scores)[-3] + _BEHIND_THIRD
        if self._serbian is not None:  # the rewritten profile is right about many words, not about all
            scores[self._serbian] = max(scores[self._serbian], level)
        scores += [level] * self._absent
        scores.append(unknown)
        if lower[2:].endswith(self._endings):  # rare
            for index, tag in self._with_endings:
                if has_ending(lower, tag):
                    scores[index] += _ENDING
        common = self._common.get(folded.lower(), ())
        if is_later and word[0].isupper() and word.isascii() and not common:
            scores = [(score + _OFFSET) // _CAPITAL for score in scores]
        for index in common:
            scores[index] += _COMMON_WORD
        for row in map(self._letter_scores, "" if lower.isascii() else lower):
            for index in row:
                scores[index] += _FOREIGN_LETTER
        is_plain = lower.isascii() and lower.isalpha()
        if self._uzbek is not None and not is_plain and has_uzbek_letter(lower):
            scores[self._uzbek] += _UZBEK_LETTER
        return self._words.pack(scores)

    def _weigh_letter(self, letter: str) -> tuple[int, ...]:
        """Return the places of the languages that do not have a lower-case letter."""
        return tuple(place for place, tag in enumerate(self._languages) if is_foreign(letter, tag))

    def _weigh_grams(self, padded: str) -> list[int]:
        """Score a word by all its n-grams; the best language has `_OFFSET`."""
        triples = map(add, map(add, padded, padded[1:]), padded[2:])
        sums = self._grams.total((self._gram_scores(padded[-2:]), *map(self._triple_scores, triples)))
        best = max(sums)
        worst, shift = best + _WORST, _OFFSET - best
        return [value + shift if value > worst else _OFFSET + _WORST for value in sums]

    def _weigh_triple(self, gram: str) -> int:
        """Add up what three letters of a padded word tell, the first two of them, and the one in the middle.

        Over a word, all its n-grams are counted once like this, but for the last two letters.
        """
        return self._weigh_gram(gram) + self._gram_scores(gram[:2]) + self._gram_scores(gram[1])

    def _weigh_gram(self, gram: str) -> int:
        """Return the packed log-probabilities of an n-gram in each profile; 0 where no profile has it."""
        counts = [get(gram) for get in self._counts]
        if not any(counts):
            return 0
        units = self._units[len(gram) - 1]
        return self._grams.pack(
            [int(_GRAM * log(count / unit + 1)) if count else 0 for count, unit in zip(counts, units, strict=True)]
        )


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
    return f"{words} {_serbian_cyrillic(COMMON_WORDS['sr-Latn'])}" if tag == "sr" else words


def profile_guesser(script: Script) -> ProfileGuesser:
    """Make the guesser for a script that languages share; reads the profiles."""
    # Their folder is all that is needed of the package, and importing it takes 30 ms.
    package = find_spec("langdetect")
    assert package is not None
    assert package.origin is not None
    folder = Path(package.origin).parent / "profiles"
    profiles = {tag: _read_profile(folder / tag) for tag in _PROFILED[script].split()}
    if script is Script.CYRILLIC:
        profiles["sr"] = _in_serbian_cyrillic(_read_profile(folder / "hr"))
    elif script is Script.LATIN:
        profiles |= dict.fromkeys(_LIKE_CROATIAN, profiles["hr"])
        profiles["az"] = _in_azerbaijani(profiles["tr"])
    absent = _WITHOUT_PROFILE.get(script, "").split()
    return ProfileGuesser(script, profiles, absent, _RARE.union(absent))


def _read_profile(path: Path) -> Profile:
    content = json.loads(path.read_bytes())
    return Profile(content["freq"], tuple(content["n_words"]))


def _in_serbian_cyrillic(croatian: Profile) -> Profile:
    """Rewrite the Croatian profile letter by letter: Serbian has none, and is close to Croatian in other letters."""
    counts: Counter[str] = Counter()
    for gram, number in croatian.counts.items():
        counts[_serbian_cyrillic(gram)] += number
    return Profile(counts, croatian.totals)


def _serbian_cyrillic(text: str) -> str:
    for latin, cyrillic in _SERBIAN_DIGRAPHS:
        text = text.replace(latin, cyrillic)
    return text.translate(_SERBIAN_LETTERS)


def _in_azerbaijani(turkish: Profile) -> Profile:
    """Let the Turkish profile have ə wherever it has e: Azerbaijani writes both for it, and is close otherwise."""
    counts = {gram.translate(_OPEN_E): number for gram, number in turkish.counts.items()}
    return Profile(counts | dict(turkish.counts), turkish.totals)
