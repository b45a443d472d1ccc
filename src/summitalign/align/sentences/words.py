"""Cut lines into the words by which they are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summitalign.align.lexicon import Lexicon
from summitalign.align.sentences.english import lemma
from summitalign.align.tokens import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_PIECE = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)|(?P<number>\d+(?:[.,:]\d+)*)|(?P<word>[^\W\d_{_UNSPACED}]+)|(?P<mark>[?!？！])"
)
_SCRIPT_RUN = re.compile(r"[\u3040-\u30ff]+|[^\u3040-\u30ff]+")
_MARKS = {"？": "?", "！": "!"}
_ENGLISH_WORDS = """
the of and to a in is it that for you was with on as are this be from or by not
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_ENGLISH_SHARE = 0.15
"""Share of the words above in a text: a third of English, a twentieth of any other language."""
JOINED = 3
"""Times that two characters have to stand together to be taken for a word."""
JOINED_SHARE = 0.5
"""Share of the occurrences of each at which they have to."""
MOST_WORDS = 2000
"""Words of a line that are compared, half of them from its head and half from its tail: time and memory grow with the
product of the words of two lines, and what is longer is no sentence."""
STEM_SIZE = 5
"""Letters of a word that count where no rules for its language are known: endings change more than beginnings."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The lines of one document as bags of words."""

    words: tuple[str, ...]
    """Every word once."""
    lines: Ints
    """For every occurrence its line; occurrences are in order of the text."""
    ids: Ints
    """For every occurrence the position of its word in `words`."""
    count: int
    """Number of lines."""
    frequency: Floats
    """Share of every word in the document, smoothed."""
    borders: Ints
    """For every line its first occurrence; one entry more for the end."""
    shown: tuple[str, ...]
    """For every word a form as written."""

    def part(self, first: int, last: int) -> Side:
        """Return the lines from `first` on and before `last`, with the words of the whole."""
        begin, end = int(self.borders[first]), int(self.borders[last])
        borders = self.borders[first : last + 1] - begin
        return Side(
            self.words,
            self.lines[begin:end] - first,
            self.ids[begin:end],
            last - first,
            self.frequency,
            borders,
            self.shown,
        )

    def picked(self, numbers: Ints) -> Side:
        """Return the lines of some numbers, with the words of the whole."""
        import numpy as np

        sizes = self.borders[numbers + 1] - self.borders[numbers]
        borders = np.concatenate([[0], np.cumsum(sizes)])
        lines = np.repeat(np.arange(len(numbers)), sizes)
        ids = self.ids[np.arange(len(lines)) - borders[lines] + self.borders[numbers][lines]]
        return Side(self.words, lines, ids, len(numbers), self.frequency, borders, self.shown)

    def blocks(self, size: int) -> Side:
        """Return the side with every `size` neighbouring lines taken for one."""
        import numpy as np

        count = -(-self.count // size)
        borders = np.append(self.borders[:-1:size], self.borders[-1])
        return Side(self.words, self.lines // size, self.ids, count, self.frequency, borders, self.shown)


class Cutter:
    """Cuts the lines of one document into words."""

    def __init__(self, lexicon: Lexicon | None, *, is_english: bool) -> None:
        self._lexicon = lexicon
        self._is_english = is_english
        self._known: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self.joins = lexicon is not None

    def words(self, line: str) -> Iterator[str]:
        """Yield words in order: known ones of unspaced text or pairs of its characters, stems, numbers, `?` and `!`."""
        for found in _PIECE.finditer(line):
            if found["word"]:
                yield self.stem(found["word"])
            elif found["unspaced"]:
                yield from self._unspaced(found["unspaced"])
            elif found["number"]:
                yield found["number"].replace(",", "")
            else:
                yield _MARKS.get(found["mark"], found["mark"])

    def _unspaced(self, run: str) -> Iterator[str]:
        """Cut a run of characters into known words, and what is not known into pairs."""
        strange = ""
        for found in _SCRIPT_RUN.finditer(run):
            is_han = self._lexicon is not None and HAN.match(found[0])
            for word in self._lexicon.words(found[0]) if self._lexicon and is_han else (found[0],):
                if self._lexicon and is_han and (len(word) > 1 or word in self._lexicon.glosses):
                    yield from _pairs(strange)
                    strange = ""
                    yield word
                else:
                    strange += word
        yield from _pairs(strange)

    def stem(self, word: str) -> str:
        """Return what stands for all forms of a word."""
        if word not in self._known:
            lower = word.lower()
            self._known[word] = stem(lemma(lower)) if self._is_english else lower[:STEM_SIZE]
            self._shown.setdefault(self._known[word], word)
        return self._known[word]

    def shown(self, stemmed: str) -> str:
        """Return the first form that was met of a word."""
        return self._shown.get(stemmed, stemmed)


def _pairs(run: str) -> Iterator[str]:
    if run:
        yield from (run[k : k + 2] for k in range(max(1, len(run) - 1)))


def _joined(texts: list[list[str]]) -> list[list[str]]:
    """Join single characters that mostly stand together: names and new words, which no lexicon has."""
    ones: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for word, after in pairwise((*text, "")):
            ones[word] += 1
            # One of the two is a single character, and the other no longer than two.
            if HAN.match(word) and HAN.match(after) and min(len(word), len(after)) == 1 and len(word) + len(after) < 4:
                pairs[word, after] += 1
    chosen = {
        pair
        for pair, count in pairs.items()
        if count >= JOINED and count >= JOINED_SHARE * max(ones[pair[0]], ones[pair[1]])
    }
    found = []
    for text in texts:
        row: list[str] = []
        is_free = False
        for word in text:
            if is_free and (row[-1], word) in chosen:
                row[-1] += word
                is_free = False
            else:
                row.append(word)
                is_free = True
        found.append(row)
    return found


def _ends(words: list[str]) -> list[str]:
    """Return the words of a line, without the middle of a very long one."""
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS // 2] + words[-MOST_WORDS // 2 :]


def is_han(lines: Sequence[str]) -> bool:
    """Say whether a document is written in Chinese characters for a good part."""
    text = "".join(lines)
    return 4 * len(HAN.findall(text)) > sum(letter.isalpha() for letter in text)


def is_english(lines: Sequence[str]) -> bool:
    """Say whether a document reads as English, by its commonest words."""
    words = [word.lower() for line in lines for word in re.findall(r"[^\W\d_]+", line)]
    return sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words) and bool(words)


def make_side(lines: Sequence[str], cutter: Cutter) -> Side:
    """Cut lines into words, and count them."""
    import numpy as np

    index: dict[str, int] = {}
    texts = [_ends(list(cutter.words(line))) for line in lines]
    if cutter.joins:
        texts = _joined(_joined(texts))
    bags = [[index.setdefault(word, len(index)) for word in text] for text in texts]
    sizes = np.array([len(bag) for bag in bags], dtype=np.int64)
    ids = np.array([word for bag in bags for word in bag], dtype=np.int64)
    counts = np.bincount(ids, minlength=len(index))
    frequency = np.asarray((counts + 0.5) / (len(ids) + 0.5 * len(index) + 1e-9), dtype=np.float64)
    borders = np.concatenate([[0], np.cumsum(sizes)])
    shown = tuple(cutter.shown(word) for word in index)
    return Side(tuple(index), np.repeat(np.arange(len(bags)), sizes), ids, len(bags), frequency, borders, shown)
