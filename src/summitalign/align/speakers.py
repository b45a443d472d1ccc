"""Speakers' names: a text that names those who give a talk is about the talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summitalign.align.features import Features
from summitalign.align.tokens import Token, TokenKind, names, pieces, stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SPEAKER = "speaker"
"""Name of this kind of evidence."""
_PARTS = 2
"""Words that a name must have: a first name alone is anybody's."""


def speaker_scores(sources: Sequence[Features], targets: Sequence[Features], worth: float) -> Floats | None:
    """Speak for pairs of a talk and a segment that names one of its speakers, nats; None where nobody speaks.

    `worth` is for a name with one talk that one segment holds; several talks of a speaker share the odds, and so do
    several segments that name the speaker. A segment inside another one is no further one.
    """
    import numpy as np

    if not any(one.speakers for one in (*sources, *targets)):
        return None
    both = np.maximum(_named(sources, targets), _named(targets, sources).T)
    rivals = np.maximum(_outermost(both, targets), _outermost(both.T, sources).T)
    return np.asarray(both * np.maximum(0.0, worth - np.log(np.maximum(rivals, 1.0))))


def shared_names(sources: Sequence[Features], targets: Sequence[Features]) -> Floats:
    """Return 1 where a segment names the speaker of a talk, and all whom it names so give another talk as well."""
    import numpy as np

    return np.asarray(np.maximum(_shared(sources, targets), _shared(targets, sources).T))


def _shared(talks: Sequence[Features], texts: Sequence[Features]) -> Floats:
    import numpy as np

    given: Counter[str] = Counter(speaker for talk in talks for speaker in set(talk.speakers))
    own = [replace(talk, speakers=tuple(one for one in talk.speakers if given[one] == 1)) for talk in talks]
    return np.asarray(_named(talks, texts) - _named(own, texts))


def without_speakers(talks: Sequence[Features]) -> tuple[Features, ...]:
    """Take the names of the speakers from the tokens of talks, where they would count once more, a word each."""
    return tuple(replace(one, tokens=one.tokens - _name_tokens(one)) if one.speakers else one for one in talks)


def _name_tokens(talk: Features) -> frozenset[Token]:
    text = " ".join(talk.speakers)
    found = (
        *(Token(TokenKind.LATIN, name) for name in set(names(text)) - set(names(talk.title))),
        *(Token(TokenKind.PIECE, piece) for piece in set(pieces(text)) - set(pieces(talk.title))),
        *(Token(TokenKind.WORD, stem) for stem in set(stems(text)) - set(stems(talk.title))),
    )
    return frozenset(found)


def _outermost(both: Floats, segments: Sequence[Features]) -> Floats:
    """Count for every row the segments that hold the name and lie in no other that does."""
    import numpy as np

    counted = both.copy()
    for number, one in enumerate(segments):
        if one.parent is not None:
            counted[:, number] *= 1.0 - both[:, one.parent]
    return np.asarray(counted.sum(axis=1, keepdims=True))


def _named(talks: Sequence[Features], texts: Sequence[Features]) -> Floats:
    """Return 1 where a text holds the whole name of a speaker of a talk."""
    import numpy as np

    held = [{token.text for token in one.tokens if token.kind is TokenKind.LATIN} for one in texts]
    found = np.zeros((len(talks), len(texts)))
    for row, talk in enumerate(talks):
        wanted = [frozenset(names(speaker)) for speaker in talk.speakers]
        for name in wanted:
            if len(name) >= _PARTS:
                found[row, [name <= words for words in held]] = 1.0
    return found
