"""Which originals a document may go back to: an index of what many originals hold, asked for one document at a time."""

from collections.abc import Sequence
from dataclasses import replace

from summitalign.align.features import Resources
from summitalign.align.index import Index
from summitalign.align.likeness import NULL, Scorer, Side, Usual, rarity, score
from summitalign.align.profile import Entry, Vocabulary, profile_of
from summitalign.model.document import Document

MOST = 12
"""Originals that a document may have: a recap goes back to several. Of no more than these each is a partner."""
_STRUCTURE = 0.0
"""Worth of a like structure, nats.

Of 40 judged translations each, the original comes first for 40 as they are, 38 without code, 11 without Latin letters;
with the worth that pairing gives a structure for 40, 40 and 37. But where originals and translations lie in one folder,
pages in one language are built alike, and even 2 nats put those before the original, which then is not asked.
"""


class Partners:
    """Finds the originals that a document may go back to; each of them is described once."""

    def __init__(self, sources: Sequence[Document], resources: Resources) -> None:
        """Describe the originals, and index them."""
        self._sources = tuple(sources)
        self._resources = resources
        self._vocabulary = Vocabulary()
        entries = [self._vocabulary.learn(profile_of(source, resources)) for source in sources]
        self._index = Index.of(entries, self._vocabulary)
        self._side = Side.of(entries, (Usual(),) * len(entries))
        # A document is compared by itself: of its side nothing is known but that it holds its own tokens.
        self._rarity = 0.5 * (
            rarity(self._index.tokens.counts, len(entries), self._vocabulary) + rarity(1, 1, self._vocabulary)
        )

    def of(self, document: Document) -> tuple[Document, ...]:
        """Return the originals that a document may go back to, the likeliest first, at most `MOST`.

        The cost does not depend on how many originals there are. A document is no partner of itself.
        """
        entry = self._vocabulary.look_up(profile_of(document, self._resources))
        scorer = self._scorer(entry)
        if len(self._sources) <= MOST:
            listed: Sequence[int] = range(len(self._sources))
        else:
            listed = self._index.short_list(entry, scorer.weights)
        near = [number for number in listed if self._sources[number].source != document.source]
        if not near:
            return ()
        own = Side.of((entry,), (scorer.usual(entry, self._index.entries),))
        total = score(scorer, 0, near, own, self._side).total.tolist()
        ranked = sorted(zip(total, near, strict=True), key=lambda one: (-one[0], one[1]))
        is_few = len(self._sources) <= MOST
        return tuple(self._sources[number] for worth, number in ranked[:MOST] if is_few or worth > NULL)

    def _scorer(self, entry: Entry) -> Scorer:
        """Weigh the tokens of a document by their rarity among the originals."""
        import numpy as np

        weights = np.zeros(len(self._vocabulary.tokens))
        weights[entry.tokens] = self._rarity[entry.tokens]
        return replace(Scorer.of(self._vocabulary, weights), structure=_STRUCTURE)
