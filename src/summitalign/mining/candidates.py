"""From what was counted to entries that are proposed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from summitalign.mining.associating import Association
from summitalign.mining.counting import Pair, Tally
from summitalign.mining.judged import Judged
from summitalign.mining.literal import Reversed
from summitalign.mining.look import SHOWN, Seen
from summitalign.mining.search import Kind
from summitalign.mining.weigh import Judge, learned
from summitalign.model.candidate import Candidate, Inconsistency, Sighting
from summitalign.model.term import TermEntry, TermTest, WrongForm

_RIVAL = 0.7
"""Share of the best name's odds from which another name is a second right form."""
_SURE = 0.5
"""Score from which a form that means or sounds like a name is taken to stand for it."""
_SPREAD, _OFTEN = 2, 0.2
"""Documents that hold a form and not the name, and their share, from which it is taken for a word of its own."""
_SIGNS = 6
_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"


@dataclass(frozen=True)
class Proposing:
    """What candidates are made of."""

    tally: Tally
    names: Mapping[str, str]
    known: Reversed
    is_listed: bool = False
    usual: Mapping[str, float] = field(default_factory=dict)
    """Chinese character to how far it is one that spells names, 0..1."""
    judged: Judged = field(default_factory=Judged)
    """What is not to be proposed."""
    associations: tuple[Association, ...] = ()

    @cached_property
    def judge(self) -> Judge:
        """Return what judges the pairs."""
        return Judge(self.tally, self.names, self.known, self.is_listed, self.usual)

    def candidates(self, threshold: float) -> tuple[Candidate, ...]:
        """Return what is at least so likely, the likeliest first; each form once."""
        judge, found = self.judge, []
        for form, pairs in self.tally.rivals():
            scored = sorted(
                ((judge.score(pair), pair) for pair in pairs if self.is_open(pair)),
                key=lambda each: (-each[0], each[1]),
            )
            if scored and scored[0][0] >= threshold:
                best = scored[0][0]
                rights = [pair for score, pair in scored if score >= max(threshold, best * _RIVAL)][:3]
                found.append(self._candidate(judge, form, rights, best))
        found += self._associated(threshold, {each.wrong for each in found})
        found.sort(key=lambda each: (-each.score, -each.occurrences, each.wrong))
        return tuple(_once(found))

    def explains(self, form: str, key: str) -> bool:
        """Say whether a form stands for a name by its meaning or sound, or is its established translation."""
        pair = (form, key)
        if pair not in self.tally.links:
            return False
        return self.known.translates(form, self.names[key]) or self.judge.score(pair) >= _SURE

    def _associated(self, threshold: float, proposed: Collection[str]) -> Iterator[Candidate]:
        """Yield what only the originals speak for."""
        for each in self.associations:
            is_new = each.form not in proposed and self.is_open((each.form, each.key))
            if is_new and each.score >= threshold:
                name, apart = self.names[each.key], each.pages - each.named
                reason = self._ambiguity(each.form, apart, each.pages, Kind.FACING)
                grounds = (
                    f"stands in {each.facing} of {each.missing} passages whose originals name {name} and that do not, "
                    f"and in {each.elsewhere} of {each.outside} others"
                )
                yield Candidate(
                    each.form, (name,), Kind.FACING.value, round(each.score, 3), bool(reason), reason,
                    each.pages, each.times, each.named, _entry(each.form, (name,), bool(reason)),
                    tuple(_sighting(each.form, seen) for seen in each.seen),
                    tuple(_sighting(one.written, one.seen) for one in each.originals),
                    (("likelihood-ratio", round(each.ratio / 2, 2)),), grounds,
                )  # fmt: skip

    def is_open(self, pair: Pair) -> bool:
        """Say whether a pair may be proposed at all."""
        form, name = pair[0], self.names[pair[1]]
        if form.lower() == name.lower() or self.judged.settles(form, name):
            return False
        return not self.known.translates(form, name)

    def _candidate(self, judge: Judge, form: str, pairs: Sequence[Pair], score: float) -> Candidate:
        counted, link = self.tally.forms[form], self.tally.links[pairs[0]]
        right = tuple(self.names[pair[1]] for pair in pairs)
        reason = self._ambiguity(form, counted.pages - link.both, counted.pages, link.kind)
        weights = learned()
        signs = sorted(
            ((name, round(weights.get(name, 0.0) * value, 2)) for name, value in judge.signs(pairs[0]).items()),
            key=lambda each: -abs(each[1]),
        )
        seen = [*link.seen, *(each for each in counted.seen if each not in link.seen)][:SHOWN]
        return Candidate(
            form, right, link.kind.value, round(score, 3), bool(reason), reason,
            counted.pages, counted.count, link.both, _entry(form, right, bool(reason)),
            tuple(_sighting(form, each) for each in seen),
            tuple(_sighting(each.written, each.seen) for each in link.originals),
            tuple(signs[:_SIGNS]),
        )  # fmt: skip

    def _ambiguity(self, form: str, apart: int, pages: int, kind: Kind) -> str:
        """Say why a form may also mean what it says; empty where it hardly can."""
        if kind is Kind.SPLIT:
            return ""
        gloss = self.known.glosses.get(form, "")
        if gloss:
            return f"an ordinary word: {gloss.split('/')[0]}"
        if apart >= max(_SPREAD, _OFTEN * pages):
            return f"stands in {apart} documents that do not hold the name"
        chinese = sum(_HAN_FIRST <= letter <= _HAN_LAST for letter in form)
        if kind is Kind.SOUND and chinese <= 2:
            return "so short a transcription may be of another name"
        return ""


def inconsistencies(found: Sequence[Candidate]) -> Iterator[Inconsistency]:
    """Yield names that are rendered in several ways, then renderings that stand for several names."""
    by_name: dict[str, list[Candidate]] = {}
    for each in found:
        by_name.setdefault(each.right[0], []).append(each)
    for name, several in sorted(by_name.items()):
        if len(several) > 1:
            variants = tuple(each.wrong for each in several)
            places = tuple(each.contexts[0] for each in several)
            yield Inconsistency(name, variants, places, True, max(each.documents for each in several))
    for each in found:
        if len(each.right) > 1:
            yield Inconsistency(each.wrong, each.right, each.contexts[:1], False, each.documents)


def _entry(form: str, right: tuple[str, ...], is_ambiguous: bool) -> TermEntry:
    return TermEntry(
        right[0], right, (WrongForm(form),), source=right, tests=_tests(form, right[0], is_ambiguous),
        is_ambiguous=is_ambiguous, by="suggest",
    )  # fmt: skip


def _tests(form: str, right: str, is_ambiguous: bool) -> tuple[TermTest, ...]:
    """Return an example that shows what the entry does: a word with a sense of its own stays without evidence."""
    text = f"关于{form}。" if _HAN_FIRST <= form[0] <= _HAN_LAST else f"关于 {form}。"
    if is_ambiguous:
        return (TermTest(text, text),)
    return (TermTest(text, f"关于 {right}。"),)


def _sighting(found: str, seen: Seen) -> Sighting:
    return Sighting(seen.source, seen.line, seen.before, found, seen.after)


def _once(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield each form once, whatever its capitals."""
    met: set[str] = set()
    for each in found:
        key = " ".join(each.wrong.lower().split())
        if key not in met:
            met.add(key)
            yield each
