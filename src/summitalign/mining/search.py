"""What one page holds that may be a wrong form of a name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from summitalign.mining.kana import kana_likeness
from summitalign.mining.literal import Reversed, options, readings
from summitalign.mining.look import Hit, Look
from summitalign.mining.names import key_index, key_of, spans_in
from summitalign.mining.pages import Page, Place
from summitalign.mining.sound import Sounds, folded

_JOINERS = " 的和与及-"
_KANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
_EAST = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uff5e]")
_SENTENCE = 5
"""English words beside two others from which they stand in an English sentence."""
_LATIN = re.compile(r"[A-Za-z0-9]")
_STOPPED = re.compile(r"(?<![\w。])([A-Za-z_]\w*)。([A-Za-z]\w*)(?![\w。])", re.ASCII)
_WORD = re.compile(r"[A-Za-z]{2,}")
_SPACED = re.compile(r"[\s&]")
_MARKED = re.compile(r"[-&_.]| \d+$")
_SAINTS, _TOWNS = frozenset("圣聖"), frozenset("市州县縣镇鎮郡")
_LONGEST = 7
"""Characters of the longest transcription."""
_AUDIBLE = -2.6
"""Log-likelihood for each letter from which a transcription is thought of."""
_CLEAR = -1.8
"""The same for a name that the page does not hold."""
_ALIKE = 0.62
"""Likeness from which katakana is thought of as a name."""


class Kind(StrEnum):
    """How a wrong form came about."""

    LITERAL = "literal"
    SOUND = "sound"
    SPLIT = "split"
    FACING = "facing"
    """Nothing but that it stands where originals hold the name."""


@dataclass(frozen=True, slots=True)
class Finds:
    """What a page holds."""

    source: str
    hits: Mapping[str, Hit]
    pairs: Mapping[tuple[str, str], tuple[Kind, float]]
    """Form and key of a name to how well they fit: worth of the translation, or log-likelihood of the sound."""
    present: Mapping[str, int]
    """Keys of names that the page holds, and where (`Place`)."""


@dataclass(frozen=True)
class Wanted:
    """The names that are looked for."""

    names: Mapping[str, str]
    """By key."""
    known: Reversed
    sounds: Sounds | None

    @classmethod
    def of(cls, names: Iterable[str], known: Reversed, sounds: Sounds | None) -> "Wanted":
        """Take a list of names."""
        return cls(key_index(names), known, sounds)

    def is_named(self, key: str, places: int) -> bool:
        """Say whether a page means a name by what it holds.

        An ordinary word says nothing in running text without its capital.
        """
        name = self.names.get(key)
        if name is None:
            return False
        if name.islower() and not self.known.is_word(name):
            return True
        if not places & ~(Place.LOWER | Place.APART) and places & Place.APART and " " not in name:
            return False
        if not self.known.is_ordinary(name) or places & (Place.CODE | Place.TAG | Place.ALONE | Place.LINK):
            return True
        return bool(places & (Place.PROSE | Place.ORIGINAL)) and not places & Place.LOWER

    def is_meant(self, key: str, shown: str) -> bool:
        """Say whether a name is meant by what an original says."""
        name = self.names[key]
        if not shown.islower() or (name.islower() and not self.known.is_word(name)):
            return True
        return not self.known.is_ordinary(name) and (" " in name or " " not in shown)


class Finder:
    """Looks for wrong forms of names on pages."""

    def __init__(self, wanted: Wanted) -> None:
        """Lay out what every word of a name may have become."""
        from ahocorasick_rs import AhoCorasick, MatchKind

        self.wanted = wanted
        self._scorer = wanted.sounds.scorer() if wanted.sounds else None
        self._runs: dict[str, dict[str, float]] = {}
        self._heard: dict[tuple[str, str], float] = {}
        self._whole: dict[str, list[tuple[str, float]]] = {}
        self._first: dict[str, dict[int, float]] = {}
        self._later: dict[tuple[str, int], dict[int, float]] = {}
        """By word, and how many words of the name stand before it."""
        self._readings: list[tuple[str, int, float]] = []
        self._lay_out()
        self._words = sorted({*self._whole, *self._first, *(word for word, _ in self._later)})
        self._automaton: Any = AhoCorasick(self._words, matchkind=MatchKind.Standard)

    def _lay_out(self) -> None:
        known = self.wanted.known
        for key, name in self.wanted.names.items():
            for reading in readings(name, known):
                parts = reading.parts
                if len(parts) == 1:
                    for word, worth in options(parts[0], known, parts).items():
                        self._whole.setdefault(word, []).append((key, worth * reading.worth))
                    continue
                phrase = " ".join(parts).lower()
                for word, worth in known.words.get(phrase, {}).items():
                    self._whole.setdefault(word, []).append((key, worth * reading.worth))
                number = len(self._readings)
                self._readings.append((key, len(parts), reading.worth))
                for at, part in enumerate(parts):
                    for word, worth in options(part, known, parts).items():
                        if at == 0:
                            self._first.setdefault(word, {})[number] = worth
                        else:
                            self._later.setdefault((word, at), {})[number] = worth

    def find(self, page: Page) -> Finds:
        """Return what a page holds."""
        hits: dict[str, Hit] = {}
        pairs: dict[tuple[str, str], tuple[Kind, float]] = {}
        present = {key: places for key, places in page.places.items() if self.wanted.is_named(key, places)}
        if page.is_east:
            look = Look(page, self.wanted.known)
            found = _widest((*self._literal(look), *self._sounding(look, present), *self._split(look)))
            for start, end, key, kind, worth in found:
                form = look.form(start, end)
                if pairs.get((form, key), (kind, -9.0))[1] <= worth:
                    pairs[form, key] = (kind, worth)
                hit = hits.setdefault(form, Hit())
                if start not in hit.offsets:
                    look.note(hit, start, end)
        return Finds(page.source, hits, pairs, present)

    def _literal(self, look: "Look") -> Iterator["Found"]:
        matches: dict[int, list[tuple[int, str]]] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(look.lower, overlapping=True):
            matches.setdefault(start, []).append((end, self._words[number]))
        for start, ends in matches.items():
            if not look.may_begin(start):
                continue
            for end, word in ends:
                if word in self._whole and look.may_end(end) and not look.is_latin(start, end):
                    for key, worth in self._whole[word]:
                        yield start, end, key, Kind.LITERAL, worth
                if word in self._first:
                    yield from self._joined(look, matches, (start, end), (1, self._first[word]))

    def _joined(
        self, look: "Look", matches: dict[int, list[tuple[int, str]]], so_far: tuple[int, int],
        begun: tuple[int, Mapping[int, float]],
    ) -> Iterator["Found"]:  # fmt: skip
        """Follow names of several words from one word to the next; `begun` is how many words, and readings by worth."""
        start, end = so_far
        at, worths = begun
        nexts = [end]
        if end < len(look.text) and look.text[end] in _JOINERS:
            nexts.append(end + 1)
        for begin in nexts:
            for stop, word in matches.get(begin, ()):
                more, longer = self._later.get((word, at), {}), {}
                for number in worths.keys() & more.keys():
                    key, size, whole = self._readings[number]
                    worth = worths[number] * more[number]
                    if at + 1 < size:
                        longer[number] = worth
                    elif look.may_end(stop) and not look.is_latin(start, stop):
                        mean = worth ** (1 / size) * whole
                        is_torn = begin > end and look.text[end] != " "
                        yield start, stop, key, Kind.LITERAL, mean * (0.8 if is_torn else 1)
                if longer:
                    yield from self._joined(look, matches, (start, stop), (at + 1, longer))

    def _sounding(self, look: "Look", present: Mapping[str, int]) -> Iterator["Found"]:
        spelled = [(key, letters) for key in present if 4 <= len(letters := folded(key)) <= 14]
        if self._scorer is not None and self.wanted.sounds is not None:
            for start, end in look.strange_runs(self.wanted.sounds.usual):
                for key, letters in spelled:
                    yield from self._heard_in(look.text, (start, end), key, letters)
                for key in self._called(look.text[start:end]):
                    if key not in present:
                        yield start, end, key, Kind.SOUND, self._called(look.text[start:end])[key]
        for found in _KANA.finditer(look.text):
            for key, letters in spelled:
                likeness = kana_likeness(found[0], letters)
                if likeness >= _ALIKE:
                    yield found.start(), found.end(), key, Kind.SOUND, (likeness - 1.0) * 4

    def _called(self, chinese: str) -> dict[str, float]:
        """Return the names that a whole run of characters spells, whether the page holds them or not."""
        if not 2 <= len(chinese) <= _LONGEST:
            return {}
        known = self._runs.get(chinese)
        if known is None:
            known = {}
            for key in self.wanted.names:
                letters = folded(key)
                if 4 <= len(letters) <= 14 and len(chinese) * 1.2 <= len(letters) <= len(chinese) * 4.5:
                    score = self._likelihood(chinese, letters)
                    if score > _CLEAR:
                        known[key] = score
            self._runs[chinese] = known
        return known

    def _heard_in(self, text: str, run: tuple[int, int], key: str, letters: str) -> Iterator["Found"]:
        """Yield the part of a run of characters that sounds most like a name."""
        best: tuple[float, int, int] | None = None
        for start in range(run[0], run[1] - 1):
            for end in range(start + 2, min(run[1], start + _LONGEST) + 1):
                if not (end - start) * 1.2 <= len(letters) <= (end - start) * 4.5:
                    continue
                score = self._likelihood(text[start:end], letters)
                if score > _AUDIBLE and (best is None or score > best[0]):
                    best = (score, start, end)
        if best is not None and not _is_place(text, best[1], best[2]):
            # What is left of the run speaks against it: a name is transcribed from end to end.
            left = (run[1] - run[0]) - (best[2] - best[1])
            yield best[1], best[2], key, Kind.SOUND, best[0] - 0.15 * left

    def _likelihood(self, chinese: str, letters: str) -> float:
        pair = (chinese, letters)
        if pair not in self._heard:
            if len(self._heard) > 500_000:
                self._heard.clear()
            assert self._scorer is not None
            may = self._scorer.may_begin(chinese[0], letters)
            self._heard[pair] = self._scorer.score(chinese, letters) if may else -9.0
        return self._heard[pair]

    def _split(self, look: "Look") -> Iterator["Found"]:
        names = self.wanted.names
        for line_start, line in look.lines():
            for found in _STOPPED.finditer(line):
                key = key_of(f"{found[1]}.{found[2]}")
                if key in names:
                    yield line_start + found.start(), line_start + found.end(), key, Kind.SPLIT, 1.0
            for key, start, end in spans_in(line):
                name = names.get(key)
                if name is not None and _is_split(line[start:end], name) and not _is_english(line, start, end):
                    yield line_start + start, line_start + end, key, Kind.SPLIT, 1.0


Found = tuple[int, int, str, Kind, float]
"""Start, end, key of a name, kind and worth."""


def _widest(found: Sequence[Found]) -> list[Found]:
    """Leave out what is a part of a longer form of the same name: 抱脸 in 拥抱脸, and what a longer one explains."""
    kept: list[Found] = []
    reach: dict[str, int] = {}
    for one in sorted(found, key=lambda each: (each[0], -each[1], each[2])):
        start, end, key = one[:3]
        if end <= reach.get(key, -1) and (start, end) not in ((each[0], each[1]) for each in kept[-4:]):
            continue
        reach[key] = max(reach.get(key, -1), end)
        kept.append(one)
    return kept


def _is_place(text: str, start: int, end: int) -> bool:
    """Say whether a transcription is of a town, as the words around it say: 圣克拉拉, 肯特郡."""
    return text[start - 1 : start] in _SAINTS or text[end : end + 1] in _TOWNS


def _is_split(shown: str, name: str) -> bool:
    """Say whether a name of one word is written with blanks; a number behind a blank is a version."""
    return " " in shown and not _SPACED.search(name) and len(name) > 3 and not _MARKED.search(shown)


def _is_english(line: str, start: int, end: int) -> bool:
    """Say whether a stretch stands in an English sentence, where two words are two words."""
    before, after = _EAST.split(line[:start])[-1], _EAST.split(line[end:])[0]
    return len(_WORD.findall(before)) + len(_WORD.findall(after)) >= _SENTENCE
