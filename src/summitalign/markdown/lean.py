"""Reading blocks that hold words, emphasis, code spans, links, lists and tables, and nothing that takes a closer look.

Most blocks are such. What `regions.py` paints for any text is read off the parser's events here, in a quarter of the
time; where a block may hold more, this gives up and leaves it to that module.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from summitalign.markdown.blocks import RawLink
from summitalign.markdown.events import byte_places, extensions
from summitalign.markdown.overlays import inline_overlays
from summitalign.markdown.regions import CELL_CODE, SCOPED
from summitalign.model.document import Region, RegionKind, Scope
from summitalign.model.span import Span

# Tags, templates, formulas, escapes, fences, lone line ends, directives, definitions, footnotes, wiki links.
_MORE = re.compile(r"[<{$&\\\r\ud800-\udfff]|```|~~~|:::|!!!|\?\?\?|///|\*\[|\)=|\]:|\[\^|\[\[")
_UNREAD = frozenset({"HtmlBlock", "FootnoteDefinition", "MetadataBlock"})


@dataclass(slots=True)
class _Walk:
    """The state of a walk through the parser's events; offsets are bytes."""

    runs: list[list[int]] = field(default_factory=list)
    """First byte, end byte and scope of each run of text."""
    links: list[tuple[str, int, int, int, int]] = field(default_factory=list)
    """Destination, first and end byte, first and end byte of what is shown."""
    scopes: list[int] = field(default_factory=lambda: [0])
    open_links: list[list[Any]] = field(default_factory=list)
    code: int = 0

    def text(self, start: int, end: int) -> None:
        scope = self.scopes[-1]
        if self.runs and self.runs[-1][1] == start and self.runs[-1][2] == scope:
            self.runs[-1][1] = end
        else:
            self.runs.append([start, end, scope])

    def enter(self, name: str, fields: Any, start: int) -> None:
        self.scopes.append(self.scopes[-1] | SCOPED.get(name, 0))
        if name == "CodeBlock":
            self.code += 1
        elif name in ("Link", "Image"):
            inner = start + (2 if name == "Image" else 1)
            self.open_links.append([str(fields["dest_url"]), inner, inner])

    def leave(self, name: str, start: int, end: int) -> None:
        self.scopes.pop()
        if name == "CodeBlock":
            self.code -= 1
        elif name in ("Link", "Image"):
            target, inner, shown = self.open_links.pop()
            self.links.append((target, start, end, inner, min(shown, end)))


def read_lean(part: str, places: Sequence[int]) -> tuple[list[Region], list[RawLink]] | None:
    """Return the prose that holds some places of a block that stands by itself, and the links of the block.

    None where `read_regions` has to look.
    """
    if _MORE.search(part) or _holds_barred_code(part):
        return None
    walk = _walk(part)
    if walk is None:
        return None
    offsets = [offset for run in walk.runs for offset in run[:2]]
    offsets += [offset for link in walk.links for offset in link[1:]]
    at = byte_places(part, offsets)
    regions = []
    for first, last, scope in walk.runs:
        start, end = at[first], at[last]
        at_or_after = bisect_left(places, start)
        if at_or_after < len(places) and places[at_or_after] < end:
            regions.append(Region(RegionKind.PROSE, Span(start, end), Scope(scope)))
    if next(inline_overlays(part, [(region.span.start, region.span.end) for region in regions]), None) is not None:
        return None
    links = []
    for target, *spots in walk.links:
        start, end, inner, shown = [at[spot] for spot in spots]
        links.append(RawLink(target, Span(start, end), Span(inner, shown)))
    return regions, links


def _holds_barred_code(part: str) -> bool:
    """Say whether a bar may part a table's cells inside of code."""
    return "|" in part and "`" in part and any("|" in code[0] for code in CELL_CODE.finditer(part))


def _walk(part: str) -> _Walk | None:
    import pyromark

    walk = _Walk()
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(part, options=extensions())
    for event, place in events:
        start, end = place["start"], place["end"]
        kind, value = next(iter(event.items())) if event.__class__ is dict else (event, "")
        if kind in ("Start", "End"):
            name, fields = (value, None) if isinstance(value, str) else next(iter(value.items()))
            if name in _UNREAD:
                return None
            if kind == "Start":
                walk.enter(name, fields, start)
            else:
                walk.leave(name, start, end)
            continue
        if kind == "Text":
            if not walk.code:
                walk.text(start, end)
        elif kind not in ("Code", "SoftBreak", "HardBreak", "Rule", "TaskListMarker"):
            return None
        if walk.open_links:
            walk.open_links[-1][2] = max(walk.open_links[-1][2], end)
    return walk
