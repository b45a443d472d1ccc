"""Find which documents belong together, each compared with the few of the other side that an index names."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.features import Resources
from summitalign.align.index import Index
from summitalign.align.lexicon import installed
from summitalign.align.likeness import NULL, Scorer, Scores, Side, rarity, score
from summitalign.align.profile import Entry, Profile, Vocabulary, profile_of
from summitalign.align.terms import Concepts
from summitalign.align.weights import SUREST, tier
from summitalign.model.alignment import DocumentPair
from summitalign.model.document import Document
from summitalign.model.finding import Evidence
from summitalign.model.term import Glossary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

_SHOWN = 6
"""Shared tokens that are shown, the rarest."""
_SAME = 0.5
"""Worth of a likeness of form from which it is shown, nats."""


def pair(
    sources: Sequence[Document], targets: Sequence[Document], glossary: Glossary | None
) -> tuple[DocumentPair, ...]:
    """Pair documents one to one, as `Pairing` does."""
    resources = Resources(Concepts.of(glossary), installed())
    pairing = Pairing()
    for document in sources:
        pairing.add_source(profile_of(document, resources))
    for document in targets:
        pairing.add_target(profile_of(document, resources))
    return pairing.pairs()


class Pairing:
    """Takes the profiles of two sides, one after the other, and pairs them; of each it keeps numbers only."""

    def __init__(self) -> None:
        """Begin without documents."""
        self._vocabulary = Vocabulary()
        self._sources: list[Entry] = []
        self._targets: list[Entry] = []

    def add_source(self, profile: Profile) -> None:
        """Take a document of the source side."""
        self._sources.append(self._vocabulary.learn(profile))

    def add_target(self, profile: Profile) -> None:
        """Take a document of the target side."""
        self._targets.append(self._vocabulary.learn(profile))

    def pairs(
        self, sources: Container[str] | None = None, targets: Container[str] | None = None
    ) -> tuple[DocumentPair, ...]:
        """Pair documents one to one, in the order of the sources; those without a partner stand at the end.

        Only the documents of some paths take part where those are given, as if the others had not been added.
        A pair has to be the best of both its documents and to score more than `NULL`. Scores are
        log-odds in nats. Swapping the sides swaps the partners.
        """
        own, other = _named(self._sources, sources), _named(self._targets, targets)
        found = _Round(self._vocabulary, own, other).found() if own and other else {}
        lone = set(range(len(own))) - {source for source, _ in found}
        lone_back = set(range(len(other))) - {target for _, target in found}
        return (
            *found.values(),
            *(DocumentPair(own[number].path, None, 0.0, None) for number in sorted(lone)),
            *(DocumentPair(None, other[number].path, 0.0, None) for number in sorted(lone_back)),
        )


def _named(entries: Sequence[Entry], paths: Container[str] | None) -> tuple[Entry, ...]:
    return tuple(one for one in entries if paths is None or one.path in paths)


@dataclass(frozen=True, slots=True, eq=False)
class _Round:
    """The documents that are paired with one another."""

    vocabulary: Vocabulary
    sources: tuple[Entry, ...]
    targets: tuple[Entry, ...]

    def found(self) -> dict[tuple[int, int], DocumentPair]:
        """Return the pairs by the numbers of their documents."""
        source, target = (Index.of(side, self.vocabulary) for side in (self.sources, self.targets))
        scorer = Scorer.of(self.vocabulary, _weights(source, target, self.vocabulary), _scale(source, target))
        compared = _compare(scorer, source, target)
        posteriors = compared.posteriors()
        return {
            (int(compared.rows[place]), int(compared.columns[place])): self._pair(
                scorer, compared, place, float(posteriors[place])
            )
            for place in compared.chosen()
        }

    def _pair(self, scorer: Scorer, compared: _Comparisons, place: int, posterior: float) -> DocumentPair:
        own, other = self.sources[compared.rows[place]], self.targets[compared.columns[place]]
        sure = min(SUREST, posterior)
        evidence = (*self._shared(own, other, scorer.weights), *_form(compared.scores, place, own, other))
        in_order = sorted(evidence, key=lambda one: (-one.weight, one.kind, one.value))
        total = round(float(compared.total[place]), 4)
        return DocumentPair(own.path, other.path, total, tier(sure), tuple(in_order), round(sure, 4))

    def _shared(self, own: Entry, other: Entry, weights: Floats) -> Iterator[Evidence]:
        """Yield the rarest tokens that two documents share."""
        import numpy as np

        shared = np.intersect1d(own.tokens, other.tokens, assume_unique=True)
        held = [(round(float(weights[one]), 4), self.vocabulary.tokens[one]) for one in shared[weights[shared] > 0.0]]
        for weight, token in sorted(held, key=lambda one: (-one[0], one[1]))[:_SHOWN]:
            yield Evidence(token.kind.value, token.text, weight)


@dataclass(frozen=True, slots=True, eq=False)
class _Comparisons:
    """The pairs that were compared, source by source."""

    rows: Numbers
    """Number of the source of each."""
    columns: Numbers
    """Number of the target."""
    scores: Scores
    total: Floats

    def chosen(self) -> list[int]:
        """Return the places of those that are the best of both their documents; of equals the first."""
        import numpy as np

        def best(documents: Numbers, others: Numbers) -> set[int]:
            order = np.lexsort((others, -self.total, documents))
            firsts = np.flatnonzero(np.diff(documents[order], prepend=-1))
            return set(order[firsts].tolist())

        both = best(self.rows, self.columns) & best(self.columns, self.rows)
        return sorted(place for place in both if self.total[place] > NULL)

    def posteriors(self) -> Floats:
        """Return how probable each is, 0..1: the geometric mean of its shares among those of its two documents."""
        import numpy as np

        return np.asarray(np.sqrt(_shares(self.total, self.rows) * _shares(self.total, self.columns)))


def _shares(total: Floats, documents: Numbers) -> Floats:
    """Return each pair's share of the probability of one of its documents, the option of none included."""
    import numpy as np

    top = np.full(int(documents.max()) + 1, NULL)
    np.maximum.at(top, documents, total)
    weight = np.exp(total - top[documents])
    sums = np.bincount(documents, weight) + np.exp(NULL - top)
    return np.asarray(weight / sums[documents])


def _compare(scorer: Scorer, source: Index, target: Index) -> _Comparisons:
    """Compare every document with those of the other side that the index names for it."""
    import numpy as np

    near: list[set[int]] = [set(target.short_list(one, scorer.weights)) for one in source.entries]
    for column, one in enumerate(target.entries):
        for row in source.short_list(one, scorer.weights):
            near[row].add(column)
    own = Side.of(source.entries, [scorer.usual(one, target.entries) for one in source.entries])
    other = Side.of(target.entries, [scorer.usual(one, source.entries) for one in target.entries])
    columns = [sorted(found) for found in near]
    scores = Scores.joined([score(scorer, row, found, own, other) for row, found in enumerate(columns)])
    rows = np.repeat(np.arange(len(columns)), [len(found) for found in columns])
    return _Comparisons(
        rows, np.array([column for found in columns for column in found], np.intp), scores, scores.total
    )


def _weights(source: Index, target: Index, vocabulary: Vocabulary) -> Floats:
    """Weigh the tokens that both sides hold by their rarity: log-odds of meeting one by chance, nats."""
    import numpy as np

    both = (source.tokens.counts > 0) & (target.tokens.counts > 0)
    own, other = (rarity(side.tokens.counts, len(side.entries), vocabulary) for side in (source, target))
    return np.asarray(np.where(both, 0.5 * (own + other), 0.0))


def _scale(source: Index, target: Index) -> float:
    """Estimate the usual ratio of lengths of the two languages."""
    import numpy as np

    own, other = (float(np.median([one.length for one in side.entries])) for side in (source, target))
    return other / max(1.0, own)


def _form(scores: Scores, place: int, own: Entry, other: Entry) -> Iterator[Evidence]:
    """Yield what the form of two documents says for them, where it counts."""
    length, structure, name = (float(part[place]) for part in (scores.length, scores.structure, scores.name))
    if scores.recordings[place] > length + structure + name:
        return
    if name > 0.0:
        yield Evidence("name", own.stem, round(name, 4))
    if structure >= _SAME:
        yield Evidence("structure", f"outline {scores.alike[place]:.0%} alike", round(structure, 4))
    if length >= _SAME:
        yield Evidence("length", f"{other.length / own.length:.2f} times as long", round(length, 4))
