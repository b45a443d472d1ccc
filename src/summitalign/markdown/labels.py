"""References and their definitions: where a label is shown, where it is only named, and where it is defined."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from summitalign.markdown.canvas import Canvas
from summitalign.markdown.events import Event
from summitalign.markdown.link_reading import LinkReader
from summitalign.model.document import Region, RegionKind, Scope
from summitalign.model.span import Span

_DEFINITION = re.compile(
    r"^(?:[ \t]*(?:>|[-+*]|[0-9]{1,9}[.)]))*[ \t]*\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:", re.MULTILINE
)
_BRACKETS = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]")
_OPEN = frozenset({RegionKind.REFERENCE_DEFINITION, RegionKind.REFERENCE_LABEL, RegionKind.MARKUP, RegionKind.PROSE})
"""What a label may stand in; code, templates and comments only show one."""
_SHOWN = ("Shortcut", "Collapsed")
_BY_LABEL = (*_SHOWN, "Reference")
_NESTED = 8


@dataclass(frozen=True, slots=True)
class Label:
    """A label at one place."""

    key: str
    """What it is compared by: case and white space folded."""
    span: Span | None
    """Where it stands, without its brackets; None where quote marks or the like interrupt it."""
    is_shown: bool = False
    """Whether it is what the reader sees: the text of a shortcut or collapsed reference."""
    is_image: bool = False


class Reference(NamedTuple):
    """A reference as the parser gives it: a tuple, as a text may hold a hundred thousand."""

    start: int
    """First code point of its label."""
    end: int
    name: str
    is_shown: bool
    is_image: bool

    def label(self, text: str) -> Label:
        """Return the label of a reference in its text."""
        key = label_key(self.name)
        is_plain = self.start <= self.end and label_key(text[self.start : self.end]) == key
        return Label(key, Span(self.start, self.end) if is_plain else None, self.is_shown, self.is_image)


@dataclass(frozen=True)  # no slots, for the properties that are looked up ten thousand times
class Labels:
    """The labels of a document."""

    text: str
    canvas: Canvas
    """The document as it is painted, with shown labels as prose."""
    references: tuple[Reference, ...]
    definitions: tuple[Label, ...]

    @cached_property
    def _by_key(self) -> dict[str, list[Reference]]:
        # A text may hold a hundred thousand references to few labels.
        named: dict[str, list[Reference]] = {}
        for reference in self.references:
            named.setdefault(reference.name, []).append(reference)
        found: dict[str, list[Reference]] = {}
        for name, references in named.items():
            found.setdefault(label_key(name), []).extend(references)
        return found

    @cached_property
    def _defined(self) -> dict[str, list[Label]]:
        found: dict[str, list[Label]] = {}
        for label in self.definitions:
            found.setdefault(label.key, []).append(label)
        return found

    @cached_property
    def _bracketed(self) -> frozenset[str]:
        return frozenset(map(label_key, set(_BRACKETS.findall(self.text))))

    @cached_property
    def _shown(self) -> tuple[list[int], list[Reference]]:
        """Where the shown labels begin, and the labels."""
        shown = sorted(reference for reference in self.references if reference.is_shown)
        return [reference.start for reference in shown], shown

    def of(self, key: str) -> tuple[Label, ...]:
        """Return the references to a label and its definitions, in no order."""
        references = (reference.label(self.text) for reference in self._by_key.get(key, ()))
        return (*references, *self._defined.get(key, ()))

    def definition(self, key: str) -> Label | None:
        """Return the first definition of a label, if there is one."""
        return next(iter(self._defined.get(key, ())), None)

    def stand_in_brackets(self, key: str) -> bool:
        """Say whether a text in brackets could be a reference to a label."""
        return key in self._bracketed

    def shown_at(self, span: Span) -> Label | None:
        """Return the label whose shown text holds a span."""
        return next((label for label in self._near(span.start) if label.span and label.span.contains(span)), None)

    def is_open(self, span: Span) -> bool:
        """Say whether a label at a span is one, and no code or template that looks like it."""
        return self.canvas.is_only(span, _OPEN)

    def linked(self, regions: Iterable[Region]) -> Iterator[Region]:
        """Pass regions on; prose in a shown label is the text of a link or an image."""
        for region in regions:
            near = [label for label in self._near(region.span.start) if label.span]
            if region.kind is RegionKind.PROSE and near and near[-1].span and near[-1].span.contains(region.span):
                yield replace(region, scope=region.scope | (Scope.ALT if near[-1].is_image else Scope.LINK_TEXT))
            else:
                yield region

    def _near(self, offset: int) -> list[Label]:
        """Return the last shown labels that begin at an offset or before it, in order."""
        starts, shown = self._shown
        at = bisect_right(starts, offset)
        # An image may stand in the text of a link, but not many in each other.
        return [reference.label(self.text) for reference in shown[max(at - _NESTED, 0) : at]]


def label_key(label: str) -> str:
    """Return what a label is compared by."""
    return " ".join(label.split()).casefold()


@lru_cache(maxsize=64)  # asked for each place in a label, wherever it stands
def folded_places(label: str) -> tuple[int, ...]:
    """Return for each code point of `label_key` the offset in the label that it comes from, and the end."""
    places: list[int] = []
    is_blank = True  # blanks at the start are dropped
    for at, letter in enumerate(label):
        if letter.isspace():
            if not is_blank:
                places.append(at)
            is_blank = True
        else:
            places += [at] * len(letter.casefold())
            is_blank = False
    trailing = len(label.rstrip())
    places = places[: bisect_left(places, trailing)]
    return (*places, trailing)


@dataclass(slots=True)
class LabelReader:
    """Notes the references of a text in a walk through its events, and reveals the labels that are shown."""

    text: str
    links: LinkReader
    """Reads the links on the same walk: a text may hold a million events, and another walk takes half a second."""
    _references: list[Reference] = field(default_factory=list)
    _covered: list[tuple[int, int]] = field(default_factory=list)
    """What holds text, where no definition stands."""

    def read(self, events: Iterable[Event]) -> Iterator[Event]:
        """Pass the events on, so that shown labels come out as prose."""
        revealed: list[bool] = []
        defined = _DEFINITION.search(self.text)
        first = defined.start(1) if defined else len(self.text)  # before it nothing need be covered
        ends = self.links.ends
        for event in events:
            name, phase, start, end, value = event
            if name not in ("Link", "Image"):
                if phase == "leaf" and ends and end > ends[-1]:
                    ends[-1] = end
                if end >= first and (phase == "leaf" or name in ("CodeBlock", "HtmlBlock")):
                    self._covered.append((start, end))
                yield event
                continue
            self.links.take(event)
            if phase == "start":
                kind = str(value.get("link_type", "")) if isinstance(value, dict) else ""
                if kind in _BY_LABEL:
                    self._note(event, kind)
                revealed.append(kind in _SHOWN)
                is_revealed = revealed[-1]
            else:
                is_revealed = revealed.pop()
            yield Event("Label", phase, start, end, value) if is_revealed else event

    def labels(self, canvas: Canvas, body: int) -> Labels:
        """Return the labels of a text whose events have passed, and that was painted by them."""
        return Labels(self.text, canvas, tuple(self._references), tuple(self._definitions(body)))

    def _note(self, event: Event, kind: str) -> None:
        name, _, start, end, value = event
        is_image, is_shown = name == "Image", kind in _SHOWN
        start = start + (2 if is_image else 1) if is_shown else self.text.rfind("[", start, end - 1) + 1
        self._references.append(Reference(start, end - 1, str(value.get("id", "")), is_shown, is_image))

    def _definitions(self, body: int) -> Iterator[Label]:
        ordered = sorted(self._covered)
        starts = [start for start, _ in ordered]
        for match in _DEFINITION.finditer(self.text, body):
            at = match.start(1) - 1
            # A code block holds its texts, so the one that begins last need not reach as far as the block.
            last = bisect_right(starts, at)
            if not any(start <= at < end for start, end in ordered[max(last - 2, 0) : last]):
                yield Label(label_key(match[1]), Span(*match.span(1)))
