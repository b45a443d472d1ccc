"""What an alignment may be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from summitalign.align.embedding import Embedder
from summitalign.align.lexicon import Lexicon, installed, joined
from summitalign.model.alignment import Order, Unit


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """Which segments are aligned, in which order, and what may be asked beside the documents themselves."""

    unit: Unit = Unit.AUTO
    order: Order = Order.AUTO
    lexicons: tuple[Lexicon, ...] | None = None
    """Dictionaries that count, all of them together; None for the one that is installed, if any."""
    embedder: Embedder | None = None
    """What turns texts into vectors, if any."""
    embedder_name: str = ""
    """How the signature names it."""

    def lexicon(self) -> Lexicon | None:
        """Return the dictionaries as one, read on the first call; None where there is none."""
        if self.lexicons is None:
            return installed()
        return joined(self.lexicons)
