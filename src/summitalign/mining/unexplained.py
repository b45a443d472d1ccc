"""What a page holds where its originals name a name, and the page does not."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from summitalign.mining.facing import shown_original
from summitalign.mining.literal import Reversed
from summitalign.mining.look import FUNCTION, Original
from summitalign.mining.names import key_of, keys_in, parts_of, spans_in
from summitalign.mining.pages import Page
from summitalign.mining.search import Finds, Wanted
from summitalign.mining.words import words_in
from summitalign.terms.page import SourceEvidence, SourcePassage

_WORD = re.compile(r"[a-z]{3,}")
_STEM = 5
"""Letters that the forms of one word share: configure, configuration."""
_ENDING = re.compile("(?<=...)(?:s|ed|ing)$")
_EMPTY = frozenset(["the", "and", "for", "one", "see", "also", "etc", "sth", "with", "from", "used", "not"])
_RUNNING = re.compile(r"[a-z,;] \Z")
"""What stands before a word inside of a sentence: its last two characters."""
_TRANSLATED = 0.3
"""Worth from which a word translates another, and the one beside it is thought of as a translation too."""
_LONG = 600
"""Characters of a passage from which it says too little of each of its words."""
_COMMON = FUNCTION | frozenset("用我你他它们这那有为以可会能要让使将不个一些等中上下里时后前请先再还很更到给来去做")


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that an original has, and the passage facing it has not."""

    key: str
    original: Original
    forms: tuple[str, ...] = ()
    """Forms in the passage that may stand for it by their meaning or sound."""
    halves: tuple[str, ...] = ()
    """Two words, of which one translates a word of the name, and nothing explains the other: 热切执行."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a page, and what its original names."""

    start: int
    end: int
    """In the running text of the page."""
    named: frozenset[str]
    """Keys of the names that its original holds."""
    missing: tuple[Missing, ...] = ()
    runs: tuple[tuple[str, ...], ...] = ()
    """Words beside each other that no word of the original explains; only where a name is missing."""


def passages_of(page: Page, text: str, finds: Finds, evidence: SourceEvidence, wanted: Wanted) -> Iterator[Passage]:
    """Yield the smallest passages of a page that correspond to one of an original; `text` is the document's."""
    if not page.is_east:
        return
    explaining = _Explaining(wanted.known)
    places = sorted((offset, form) for form, hit in finds.hits.items() for offset in hit.offsets)
    for start, end, passage in _smallest(page, evidence):
        found = [(key, at, stop) for key, at, stop in spans_in(passage.text) if key in wanted.names]
        own = frozenset(key for key, _ in keys_in(passage.target.of(text)))
        here = [form for _, form in places[bisect_left(places, (start, "")) : bisect_left(places, (end, ""))]]
        shown = page.text[start:end]
        missing = tuple(
            Missing(
                key, shown_original(passage, written, evidence.texts),
                tuple(form for form in dict.fromkeys(here) if (form, key) in finds.pairs),
                explaining.halves(shown, passage.text, wanted.names[key]),
            )
            for key, written in _called(passage, found, wanted).items()
            if not _holds(own, key, wanted.names[key])
        )  # fmt: skip
        runs = tuple(explaining.runs(shown, passage.text)) if missing else ()
        yield Passage(start, end, frozenset(key for key, _, _ in found), missing, runs)


def _smallest(page: Page, evidence: SourceEvidence) -> Iterator[tuple[int, int, SourcePassage]]:
    """Yield the passages that hold no smaller one, in order."""
    spans = sorted(
        ((page.offset(each.target.start), page.offset(each.target.end), each) for each in evidence.passages),
        key=lambda one: (one[1] - one[0], one[0]),
    )
    taken: list[tuple[int, int, SourcePassage]] = []
    for start, end, passage in spans:
        at = bisect_left(taken, start, key=itemgetter(0))
        # Those taken are in order and do not overlap, so that only the neighbours may reach in here.
        is_free = (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0])
        if end > start and is_free:
            taken.insert(at, (start, end, passage))
    yield from (one for one in taken if one[1] - one[0] <= _LONG)


def _called(passage: SourcePassage, found: list[tuple[str, int, int]], wanted: Wanted) -> dict[str, str]:
    """Return the names that an original surely means, and how it writes them; of several in one place the longest."""
    called: dict[str, str] = {}
    reach = 0
    for key, start, end in sorted(found, key=lambda each: (each[1], -each[2])):
        if end <= reach:
            continue
        reach, name, shown = end, wanted.names[key], passage.text[start:end]
        if shown.islower() and not name.islower():
            continue  # as in an address or in code
        if wanted.known.is_ordinary(name) and not _RUNNING.search(passage.text[max(start - 2, 0) : start]):
            continue  # a capital says nothing in a heading and where a sentence begins
        called.setdefault(key, shown)
    return called


def _holds(own: Collection[str], key: str, name: str) -> bool:
    """Say whether a passage holds a name, or a part of it: TensorFlow 精简版 for TensorFlow Lite."""
    return key in own or any(key_of(word) in own for word in name.split() if len(word) > 2)


class _Explaining:
    """Says which words of a passage are there because of a word of the original."""

    def __init__(self, known: Reversed) -> None:
        self._known = known
        self._meanings: dict[str, frozenset[str]] = {}
        self._translated: dict[str, frozenset[str]] = {}

    def runs(self, text: str, original: str) -> Iterator[tuple[str, ...]]:
        """Yield the words beside each other that the original does not explain, two characters at least."""
        said = _stems(original)
        run: list[str] = []
        last = -1
        for start, end in (*words_in(text, self._known), (len(text) + 1, len(text) + 1)):
            word = text[start:end]
            # What one character may mean is too much to explain anything.
            is_open = bool(word) and word not in _COMMON and (len(word) == 1 or not self._means(word) & said)
            if run and (start != last or not is_open):
                if sum(map(len, run)) > 1:
                    yield tuple(run)
                run = []
            if is_open:
                run.append(word)
            last = end

    def halves(self, text: str, original: str, name: str) -> tuple[str, ...]:
        """Return the rows of two words of which one translates its word of a name, and the other stays unexplained."""
        words = parts_of(name)
        if len(words) != 2 or any(word.isupper() for word in words):  # what letters stand for is no word of theirs
            return ()
        said = _stems(original)
        first, last = (self._translations(word) for word in words)
        found: dict[str, None] = {}
        for (start, middle), (begin, end) in pairwise(words_in(text, self._known)):
            one, two = text[start:middle], text[begin:end]
            if middle == begin and len(one) > 1 and len(two) > 1 and (one in first) != (two in last):
                other = two if one in first else one
                if other not in _COMMON and not self._means(other) & said:
                    found[one + two] = None
        return tuple(found)

    def _translations(self, word: str) -> frozenset[str]:
        known = self._translated.get(word)
        if known is None:
            every = self._known.translations(word).items()
            known = self._translated[word] = frozenset(chinese for chinese, worth in every if worth >= _TRANSLATED)
        return known

    def _means(self, word: str) -> frozenset[str]:
        meaning = self._meanings.get(word)
        if meaning is None:
            meaning = self._meanings[word] = _stems(self._known.glosses.get(word, ""))
        return meaning


def _stems(text: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word)[:_STEM] for word in _WORD.findall(text.lower()) if word not in _EMPTY)
