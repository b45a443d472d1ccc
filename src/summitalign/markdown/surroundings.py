"""Reading a text only around the places that somebody asks about: a fixer, at a hundredth of the price."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from summitalign.markdown.around import cut_around
from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.identifiers import SUSPECT
from summitalign.markdown.lean import read_lean
from summitalign.markdown.link_reading import LinkReader, read_links, read_links_around
from summitalign.markdown.overlays import SPANNING
from summitalign.markdown.regions import read_prose
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
    if cuts is None or cuts.is_costly(text):
        return _read_whole(text, body, keys, wanted)
    found: list[Region] = []
    linked: list[Link] = []
    for cut in cuts.spans:
        part = cut.of(text)
        if _is_plain(part):
            found.append(Region(RegionKind.PROSE, Span(cut.start, cut.start + len(part.rstrip()))))
        else:
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
    reader = LinkReader()
    events = reader.read(read_events(text, body, _asked(text, places)))
    regions, tags = read_prose(text, events, body, keys, places)
    return Surroundings(text, regions, read_links_around(text, places, tags, reader.links))


def _asked(text: str, places: Sequence[int]) -> Sequence[int] | None:
    """Return the places whose blocks have to be read, None for all blocks.

    What reaches over blocks is seen only where all of them are read: a `<pre>`, the code around a `{{`.
    """
    return None if any(opener in text for opener in SPANNING) else places


def _is_plain(part: str) -> bool:
    """Say whether a block is one line of words and nothing else: half of all paragraphs are."""
    return _PLAIN.fullmatch(part) is not None and not SUSPECT.search(part)


def _read_part(part: str, definitions: str, places: Sequence[int]) -> tuple[Sequence[Region], Sequence[Link]]:
    """Read a stretch that stands by itself as the document that it is; offsets are its own."""
    lean = read_lean(part, places) if not definitions else None
    if lean is not None:
        return lean[0], read_links(part, (), (), lean[1])
    reader, whole = LinkReader(), part + definitions
    found, tags = read_prose(whole, reader.read(read_events(whole, 0, _asked(part, places))), 0, (), places)
    # A line end behind the last tag of a block goes with it.
    clipped = [Region(each.kind, Span(each.span.start, min(each.span.end, len(part))), each.scope) for each in found]
    return clipped if definitions else found, read_links_around(whole, places, tags, reader.links)
