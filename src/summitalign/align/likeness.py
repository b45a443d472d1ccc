"""How much speaks for it that two documents belong together: shared tokens, names of files, structure, lengths.

A document is compared with a few others at once. What is usual among strangers is learned from a sample, so that the
number of comparisons grows with the number of documents and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from summitalign.align.paths import same_folders
from summitalign.align.profile import KINDS, OUTLINE, Entry, Vocabulary
from summitalign.align.score import length_scores
from summitalign.align.tokens import TokenKind
from summitalign.align.weights import HITS, TRUST

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

NULL = 6.5
"""What two documents must score to be a pair, nats."""
SAMPLE = 64
"""Documents of a side from which is learned what is usual; all where there are fewer."""
_TOKENS = 30.0
"""Worth of a cosine of 1, nats."""
_FLOOR = 5.0
"""Added to the weight of every document, so that two that share their only token are not thought equal."""
_DOUBT = 20.0
"""Names that a document must hold before their being found or not says much."""
_UNSEEN = 4
"""Documents supposed on each side beside the given ones."""
_STRUCTURE = 8.0
"""Worth of a heading structure that no other document has, nats."""
_NAME = 5.0
"""Worth of a file name that only the two documents share, nats."""
_RECORDING = 4.0
"""Worth of a video that both documents link to, nats."""
_RECORDINGS = 4
"""Shared videos that count; more say nothing new."""


def rarity(counts: Numbers | int, documents: int, vocabulary: Vocabulary) -> Floats:
    """Return the log-odds of meeting each token of a vocabulary by chance in a document of one side, nats.

    `counts` says how many of the documents of that side hold each.
    """
    import numpy as np

    kinds = np.frombuffer(vocabulary.kinds, np.uint8)
    trust, hits = (np.array([by_kind[kind] for kind in KINDS])[kinds] for by_kind in (TRUST, HITS))
    # In a handful of documents nothing is rare: a few unseen ones are supposed beside them.
    share = np.maximum(counts, 1) / (documents + _UNSEEN)
    return np.asarray(trust * np.log(np.maximum(hits, share) / share))


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """One document beside some others, before what is usual is taken off."""

    cosine: Floats
    """Of rare shared tokens, 0..1, less where the names of one are not found in the other."""
    alike: Floats
    """Likeness of the outlines, 0..1."""
    recordings: Numbers
    """Videos that both link to."""


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What a document has in common with a sample of the other side."""

    cosine: float = 0.0
    """Sum over the sample."""
    alike: float = 0.0
    sample: frozenset[int] = frozenset()
    """Numbers of the documents in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What speaks for each of some pairs, by kind, nats."""

    tokens: Floats
    length: Floats
    structure: Floats
    name: Floats
    recordings: Floats
    """Minus infinity where there are none."""
    alike: Floats
    """Likeness of the outlines, 0..1."""

    @classmethod
    def joined(cls, parts: Sequence[Scores]) -> Scores:
        """Put the scores of several lists of pairs into one."""
        import numpy as np

        return cls(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)))

    @property
    def total(self) -> Floats:
        """Return the score of each pair, nats."""
        import numpy as np

        # A translation has the form of its source, a recap the recordings: the better explanation counts.
        form = self.length + self.structure + self.name
        return np.asarray((self.tokens + np.maximum(form, self.recordings)).round(9))


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """Compares documents of two sides."""

    kinds: NDArray[np.uint8]
    """Of the tokens, by their numbers."""
    weights: Floats
    """Of the tokens, nats; 0 where only one side holds a token."""
    scale: float = 1.0
    """The usual ratio of the two languages, length of a target by that of its source; a pair's own is near it."""
    structure: float = _STRUCTURE
    """Worth of a heading structure that no other document has, nats."""

    @classmethod
    def of(cls, vocabulary: Vocabulary, weights: Floats, scale: float = 1.0) -> Scorer:
        """Make a scorer for the tokens of a vocabulary."""
        import numpy as np

        return cls(np.frombuffer(bytes(vocabulary.kinds), np.uint8), np.maximum(weights, 0.0), max(scale, 1e-6))

    def likeness(self, one: Entry, others: Sequence[Entry]) -> Likeness:
        """Compare a document with some others; the same whichever side each of them stands on."""
        import numpy as np
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        sizes = [len(other.tokens) for other in others]
        tokens = np.concatenate([np.empty(0, np.int32), *(other.tokens for other in others)])
        owners = np.repeat(np.arange(len(others)), sizes)
        held = np.zeros(len(self.weights), bool)
        held[one.tokens] = True
        is_shared = held[tokens]
        shared_tokens, shared_owners = tokens[is_shared], owners[is_shared]
        weights = self.weights[shared_tokens]
        shared = np.bincount(shared_owners, weights, len(others))
        mass = _FLOOR + np.bincount(owners, self.weights[tokens], len(others))
        own_mass = _FLOOR + float(self.weights[one.tokens].sum())
        kinds = self.kinds[shared_tokens]
        names = np.bincount(shared_owners[kinds != _WORD], minlength=len(others))
        alike = process.cdist(
            [one.outline], [other.outline for other in others], scorer=Levenshtein.normalized_similarity, dtype=float
        )
        return Likeness(
            _containment(names, one, others) * shared / np.sqrt(own_mass * mass),
            np.asarray(alike[0] if others else np.empty(0)),
            np.bincount(shared_owners[kinds == _VIDEO], minlength=len(others)),
        )

    def usual(self, one: Entry, others: Sequence[Entry]) -> Usual:
        """Learn what a document has in common with those it has nothing to do with."""
        sample = sample_of(len(others))
        found = self.likeness(one, [others[number] for number in sample])
        return Usual(float(found.cosine.sum()), float(found.alike.sum()), frozenset(sample))


def sample_of(count: int) -> tuple[int, ...]:
    """Return the numbers of at most `SAMPLE` of so many documents, evenly spread."""
    if count <= SAMPLE:
        return tuple(range(count))
    return tuple(number * count // SAMPLE for number in range(SAMPLE))


_WORD, _VIDEO = KINDS.index(TokenKind.WORD), KINDS.index(TokenKind.VIDEO)


def _containment(found: Numbers, one: Entry, others: Sequence[Entry]) -> Floats:
    """Return how many of the names, links and numbers of one document the other holds too, 0..1.

    Of the two directions the better one: a translation keeps few of the words of its source, but
    nearly all names in it come from there. A document without names is halfway.
    """
    import numpy as np

    fewer = np.minimum(one.names, np.array([other.names for other in others], np.int64))
    return np.asarray((found + 0.5 * _DOUBT) / (fewer + _DOUBT))


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The documents of one side, and what is usual for each."""

    entries: Sequence[Entry]
    usual: Sequence[Usual]
    bearers: Mapping[str, int]
    """How many documents bear a name."""

    @classmethod
    def of(cls, entries: Sequence[Entry], usual: Sequence[Usual]) -> Side:
        """Count the names."""
        return cls(entries, usual, Counter(one.stem for one in entries))


def score(scorer: Scorer, number: int, near: Sequence[int], source: Side, target: Side) -> Scores:
    """Score one source with some targets, nats."""
    import numpy as np

    own, others = source.entries[number], [target.entries[place] for place in near]
    found = scorer.likeness(own, others)
    mine = source.usual[number]
    usual = [target.usual[place] for place in near]
    # How often the pair itself is in the two samples.
    here = np.array([(place in mine.sample) + (number in one.sample) for place, one in zip(near, usual, strict=True)])
    strangers = np.array([len(mine.sample) + len(one.sample) for one in usual]) - here
    cosine = mine.cosine + np.array([one.cosine for one in usual]) - here * found.cosine
    alike = mine.alike + np.array([one.alike for one in usual]) - here * found.alike
    root = np.sqrt(scorer.scale)
    lengths = np.array([own.length]), np.array([other.length for other in others])
    return Scores(
        # A long page is a little like every other; only what is more than that speaks for a pair.
        tokens=_TOKENS * (found.cosine - cosine / (strangers + 2.0)),
        length=length_scores(lengths[0] * root, lengths[1] / root)[0],
        structure=scorer.structure
        * _structure(own, others, found.alike, (alike + 0.5 * _UNSEEN) / (strangers + _UNSEEN)),
        name=np.array([_name(own, other, source, target) for other in others]),
        recordings=np.where(found.recordings > 0, _RECORDING * np.minimum(found.recordings, _RECORDINGS), -np.inf),
        alike=found.alike,
    )


def _structure(own: Entry, others: Sequence[Entry], alike: Floats, usual: Floats) -> Floats:
    """Judge likeness of the headings and blocks in their order, -1..1.

    What many documents look like says little of any two of them; half alike is usual among strangers.
    """
    import numpy as np

    # Short outlines are alike by chance.
    sizes = np.minimum(len(own.outline), np.array([len(other.outline) for other in others]))
    telling = np.minimum(1.0, sizes / OUTLINE)
    return np.asarray(telling * np.clip((alike - usual) / np.maximum(1.0 - usual, 0.2), -1.0, 1.0))


def _name(own: Entry, other: Entry, source: Side, target: Side) -> float:
    """Score equal file names, language tags aside; a name that many files bear says little.

    A nat is added for every folder above the file that has the same name on both sides.
    """
    if not own.stem or own.stem != other.stem:
        return 0.0
    bearers = max(source.bearers.get(own.stem, 1), target.bearers.get(own.stem, 1))
    return _NAME / bearers + same_folders(own.path, other.path)
