"""How foreign names sound in Chinese characters, learned from the names of a lexicon.

A syllable of pinyin stands for none to five letters of the name. How often for which is learned by EM over the
entries of names in CC-CEDICT, as in Knight & Graehl (1998) for Japanese; unlike them whole syllables are aligned with
letters and not with phonemes, so no dictionary of pronunciations is needed. What a syllable is seldom met with is
composed of its halves: that zh begins with j and -an ends with en says that zhan may stand for jen.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 5
"""Letters of the longest chunk."""
_ROUNDS = 6
_LIKE = 0.34
"""Likeness of pinyin and name from which a pair is learned from: most others give a meaning, not a sound."""
_UNLIKE = -2.2
"""Log-likelihood for each letter below which a pair is left out after the second round."""
_ENTRY = re.compile(r"^\S+ (\S+) \[([^\]]+)\] /([^/]+)")
_NAME = re.compile(r"([A-Z][a-zA-Z\u00c0-\u017f'’-]+)")
_HAN = re.compile(r"[\u3400-\u9fff]{2,7}")
_TONE = re.compile(r"[\d:]")
_ONSET = re.compile("(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?")
_LEAD = re.compile("[^aeiou]*")
_LEAST = 1e-5
"""Shares below are not kept."""
_RARE = 2e-4
"""Share of its mass that a syllable gives to what was never met."""
_COMPOSED = 12.0
"""Times that a syllable is met before what was seen of it weighs as much as what its halves say."""
_LIKE_FIRST = {
    "zh": "jczs", "ch": "jcts", "sh": "shc", "x": "xhsc", "j": "jgz", "q": "cjkt", "z": "zst", "c": "cstz", "r": "rl",
    "l": "lr", "g": "gkc", "k": "kcgq", "b": "bpv", "p": "pbf", "d": "dt", "t": "td", "f": "fvp", "w": "wvou",
    "y": "yijeu", "s": "sczt", "e": "el",
}  # fmt: skip
"""Letters with which the sound of a syllable's beginning is written in other languages."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """The learned model."""

    chunks: Mapping[str, Mapping[str, float]]
    """Syllable to the letters that it stands for, with probabilities."""
    readings: Mapping[str, str]
    """Chinese character to its commonest syllable."""
    usual: Mapping[str, float]
    """Chinese character to how far it is one that spells names, 0..1."""
    halves: Mapping[str, Mapping[str, float]]
    """Beginning (`zh`) or end (`-an`) of a syllable to the letters that it stands for, with probabilities."""
    unseen: Mapping[str, float]
    """Syllable to the share of its mass that its halves give out."""

    def scorer(self) -> "Scorer":
        """Return what scores words; it remembers what it has worked out."""
        return Scorer(self)


class Scorer:
    """Scores how well Chinese characters spell a name."""

    def __init__(self, sounds: Sounds) -> None:
        """Begin with nothing remembered."""
        self.sounds = sounds
        self._chunk = lru_cache(maxsize=200_000)(self._probability)

    def _probability(self, syllable: str, chunk: str) -> float:
        sounds = self.sounds
        seen = sounds.chunks.get(syllable, {}).get(chunk, 0.0)
        onset, rime = _halves(syllable, chunk)
        composed = sounds.halves.get(onset[0], {}).get(onset[1], 0.0) * sounds.halves.get(rime[0], {}).get(rime[1], 0.0)
        return seen + sounds.unseen.get(syllable, 1.0) * composed + _RARE * prior(syllable, chunk)

    def score(self, chinese: str, name: str) -> float:
        """Return the log-likelihood of a name for each of its letters, in nats; -9 where it cannot be."""
        size = len(name)
        before = [1.0] + [0.0] * size
        for letter in chinese:
            syllable = self.sounds.readings.get(letter)
            if syllable is None:
                return -9.0
            after = [0.0] * (size + 1)
            for at in range(size + 1):
                mass = before[at]
                if mass > 1e-30:
                    for length in range(min(LONGEST, size - at) + 1):
                        after[at + length] += mass * self._chunk(syllable, name[at : at + length])
            before = after
        return math.log(before[size]) / size if before[size] > 0 else -9.0

    def may_begin(self, letter: str, name: str) -> bool:
        """Say whether a character may stand for the beginning of a name at all."""
        syllable = self.sounds.readings.get(letter, "")
        return any(self._chunk(syllable, name[:length]) > 0.0008 for length in range(1, LONGEST))


def prior(syllable: str, chunk: str) -> float:
    """Return how likely a syllable stands for some letters before anything is learned; not normalised."""
    if not chunk:
        return 0.02
    first = syllable[:2] if syllable[:2] in _LIKE_FIRST else syllable[:1]
    worth = 0.02
    if chunk[0] in _LIKE_FIRST.get(first, first):
        worth += 1.0
    if chunk[0] in "aeiou" and syllable[:1] in "aeoyw":
        worth += 0.5
    return worth * (0.3 if len(chunk) > 4 else 1.0) * 0.4 ** abs(len(chunk) - 2)


def _halves(syllable: str, chunk: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Cut a syllable and its letters before the first vowel: beginnings, then ends."""
    onset = _ONSET.match(syllable)[0]  # type: ignore[index] # matches the empty text too
    lead = _LEAD.match(chunk)[0]  # type: ignore[index]
    return (onset, lead), ("-" + syllable[len(onset) :], chunk[len(lead) :])


def folded(name: str) -> str:
    """Return the letters of a name without accents, in lower case."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", name.lower()) if "a" <= letter <= "z")


def learn(lines: Iterable[str]) -> Sounds:
    """Learn the model from lines of CC-CEDICT."""
    pairs: list[tuple[str, list[str], str]] = []
    ordinary: Counter[str] = Counter()
    spoken: dict[str, Counter[str]] = {}
    for line in lines:
        found = _ENTRY.match(line)
        if found is None or line.startswith("#"):
            continue
        word, reading, sense = found[1], found[2].split(" "), found[3]
        if len(word) != len(reading):
            continue
        syllables = [_TONE.sub("", each.lower().replace("u:", "v")) for each in reading]
        for letter, syllable in zip(word, syllables, strict=True):
            spoken.setdefault(letter, Counter())[syllable] += 1
        if not reading[0][:1].isupper():
            ordinary.update(set(word))
        elif _HAN.fullmatch(word) and (name := _NAME.match(sense)) and _is_like(syllables, folded(name[1])):
            pairs.append((word, syllables, folded(name[1])))
    main = {letter: most.most_common(1)[0][0] for letter, most in spoken.items()}
    return _fitted(pairs, ordinary, main)


def _is_like(syllables: Sequence[str], name: str) -> bool:
    from rapidfuzz.distance import Indel

    spelled = "".join(syllables)
    if len(name) < 3 or len(name) > 15 or name.startswith(spelled) or len(name) > LONGEST * len(syllables):
        return False
    return Indel.normalized_similarity(spelled, name) >= _LIKE


def _fitted(pairs: Sequence[tuple[str, list[str], str]], ordinary: Counter[str], main: dict[str, str]) -> Sounds:
    import numpy as np

    lattice = _Lattice(pairs)
    weights = lattice.first
    kept = np.ones(len(pairs), dtype=bool)
    for number in range(_ROUNDS):
        counts, likelihood = lattice.expected(weights, kept)
        kept = likelihood > _UNLIKE if number else kept
        met = np.bincount(lattice.owner, counts, minlength=len(lattice.syllables)) + _COMPOSED
        seen, unseen = counts / met[lattice.owner], _COMPOSED / met
        begins, ends = (half.shares(counts) for half in lattice.halves)
        weights = seen + unseen[lattice.owner] * begins * ends + _RARE * lattice.first
    _, likelihood = lattice.expected(weights, kept)
    chunks: dict[str, dict[str, float]] = {}
    for (syllable, chunk), share in zip(lattice.arcs, seen, strict=True):
        if share > _LEAST:
            chunks.setdefault(syllable, {})[chunk] = round(float(share), 6)
    halves = {**lattice.halves[0].table(begins), **lattice.halves[1].table(ends)}
    good: Counter[str] = Counter()
    for (word, _, _), fits in zip(pairs, likelihood > _UNLIKE, strict=True):
        if fits:
            good.update(word)
    usual = {letter: good[letter] / (good[letter] + ordinary[letter] * 0.15 + 1) for letter in good}
    left = {syllable: round(float(unseen[number]), 5) for syllable, number in lattice.syllables.items()}
    return Sounds(chunks, main, {letter: round(share, 4) for letter, share in usual.items()}, halves, left)


class _Half:
    """The beginnings, or the ends, of all arcs."""

    def __init__(self, halves: Sequence[tuple[str, str]]) -> None:
        import numpy as np

        self.kinds: dict[tuple[str, str], int] = {}
        owners: dict[str, int] = {}
        self.of_arc = np.array([self.kinds.setdefault(half, len(self.kinds)) for half in halves])
        self.owner = np.array([owners.setdefault(half[0], len(owners)) for half in self.kinds])

    def shares(self, counts: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """Return for each arc how likely its half of the syllable stands for its half of the letters."""
        import numpy as np

        met = np.bincount(self.of_arc, counts)
        whole: NDArray[np.float64] = (met / (np.bincount(self.owner, met) + 1.0)[self.owner])[self.of_arc]
        return whole

    def table(self, shares: "NDArray[np.float64]") -> dict[str, dict[str, float]]:
        """Return the shares by half of the syllable and of the letters."""
        found: dict[str, dict[str, float]] = {}
        kinds = list(self.kinds)
        for number, share in zip(self.of_arc.tolist(), shares.tolist(), strict=True):
            if share > _LEAST:
                found.setdefault(kinds[number][0], {})[kinds[number][1]] = round(share, 6)
        return found


class _Lattice:
    """All ways to share the letters of every name out among its syllables, as one array."""

    def __init__(self, pairs: Sequence[tuple[str, list[str], str]]) -> None:
        import numpy as np

        self.arcs: dict[tuple[str, str], int] = {("", ""): 0}
        self.syllables: dict[str, int] = {"": 0}
        self.deep = max((len(syllables) for _, syllables, _ in pairs), default=1)
        self.wide = max((len(name) for _, _, name in pairs), default=1)
        self.ids = np.zeros((len(pairs), self.deep, self.wide + 1, LONGEST + 1), dtype=np.int32)
        self.ends = [(len(syllables), len(name)) for _, syllables, name in pairs]
        for row, (_, syllables, name) in enumerate(pairs):
            for place, arc in _arcs(syllables, name):
                self.ids[(row, *place)] = self.arcs.setdefault(arc, len(self.arcs))
                self.syllables.setdefault(arc[0], len(self.syllables))
        self.owner = np.array([self.syllables[syllable] for syllable, _ in self.arcs])
        self.first: NDArray[np.float64] = np.array([prior(*arc) if arc[0] else 0.0 for arc in self.arcs])
        begins, ends = zip(*(_halves(*arc) for arc in self.arcs), strict=True)
        self.halves = (_Half(begins), _Half(ends))

    def expected(
        self, weights: "NDArray[np.float64]", kept: "NDArray[np.bool_]"
    ) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """Return how often each arc is taken, and the log-likelihood of each pair for each letter."""
        import numpy as np

        own = weights[self.ids]
        count, wide = len(self.ids), self.wide + 1
        rows = np.arange(count)
        deep, ends = np.array([end[0] for end in self.ends]), np.array([end[1] for end in self.ends])
        forward = np.zeros((self.deep + 1, count, wide + LONGEST))
        forward[0, :, 0] = 1.0
        backward = np.zeros((self.deep + 1, count, wide + LONGEST))
        for step in range(self.deep):
            for size in range(LONGEST + 1):
                forward[step + 1, :, size : size + wide] += forward[step, :, :wide] * own[:, step, :, size]
        for step in range(self.deep, -1, -1):
            last = deep == step
            backward[step, rows[last], ends[last]] = 1.0
            if step < self.deep:
                for size in range(LONGEST + 1):
                    backward[step, :, :wide] += backward[step + 1, :, size : size + wide] * own[:, step, :, size]
        whole = forward[deep, rows, ends]
        share = np.where(kept & (whole > 0), 1.0 / np.where(whole > 0, whole, 1.0), 0.0)
        counts = np.zeros(len(weights))
        for step in range(self.deep):
            for size in range(LONGEST + 1):
                taken = forward[step, :, :wide] * own[:, step, :, size] * backward[step + 1, :, size : size + wide]
                counts += np.bincount(
                    self.ids[:, step, :, size].ravel(), (taken * share[:, None]).ravel(), minlength=len(weights)
                )
        counts[0] = 0.0
        return counts, np.log(np.maximum(whole, 1e-300)) / ends


def _arcs(syllables: Sequence[str], name: str) -> Iterator[tuple[tuple[int, int, int], tuple[str, str]]]:
    """Yield every place of the lattice that a whole path may lead through, and what it stands for."""
    for step, syllable in enumerate(syllables):
        left = LONGEST * (len(syllables) - step - 1)
        for at in range(min(len(name), LONGEST * step) + 1 if step else 1):
            for size in range(min(LONGEST, len(name) - at) + 1):
                if len(name) - at - size <= left:
                    yield (step, at, size), (syllable, name[at : at + size])
