"""What many pages say together of forms and names."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summitalign.mining.look import SHOWN, Original, Seen
from summitalign.mining.pages import Place
from summitalign.mining.search import Finds, Kind

Pair = tuple[str, str]
"""A form, and the key of a name."""


@dataclass(slots=True)
class Form:
    """A form over all pages."""

    pages: int = 0
    count: int = 0
    speaks: int = 0
    against: int = 0
    persons: int = 0
    wholes: int = 0
    seen: list[Seen] = field(default_factory=list)


@dataclass(slots=True)
class Link:
    """A form and a name over all pages."""

    kind: Kind
    worth: float
    both: int = 0
    """Pages that hold both."""
    told: int = 0
    """Pages that hold the form, and the name in their running text."""
    slugs: int = 0
    """Pages that hold both, and the name as a part of an address only."""
    linked: int = 0
    """Pages where the form is linked to an address that names the name."""
    facing: int = 0
    """Passages that hold the form, of originals that hold the name, and without the name themselves."""
    alone: int = 0
    """Passages that hold the form, of originals that do not hold the name."""
    seen: list[Seen] = field(default_factory=list)
    """Places on pages that hold both."""
    originals: list[Original] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """All that was counted; pages are added one by one, and not kept."""

    pages: int = 0
    forms: dict[str, Form] = field(default_factory=dict)
    links: dict[Pair, Link] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    """Pages that hold a name, by key."""

    def add(self, finds: Finds) -> None:
        """Count what one page holds."""
        self.pages += 1
        self.named.update(finds.present.keys())
        for text, hit in finds.hits.items():
            form = self.forms.setdefault(text, Form())
            form.pages += 1
            form.count += hit.count
            form.speaks += hit.speaks
            form.against += hit.against
            form.persons += hit.persons
            form.wholes += hit.wholes
            form.seen += hit.seen[: SHOWN - len(form.seen)]
        for pair, (kind, worth) in finds.pairs.items():
            link = self.links.setdefault(pair, Link(kind, worth))
            if worth > link.worth:
                link.kind, link.worth = kind, worth
            hit, places = finds.hits[pair[0]], finds.present.get(pair[1], 0)
            if places:
                link.both += 1
                link.told += bool(places & (Place.PROSE | Place.CODE | Place.ALONE))
                link.slugs += not places & ~Place.LINK
                link.seen += hit.seen[: SHOWN - len(link.seen)]
            link.linked += pair[1] in hit.linked

    def face(self, pair: Pair, facing: int, alone: int, originals: Sequence[Original]) -> None:
        """Count what the originals of a page say of a pair that `add` has met."""
        link = self.links.get(pair)
        if link is not None:
            link.facing += facing
            link.alone += alone
            link.originals += originals[: SHOWN - len(link.originals)]

    def association(self, pair: Pair) -> float:
        """Return how much more often a form stands on pages with a name than on others, in nats."""
        link, form, named = self.links[pair], self.forms[pair[0]], self.named[pair[1]]
        with_name = (link.both + 0.3) / (named + 1)
        without = (form.pages - link.both + 0.3) / (self.pages - named + 1)
        return math.log(with_name) - math.log(without)

    def rivals(self) -> Iterator[tuple[str, list[Pair]]]:
        """Yield each form with the names that it may stand for."""
        found: dict[str, list[Pair]] = {}
        for pair in self.links:
            found.setdefault(pair[0], []).append(pair)
        yield from found.items()
