"""A document as mining sees it: its running text, and the names that it holds."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntFlag

from summitalign.mining.names import has_own_capitals, keys_in
from summitalign.model.document import Document, RegionKind, Scope

GAP = "\x00"
"""Stands in the running text for code, an address, or whatever else is no prose."""
_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_MARKS = re.compile(r"[*_~`]+")
_HOST = re.compile(r"^[a-z]+://(?:www\.)?", re.IGNORECASE)
_ROW = re.compile(r"(?<![\w.])[A-Z][A-Za-z0-9+#]+(?: [A-Z][A-Za-z0-9+#]+)+(?!\w)", re.ASCII)
_MARKERS, _ENDS = " \t*>#-+" + GAP, "\n.!?:|"
"""What may stand at the beginning of a sentence, and what ends the one before."""
_COMMON = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "By",
        "For",
        "With",
        "From",
        "To",
        "Of",
        "And",
        "Or",
        "Is",
        "Are",
        "Was",
        "We",
        "You",
        "It",
        "This",
        "That",
        "How",
        "What",
        "Why",
        "When",
        "Using",
        "Use",
        "Our",
        "Your",
        "New",
        "Introducing",
        "Announcing",
        "Video",
        "Link",
        "Documentation",
        "Day",
        "Session",
        "Talk",
        "Keynote",
        "Speaker",
        "Guide",
        "Overview",
        "Introduction",
        "Getting",
        "Building",
        "Learn",
        "Learning",
        "About",
        "More",
        "Watch",
        "Read",
        "Get",
        "Team",
        "Developer",
        "Developers",
        "Engineer",
        "Google",
    ]
)
"""Words that stand beside a name in titles, and belong to none."""
_MAX_LINK = 300
"""Letters of an address that are read; behind them stand parameters."""
_TRACKING = re.compile(r"[?#].*")
_TAGS = frozenset({"tags", "tag", "categories", "category", "keywords", "topics"})


class Place(IntFlag):
    """Where on a page a name stands."""

    PROSE = 1
    CODE = 2
    LINK = 4
    TAG = 8
    ALONE = 16
    """A host or a last path segment is the name and nothing else."""
    ORIGINAL = 32
    """An original of the document has it."""
    LOWER = 64
    """It stands in running text without a capital, as an ordinary word does."""
    APART = 128
    """Words that make up the name stand beside each other without a capital."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A link in the running text."""

    start: int
    end: int
    keys: frozenset[str]
    """Keys of the names in its address."""


@dataclass(frozen=True, slots=True)
class Page:
    """One document, described for mining."""

    source: str
    text: str
    """Running text with the line ends of the document; `GAP` for what is no prose."""
    places: dict[str, int] = field(hash=False)
    """Key of a name to the places (`Place`) where the page has it."""
    written: dict[str, str] = field(hash=False)
    """Key to the spelling with capitals of its own."""
    links: tuple[Shown, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    """Stretches of the running text that are headings."""
    starts: tuple[tuple[int, int], ...] = ()
    """Offsets in the document and in the running text at which pieces begin, for going from one to the other."""
    called: tuple[str, ...] = ()
    """Words, and rows of words with capitals, that are spelled as only names are."""
    is_east: bool = True
    """True where Chinese or Japanese is written."""

    def offset(self, position: int) -> int:
        """Return the offset in the running text of an offset in the document."""
        at = bisect_right(self.starts, (position, 1 << 60)) - 1
        if at < 0:
            return 0
        begin, shown = self.starts[at]
        return min(shown + position - begin, len(self.text))


def read_page(document: Document) -> Page:
    """Describe a document for mining."""
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    headings: list[tuple[int, int]] = []
    length = 0
    places: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    for region in document.regions:
        raw = region.span.of(document.text)
        if region.kind is RegionKind.PROSE:
            piece = raw
            if region.scope & Scope.HEADING:
                headings.append((length, length + len(piece)))
        elif region.kind is RegionKind.MARKUP:
            piece = _MARKS.sub("", raw)
        else:
            piece = GAP + "\n" * raw.count("\n")
            _note(places, written, raw, region.kind)
        starts.append((region.span.start, length))
        pieces.append(piece)
        length += len(piece)
    text = "".join(pieces)
    _note(places, written, text, RegionKind.PROSE)
    for key, value in document.front_matter:
        if key.lower() in _TAGS:
            for name, _ in keys_in(value):
                places[name] |= Place.TAG
    own = {key: most.most_common(1)[0][0] for key, most in written.items()}
    page = Page(
        document.source, text, dict(places), own, called=tuple(sorted({*own.values(), *_rows(text, headings)})),
        headings=tuple(headings), starts=tuple(starts), is_east=_is_east(text),
    )  # fmt: skip
    return _with_links(page, document)


def _rows(text: str, headings: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield rows of two or three words with capitals, one of which is spelled as only names are: Mesh TensorFlow.

    In headings, and where a sentence begins, capitals say nothing: Import TensorFlow.
    """
    for found in _ROW.finditer(text):
        if any(start <= found.start() < end for start, end in headings):
            continue
        before = text[max(0, found.start() - 9) : found.start()].rstrip(_MARKERS)
        first = int(before[-1:] in _ENDS)
        words = found[0].split(" ")
        for size in (2, 3):
            for at in range(first, len(words) - size + 1):
                row = words[at : at + size]
                if any(has_own_capitals(word) for word in row) and not _COMMON.intersection(row):
                    yield " ".join(row)


def _note(places: Counter[str], written: dict[str, Counter[str]], raw: str, kind: RegionKind) -> None:
    """Note the names of a piece of a page."""
    if kind in (RegionKind.LINK_TARGET, RegionKind.AUTOLINK, RegionKind.REFERENCE_DEFINITION):
        place, raw = Place.LINK, _TRACKING.sub("", raw[:_MAX_LINK])
    elif kind is RegionKind.PROSE:
        place = Place.PROSE
    elif kind is RegionKind.FRONT_MATTER:
        place = Place.TAG
    elif kind in (RegionKind.CODE, RegionKind.IDENTIFIER, RegionKind.REFERENCE_LABEL):
        place = Place.CODE
    else:
        return
    for key, shown in keys_in(raw):
        places[key] |= shown_place(shown) if place is Place.PROSE else place
        # Code has identifiers, which are written like names.
        if place in (Place.PROSE, Place.TAG) and has_own_capitals(shown) and " " not in shown:
            written.setdefault(key, Counter())[shown] += 1


def shown_place(shown: str) -> Place:
    """Return what running text says of a name by the way it is written."""
    if not shown.islower():
        return Place.PROSE
    return Place.APART if " " in shown else Place.LOWER


def _with_links(page: Page, document: Document) -> Page:
    from dataclasses import replace

    links = []
    for link in document.links:
        target = _TRACKING.sub("", link.target[:_MAX_LINK])
        keys = frozenset(key for key, _ in keys_in(target))
        host, _, path = _HOST.sub("", target).partition("/")
        for name in (*host.split(".")[:-1], path.rstrip("/").rpartition("/")[2].partition(".")[0]):
            for key, shown in keys_in(name):
                if shown == name:
                    page.places[key] = page.places.get(key, 0) | Place.ALONE
        if link.text_span.end > link.text_span.start and keys:
            start, end = page.offset(link.text_span.start), page.offset(link.text_span.end)
            links.append(Shown(start, end, keys))
    return replace(page, links=tuple(links))


def _is_east(text: str) -> bool:
    """Say whether a text is written in Chinese or Japanese: one of their letters says as much as a short word."""
    east = len(_HAN.findall(text))
    return east > 0 and east * 2 >= len(_LATIN_WORD.findall(text))
