"""Counts what one block of text tells of its language."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from summitalign.detect.chinese import HanEvidence, weigh_han
from summitalign.detect.detector import Detector
from summitalign.detect.guesser import SHARED_SCRIPTS, Scores
from summitalign.detect.scripts import Script, weigh_scripts, weight
from summitalign.detect.words import COMMON_WORDS

_FOREIGN_SHARE = 0.18
"""Part of a block, by weight, from which on another script than Latin names its language: its Latin letters are
names and terms then."""
_DENSE_SHARE = 0.25
"""The same of a block where Latin letters weigh as much as they sound like a sentence: see `_running_weight`."""
_EAST_ASIAN = (Script.HAN, Script.KANA, Script.BOPOMOFO)
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
_FUNCTION_WORD, _LOWER_CASE, _NAME = 1.5, 0.12, 0.04
"""Weight of a function word, and of each letter of other words in lower case and of words with capitals."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_ONLY_LATIN = re.compile("[\0-\u00ac\u00ae-\u02af\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u27bf]*")
"""Text in which every letter is a Latin one."""
_STYLED = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a]+")
"""Letters of mathematical alphabets, in which some people set whole headings: 𝐀𝐁𝐂; and full-width ones."""
_DISGUISED = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u00ad\u200b-\u200f\u2060\ufeff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]+|(?<=[A-Za-z])[\u200c\u200d]+")
"""Hyphens and spaces that do not show, and marks of direction; other scripts than Latin need the joiners."""
_GREEK_WORD = re.compile("[\u0370-\u03ff\u1f00-\u1fff]{3}")
"""What a text in Greek has, and a formula has not."""
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_NAMES = 2
"""Words with capitals and no other that are a list of names; a single one may begin a sentence."""
_NO_EVIDENCE = HanEvidence()


class Block(NamedTuple):
    """What was counted in one block that has letters: a tuple, as a document has a hundred."""

    script: Script
    """The script that names its language; HAN stands for Han, kana and Bopomofo together."""
    weight: float
    """Weighted letters of all scripts, a Han character being 1."""
    letters: int
    """Letters of all scripts."""
    words: int
    """Stretches between white space, ten at most."""
    names: bool = False
    """Whether it holds nothing but Latin words with capitals, such as the products of a list."""
    kana: int = 0
    han: int = 0
    evidence: HanEvidence = _NO_EVIDENCE
    scores: Scores | None = None
    """Of the script's guesser; None for a script that needs none, and where no word tells."""


def measure(text: str, detector: Detector) -> Block | None:
    """Count the letters of a text and score it where its script needs statistics; None without letters."""
    if _ONLY_LATIN.fullmatch(text):
        return _measure_latin(text, detector)
    if _DISGUISED.search(text):
        text = _INVISIBLE.sub("", _STYLED.sub(lambda match: normalize("NFKC", match[0]), text))
    letters = Counter(text)
    counts = weigh_scripts(letters)
    if Script.GREEK in counts and _GREEK_WORD.search(text) is None:
        del counts[Script.GREEK]
    if not counts:
        return None
    weights = {script: number * weight(script) for script, number in counts.items()}
    total = sum(weights.values())
    script = _naming_script(text, weights, total)
    size, words = sum(counts.values()), len(text.split(maxsplit=9))
    if script is Script.HAN:
        han = counts.get(Script.HAN, 0) + counts.get(Script.BOPOMOFO, 0)
        return Block(script, total, size, words, False, counts.get(Script.KANA, 0), han, weigh_han(letters))
    scores = detector.panel(script).guesser.weigh(text) if script in SHARED_SCRIPTS else None
    names = script is Script.LATIN and _are_names(text)
    return Block(script, total, size, words, names, scores=scores)


def _measure_latin(text: str, detector: Detector) -> Block | None:
    """Do the same for a text whose letters are all Latin; most blocks are such."""
    letters = len(text.encode().translate(None, _NO_LETTERS)) if text.isascii() else sum(map(str.isalpha, text))
    if not letters:
        return None
    scores = detector.panel(Script.LATIN).guesser.weigh(text)
    words = len(text.split(maxsplit=9))
    return Block(Script.LATIN, letters * weight(Script.LATIN), letters, words, _are_names(text), scores=scores)


def _are_names(text: str) -> bool:
    """Say whether a text is two or more words, all with capitals, and none of them is a common one."""
    number = 0
    for match in _WORD.finditer(text):
        word = match[0]
        if word[0].islower() or (not word.isupper() and word.lower() in _latin_words()):
            return False
        number += 1
    return number >= _LEAST_NAMES


def _naming_script(text: str, weights: Mapping[Script, float], total: float) -> Script:
    """Choose the heaviest script besides Latin if it is a fair part of the text; else Latin."""
    if len(weights) == 1:
        (only,) = weights
        return Script.HAN if only in _EAST_ASIAN else only
    others: dict[Script, float] = defaultdict(float)
    for script, value in weights.items():
        if script is not Script.LATIN:
            others[Script.HAN if script in _EAST_ASIAN else script] += value
    script = min(others, key=lambda other: (-others[other], other))
    if Script.LATIN not in weights or others[script] >= _FOREIGN_SHARE * total:
        return script
    running = _running_weight(text)
    return script if others[script] >= _DENSE_SHARE * (others[script] + running) else Script.LATIN


def _running_weight(text: str) -> float:
    """Weigh the Latin words of a text by how much they sound like a sentence; a list of names weighs little."""
    total = 0.0
    for word in _LATIN_WORD.findall(text):
        if word in _function_words():
            total += _FUNCTION_WORD
        else:
            total += len(word) * (_LOWER_CASE if word.islower() else _NAME)
    return total


@cache
def _latin_words() -> frozenset[str]:
    """Return the common words of all languages, without those of one letter."""
    return frozenset(word for words in COMMON_WORDS.values() for word in words.split() if len(word) > 1)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(COMMON_WORDS["en"].split())
