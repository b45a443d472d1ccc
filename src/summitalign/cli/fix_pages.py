"""What `fix-terms` said of documents that follow each other, to be said again as it stands while none of them changes.

One thing can change it from outside: a link of another document to a heading that a fix would change. So a page keeps
the links of its documents, and those of its documents that have such headings; it holds as long as nobody links there,
or all links and documents of the run are what they were.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from typing import Any

from summitalign.cli.fix_said import Said
from summitalign.workspace.anchoring import Anchoring
from summitalign.workspace.crossing import Crossings, Links
from summitalign.workspace.read import Input
from summitalign.workspace.row import Row
from summitalign.workspace.run import Engine
from summitalign.workspace.sheets import Sheets, Stretch, stretches

_MOST_WAITING = 64
"""Pages that wait for the links of their documents to be looked for."""


@dataclass(slots=True)
class Page:
    """What is said of some documents."""

    documents: int = 0
    to_apply: int = 0
    to_judge: int = 0
    skipped: int = 0
    moved: list[str] = field(default_factory=list)
    """Documents of a partial run with a heading whose anchor changes."""
    headings: list[str] = field(default_factory=list)
    """Documents with a fix in a heading."""
    pieces: list[str] | None = None
    """What is printed; None where nobody keeps it."""

    def add(self, said: Said) -> None:
        """Add what is said of a document."""
        self.documents += said.documents
        self.to_apply += said.to_apply
        self.to_judge += said.to_judge
        self.skipped += said.skipped
        if said.text and self.pieces is not None:
            self.pieces.append(said.text)

    def spoil(self) -> None:
        """Keep nothing: what is said does not come from the documents alone."""
        self.pieces = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page as it is kept."""

    page: Page
    links: Mapping[str, Links] | None
    """Of its documents to headings of others; None where they were not looked for."""
    world: str
    """Digest of all links and documents of the run; empty where the links were not looked for."""


class Pages:
    """The pages of one run."""

    def __init__(self, inputs: Sequence[Input], sheets: Sheets, crossings: Crossings, anchoring: Anchoring) -> None:
        """Name the documents and what links between them are asked of."""
        self._inputs, self._sheets, self._crossings, self._anchoring = inputs, sheets, crossings, anchoring
        self._parts = list(stretches([source.name for source in inputs]))
        self._held: dict[Stretch, bytes] = {}
        self._waiting: list[tuple[Stretch, Page, Row]] = []
        self._world = ""

    def survey(self, engine: Engine) -> list[Input]:
        """Find out which pages hold; returns the documents that are on none of these, and are to be done."""
        headings: dict[Stretch, tuple[list[str], str]] = {}
        for part, content in zip(self._parts, self._sheets.find(self._parts), strict=True):
            kept = _parsed(content) if content is not None else None
            if content is None or kept is None:
                continue
            self._held[part] = sha256(content).digest()
            if kept.links is not None:
                self._crossings.given.update((name, kept.links.get(name, ())) for name in self._names(part))
            if kept.page.headings:
                headings[part] = kept.page.headings, kept.world
        if headings:
            self._crossings.search(engine)
        for part, (linked, world) in headings.items():
            if world != self._said_world() and any(map(self._anchoring.is_linked, linked)):
                del self._held[part]
        left = [self._inputs[part.start : part.end] for part in self._parts if part not in self._held]
        return list(chain.from_iterable(left))

    @property
    def parts(self) -> Sequence[Stretch]:
        """Return the parts of the run, in order."""
        return self._parts

    def is_held(self, part: Stretch) -> bool:
        """Say whether the documents of a part are on a page, and not among those to be done."""
        return part in self._held

    def read(self, part: Stretch) -> Page | None:
        """Return the page of a part; None where none holds, or what held is gone since."""
        content = self._sheets.read(part) if part in self._held else None
        if content is None or sha256(content).digest() != self._held[part]:
            return None
        kept = _parsed(content)
        return kept.page if kept is not None else None

    def keep(self, part: Stretch, page: Page) -> None:
        """Keep the page of a part that is done, if it rests on its documents alone and all of them are proven."""
        row = self._sheets.proven(part)
        if row is not None and page.pieces is not None and page.documents == part.end - part.start:
            self._waiting.append((part, page, row))
        if self._crossings.is_searched or len(self._waiting) >= _MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write the pages that are to be kept."""
        found = self._crossings.search() if self._crossings.is_searched else None
        sheets = []
        for part, page, row in self._waiting:
            names = self._names(part)
            links = {name: found[name] for name in names if name in found} if found is not None else None
            kept = _Kept(page, links, self._said_world() if found is not None else "")
            sheets.append((part, replace(row, content=_packed(kept))))
        self._waiting.clear()
        self._sheets.put(sheets)

    def _names(self, part: Stretch) -> list[str]:
        return [source.name for source in self._inputs[part.start : part.end]]

    def _said_world(self) -> str:
        self._world = self._world or self._crossings.world()
        return self._world


def _packed(kept: _Kept) -> bytes:
    page = kept.page
    counts = page.documents, page.to_apply, page.to_judge, page.skipped
    head = json.dumps([*counts, page.moved, page.headings, kept.links, kept.world])
    text = "".join(page.pieces or ())
    return zlib.compress(f"{head}\n{text}".encode("utf-8", "surrogatepass"), 1)


def _parsed(content: bytes) -> _Kept | None:
    """Return a page that was kept; None for one that a program has written that was not quite this one."""
    try:
        head, _, text = zlib.decompress(content).decode("utf-8", "surrogatepass").partition("\n")
        documents, to_apply, to_judge, skipped, moved, headings, links, world = json.loads(head)
        page = Page(documents, to_apply, to_judge, skipped, moved, headings, [text])
        return _Kept(page, None if links is None else _links(links), world)
    except (zlib.error, ValueError, TypeError, AttributeError):
        return None


def _links(found: dict[str, Any]) -> dict[str, Links]:
    return {name: tuple((str(path), str(anchor)) for path, anchor in links) for name, links in found.items()}
