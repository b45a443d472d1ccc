"""What stands at some places of a text: prose, code, a comment."""

from collections.abc import Sequence

from summitalign.markdown.events import read_events
from summitalign.markdown.front_matter import front_matter_end
from summitalign.markdown.regions import read_canvas
from summitalign.model.document import RegionKind


def kinds_at(text: str, offsets: Sequence[int]) -> list[RegionKind]:
    """Return the kind of the region that each offset lies in; only the blocks around them are read."""
    body = front_matter_end(text)
    canvas, _ = read_canvas(text, read_events(text, body, sorted(set(offsets))), body)
    return [canvas.kind_at(offset) for offset in offsets]
