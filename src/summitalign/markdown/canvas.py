"""A canvas with one byte for each code point of a text: its kind, and for prose the scopes that it stands in."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from summitalign.model.document import Region, RegionKind, Scope
from summitalign.model.span import Span

_PROSE = 0x80
"""Bit of a prose code point; the seven lower bits hold its scopes."""
BRUSHES = tuple(bytes((_PROSE | scopes,)) for scopes in range(_PROSE))
"""What paints prose, by the scopes that it stands in."""
_SCOPES = tuple(Scope(scopes) for scopes in range(_PROSE))
FRONT_PROSE = 0x7F
"""A code point of a front matter's prose: its scope is the eighth, for which no bit is left."""
_FRONT_BRUSH = bytes((FRONT_PROSE,))
_KINDS = (None, *(kind for kind in RegionKind if kind is not RegionKind.PROSE))
_CODES: dict[RegionKind, int] = {kind: code for code, kind in enumerate(_KINDS) if kind is not None}
_FILLS = {kind: bytes((code,)) for kind, code in _CODES.items()}
_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_EDGE = re.compile(rb"[^\0]")
_PROSE_RUN = re.compile(rb"[\x7f-\xff]+")
_ENTITY, _MARKUP = _CODES[RegionKind.ENTITY], _CODES[RegionKind.MARKUP]
_BRIDGED_RUN = re.compile(rb"[\x7f-\xff]+(?:%b{1,11}[\x7f-\xff]+)*" % re.escape(bytes((_ENTITY,))))
"""Runs of prose with short escapes and character references between them."""
_BRIDGED = bytes((*range(FRONT_PROSE, 256), _ENTITY))
_BACKSLASHES = bytes(0xFF * (chr(byte) == "\\") for byte in range(256))
_ESCAPES = bytes((_ENTITY ^ _MARKUP) * (byte == _MARKUP) for byte in range(256))
"""What turns the paint of markup into that of a character reference, by exclusive or."""
_STRIDE = 64
_BORDERS = re.Match[bytes].span


@dataclass(slots=True)
class Canvas:
    """One byte for each code point, and the state of the walk through the events."""

    text: str
    paint: bytearray
    scopes: list[int] = field(default_factory=lambda: [0])
    inner_ends: list[int] = field(default_factory=list)
    """For each open link or image: where its shown content ends."""
    code_depth: int = 0
    opaque: list[tuple[str, int]] = field(default_factory=list)
    """Open inline elements whose content is no prose, with the offset behind their tag."""
    _names: Counter[str] = field(default_factory=Counter)
    """How many elements of each name are open."""
    _closed: list[tuple[int, int]] = field(default_factory=list)
    """Where elements have been closed, the outermost only."""

    @classmethod
    def of(cls, text: str) -> "Canvas":
        """Return a canvas that is all markup."""
        return cls(text, bytearray(bytes((_MARKUP,)) * len(text)))

    def is_prose(self, at: int) -> bool:
        """Say whether a code point is prose."""
        return self.paint[at] >= FRONT_PROSE

    def is_kind(self, at: int, kind: RegionKind) -> bool:
        """Say whether a code point has a kind, which is not prose."""
        return self.paint[at] == _CODES[kind]

    def kind_at(self, at: int) -> RegionKind:
        """Return the kind of a code point."""
        return _kind(self.paint[at])

    def is_only(self, span: Span, kinds: Container[RegionKind]) -> bool:
        """Say whether every code point of a span has one of some kinds."""
        return all(_kind(code) in kinds for code in set(self.paint[span.start : span.end]))

    def holds_prose(self, span: Span) -> bool:
        """Say whether prose stands in a span."""
        return _PROSE_RUN.search(self.paint, span.start, span.end) is not None

    def code(self) -> list[Span]:
        """Return the stretches of code, in order."""
        return list(self.spans_of(RegionKind.CODE))

    def fill(self, start: int, end: int, kind: RegionKind) -> None:
        """Give a stretch a kind that is not prose."""
        self.paint[start:end] = _FILLS[kind] * (end - start)

    def front_prose(self, start: int, end: int) -> None:
        """Make a stretch prose of the front matter."""
        self.paint[start:end] = _FRONT_BRUSH * (end - start)

    def open(self, name: str, end: int) -> None:
        """Note that an element opens whose tag ends at an offset."""
        self.opaque.append((name, end))
        self._names[name] += 1

    def abandon(self) -> None:
        """Forget the open elements: none reaches into the next block."""
        if self.opaque:
            self.opaque.clear()
            self._names.clear()

    def close(self, name: str, end: int) -> None:
        """Make code of what stands in the innermost open element of a name; those inside of it are open no more.

        What an inner element has made code is left out: a thousand elements in each other are no million.
        """
        if not self._names[name]:
            return
        opened, begin = "", end
        while opened != name:
            opened, begin = self.opaque.pop()
            self._names[opened] -= 1
        stop = end
        while self._closed and self._closed[-1][0] >= begin:
            first, last = self._closed.pop()
            self.fill(last, stop, RegionKind.CODE)
            stop = first
        self.fill(begin, stop, RegionKind.CODE)
        self._closed.append((begin, end))

    def prose(self, start: int, end: int, extra: int = 0) -> None:
        """Make a stretch prose, in the scopes of the walk and others."""
        self.paint[start:end] = BRUSHES[self.scopes[-1] | extra] * (end - start)

    def runs(self) -> list[tuple[int, int]]:
        """Return the runs of prose; escapes and character references inside a run do not part it."""
        return [run.span() for run in _BRIDGED_RUN.finditer(self._bridged())]

    def runs_at(self, places: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield those of the runs of prose that hold some places, which ascend."""
        paint, end = self._bridged(), 0
        for place in places:
            if place < end or place >= len(paint) or paint[place] < FRONT_PROSE:
                continue
            for run in _BRIDGED_RUN.finditer(paint, max(_run_start(paint, place, _BRIDGED), end)):
                end = run.end()
                if place < end:
                    yield run.span()
                    break

    def _bridged(self) -> bytes:
        """Return the paint, in which the mark of an escape counts as one."""
        paint = bytes(self.paint)
        if "\\" not in self.text:
            return paint
        # Numbers of a million digits are combined faster than a loop begins.
        marks = self.text.encode("latin-1", "replace").translate(_BACKSLASHES)
        escapes = int.from_bytes(marks, "big") & int.from_bytes(paint.translate(_ESCAPES), "big")
        return (int.from_bytes(paint, "big") ^ escapes).to_bytes(len(paint), "big")

    def prose_marks(self, mark: str) -> list[int]:
        """Return the offsets at which an ASCII character stands in prose, that of the front matter aside.

        A text may hold a million of them that are none.
        """
        marks = self.text.encode("latin-1", "replace").translate(_only(mark))
        number = int.from_bytes(marks, "big") & int.from_bytes(self.paint, "big")
        found = number.to_bytes(len(marks), "big") if number else b""
        places, at = [], found.find(_PROSE)
        while at >= 0:
            places.append(at)
            at = found.find(_PROSE, at + 1)
        return places

    def tiles(self) -> Iterator[Region]:
        """Yield the tiles of the whole text."""
        start, size = 0, len(self.paint)
        # Each byte combined with the one before: zeros but where a tile begins, found faster than runs are.
        number = int.from_bytes(self.paint, "big")
        for edge in _EDGE.finditer((number ^ number >> 8).to_bytes(size, "big"), 1):
            yield _tile(self.paint[start], start, edge.start())
            start = edge.start()
        if size:
            yield _tile(self.paint[start], start, size)

    def spans_of(self, kind: RegionKind) -> Iterator[Span]:
        """Yield the tiles of one kind, which is not prose."""
        for run in re.finditer(re.escape(bytes((_CODES[kind],))) + b"+", self.paint):
            yield Span(*run.span())

    def tiles_at(self, places: Iterable[int]) -> Iterator[Region]:
        """Yield the tiles of prose that hold some places, which ascend."""
        whole, end = bytes(self.paint), 0
        for place in places:
            if place < end or place >= len(whole) or whole[place] < FRONT_PROSE:
                continue
            run = _RUN.match(whole, place)
            end = run.end() if run else place + 1
            yield _tile(whole[place], _run_start(whole, place, whole[place : place + 1]), end)


@cache
def _only(mark: str) -> bytes:
    """Return the table that turns one character into the bit of prose, and all others into nothing."""
    return bytes(_PROSE * (byte == ord(mark)) for byte in range(256))


def prose_runs(paint: bytes) -> Iterator[tuple[int, int]]:
    """Yield where prose stands in a painted text, in whatever contexts."""
    return map(_BORDERS, _PROSE_RUN.finditer(paint))


def tiles_of(paint: bytes) -> Iterator[Region]:
    """Yield the tiles of a painted text, or of a stretch of one, as if it began with it."""
    for run in _RUN.finditer(paint):
        yield _tile(paint[run.start()], run.start(), run.end())


def is_markup(paint: bytes) -> bool:
    """Say whether a painted text is nothing but markup."""
    return not paint.strip(_FILLS[RegionKind.MARKUP])


def paint_of(regions: Iterable[Region]) -> bytes:
    """Return the paint of a text by its regions, which tile it."""
    return b"".join([_brush(region) * len(region.span) for region in regions])


def _brush(region: Region) -> bytes:
    if region.kind is not RegionKind.PROSE:
        return _FILLS[region.kind]
    return _FRONT_BRUSH if region.scope is Scope.FRONT_MATTER else BRUSHES[region.scope.value]


def _run_start(paint: bytes, place: int, colour: bytes) -> int:
    """Return where the run of some colours around a place begins; in growing strides, as most runs are short."""
    stride = _STRIDE
    while place:
        least = max(place - stride, 0)
        kept = len(paint[least:place].rstrip(colour))
        place = least + kept
        if kept:
            break
        stride *= 4
    return place


def _tile(code: int, start: int, end: int) -> Region:
    if code >= _PROSE:
        return Region(RegionKind.PROSE, Span(start, end), _SCOPES[code & ~_PROSE])
    if code == FRONT_PROSE:
        return Region(RegionKind.PROSE, Span(start, end), Scope.FRONT_MATTER)
    return Region(_kind(code), Span(start, end))


def _kind(code: int) -> RegionKind:
    return RegionKind.PROSE if code >= FRONT_PROSE else _KINDS[code] or RegionKind.MARKUP
