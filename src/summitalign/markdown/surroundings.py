"""Reading a text only around the places that somebody asks about: a fixer, at a hundredth of the price."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.around import cut_around
from summitalign.markdown.blocks import BlockReader
from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.identifiers import SUSPECT
from summitalign.markdown.lean import read_lean
from summitalign.markdown.link_reading import read_links
from summitalign.markdown.overlays import SPANNING
from summitalign.markdown.regions import read_regions
from summitalign.model.document import Link, Region, RegionKind
from summitalign.model.span import Span

# A line of Chinese or Latin words that begins with a letter. No character of it has a meaning to Markdown.
_PLAIN = re.compile("[A-Za-z\u4e00-\u9fff“《「][A-Za-z0-9 ,%\u3001-\u3017\u4e00-\u9fff\uff01-\uff1f“”‘’…—·]*\n?")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text holds around some places."""

    text: str
    regions: tuple[Region, ...]
    """In order; those of `parse` where they are given. What lies between them was not read, or is no prose."""
    links: tuple[Link, ...]
    """Those in the regions, in order."""


def parse_around(text: str, places: Iterable[int], keys: tuple[str, ...] = ()) -> Surroundings:
    """Read only the blocks that hold the given offsets: their regions and links are those of `parse`.

    `keys` are those of the front matter whose values are prose.
    """
    body = front_matter_end(text)
    wanted = sorted(set(places))
    # Prose of the front matter belongs to no block.
    in_body = [place for place in wanted if place >= body]
    cuts = None if keys and len(in_body) < len(wanted) else cut_around(text, body, in_body)
    if cuts is None:
        reader = BlockReader()
        # What reaches over blocks is seen only where all of them are read: a `<pre>`, the code around a `{{`.
        reaches_far = any(opener in text for opener in SPANNING)
        events = read_events(text, body, None if reaches_far else in_body)
        regions, tags = read_regions(text, reader.read(events), body, keys)
        return Surroundings(text, regions, read_links(text, regions, tags, reader.links))
    found: list[Region] = []
    links: list[Link] = []
    for cut in cuts.spans:
        part = cut.of(text)
        if _is_plain(part):
            found.append(Region(RegionKind.PROSE, Span(cut.start, cut.start + len(part.rstrip()))))
        else:
            held = [place - cut.start for place in wanted if cut.start <= place < cut.end]
            read, linked = _read_part(part, cuts.definitions if "[" in part else "", held)
            found += [
                Region(region.kind, Span(region.span.start + cut.start, region.span.end + cut.start), region.scope)
                for region in read
            ]
            links += [
                replace(link, text_span=link.text_span.shifted(cut.start), span=link.span.shifted(cut.start))
                for link in linked
            ]
    return Surroundings(text, tuple(found), tuple(links))


def _is_plain(part: str) -> bool:
    """Say whether a block is one line of words and nothing else: half of all paragraphs are."""
    return _PLAIN.fullmatch(part) is not None and not SUSPECT.search(part)


def _read_part(part: str, definitions: str, places: Sequence[int]) -> tuple[Sequence[Region], Sequence[Link]]:
    """Read a stretch that stands by itself as the document that it is; offsets are its own."""
    lean = read_lean(part, places) if not definitions else None
    if lean is not None:
        return lean[0], read_links(part, (), (), lean[1])
    reader, whole = BlockReader(), part + definitions
    found, tags = read_regions(whole, reader.read(read_events(whole, 0)), 0)
    links = read_links(whole, found, tags, reader.links)
    if not definitions:
        return found, links
    kept = (region for region in found if region.span.start < len(part))
    return (
        [Region(each.kind, Span(each.span.start, min(each.span.end, len(part))), each.scope) for each in kept],
        [link for link in links if link.span.start < len(part)],
    )
