"""A page cut into words: where a form may begin and end, what spells names, and what is noted of a place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from summitalign.mining.literal import Reversed
from summitalign.mining.pages import GAP, Page
from summitalign.mining.words import words_in

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_USUAL = 0.28
"""How far a character has to be one that spells names."""
_TELLING = 0.8
"""The same for the characters of an ordinary word."""
FUNCTION = frozenset("的和是在与或及也就都把被对从向了着该各而但并")
"""Words that join others; their characters spell names now and then, and nearly always do not."""
_AROUND = 60
"""Characters of the text that is kept on each side of a form."""
SHOWN = 3
"""Places that are shown for a form, and for its originals."""
_SPEAKS, _AGAINST = {"version", "number", "beside", "neighbour", "head", "verb"}, {"measure", "ordinary", "aspect"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A place of a form, for people."""

    source: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Original:
    """A place of a name in an original; its document and line are not known where a passage was put together."""

    written: str
    seen: Seen


@dataclass(slots=True)
class Hit:
    """A form on a page."""

    count: int = 0
    linked: frozenset[str] = frozenset()
    """Keys of names in the addresses that the form is linked to."""
    speaks: int = 0
    """Places where the words around speak of software."""
    against: int = 0
    persons: int = 0
    """Places where a part of a person's name stands beside it."""
    wholes: int = 0
    """Places in lines that hold names and nothing else."""
    seen: list[Seen] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)


class Look:
    """A page, cut into words."""

    def __init__(self, page: Page, known: Reversed) -> None:
        """Cut the text of a page."""
        self.page = page
        self.text = page.text
        lower = page.text.lower()
        self.lower = lower if len(lower) == len(page.text) else page.text
        self._known = known
        self._spans = list(words_in(page.text, known))
        self._inside = {at for start, end in self._spans for at in range(start + 1, end)}

    def may_begin(self, start: int) -> bool:
        """Say whether a form may begin here: not inside of a word."""
        if _LATIN.match(self.text, start):
            return not (start and _LATIN.match(self.text, start - 1))
        return start not in self._inside

    def may_end(self, end: int) -> bool:
        """Say whether a form may end here."""
        if _LATIN.match(self.text, end - 1):
            return not (end < len(self.text) and _LATIN.match(self.text, end))
        return end not in self._inside

    def is_latin(self, start: int, end: int) -> bool:
        """Say whether a stretch holds no Chinese."""
        return not _HAN.search(self.text, start, end)

    def form(self, start: int, end: int) -> str:
        """Return a form as an entry would list it."""
        return " ".join(self.text[start:end].split())

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that hold Latin words, with the places where they begin."""
        for start, line in zip(self._starts, self.text.split("\n"), strict=True):
            if _LATIN.search(line):
                yield start, line

    def strange_runs(self, usual: Mapping[str, float]) -> Iterator[tuple[int, int]]:
        """Yield stretches of characters that spell names, and that no ordinary words explain."""
        known, start = self._known, -1
        spans = [*self._spans, (len(self.text) + 9, len(self.text) + 10)]
        last = -1
        for begin, end in spans:
            word = self.text[begin:end]
            # 卡拉 and 克拉 are words, and parts of names more often.
            least = _USUAL if end - begin == 1 or word in known.named else _TELLING
            is_strange = (
                end - begin <= 3 and word not in FUNCTION and all(usual.get(letter, 0.0) > least for letter in word)
            )
            if start >= 0 and (begin != last or not is_strange):
                if last - start >= 2:
                    yield start, last
                start = -1
            if is_strange and start < 0:
                start = begin
            last = end

    def note(self, hit: Hit, start: int, end: int) -> None:
        """Count one more place of a form."""
        from summitalign.terms.cues import cues, is_whole, person

        hit.count += 1
        hit.offsets.append(start)
        before, after = _around(self.text, start, end)
        kinds = {kind for kind, _ in cues(before, after)}
        hit.speaks += bool(kinds & _SPEAKS) or any(first <= start < last for first, last in self.page.headings)
        hit.against += bool(kinds & _AGAINST)
        hit.persons += bool(person(before, after))
        hit.wholes += is_whole(before) and is_whole(after)
        for link in self.page.links:
            if link.start <= start < link.end:
                hit.linked |= link.keys
        if len(hit.seen) < SHOWN:
            hit.seen.append(seen_at(self.page, start, end))


def seen_at(page: Page, start: int, end: int) -> Seen:
    """Return a place on a page, with what stands around it on its line."""
    return Seen(page.source, page.text.count("\n", 0, start) + 1, *_around(page.text, start, end))


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind a place on its line; looks no farther than that, as it is asked often."""
    before = text[max(start - _AROUND, 0) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    return before.replace(GAP, ""), after.replace(GAP, "")
