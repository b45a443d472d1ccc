"""Find which documents belong together: rare shared tokens, names of files, structure, lengths."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from summitalign.align.features import Features, Resources, describe
from summitalign.align.lexicon import installed
from summitalign.align.score import HITS, TRUST, length_scores, soft_match
from summitalign.align.terms import Concepts
from summitalign.align.tokens import Token, TokenKind
from summitalign.model.alignment import DocumentPair, Tier
from summitalign.model.document import Document, LinkKind, Segment, SegmentKind
from summitalign.model.finding import Evidence
from summitalign.model.span import Span
from summitalign.model.term import Glossary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NULL = 6.5
"""What two documents must score to be a pair, nats."""
_TOKENS = 30.0
"""Worth of a cosine of 1, nats."""
_FLOOR = 5.0
"""Added to the weight of every document, so that two that share their only token are not thought equal."""
_DOUBT = 20.0
"""Names that a document must hold before their being found or not says much."""
_UNSEEN = 4
"""Documents supposed on each side beside the given ones."""
_STRUCTURE = 6.0
"""Worth of a heading structure that no other document has, nats."""
_OUTLINE = 12.0
"""Headings and blocks from which an outline tells a document."""
_NAME = 5.0
"""Worth of a file name that only the two documents share, nats."""
_RECORDING = 4.0
"""Worth of a video that both documents link to, nats."""
_RECORDINGS = 4
"""Shared videos that count; more say nothing new."""
_LANGUAGE_TAG = re.compile(r"[._-](?:[a-z]{2}|zh[-_]?(?:cn|tw|hans|hant)|pt[-_]br|en[-_](?:us|gb))$", re.IGNORECASE)
_CERTAIN, _LIKELY = 0.95, 0.7
_SHOWN = 6


def pair(
    sources: Sequence[Document], targets: Sequence[Document], glossary: Glossary | None
) -> tuple[DocumentPair, ...]:
    """Pair documents one to one, in the order of the sources; those without a partner stand at the end.

    A pair has to be the best of both its documents and to score more than `NULL`. Scores are
    log-odds in nats. Swapping the sides swaps the partners.
    """
    import numpy as np

    if not sources or not targets:
        return (*(_alone(one.source, None) for one in sources), *(_alone(None, one.source) for one in targets))
    resources = Resources(Concepts.of(glossary), installed())
    own, other = [_describe(one, resources) for one in sources], [_describe(one, resources) for one in targets]
    weights = _weights(own, other)
    scores = _score(sources, targets, own, other, weights)
    match = soft_match(scores, NULL)
    chosen = {
        int(i): int(scores[i].argmax())
        for i in range(len(own))
        if scores[i].max() > NULL and int(np.argmax(scores[:, int(scores[i].argmax())])) == i
    }
    pairs = [
        DocumentPair(
            sources[i].source,
            targets[j].source,
            round(float(scores[i, j]), 4),
            _tier(float(match[i, j])),
            _shared(own[i], other[j], weights),
        )
        for i, j in sorted(chosen.items())
    ]
    lone_sources = (_alone(one.source, None) for i, one in enumerate(sources) if i not in chosen)
    lone_targets = (_alone(None, one.source) for j, one in enumerate(targets) if j not in set(chosen.values()))
    return (*pairs, *lone_sources, *lone_targets)


def _alone(source: str | None, target: str | None) -> DocumentPair:
    return DocumentPair(source, target, 0.0, None)


def _tier(posterior: float) -> Tier:
    return Tier.CERTAIN if posterior >= _CERTAIN else Tier.LIKELY if posterior >= _LIKELY else Tier.WEAK


def _describe(document: Document, resources: Resources) -> Features:
    """Describe a whole document as one segment."""
    nothing = Span(0, 0)
    whole = Segment("", SegmentKind.DOCUMENT, 0, "", nothing, Span(0, len(document.text)))
    return describe(document, [whole], resources, has_shape=False)[0]


def _score(
    sources: Sequence[Document],
    targets: Sequence[Document],
    own: Sequence[Features],
    other: Sequence[Features],
    weights: Mapping[Token, float],
) -> Floats:
    import numpy as np

    lengths = np.array([one.length for one in own]), np.array([one.length for one in other])
    # The usual ratio of the two languages; a pair's own ratio is near it.
    scale = float(np.median(lengths[1]) / max(1.0, float(np.median(lengths[0]))))
    form = (
        length_scores(lengths[0] * np.sqrt(max(scale, 1e-6)), lengths[1] / np.sqrt(max(scale, 1e-6)))
        + _structure_scores(sources, targets)
        + _name_scores([one.source for one in sources], [one.source for one in targets])
    )
    # A translation has the form of its source, a recap the recordings: the better explanation counts.
    return np.asarray(_token_scores(own, other, weights) + np.maximum(form, _recording_scores(sources, targets)))


def _token_scores(own: Sequence[Features], other: Sequence[Features], weights: Mapping[Token, float]) -> Floats:
    """Score the cosine of two documents over rare shared tokens, against what is usual for either of them.

    One token at a time, as most stand in few documents.
    """
    import numpy as np

    rows, columns = _holders(own), _holders(other)
    shared = np.zeros((len(own), len(other)))
    mass, mass_back = np.full(len(own), _FLOOR), np.full(len(other), _FLOOR)
    for token, weight in sorted(weights.items()):
        shared[np.ix_(rows[token], columns[token])] += weight
        mass[rows[token]] += weight
        mass_back[columns[token]] += weight
    cosine = _containment(own, other) * shared / np.sqrt(mass[:, None] * mass_back[None, :])
    # A long page is a little like every other; only what is more than that speaks for a pair.
    sums = cosine.sum(axis=1, keepdims=True) + cosine.sum(axis=0, keepdims=True) - 2.0 * cosine
    return np.asarray(_TOKENS * (cosine - sums / sum(cosine.shape)))


def _containment(own: Sequence[Features], other: Sequence[Features]) -> Floats:
    """Return how many of the names, links and numbers of one document the other holds too, 0..1.

    Of the two directions the better one: a translation keeps few of the words of its source, but
    nearly all names in it come from there. A document without names is halfway.
    """
    import numpy as np

    columns = _holders(other)
    kept = [[token for token in one.tokens if token.kind is not TokenKind.WORD] for one in own]
    total = np.array([len(tokens) for tokens in kept])
    total_back = np.array([sum(token.kind is not TokenKind.WORD for token in one.tokens) for one in other])
    found = np.zeros((len(own), len(other)))
    for row, tokens in enumerate(kept):
        for token in tokens:
            found[row, columns.get(token, [])] += 1.0
    doubt = 0.5 * _DOUBT
    return np.asarray(
        np.maximum(
            (found + doubt) / (total[:, None] + _DOUBT),
            (found + doubt) / (total_back[None, :] + _DOUBT),
        )
    )


def _holders(documents: Sequence[Features]) -> dict[Token, list[int]]:
    holders: dict[Token, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for token in document.tokens:
            holders[token].append(number)
    return holders


def _weights(own: Sequence[Features], other: Sequence[Features]) -> dict[Token, float]:
    """Weigh the tokens that both sides hold by their rarity: log-odds of meeting one by chance, nats, above 0."""
    rows, columns = _holders(own), _holders(other)
    weights = {}
    for token in rows.keys() & columns.keys():
        # In a handful of documents nothing is rare: a few unseen ones are supposed beside them.
        shares = len(rows[token]) / (len(own) + _UNSEEN), len(columns[token]) / (len(other) + _UNSEEN)
        hit = HITS[token.kind]
        weights[token] = 0.5 * TRUST[token.kind] * sum(log(max(hit, share) / share) for share in shares)
    return {token: weight for token, weight in weights.items() if weight > 0.0}


def _structure_scores(sources: Sequence[Document], targets: Sequence[Document]) -> Floats:
    """Score likeness of the heading levels in their order, and of the numbers of items, paragraphs and code blocks."""
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    own, other = [_outline(one) for one in sources], [_outline(one) for one in targets]
    alike = process.cdist(own, other, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    # What many documents look like says little of any two of them; half alike is usual among strangers.
    sums = alike.sum(axis=1, keepdims=True) + alike.sum(axis=0, keepdims=True) - 2.0 * alike
    usual = (sums + 0.5 * _UNSEEN) / (sum(alike.shape) - 2 + _UNSEEN)
    own_size, other_size = np.array([len(one) for one in own]), np.array([len(one) for one in other])
    # Short outlines are alike by chance.
    telling = np.minimum(1.0, np.minimum(own_size[:, None], other_size[None, :]) / _OUTLINE)
    return np.asarray(_STRUCTURE * telling * np.clip((alike - usual) / np.maximum(1.0 - usual, 0.2), -1.0, 1.0))


def _recording_scores(sources: Sequence[Document], targets: Sequence[Document]) -> Floats:
    """Score the recordings that both link to; nothing where they share none, whatever their form."""
    import numpy as np

    own, other = [_recordings(one) for one in sources], [_recordings(one) for one in targets]
    shared = np.array([[len(first & second) for second in other] for first in own], dtype=np.float64)
    return np.asarray(np.where(shared > 0.0, _RECORDING * np.minimum(shared, _RECORDINGS), -np.inf))


def _recordings(document: Document) -> frozenset[str]:
    return frozenset(link.identity for link in document.links if link.kind is LinkKind.VIDEO)


def _outline(document: Document) -> str:
    """Write the structure of a document as a string: a digit for each heading, a letter for each block."""
    letters = {SegmentKind.ITEM: "i", SegmentKind.PARAGRAPH: "p", SegmentKind.ROW: "r"}
    return "".join(
        str(segment.level) if segment.kind is SegmentKind.SECTION else letters.get(segment.kind, "")
        for segment in document.segments
    )


def _name_scores(sources: Sequence[str], targets: Sequence[str]) -> Floats:
    """Score equal file names, language tags aside; a name that many files bear says little."""
    import numpy as np

    own, other = [_stem(path) for path in sources], [_stem(path) for path in targets]
    counts, counts_back = Counter(own), Counter(other)
    scores = np.zeros((len(own), len(other)))
    for name in sorted((counts.keys() & counts_back.keys()) - {""}):
        worth = _NAME / max(counts[name], counts_back[name])
        for i in (number for number, stem in enumerate(own) if stem == name):
            for j in (number for number, stem in enumerate(other) if stem == name):
                scores[i, j] = worth + _same_folders(sources[i], targets[j])
    return scores


def _stem(path: str) -> str:
    stem = PurePosixPath(path.replace("\\", "/")).stem
    return _LANGUAGE_TAG.sub("", stem).lower()


def _same_folders(source: str, target: str) -> float:
    """Return one nat for every folder above the file that has the same name on both sides, at most three."""
    own, other = (list(PurePosixPath(path.replace("\\", "/")).parts[-2::-1]) for path in (source, target))
    same = 0
    for first, second in zip(own, other, strict=False):
        if first != second:
            break
        same += 1
    return float(min(same, 3))


def _shared(own: Features, other: Features, weights: Mapping[Token, float]) -> tuple[Evidence, ...]:
    """List the rarest tokens that two documents share."""
    shared = (token for token in own.tokens & other.tokens if token in weights)
    best = sorted(shared, key=lambda token: (-round(weights[token], 9), token))[:_SHOWN]
    return tuple(Evidence(token.kind.value, token.text, round(weights[token], 4)) for token in best)
