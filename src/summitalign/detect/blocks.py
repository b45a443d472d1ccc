"""Counts what one block of text tells of its language."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from summitalign.detect.chinese import HanEvidence, weigh_han
from summitalign.detect.ngrams import SHARED_SCRIPTS, Scores, guesser_of
from summitalign.detect.scripts import Script, weigh_scripts, weight

_FOREIGN_SHARE = 0.18
"""Part of a block, by weight, from which on another script than Latin names its language: its Latin letters are
names and terms then."""
_EAST_ASIAN = (Script.HAN, Script.KANA, Script.BOPOMOFO)


@dataclass(frozen=True, slots=True)
class Block:
    """What was counted in one block that has letters."""

    script: Script
    """The script that names its language; HAN stands for Han, kana and Bopomofo together."""
    weight: float
    """Weighted letters of all scripts, a Han character being 1."""
    letters: int
    """Letters of all scripts."""
    words: int
    """Stretches between white space, ten at most."""
    kana: int = 0
    han: int = 0
    evidence: HanEvidence = field(default_factory=HanEvidence)
    scores: Scores | None = None
    """Of the script's guesser; None for a script that needs none, and where no word tells."""


def measure(text: str) -> Block | None:
    """Count the letters of a text and score it where its script needs statistics; None without letters."""
    letters = Counter(text)
    counts = weigh_scripts(letters)
    if not counts:
        return None
    weights = {script: number * weight(script) for script, number in counts.items()}
    total = sum(weights.values())
    script = _naming_script(weights, total)
    size, words = counts.total(), len(text.split(maxsplit=9))
    if script is Script.HAN:
        han = counts[Script.HAN] + counts[Script.BOPOMOFO]
        return Block(script, total, size, words, counts[Script.KANA], han, weigh_han(letters))
    scores = guesser_of(script).weigh(text) if script in SHARED_SCRIPTS else None
    return Block(script, total, size, words, scores=scores)


def _naming_script(weights: Mapping[Script, float], total: float) -> Script:
    """Choose the heaviest script besides Latin if it is a fair part of the text; else Latin."""
    others: dict[Script, float] = defaultdict(float)
    for script, value in weights.items():
        if script is not Script.LATIN:
            others[Script.HAN if script in _EAST_ASIAN else script] += value
    if others:
        script = min(others, key=lambda other: (-others[other], other))
        if others[script] >= _FOREIGN_SHARE * total:
            return script
    return Script.LATIN if Script.LATIN in weights else script
