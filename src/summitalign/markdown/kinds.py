"""What stands at some places of a text: prose, code, a comment."""

from bisect import bisect_right
from collections.abc import Sequence

from summitalign.markdown.blocks import BlockReader
from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.regions import read_regions
from summitalign.model.document import RegionKind


def kinds_at(text: str, offsets: Sequence[int]) -> list[RegionKind]:
    """Return the kind of the region that each offset lies in; only the blocks around them are read."""
    body = front_matter_end(text)
    events = read_events(text, body, sorted(set(offsets)))
    regions, _ = read_regions(text, BlockReader().read(events), body)
    starts = [region.span.start for region in regions]
    return [regions[bisect_right(starts, offset) - 1].kind for offset in offsets]
