"""What is known of a report on talks beside the contents of the pairs: notes, words of titles, parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summitalign.align.anchors import VideoScorer
from summitalign.align.cosine import cosines
from summitalign.align.evidence import Scores
from summitalign.align.features import Features
from summitalign.align.score import initial_rates, token_scores
from summitalign.align.scorers import PairScorer, TokenScorer
from summitalign.align.table import TokenTable
from summitalign.align.title_words import TitleWords, title_coverage, told_coverage
from summitalign.align.tokens import Token, TokenKind, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_WHOLE = frozenset({TokenKind.TITLE, TokenKind.VIDEO, TokenKind.PLAYLIST})
"""What a section or a talk has as a whole; a paragraph of it need not repeat it."""
_LIKE = 0.3
"""Cosine from which notes and a section are on one subject; of unrelated ones few reach it."""
_LIKE_WORTH = 20.0
"""Nats for each unit of the cosine above that."""
_LIKE_MOST = 5.0
_WORDS = 0.2
"""Part of two titles that is found in each other by chance: words such as `new` are in many."""
_WORDS_WORTH = 5.0
"""Nats for each unit above that."""

_TOLD = 0.2
"""Part of a title that stands in a paragraph by chance."""
_TOLD_WORTH = 8.0
"""Nats for each unit above that."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The candidates of one side; each tuple has one value a candidate."""

    features: tuple[Features, ...]
    notes: tuple[Features | None, ...]
    """The section that reports at length on the talk."""
    groups: tuple[str, ...]
    """Day and session of the talk; empty for what is no talk."""
    words: tuple[TitleWords, ...]
    plain: tuple[bool, ...]
    """True for a block without a name of its own: a part of its section, unless it has a counterpart itself."""

    @property
    def named(self) -> list[int]:
        """Return the positions of all but the plain blocks."""
        return [position for position, is_plain in enumerate(self.plain) if not is_plain]


def without_names(features: Sequence[Features], plain: Sequence[bool]) -> tuple[Features, ...]:
    """Take the titles from plain blocks: the phrase they begin with names nothing."""
    return tuple(
        replace(one, title="", tokens=frozenset(token for token in one.tokens if token.kind is not TokenKind.TITLE))
        if is_plain
        else one
        for one, is_plain in zip(features, plain, strict=True)
    )


def retold(scores: Scores, sources: Side, targets: Side) -> Scores:
    """Add what a report shows beside the tokens that it shares with an agenda; only single pairs are scored on."""
    return scores.plus(
        PairScorer("notes", notes_scores(sources, targets), "alike"),
        PairScorer("title-words", word_scores(sources, targets), "alike"),
        PairScorer("part", _part_scores(scores, sources, targets), "of a whole"),
    )


def word_scores(sources: Side, targets: Side) -> Floats:
    """Speak for pairs whose titles say the same in other words, nats; never against a pair."""
    import numpy as np

    titles = _WORDS_WORTH * np.maximum(0.0, title_coverage(sources.words, targets.words) - _WORDS)
    return np.asarray(np.maximum(titles, np.maximum(_told(sources, targets), _told(targets, sources).T)))


def _told(named: Side, texts: Side) -> Floats:
    """Speak for plain blocks that hold the words of a title."""
    import numpy as np

    found = np.zeros((len(named.features), len(texts.features)))
    columns = [column for column, is_plain in enumerate(texts.plain) if is_plain]
    if columns:
        words = [_words(texts.features[column]) for column in columns]
        found[:, columns] = _TOLD_WORTH * np.maximum(0.0, told_coverage(named.words, words) - _TOLD)
    return found


def _words(text: Features) -> frozenset[str]:
    return frozenset(
        stem(token.text) if token.kind is TokenKind.LATIN else token.text
        for token in text.tokens
        if token.kind in (TokenKind.WORD, TokenKind.LATIN, TokenKind.PIECE, TokenKind.NUMBER)
    )


def notes_scores(sources: Side, targets: Side) -> Floats:
    """Speak for pairs of a talk and a section that is like the notes of the talk, nats; never against a pair."""
    import numpy as np

    return np.asarray(np.maximum(_notes(sources, targets), _notes(targets, sources).T))


def _notes(talks: Side, texts: Side) -> Floats:
    import numpy as np

    found = np.zeros((len(talks.features), len(texts.features)))
    noted = [(row, notes) for row, notes in enumerate(talks.notes) if notes is not None]
    # A plain block has too few words: some line of long notes resembles it by chance.
    columns = texts.named
    if noted and columns:
        like = cosines([notes.tokens for _, notes in noted], [texts.features[column].tokens for column in columns])
        worth = np.clip(_LIKE_WORTH * (like - _LIKE), 0.0, _LIKE_MOST)
        found[np.ix_([row for row, _ in noted], columns)] = worth
    return found


def _part_scores(scores: Scores, sources: Side, targets: Side) -> Floats:
    """Take back what counts against plain blocks only because they are parts: no title, no recording, nats."""
    import numpy as np

    video = next(scorer for scorer in scores.scorers if isinstance(scorer, VideoScorer))
    tokens = next(scorer for scorer in scores.scorers if isinstance(scorer, TokenScorer))
    own, other = _silent(sources, video.source), _silent(targets, video.target)
    part = own[:, None] | other[None, :]
    if not part.any():
        return np.zeros(part.shape)
    table = TokenTable.of(*([_common(one) for one in side.features] for side in (sources, targets)))
    fair = token_scores(table, initial_rates(table)) - tokens.scores(1, 1) - np.minimum(0.0, video.pairs.pairs)
    return np.where(part, fair, 0.0)


def _silent(side: Side, videos: Sequence[frozenset[str]]) -> Bools:
    """Return True for the plain blocks that have no recording of their own."""
    import numpy as np

    return np.array([is_plain and not held for is_plain, held in zip(side.plain, videos, strict=True)], dtype=bool)


def _common(one: Features) -> frozenset[Token]:
    return frozenset(token for token in one.tokens if token.kind not in _WHOLE)
