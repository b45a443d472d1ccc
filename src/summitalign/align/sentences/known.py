"""What is known of the words of two documents before they are compared: lexicons, names in pinyin, kin."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from summitalign.align.lexicon import Lexicon
from summitalign.align.sentences.words import HAN, Cutter
from summitalign.align.tokens import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

Known = tuple["Ints", "Ints", "Floats"]
"""Left words, right words, and the weights of the pairs, in order; those of a left word add up to 1."""
_PART = 0.5
"""Weight of the parts of a compound, which often means what its parts mean."""
_EMPTY = frozenset(
    stem(word) for word in ("a", "an", "the", "to", "of", "sth", "sb", "one", "s", "be", "etc", "esp", "in", "or")
)
"""Words of a gloss that only hold it together."""
_SAME = 3.0
"""Weight of a word that both sides write alike."""
_NAME = 2.0
"""Weight of a name spelled in pinyin."""
_ALIKE = 0.88
"""Similarity of Jaro and Winkler, 0..1, from which two words count as kin."""
_UNLIKE = 0.85
"""Similarity at which their weight would be 0."""
_KIN = 12.0
"""Weight of kin for each unit of similarity above that."""
_KIN_SIZE = 4
"""Letters of a word below which a likeness is chance."""
_MOST_KIN = 5


def known_pairs(words: tuple[tuple[str, ...], tuple[str, ...]], cutter: Cutter, lexicon: Lexicon | None) -> Known:
    """List the pairs of left and right words that are known to translate each other, or look as if."""
    import numpy as np

    left, right = words
    index = {word: number for number, word in enumerate(right)}
    table: dict[int, dict[int, float]] = {number: {} for number in range(len(left))}
    for number, word in enumerate(left):
        if word in index:
            table[number][index[word]] = _SAME
    if lexicon is not None:
        _look_up(table, words, cutter, lexicon)
    for number, row in _kin(left, right).items():
        for other, weight in row.items():
            table[number].setdefault(other, weight)
    found = [
        (number, other, row[other] / total)
        for number, row in table.items()
        if (total := sum(row.values())) > 0.0
        for other in sorted(row)
    ]
    rows, columns, weights = zip(*found, strict=True) if found else ((), (), ())
    return np.array(rows, np.int64), np.array(columns, np.int64), np.array(weights, np.float64)


def _look_up(
    table: dict[int, dict[int, float]],
    words: tuple[tuple[str, ...], tuple[str, ...]],
    cutter: Cutter,
    lexicon: Lexicon,
) -> None:
    """Enter what a lexicon says of the words of either side."""
    keys = _spaced_keys(lexicon, cutter)
    for own, other, is_left in ((0, 1, True), (1, 0, False)):
        index = {word: number for number, word in enumerate(words[other])}
        for number, word in enumerate(words[own]):
            for one, weight in _glosses(word, lexicon, keys, cutter).items():
                if one in index:
                    row, column = (number, index[one]) if is_left else (index[one], number)
                    table[row][column] = table[row].get(column, 0.0) + weight
            if HAN.match(word):
                for name in lexicon.spellings(word):
                    place = index.get(cutter.stem(name))
                    if place is not None:
                        row, column = (number, place) if is_left else (place, number)
                        table[row].setdefault(column, _NAME)


def _spaced_keys(lexicon: Lexicon, cutter: Cutter) -> Mapping[str, list[str]]:
    """Return the single words of an alphabet that a lexicon has, by their stems."""
    found: dict[str, list[str]] = {}
    if lexicon.is_spaced:
        for word in lexicon.glosses:
            if word.isalpha() and not HAN.match(word):
                found.setdefault(cutter.stem(word), []).append(word)
    return found


def _glosses(word: str, lexicon: Lexicon, keys: Mapping[str, list[str]], cutter: Cutter) -> dict[str, float]:
    """Return the words that the glosses of a word are made of, with a weight each: a short gloss says more."""
    entries = [(key, 1.0) for key in keys.get(word, ())]
    if HAN.match(word):
        parts = [word[k : k + size] for size in (1, 2) if size < len(word) for k in range(len(word) - size + 1)]
        entries = [(word, 1.0), *((part, _PART / len(word)) for part in parts)]
    weights: dict[str, float] = {}
    for entry, factor in entries:
        for sense in lexicon.senses(entry):
            found = list(cutter.words(sense))
            useful = [one for one in found if one not in _EMPTY] or found
            for one in useful:
                weights[one] = weights.get(one, 0.0) + factor / len(useful)
    return weights


def _kin(left: tuple[str, ...], right: tuple[str, ...]) -> dict[int, dict[int, float]]:
    """Find words of both sides that are written nearly alike: cognates, names with other endings or accents."""
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import extract

    groups: dict[str, list[tuple[int, str]]] = {}
    for number, word in enumerate(right):
        plain = _plain(word)
        if len(plain) >= _KIN_SIZE and plain.isalpha():
            groups.setdefault(plain[:2], []).append((number, plain))
    found: dict[int, dict[int, float]] = {}
    for number, word in enumerate(left):
        plain = _plain(word)
        others = groups.get(plain[:2], ())
        if others and len(plain) >= _KIN_SIZE and plain.isalpha():
            names = [other for _, other in others]
            near = extract(plain, names, scorer=JaroWinkler.similarity, score_cutoff=_ALIKE, limit=_MOST_KIN)
            if near:
                found[number] = {others[place][0]: _KIN * (likeness - _UNLIKE) for _, likeness, place in near}
    return found


def _plain(word: str) -> str:
    """Return a word without its accents."""
    if word.isascii():
        return word
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
