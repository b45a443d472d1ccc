"""Reading a text only around the places that somebody asks about: a fixer, at a hundredth of the price."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.around import cut_around
from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.labels import LabelReader, Labels
from summitalign.markdown.lean import read_lean
from summitalign.markdown.link_reading import read_links_around, reader_around
from summitalign.markdown.overlays import SPANNING
from summitalign.markdown.plain import read_plain
from summitalign.markdown.regions import read_canvas, read_prose
from summitalign.model.document import Link, Region
from summitalign.model.span import Span

_OPEN_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"'`{\n]|"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|\{[^{}\n]*\})*+(?![<>]|\Z)""")
"""A tag that is not closed on its line."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text holds around some places."""

    text: str
    regions: tuple[Region, ...]
    """In order; those of `parse` where they are given. What lies between them was not read, or is no prose."""
    links: tuple[Link, ...]
    """Those in the regions, in order."""
    labels: Labels | None = None
    """Where the text was read whole, with the labels that it shows as prose."""


def parse_around(
    text: str, places: Iterable[int], keys: tuple[str, ...] = (), *, may_be_labels: bool = False
) -> Surroundings:
    """Read only the blocks that hold the given offsets: their regions and links are those of `parse`.

    `keys` are those of the front matter whose values are prose. Where places `may_be_labels`, and most of the text
    has to be read anyway, it is read once, as `parse_labelled` does.
    """
    body = front_matter_end(text)
    wanted = sorted(set(places))
    # Prose of the front matter belongs to no block.
    in_body = [place for place in wanted if place >= body]
    cuts = None if keys and len(in_body) < len(wanted) else cut_around(text, body, in_body)
    is_whole = cuts is None or cuts.is_costly(text)
    if may_be_labels and (is_whole or (cuts is not None and cuts.is_large(text))):
        return parse_labelled(text, wanted, keys)
    if cuts is None or is_whole:
        return _read_whole(text, body, keys, wanted)
    found: list[Region] = []
    linked: list[Link] = []
    for cut in cuts.spans:
        part = cut.of(text)
        first, end = bisect_left(wanted, cut.start), bisect_left(wanted, cut.end)
        held = [place - cut.start for place in wanted[first:end]]
        read, links = _read_part(part, cuts.definitions if "[" in part else "", held)
        found += [Region(each.kind, each.span.shifted(cut.start), each.scope) for each in read]
        linked += [
            replace(link, text_span=link.text_span.shifted(cut.start), span=link.span.shifted(cut.start))
            for link in links
        ]
    return Surroundings(text, tuple(found), tuple(linked))


def _read_whole(text: str, body: int, keys: tuple[str, ...], places: Sequence[int]) -> Surroundings:
    """Read a text of which no part stands by itself."""
    reader = reader_around(places)
    events = reader.read_in(text, read_events(text, body, _asked(text, places)))
    regions, tags = read_prose(text, events, body, keys, places)
    return Surroundings(text, regions, read_links_around(text, places, tags, reader.links))


def parse_labelled(text: str, places: Sequence[int], keys: tuple[str, ...] = ()) -> Surroundings:
    """Read a whole text, so that the labels which it shows are prose, and keep where its labels stand.

    `places`, which ascend, and `keys` are those of `parse_around`.
    """
    body = front_matter_end(text)
    reader = LabelReader(text, reader_around(places))
    canvas, tags = read_canvas(text, reader.read(read_events(text, body)), body, keys)
    labels = reader.labels(canvas, body)
    regions = tuple(labels.linked(canvas.tiles_at(places)))
    return Surroundings(text, regions, read_links_around(text, places, tags, reader.links.links), labels)


def _asked(text: str, places: Sequence[int]) -> Sequence[int] | None:
    """Return the places whose blocks have to be read, None for all blocks.

    What reaches over blocks is seen only where all of them are read: a `<pre>`, the code around a `{{`, a tag in whose
    attribute a table stands. On one line there is nothing to pass over.
    """
    if "\n" not in text.strip("\n") or any(opener in text for opener in SPANNING) or _OPEN_TAG.search(text):
        return None
    return places


def _read_part(part: str, definitions: str, places: Sequence[int]) -> tuple[Sequence[Region], Sequence[Link]]:
    """Read a stretch that stands by itself as the document that it is; offsets are its own."""
    simple = None if definitions else read_plain(part, places) or read_lean(part, places)
    if simple is not None:
        return simple[0], read_links_around(part, places, (), simple[1]) if simple[1] else ()
    reader, whole = reader_around(places), part + definitions
    found, tags = read_prose(whole, reader.read_in(whole, read_events(whole, 0, _asked(part, places))), 0, (), places)
    # A line end behind the last tag of a block goes with it.
    clipped = [Region(each.kind, Span(each.span.start, min(each.span.end, len(part))), each.scope) for each in found]
    return clipped if definitions else found, read_links_around(whole, places, tags, reader.links)
