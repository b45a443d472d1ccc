"""How far a run goes by what earlier ones found; in a room of its own, as a run that keeps nothing needs no more."""

from dataclasses import dataclass

from summitalign.workspace.run import CHUNK

LEAST = CHUNK
"""Documents from which the cache is asked; fewer are done before it is open."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Whether and how a run goes by the cache."""

    no_cache: bool = False
    rehash: bool = False
    """Whether every file is read and digested, whatever the system says of it."""
