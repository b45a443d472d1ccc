"""Which words of one document translate which of the other: by a lexicon, then by the documents themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.lexicon import Lexicon
from summitalign.align.tokens import names, numbers, stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_HIT = 0.6
"""Share of a line's words with a translation on the other side, before the documents have been asked."""
_SAME = 3.0
"""Weight of a word that both sides write alike."""
_COGNATE = 5
"""Letters that two words must begin with to count as kin."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The lines of one document as bags of words."""

    words: tuple[str, ...]
    """Every word once."""
    lines: Ints
    """For every occurrence its line."""
    ids: Ints
    """For every occurrence the position of its word in `words`."""
    count: int
    """Number of lines."""
    frequency: Floats
    """Share of every word in the document, smoothed."""


@dataclass(frozen=True, slots=True, eq=False)
class Translations:
    """A sparse table of pairs (left word, right word) and their weights, sorted by key."""

    keys: Ints
    """left * number of right words + right."""
    weights: Floats
    """p(right | left), up to a constant."""
    left_hits: Floats
    """For every left word how probable it is that a counterpart translates it, 0..1; 0 without translations."""
    right_hits: Floats


def is_han(lines: Sequence[str]) -> bool:
    """Say whether a document is written in Chinese characters for the most part."""
    text = "".join(lines)
    return 4 * len(_HAN.findall(text)) > sum(letter.isalpha() for letter in text)


def make_side(lines: Sequence[str], lexicon: Lexicon | None, other_is_han: bool) -> Side:
    """Cut lines into words: Chinese by the lexicon or into pairs of characters, other text into stems or words."""
    import numpy as np

    own_is_han = is_han(lines)
    bags = [_words(line, lexicon, other_is_han, own_is_han) for line in lines]
    words = tuple(dict.fromkeys(word for bag in bags for word in bag))
    index = {word: number for number, word in enumerate(words)}
    ids = np.array([index[word] for bag in bags for word in bag], dtype=np.int64)
    rows = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    counts = np.bincount(ids, minlength=len(words))
    frequency = np.asarray((counts + 0.5) / (len(ids) + 0.5 * len(words) + 1e-9), dtype=np.float64)
    return Side(words, rows, ids, len(bags), frequency)


def _words(line: str, lexicon: Lexicon | None, other_is_han: bool, own_is_han: bool) -> list[str]:
    if own_is_han:
        return [*_chinese(line, lexicon), *names(line), *numbers(line)]
    if other_is_han:
        return [*stems(line), *numbers(line)]
    return [found[0].lower() for found in _WORD.finditer(line)]


def _chinese(line: str, lexicon: Lexicon | None) -> list[str]:
    if lexicon is not None:
        return list(lexicon.words(line))
    return [run[k : k + 2] for run in _HAN_RUN.findall(line) for k in range(max(1, len(run) - 1))]


def known_translations(left: Side, right: Side, lexicon: Lexicon | None) -> Translations:
    """Start from what is known: the lexicon, names in pinyin, words written alike, cognates."""
    import numpy as np

    index = {word: number for number, word in enumerate(right.words)}
    stemmed: dict[str, list[int]] = {}
    for number, word in enumerate(right.words):
        stemmed.setdefault(_plain(word)[:_COGNATE], []).append(number)
    keys: list[int] = []
    weights: list[float] = []
    for number, word in enumerate(left.words):
        row = _row(word, index, stemmed, lexicon)
        total = sum(row.values())
        for other, weight in row.items():
            keys.append(number * len(right.words) + other)
            weights.append(weight / total)
    order = np.argsort(np.array(keys, dtype=np.int64), kind="stable")
    left_hits, right_hits = np.zeros(len(left.words)), np.zeros(len(right.words))
    table = Translations(np.array(keys, dtype=np.int64)[order], np.array(weights)[order], left_hits, right_hits)
    rows, columns = cells(table, right)
    left_hits[rows], right_hits[columns] = _HIT, _HIT
    return table


def _row(word: str, index: dict[str, int], stemmed: dict[str, list[int]], lexicon: Lexicon | None) -> dict[int, float]:
    row: dict[int, float] = {}
    if lexicon is not None and _HAN.match(word):
        for stem, weight in lexicon.weighted_translations(word).items():
            if stem in index:
                row[index[stem]] = row.get(index[stem], 0.0) + weight
        for name in lexicon.spellings(word):
            for stem in stems(name):
                if stem in index and not row.get(index[stem]):
                    row[index[stem]] = 2.0
        return row
    for same in (word, *stems(word)):
        if same in index:
            row[index[same]] = _SAME
    plain = _plain(word)
    if len(plain) >= _COGNATE:
        for number in stemmed.get(plain[:_COGNATE], ()):
            row.setdefault(number, 1.0)
    return row


def _plain(word: str) -> str:
    """Return a word without its accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def cells(table: Translations, right: Side) -> tuple[Ints, Ints]:
    """Return the left and right word of every pair of a table."""
    import numpy as np

    rows, columns = np.divmod(table.keys, max(1, len(right.words)))
    return rows, columns


def lookup(table: Translations, keys: Ints) -> Floats:
    """Return the weights of pairs by key, 0 for a pair not in the table."""
    import numpy as np

    if not len(table.keys):
        return np.zeros(keys.shape)
    place = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
    return np.asarray(np.where(table.keys[place] == keys, table.weights[place], 0.0))
