"""Vectors for texts from a model of the user's, and what their likeness says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from summitalign.align.weights import EMBEDDED, EMBEDDING
from summitalign.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

Embedder = Callable[[Sequence[str]], "ArrayLike"]
"""Turns texts into a table with a row of numbers for each; alike texts have rows of a like direction."""

GROUP = "summitalign.embedders"
"""The entry point group in which packages name an `Embedder`."""
_LONGEST = 2_000
"""Code points of a text that are embedded; models read a few hundred words and drop the rest."""
_SPREAD = 0.02
"""Added to the standard deviation, so that rounding among equal texts is no evidence."""
_OUTSTANDING = 1.0
"""Standard deviations above the usual from which a likeness speaks for a pair."""


def load_embedder(name: str) -> Embedder:
    """Load an embedder: a name of the entry point group, `module:function`, or a model of sentence-transformers.

    Raises UsageError for one that cannot be loaded. A model that is a folder is read from there; what else the
    name may mean is up to sentence-transformers.
    """
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP, name=name):
        return _loaded(name, point.load)
    module, _, attribute = name.partition(":")
    if attribute and module.replace(".", "").isidentifier() and attribute.isidentifier():
        return _loaded(name, lambda: getattr(import_module(module), attribute))
    return _sentence_transformer(name)


def _loaded(name: str, load: Callable[[], object]) -> Embedder:
    try:
        return cast(Embedder, load())
    except (ImportError, AttributeError) as error:
        raise UsageError(f"the embedder {name} cannot be loaded: {error}") from error


def _sentence_transformer(name: str) -> Embedder:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise UsageError(
            f"the embedder {name} needs sentence-transformers",
            hint="pip install 'summitalign[embeddings]', or name a function of your own as module:function",
        ) from error
    try:
        model = SentenceTransformer(name)
    except (OSError, ValueError) as error:
        raise UsageError(f"the model {name} cannot be loaded: {str(error).splitlines()[0]}") from error
    return lambda texts: cast("ArrayLike", model.encode(list(texts), show_progress_bar=False))


def vectors(embedder: Embedder, texts: Sequence[str]) -> Floats:
    """Return a row of length 1 for every text, of zeros for a blank one; equal texts are asked once.

    Raises UsageError for an answer that is no table with a row for each text.
    """
    import numpy as np

    asked = sorted({text[:_LONGEST] for text in texts if text.strip()})
    if not asked:
        return np.zeros((len(texts), 1))
    try:
        rows = np.asarray(embedder(asked), dtype=np.float64)
    except Exception as error:  # whatever a function of the user's may raise
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise UsageError(
            f"the embedder failed on {len(asked)} texts: {reason}",
            hint="it has to take a list of texts and return one row of finite numbers for each",
        ) from error
    if rows.ndim != 2 or len(rows) != len(asked) or not np.isfinite(rows).all():
        raise UsageError(
            f"the embedder answered {len(asked)} texts with an array of shape {rows.shape}",
            hint="it has to return one row of finite numbers for each text",
        )
    size = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = rows / np.where(size > 0.0, size, 1.0)
    place = {text: number for number, text in enumerate(asked)}
    found = np.zeros((len(texts), rows.shape[1]))
    for number, text in enumerate(texts):
        if text.strip():
            found[number] = rows[place[text[:_LONGEST]]]
    return found


def embedding_scores(embedder: Embedder, sources: Sequence[str], targets: Sequence[str]) -> Floats:
    """Score the likeness of meanings against what is usual among these candidates, nats; 0 for blank texts.

    A cosine means nothing by itself: some models give 0.9 to any two texts. So it counts by how far it stands out
    of those of the same row and column, in standard deviations.
    """
    import numpy as np

    own, other = vectors(embedder, sources), vectors(embedder, targets)
    if own.shape[1] != other.shape[1]:  # one side is blank
        return np.zeros((len(sources), len(targets)))
    cosine = own @ other.T
    has = np.any(own != 0.0, axis=1)[:, None] & np.any(other != 0.0, axis=1)[None, :]
    usual = 0.5 * (_usual(cosine, has) + _usual(cosine.T, has.T).T)
    spread = np.sqrt(np.mean((cosine - usual)[has] ** 2)) if has.sum() > 1 else 0.0
    out = (cosine - usual) / (spread + _SPREAD)
    return np.asarray(np.where(has, np.clip(EMBEDDING * (out - _OUTSTANDING), -EMBEDDED, EMBEDDED), 0.0))


def _usual(cosine: Floats, has: NDArray[np.bool_]) -> Floats:
    """Return the mean of every row over the pairs that have texts."""
    import numpy as np

    return np.asarray((cosine * has).sum(axis=1, keepdims=True) / np.maximum(1, has.sum(axis=1, keepdims=True)))
