"""What stands for a word on the other side: forms of the glossary, and what goes along with it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from summitalign.concordance.folding import Folding
from summitalign.concordance.search import Found, Hit, Matcher, Side
from summitalign.model.span import Span
from summitalign.model.term import Glossary, TermEntry

_LONGEST_HAN, _LONGEST_WORDS = 6, 3
"""Characters, and words, of the longest candidate."""
_PIECES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|[^\\W_]+(?:[.'+#-]+[^\\W_]+)*[+#]*")
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_CLEAR = 10.83
"""Log-likelihood ratio above which company is no chance in 999 of 1,000 cases (chi-square, one degree of freedom)."""
_SHARE = 0.05
"""Part of the hits that a candidate explains, at least."""
_KEPT = 0.8
"""Part of its hits that a candidate keeps when it is lengthened: `中间` gives way to `中间件`, but not to a phrase."""
_USUAL = 0.05
"""Part of all texts in which a word may stand that is a part of a candidate."""
_MOST = 8


class By(StrEnum):
    """What names a candidate."""

    PREFERRED = "preferred"
    """A right form of the glossary."""
    WRONG = "wrong"
    """A wrong form of the glossary."""
    ASSOCIATION = "association"
    """It goes along with the word, and is rare without it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way in which the word was translated."""

    text: str
    side: Side
    """The side that it stands on."""
    count: int
    """Hits whose other side holds it."""
    by: By
    term: str = ""
    """Id of the entry of the glossary that names it."""


def candidates(found: Found, glossary: Glossary | None, folding: Folding) -> tuple[Candidate, ...]:
    """Count the translations of a word, those of the glossary first, then what is clear from the hits alone.

    A hit counts for each translation that it holds; `found.hits` is all that is looked at.
    """
    ranked: list[Candidate] = []
    for side in Side:
        hits = [hit for hit in found.hits if hit.side is side]
        if hits:
            known = list(_known(hits, side.other, found, glossary, folding))
            ranked += sorted(known, key=lambda one: -one.count)
            ranked += _associated(hits, side.other, found, known, folding)
    return tuple(ranked)


def _known(
    hits: Sequence[Hit], side: Side, found: Found, glossary: Glossary | None, folding: Folding
) -> Iterator[Candidate]:
    """Count the forms of the entries that name the word."""
    seen: set[str] = set()
    word = folding.fold(found.query.word)
    for entry in glossary.entries if glossary else ():
        forms = [*entry.use, *entry.source, *(form.text for form in entry.wrong if not form.is_pattern)]
        if word not in map(folding.fold, forms):
            continue
        for form, by in _forms(entry, side):
            key = folding.fold(form)
            if key in seen:
                continue
            seen.add(key)
            matcher = Matcher(form, folding, is_exact=False)
            count = sum(bool(matcher.find(hit.translation)) for hit in hits)
            if count:
                yield Candidate(form, side, count, by, entry.id)


def _forms(entry: TermEntry, side: Side) -> Iterator[tuple[str, By]]:
    """Yield the forms of an entry that may stand on a side; a name kept in a translation stands on both."""
    right = entry.use if side is Side.TARGET or not entry.source else entry.source
    yield from ((form, By.PREFERRED) for form in right)
    if side is Side.TARGET:
        yield from ((form.text, By.WRONG) for form in entry.wrong if not form.is_pattern)


def _associated(
    hits: Sequence[Hit], side: Side, found: Found, known: Sequence[Candidate], folding: Folding
) -> Iterator[Candidate]:
    """Yield what goes along with the word, the clearest first; each explains the hits that are left."""
    held = [frozenset(_grams(folding.fold(hit.translation))) for hit in hits]
    counts = Counter(gram for grams in held for gram in grams)
    least = max(2, round(_SHARE * len(hits)))
    wanted = {gram for gram, count in counts.items() if count >= least}
    usual = Counter(
        gram for text in found.others[side] for gram in wanted.intersection(_grams(folding.fold(text)))
    )  # fmt: skip
    taken = [folding.fold(one.text) for one in known]
    left = [grams for grams in held if not any(text in grams for text in taken)]
    for _ in range(_MOST):
        here = Counter(gram for grams in left for gram in grams if gram in wanted)
        best = _Company(here, len(held), usual, len(found.others[side])).best(least)
        if best is None:
            return
        if not any(best in text or text in best for text in taken):
            yield Candidate(_as_written(best, hits, folding), side, counts[best], By.ASSOCIATION)
        taken.append(best)
        left = [grams for grams in left if best not in grams]


@dataclass(frozen=True, slots=True)
class _Company:
    """How often grams are met in the hits that nothing explains yet, and elsewhere."""

    here: Counter[str]
    hits: int
    usual: Counter[str]
    others: int

    def best(self, least: int) -> str | None:
        """Return the gram that speaks clearest for the hits, as long as it can be; None where none is clear."""
        scored = [
            (self._worth(gram), len(gram), gram)
            for gram, number in self.here.items()
            if number >= least and len(gram) > 1 and (_EAST.match(gram) or self._belong(gram.split()))
        ]
        worth, _, best = max(scored, default=(0.0, 0, ""))
        if worth < _CLEAR:
            return None
        longer = [
            gram
            for gram, number in self.here.items()
            if best in gram and number >= _KEPT * self.here[best] and self._lengthens(best, gram)
        ]
        return max(longer, key=lambda gram: (len(gram), self.here[gram], gram), default=best)

    def _worth(self, gram: str) -> float:
        return _likelihood(self.here[gram], self.hits, self.usual[gram], self.others)

    def _belong(self, parts: Iterable[str]) -> bool:
        """Say whether each part is rare, or goes along with the word by itself: an article does not."""
        return all(self.usual[part] <= _USUAL * self.others or self._worth(part) >= _CLEAR for part in parts)

    def _lengthens(self, best: str, gram: str) -> bool:
        """Say whether a gram is the other one and what belongs to it."""
        if _EAST.match(best):
            before, _, behind = gram.partition(best)
            return self._belong(before + behind)
        return f" {best} " in f" {gram} " and self._belong(gram.split())


def _likelihood(here: int, hits: int, there: int, others: int) -> float:
    """Return the log-likelihood ratio (Dunning 1993) of being met with the word and without; 0 where it is rarer."""
    if here * (others or 1) <= there * hits:
        return 0.0
    rate = (here + there) / (hits + others)
    total = 0.0
    for number, size in ((here, hits), (there, others)):
        for part, share in ((number, rate), (size - number, 1.0 - rate)):
            if part and share:
                total += part * log(part / (size * share))
    return 2.0 * total


def _grams(folded: str) -> Iterator[str]:
    """Yield the stretches of a folded text that might be a translation."""
    words: list[str] = []
    last = -1
    for piece in _PIECES.finditer(folded):
        text, start = piece[0], piece.start()
        if _EAST.match(text):
            words.clear()
            for size in range(1, _LONGEST_HAN + 1):
                yield from (text[at : at + size] for at in range(len(text) - size + 1))
            continue
        if start != last + 1:
            words.clear()
        words.append(text)
        last = piece.end()
        for size in range(1, min(_LONGEST_WORDS, len(words)) + 1):
            yield " ".join(words[-size:])


def _as_written(gram: str, hits: Iterable[Hit], folding: Folding) -> str:
    """Return a gram as the texts write it most often."""
    written: Counter[str] = Counter()
    for hit in hits:
        at = folding.fold(hit.translation).find(gram)
        if at >= 0:
            written[hit.translation[at : at + len(gram)]] += 1
    return max(written, key=lambda text: (written[text], text), default=gram)


class Marker:
    """Shows where candidates stand."""

    def __init__(self, ranked: Sequence[Candidate], folding: Folding) -> None:
        """Prepare the patterns of the candidates, the first of which counts where two overlap."""
        self._matchers = [(one.side, Matcher(one.text, folding, is_exact=False)) for one in ranked]

    def marks(self, hit: Hit) -> tuple[Span, ...]:
        """Return where candidates stand on the other side of a hit, in order."""
        spans: list[Span] = []
        for side, matcher in self._matchers:
            if side is hit.side.other:
                found = matcher.find(hit.translation)
                spans += (span for span in found if not any(span.overlaps(other) for other in spans))
        return tuple(sorted(spans))
