"""References and their definitions: where a label is shown, where it is only named, and where it is defined."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from summitalign.markdown.events import Event, read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.regions import read_regions
from summitalign.model.document import Region, RegionKind, Scope
from summitalign.model.span import Span

_DEFINITION = re.compile(
    r"^(?:[ \t]*(?:>|[-+*]|[0-9]{1,9}[.)]))*[ \t]*\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]:", re.MULTILINE
)
_BRACKETS = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]")
_OPEN = frozenset({RegionKind.REFERENCE_DEFINITION, RegionKind.REFERENCE_LABEL, RegionKind.MARKUP, RegionKind.PROSE})
"""What a label may stand in; code, templates and comments only show one."""
_SHOWN = ("Shortcut", "Collapsed")
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


@dataclass(frozen=True)  # no slots, for the properties that are looked up ten thousand times
class Labels:
    """The labels of a document."""

    regions: tuple[Region, ...]
    """Those of `parse`, but that shown labels are prose."""
    references: tuple[Label, ...]
    definitions: tuple[Label, ...]

    @cached_property
    def _by_key(self) -> dict[str, list[Label]]:
        found: dict[str, list[Label]] = {}
        for label in (*self.references, *self.definitions):
            found.setdefault(label.key, []).append(label)
        return found

    @cached_property
    def _shown(self) -> tuple[list[int], list[Label]]:
        """Where the shown labels begin, and the labels."""
        shown = sorted((label for label in self.references if label.is_shown and label.span), key=_start)
        return [_start(label) for label in shown], shown

    @cached_property
    def _starts(self) -> list[int]:
        return [region.span.start for region in self.regions]

    def of(self, key: str) -> tuple[Label, ...]:
        """Return the references to a label and its definitions, in no order."""
        return tuple(self._by_key.get(key, ()))

    def shown_at(self, span: Span) -> Label | None:
        """Return the label whose shown text holds a span."""
        starts, shown = self._shown
        at = bisect_right(starts, span.start)
        # An image may stand in the text of a link, but not many in each other.
        near = shown[max(at - _NESTED, 0) : at]
        return next((label for label in near if label.span and label.span.contains(span)), None)

    def is_open(self, span: Span) -> bool:
        """Say whether a label at a span is one, and no code or template that looks like it."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        return all(region.kind in _OPEN for region in self.regions[first : bisect_right(self._starts, span.end - 1)])


def label_key(label: str) -> str:
    """Return what a label is compared by."""
    return " ".join(label.split()).casefold()


def folded_places(label: str) -> list[int]:
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
    places = [at for at in places if at < trailing]
    return [*places, trailing]


def stands_in_brackets(text: str, key: str) -> bool:
    """Say whether a text in brackets could be a reference to a label."""
    return any(label_key(match[1]) == key for match in _BRACKETS.finditer(text))


def read_labels(text: str, keys: tuple[str, ...] = ()) -> Labels:
    """Read the references and definitions of a text; the values of `keys` in its front matter are prose."""
    body = front_matter_end(text)
    references: list[Label] = []
    covered: list[Span] = []
    events = _revealed(text, read_events(text, body), references, covered)
    regions, _ = read_regions(text, events, body, keys)
    shown = sorted((label for label in references if label.is_shown and label.span), key=_start)
    return Labels(tuple(_linked(regions, shown)), tuple(references), tuple(_definitions(text, body, covered)))


def _revealed(text: str, events: Iterable[Event], references: list[Label], covered: list[Span]) -> Iterator[Event]:
    """Pass the events on so that shown labels come out as prose, and note references and what parts hold text."""
    revealed: list[bool] = []
    for event in events:
        if event.phase == "leaf" or event.name in ("CodeBlock", "HtmlBlock"):
            covered.append(Span(event.start, event.end))
        if event.name not in ("Link", "Image"):
            yield event
            continue
        if event.phase == "start":
            fields = event.value if isinstance(event.value, dict) else {}
            kind = str(fields.get("link_type", ""))
            if kind in (*_SHOWN, "Reference"):
                references.append(_reference(text, event, kind, str(fields.get("id", ""))))
            revealed.append(kind in _SHOWN)
            yield event._replace(name="Label") if revealed[-1] else event
        else:
            yield event._replace(name="Label") if revealed.pop() else event


def _reference(text: str, event: Event, kind: str, name: str) -> Label:
    is_image = event.name == "Image"
    is_shown = kind in _SHOWN
    start = event.start + (2 if is_image else 1) if is_shown else text.rfind("[", event.start, event.end - 1) + 1
    end = event.end - 1
    key = label_key(name)
    is_plain = start <= end and label_key(text[start:end]) == key
    return Label(key, Span(start, end) if is_plain else None, is_shown, is_image)


def _definitions(text: str, body: int, covered: Sequence[Span]) -> Iterator[Label]:
    ordered = sorted(covered)
    starts = [span.start for span in ordered]
    for match in _DEFINITION.finditer(text, body):
        at = match.start(1) - 1
        # A code block holds its texts, so the one that begins last need not reach as far as the block.
        before = ordered[max(bisect_right(starts, at) - 2, 0) : bisect_right(starts, at)]
        if not any(span.start <= at < span.end for span in before):
            yield Label(label_key(match[1]), Span(*match.span(1)))


def _start(label: Label) -> int:
    return label.span.start if label.span else 0


def _linked(regions: Iterable[Region], shown: Sequence[Label]) -> Iterator[Region]:
    """Pass the regions on; prose in the shown labels, which are in order, is the text of a link or an image."""
    starts = [_start(label) for label in shown]
    for region in regions:
        at = bisect_right(starts, region.span.start) - 1
        span = shown[at].span if at >= 0 else None
        if region.kind is RegionKind.PROSE and span is not None and span.contains(region.span):
            yield replace(region, scope=region.scope | (Scope.ALT if shown[at].is_image else Scope.LINK_TEXT))
        else:
            yield region
