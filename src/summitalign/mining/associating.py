"""Forms for which nothing speaks but that they stand where a name is missing, and nowhere else.

Neither their meaning nor their sound leads to the name, so they have to be met several times: in the passages whose
originals hold the name, without the name themselves, and hardly in others. What is compared is how often passages
hold a form, by the log-likelihood ratio of Dunning (1993).
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from summitalign.mining.look import SHOWN, Original, Seen, seen_at
from summitalign.mining.pages import Page
from summitalign.mining.unexplained import Passage

_LEAST = 3
"""Passages in which a form has to stand for a name."""
_COVERED = 0.5
"""Share of the passages without their name that a form has to stand in."""
_KEPT = 40
"""Passages of a name that are kept; what stands in none of them is no common form."""
_LONGEST = 8
"""Characters of the longest form."""
_THOUGHT_OF = 6
"""Forms of a name that are counted in all documents."""
_CAUTION = 15.0
"""Log-likelihood ratio at which two thirds of what counts could say are believed."""
_CEILING = 0.75
"""The highest score of what counts alone say."""
_ONCE = 0.3
"""Share of doubt for a form of which one word translates a word of the name, met once."""
_TIED = 0.9
"""Share of the best name's ratio from which nobody can tell two names apart."""

Explains = Callable[[str, str], bool]
"""Says whether a form is known to stand for the name with a key."""


@dataclass(slots=True)
class _Gap:
    """Passages that lack a name: the first ones, each with the words that nothing explains."""

    runs: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    forms: list[tuple[str, ...]] = field(default_factory=list)
    halves: list[tuple[str, ...]] = field(default_factory=list)
    originals: list[Original] = field(default_factory=list)


class Gaps:
    """Collects the passages that lack the names of their originals."""

    def __init__(self) -> None:
        """Begin without a passage."""
        self._gaps: dict[str, _Gap] = {}
        self._named: Counter[str] = Counter()
        self._passages = 0

    def add(self, passages: Iterable[Passage]) -> None:
        """Take the passages of a page."""
        for passage in passages:
            self._passages += 1
            self._named.update(passage.named)
            for missing in passage.missing:
                gap = self._gaps.setdefault(missing.key, _Gap())
                if len(gap.runs) < _KEPT:
                    gap.runs.append(passage.runs)
                    gap.forms.append(missing.forms)
                    gap.halves.append(missing.halves)
                    if len(gap.originals) < SHOWN:
                        gap.originals.append(missing.original)

    def counting(self, explains: Explains) -> "Counting":
        """Return what counts the forms that may stand for names; those that something explains are left out."""
        thought: dict[str, list[str]] = {}
        halves: set[tuple[str, str]] = set()
        for key, gap in sorted(self._gaps.items()):
            is_open = [not any(explains(form, key) for form in forms) for forms in gap.forms]
            here = {form for half in compress(gap.halves, is_open) for form in half}
            halves |= {(form, key) for form in here}
            for form in sorted(here.union(_common(list(compress(gap.runs, is_open))))):
                thought.setdefault(form, []).append(key)
        outside = {key: self._passages - self._named[key] for keys in thought.values() for key in keys}
        originals = {key: tuple(self._gaps[key].originals) for key in outside}
        return Counting(Thought(thought, frozenset(halves), outside, originals), explains)


def _common(passages: Sequence[tuple[tuple[str, ...], ...]]) -> list[str]:
    """Return the forms that most passages share, in their full extent: what always stands in a longer one is none."""
    counts: Counter[str] = Counter()
    for runs in passages:
        counts.update({form for run in runs for form in _forms(run)})
    least = max(_LEAST, _COVERED * len(passages))
    often = {form: count for form, count in counts.items() if count >= least}
    inner = {
        form[start:end]
        for form, count in often.items()
        for start in range(len(form))
        for end in range(start + 1, len(form) + 1)
        if end - start < len(form) and often.get(form[start:end]) == count
    }
    whole = [form for form in often if form not in inner]
    return sorted(whole, key=lambda form: (-often[form], -len(form), form))[:_THOUGHT_OF]


def _forms(run: tuple[str, ...]) -> Iterator[str]:
    for start in range(len(run)):
        form = ""
        for word in run[start:]:
            form += word
            if len(form) > _LONGEST:
                break
            if len(form) > 1:
                yield form


@dataclass(frozen=True, slots=True)
class Thought:
    """What is thought of."""

    forms: Mapping[str, Sequence[str]]
    """Each with the keys of the names that it may stand for."""
    halves: frozenset[tuple[str, str]]
    """Forms and keys, where one word of the form translates a word of the name."""
    outside: Mapping[str, int]
    """Passages of originals that do not name a name, by key."""
    originals: Mapping[str, tuple[Original, ...]]


@dataclass(slots=True)
class _Count:
    """Where a form stands."""

    pages: int = 0
    times: int = 0
    seen: list[Seen] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Association:
    """A form that stands where a name is missing."""

    form: str
    key: str
    facing: int
    """Passages that hold the form, of originals that name the name, and without the name themselves."""
    missing: int
    """All passages that lack the name of their original, and hold nothing else that may stand for it."""
    elsewhere: int
    """Passages that hold the form, of originals that do not name the name."""
    outside: int
    """All passages of originals that do not name it."""
    ratio: float
    """Log-likelihood ratio."""
    pages: int
    """Documents that hold the form."""
    times: int
    named: int
    """Documents that hold the form where the name is missing."""
    is_half: bool = False
    """True where one word of the form translates a word of the name."""
    seen: tuple[Seen, ...] = ()
    originals: tuple[Original, ...] = ()

    @property
    def score(self) -> float:
        """Return how likely the form is a wrong form, 0..1."""
        if not self.facing:
            return 0.0
        covered, own = self.facing / self.missing, self.facing / (self.facing + self.elsewhere)
        if self.is_half:  # one passage is something, and a name may have several such forms
            return _CEILING * own * (1 - _ONCE / self.facing)
        return _CEILING * covered * own * (1 - math.exp(-self.ratio / _CAUTION))


class Counting:
    """Counts forms in all documents."""

    def __init__(self, thought: Thought, explains: Explains) -> None:
        """Take the forms that are counted."""
        self.is_empty = not thought.forms
        self._thought, self._halves, self._outside = thought.forms, thought.halves, thought.outside
        self._originals, self._explains = thought.originals, explains
        self._forms = list(thought.forms)
        self._automaton: Any = None
        self._counts = {form: _Count() for form in thought.forms}
        self._missing: Counter[str] = Counter()
        self._facing: Counter[tuple[str, str]] = Counter()
        self._elsewhere: Counter[tuple[str, str]] = Counter()
        self._named: Counter[tuple[str, str]] = Counter()

    def add(self, page: Page, passages: Sequence[Passage]) -> None:
        """Count the forms on one page."""
        from ahocorasick_rs import AhoCorasick, MatchKind

        if self._automaton is None:
            self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.Standard)
        gaps = [
            frozenset(
                each.key
                for each in passage.missing
                if each.key in self._outside and not any(self._explains(form, each.key) for form in each.forms)
            )
            for passage in passages
        ]
        for keys in gaps:
            self._missing.update(keys)
        starts = [passage.start for passage in passages]
        held: list[set[str]] = [set() for _ in passages]
        met: set[str] = set()
        for number, start, end in self._automaton.find_matches_as_indexes(page.text, overlapping=True):
            form = self._forms[number]
            count, at = self._counts[form], bisect_right(starts, start) - 1
            count.times += 1
            met.add(form)
            if at >= 0 and end <= passages[at].end:
                held[at].add(form)
                if len(count.seen) < SHOWN and not gaps[at].isdisjoint(self._thought[form]):
                    count.seen.append(seen_at(page, start, end))
        for form in met:
            self._counts[form].pages += 1
        named: set[tuple[str, str]] = set()
        for passage, gap, forms in zip(passages, gaps, held, strict=True):
            for pair in ((form, key) for form in forms for key in self._thought[form]):
                self._elsewhere[pair] += pair[1] not in passage.named
                if pair[1] in gap:
                    self._facing[pair] += 1
                    named.add(pair)
        self._named.update(named)

    def found(self) -> Iterator[Association]:
        """Yield for each name the form that stands most surely for it, and all that translate a word of it.

        Nothing is said of a form that stands as surely for another name.
        """
        every = [self._association(form, key) for form, keys in self._thought.items() for key in keys]
        by_form: dict[str, list[Association]] = {}
        for each in every:
            by_form.setdefault(each.form, []).append(each)
        best: dict[str, Association] = {}
        for each in sorted(every, key=lambda one: (-one.score, -len(one.form), one.form)):
            if not each.is_half:
                best.setdefault(each.key, each)
        for each in (*best.values(), *(one for one in every if one.is_half and one.facing)):
            rivals = (one for one in by_form[each.form] if one.key != each.key)
            if all(one.ratio < _TIED * each.ratio for one in rivals):
                yield each

    def _association(self, form: str, key: str) -> Association:
        pair = (form, key)
        facing, elsewhere, missing = self._facing[pair], self._elsewhere[pair], max(self._missing[key], 1)
        outside, count = max(self._outside[key], 1), self._counts[form]
        ratio = likelihood_ratio((facing, missing), (elsewhere, outside))
        return Association(
            form, key, facing, missing, elsewhere, outside, ratio, count.pages, count.times, self._named[pair],
            pair in self._halves, tuple(count.seen), self._originals[key],
        )  # fmt: skip


def likelihood_ratio(here: tuple[int, int], there: tuple[int, int]) -> float:
    """Return the log-likelihood ratio of `k` of `n` here against `k` of `n` there; 0 where there it is more often."""
    (one, all_one), (two, all_two) = here, there
    if one * all_two <= two * all_one:
        return 0.0
    both = (one + two) / (all_one + all_two)
    apart = _likelihood(one, all_one, one / all_one) + _likelihood(two, all_two, two / all_two)
    return 2 * (apart - _likelihood(one, all_one, both) - _likelihood(two, all_two, both))


def _likelihood(hits: int, total: int, chance: float) -> float:
    misses = total - hits
    return (hits * math.log(chance) if hits else 0.0) + (misses * math.log(1 - chance) if misses else 0.0)
