"""What the words of a name mean: the Chinese words that a lexicon gives for them, and how surely."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from summitalign.align.lexicon import Lexicon
from summitalign.mining.names import has_own_capitals, key_of, parts_of

_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ARTICLE = re.compile(r"^(?:to be |to |a |an |the )")
_PLAIN = re.compile(r"[a-z][a-z' -]*")
_MAKER = re.compile(
    r"company|corporation|internet|software|search engine|website|single-board|brand|cryptocurrency"
    r"|operating system|encyclopedia",
    re.I,
)
"""What a definition says of a product or its maker: a word that is defined so is its established name."""
_ENDINGS = frozenset("会者性化的地式家员机器物")
"""Characters that make another noun of a word."""
_APART = re.compile("[ -]")
_SKELETON = re.compile(r"[aeiou]|(.)(?=\1)")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_ABOUT = ("CL:", "surname", "variant", "see ", "old variant", "abbr.", "also written", "same as", "used in ")
_CUTS = (("s", ""), ("es", ""), ("ing", ""), ("ed", ""), ("ed", "e"), ("ing", "e"), ("ies", "y"), ("er", ""),
         ("ful", ""), ("y", ""), ("e", ""), ("ion", ""), ("ion", "e"), ("ation", "e"), ("ution", "ute"),
         ("al", ""), ("ed", "ion"), ("ing", "ion"), ("ic", ""), ("ment", ""), ("ly", ""))  # fmt: skip
_ENDS = ("s", "er", "ing", "man", "or", " worker", "n", "ed", "ity", "ion", "d")
_TAKEN, _ADDED, _NEAR, _HEAD, _FIRST, _COMPOUND = 0.7, 0.5, 0.5, 0.5, 0.3, 0.7
_INSIDE, _LIKE, _DOER = 0.5, 0.35, 0.6
_SHARED = 2
"""Chinese words that two English ones have in common where the one may stand for the other."""
"""Worth of a translation of another form of a word, of a word like it, and of a part of a longer phrase."""
_OWN = 0.6
"""Worth of a translation from which a word is one of its own, and no other is thought of."""
_MOST = 400
"""Translations of one word that are looked for."""


@dataclass(frozen=True)
class Reversed:
    """A lexicon read from English to Chinese."""

    words: dict[str, dict[str, float]]
    """English phrase to the Chinese words that it defines, each with its worth, 0..1."""
    known: frozenset[str]
    """All Chinese words of two characters and more."""
    named: frozenset[str]
    """Chinese words that are names: every definition begins with a capital."""
    glosses: dict[str, str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Reversed":
        """Reverse a lexicon."""
        words: dict[str, dict[str, float]] = {}
        named = []
        for word, gloss in lexicon.glosses.items():
            senses = [sense for sense in gloss.split("/") if not sense.startswith(_ABOUT)]
            if senses and all(sense[:1].isupper() for sense in senses):
                named.append(word)
            for order, sense in enumerate(senses):
                _put(words, word, order, _ASIDE.sub("", sense).lower())
        known = frozenset(word for word in lexicon.glosses if len(word) > 1)
        return cls(words, known, frozenset(named), dict(lexicon.glosses))

    @cached_property
    def _grouped(self) -> dict[tuple[str, ...], list[str]]:
        """Longer single words by what words that are looked for share with them: beginning and size, end, or bones."""
        found: dict[tuple[str, ...], list[str]] = {}
        for word in self.words:
            if " " not in word and len(word) > 3:
                for group in (_begun(word, len(word)), _ended(word), ("bones", _bones(word))):
                    found.setdefault(group, []).append(word)
        return found

    def translations(self, word: str) -> dict[str, float]:
        """Return what an English word may have been translated into."""
        word = word.lower()
        found: dict[str, float] = {}
        for form, worth in _forms(word):
            for chinese, weight in self.words.get(form, {}).items():
                found[chinese] = max(found.get(chinese, 0.0), weight * worth)
        if len(word) > 4 and max(self.words.get(word, {"": 0.0}).values()) < _OWN:
            for form in self._near(word):
                for chinese, weight in self.words[form].items():
                    found[chinese] = max(found.get(chinese, 0.0), weight * _NEAR)
        # 联合 for federation, of which the lexicon has 联合会: a translator takes what the word is made of.
        for chinese, weight in list(found.items()):
            if len(chinese) == 3 and chinese[-1] in _ENDINGS and chinese[:-1] in self.known:
                found.setdefault(chinese[:-1], weight * _INSIDE)
        for form in self._holding(word):
            for chinese, weight in self.words[form].items():
                found[chinese] = max(found.get(chinese, 0.0), weight * _INSIDE)
        for form in self._alike(word):
            for chinese, weight in self.words[form].items():
                found[chinese] = max(found.get(chinese, 0.0), weight * _LIKE)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST])

    def _holding(self, word: str) -> Iterator[str]:
        """Yield the compounds that end with a word: beehive for hive."""
        if len(word) > 3:
            for form in self._grouped.get(_ended(word), ()):
                if 3 <= len(form) - len(word) <= 5 and form.endswith(word):
                    yield form

    @cached_property
    def _meanings(self) -> dict[str, list[str]]:
        """Chinese word to the single English words that define it."""
        found: dict[str, list[str]] = {}
        for english, row in self.words.items():
            if " " not in english:
                for chinese, weight in row.items():
                    if weight > 0.5:
                        found.setdefault(chinese, []).append(english)
        return found

    def _alike(self, word: str) -> list[str]:
        """Return the words that mean the same as one: they define the same Chinese words."""
        counts: Counter[str] = Counter()
        for chinese, weight in self.words.get(word, {}).items():
            if weight > 0.5:
                counts.update(other for other in self._meanings.get(chinese, ()) if other != word)
        return [other for other, count in counts.items() if count >= _SHARED]

    def _near(self, word: str) -> Iterator[str]:
        """Yield the words that one letter, or two that are a vowel and its like, tell from a name: jupyter, jupiter."""
        from rapidfuzz.distance import OSA

        for size in (len(word) - 1, len(word), len(word) + 1):
            for other in self._grouped.get(_begun(word, size), ()):
                if OSA.distance(word, other, score_cutoff=1) <= 1:
                    yield other
        if word[-1] == "e":
            yield from (
                other for other in self._grouped.get(("bones", _bones(word)), ()) if len(other) == len(word) + 1
            )

    def is_word(self, word: str) -> bool:
        """Say whether an English word is one of the lexicon."""
        return word in self.words

    def is_ordinary(self, name: str) -> bool:
        """Say whether a name is an ordinary English word too, or several of one."""
        word = name.lower()
        return word in self.words or word.removesuffix("s") in self.words

    def translates(self, chinese: str, name: str) -> bool:
        """Say whether the lexicon gives a word for exactly this name: an established translation, and no error.

        Only a name counts, or a phrase of several words: that 火花 is a spark says nothing of Spark. A name with
        capitals of its own is nobody's but its maker's: 网易 is NetEase.
        """
        gloss = self.glosses.get(chinese, "")
        if gloss and _MAKER.search(gloss) and re.search(rf"\b{re.escape(name)}\b", gloss):
            return True
        senses = [sense.strip() for sense in re.split("[/;,]", _ASIDE.sub("", gloss))]
        key = key_of(name)
        if len(parts_of(name)) > 1 and any(_APART.search(sense) and key_of(sense) == key for sense in senses):
            return True
        return has_own_capitals(name) and name in senses


def _begun(word: str, size: int) -> tuple[str, ...]:
    return "begin", word[0], str(size)


def _ended(word: str) -> tuple[str, ...]:
    return "end", word[-4:]


def _bones(word: str) -> str:
    """Return the consonants of a word, each once."""
    return _SKELETON.sub("", word)


def _put(words: dict[str, dict[str, float]], word: str, order: int, sense: str) -> None:
    for place, part in enumerate(re.split("[;,]", sense)):
        phrase = _ARTICLE.sub("", part.strip())
        if not phrase or len(phrase) >= 40 or not _PLAIN.fullmatch(phrase):
            continue
        weight = 1 / (1 + order * 0.3 + place * 0.2)
        parts = phrase.split()
        pairs = [(phrase, weight)]
        if len(parts) == 3:
            pairs.append((parts[1], weight * _FIRST))
        if 2 <= len(parts) <= 3:
            pairs += [(parts[-1], weight * _HEAD), (parts[0], weight * _FIRST)]
        for english, worth in pairs:
            row = words.setdefault(english, {})
            if row.get(word, 0.0) < worth:
                row[word] = worth


def _forms(word: str) -> Iterator[tuple[str, float]]:
    """Yield a word and its other forms, with a worth each."""
    yield word, 1.0
    for end, put in _CUTS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            yield word[: -len(end)] + put, _TAKEN
            if end in ("ing", "ed", "er") and len(word) > len(end) + 3 and word[-len(end) - 1] == word[-len(end) - 2]:
                yield word[: -len(end) - 1], _TAKEN
    for end in _ENDS:
        yield word + end, _ADDED


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name as words."""

    parts: tuple[str, ...]
    worth: float
    """0..1."""


def readings(name: str, known: Reversed) -> tuple[Reading, ...]:
    """Return the ways to read a name as words: as it is written, as one word, and with a compound taken apart."""
    parts = parts_of(name)
    if not parts:
        return ()
    found = [Reading(parts, 1.0)]
    if len(parts) > 1:
        found.append(Reading(("".join(parts),), 1.0))
    last = parts[-1].lower()
    if last.endswith("er") and len(last) > 5 and known.is_word(last[:-2]):
        found.append(Reading((*parts[:-1], last[:-2], "worker"), _DOER))
    for at, part in enumerate(parts):
        word = part.lower()
        for cut in range(3, len(word) - 2):
            first, second = word[:cut], word[cut:]
            if known.is_word(first) and known.is_word(second):
                found.append(Reading((*parts[:at], first, second, *parts[at + 1 :]), _COMPOUND))
    return tuple(reading for reading in found if len(reading.parts) <= 4)


def is_single(form: str) -> bool:
    """Say whether a form has one Chinese character and no more."""
    return sum(len(run) for run in _HAN.findall(form)) <= 1


def options(part: str, known: Reversed, reading: Sequence[str]) -> dict[str, float]:
    """Return what a word of a name may have become: its translations, and the word itself in a longer name."""
    found = known.translations(part)
    if part.lower() == "net":
        found |= {"网": 1.0, "网络": 1.0}
    elif len(reading) == 1:
        # What is small is named so: 小猪 for a pig.
        found |= {f"小{word}": worth * _INSIDE for word, worth in found.items() if len(word) == 1 and worth > 0.5}
    if len(reading) > 1:
        found[part.lower()] = 0.6
    return found
