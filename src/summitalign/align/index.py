"""An index of what many documents hold: it names the few that are worth comparing with a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitalign.align.paths import names_of
from summitalign.align.profile import Entry, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

SHORT = 24
"""Documents compared in full with a document: those that share the rarest tokens with it."""
_ALIKE = 8
"""Documents of the same name, and of the likest outline, that are compared beside those."""
_READ = 16_000
"""Entries of the index read for a document, the rarest tokens first: the common ones tell nothing apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Which documents hold what; what they hold are numbers."""

    counts: Numbers
    """How many documents hold each."""
    starts: Numbers
    """Where the holders of each begin."""
    holders: NDArray[np.int32]
    """Numbers of documents, those of the first first."""
    documents: int

    @classmethod
    def of(cls, held: Sequence[NDArray[np.int32]], size: int) -> Postings:
        """Turn what each document holds, numbers below `size` and each once, round."""
        import numpy as np

        numbers = np.concatenate([np.empty(0, np.int32), *held])
        owners = np.repeat(np.arange(len(held), dtype=np.int32), [len(one) for one in held])
        counts = np.bincount(numbers, minlength=size)
        return cls(counts, np.cumsum(counts) - counts, owners[np.argsort(numbers, kind="stable")], len(held))

    def sharers(self, held: NDArray[np.int32], weights: Floats, most: int) -> Iterator[int]:
        """Yield the documents that share most with one that holds `held`, by what is rarest.

        `weights` are one for each of `held`.
        """
        import numpy as np

        counts = self.counts[held]
        # What is equally rare is read together or not at all: nothing depends on how it is numbered.
        rarest = np.sort(counts)
        read = np.searchsorted(np.cumsum(rarest), _READ, side="right")
        is_read = (counts < rarest[read]) if read < len(rarest) else np.ones(len(counts), bool)
        if not is_read.any():
            return
        held, counts = held[is_read], counts[is_read]
        slices = zip(self.starts[held].tolist(), counts.tolist(), strict=True)
        holders = np.concatenate([self.holders[start : start + count] for start, count in slices])
        shared = np.bincount(holders, np.repeat(weights[is_read], counts), self.documents).round(9)
        for number in np.argsort(-shared, kind="stable")[:most].tolist():
            if shared[number] > 0.0:
                yield number


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The documents of one side, by their tokens, their outlines and their names."""

    entries: tuple[Entry, ...]
    tokens: Postings
    pieces: Postings
    """Of the outlines."""
    named: dict[tuple[str, ...], list[int]]
    """Numbers of documents by their names, with folders and without."""

    @classmethod
    def of(cls, entries: Sequence[Entry], vocabulary: Vocabulary) -> Index:
        """Index documents."""
        named: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, one in enumerate(entries):
            for name in names_of(one.path):
                named[name].append(number)
        tokens = Postings.of([one.tokens for one in entries], len(vocabulary.tokens))
        pieces = Postings.of([one.pieces for one in entries], len(vocabulary.pieces))
        return cls(tuple(entries), tokens, pieces, dict(named))

    def short_list(self, entry: Entry, weights: Floats) -> tuple[int, ...]:
        """Return the documents worth comparing with one of the other side; all where they are few.

        `weights` are those of the tokens, above 0 where both sides hold one. The cost does not depend on how many
        documents there are, but for one addition each.
        """
        import numpy as np

        if len(self.entries) <= SHORT:
            return tuple(range(len(self.entries)))
        tokens = entry.tokens[weights[entry.tokens] > 0.0]
        pieces = entry.pieces[self.pieces.counts[entry.pieces] > 0]
        rare = np.log(len(self.entries) + 1.0) - np.log(self.pieces.counts[pieces])
        named = next((found for name in names_of(entry.path) if (found := self.named.get(name))), [])
        alike = self.pieces.sharers(pieces, rare, _ALIKE)
        return tuple(sorted({*self.tokens.sharers(tokens, weights[tokens], SHORT), *alike, *named[:_ALIKE]}))
