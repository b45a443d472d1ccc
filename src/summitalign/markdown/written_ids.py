"""Ids that are written in a text: `{#id}` beside a heading, `id` and `name` of tags."""

import re
from collections.abc import Iterator

from summitalign.model.document import RegionKind

_ID = re.compile(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\#([^\s{}\#]+)""", re.IGNORECASE)
IDENTIFYING = frozenset({RegionKind.HTML_TAG, RegionKind.ATTRIBUTES})
"""What an id is written in."""


def written_ids(region: str) -> Iterator[str]:
    """Yield the ids of a region that may hold some, in lower case."""
    for match in _ID.finditer(region):
        yield (match[1] or match[2]).lower()
